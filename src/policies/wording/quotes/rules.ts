import { yuan } from "../../../money/print";
import { percent } from "../../../money/zhe";
import type { Conditions, PolicyTerms } from "../../contract";
import type { PricedTable } from "../../pricelist/rules";
import type { CalculationStep, PriceAtNextTier, PriceListTable, Quote, QuoteLine, Why } from "../../quoting/contract";
import type { Home, Price, PricedLine, PricedQuote, WhyNot } from "../../quoting/rules";
import { conditionsIn, effectIn, joined, type Lexicon, nameOf, namesOf, ruleName, say } from "../rules";

/** A quote as it goes out, its lines and reasons in the caller's language. */
export function quoteIn(lexicon: Lexicon, terms: PolicyTerms, home: Home, priced: PricedQuote): Quote {
  const { listPriceFen, lines, payableFen, savedFen, tier, nextTier, atNextTier, why } = priced;

  return {
    listPriceFen,
    lines: linesIn(lexicon, terms, home, lines),
    payableFen,
    savedFen,
    tier,
    nextTier,
    atNextTier: priceAt(atNextTier),
    ...(why.length ? { why: why.map((reason) => whyIn(lexicon, terms, reason)) } : {}),
  };
}

/** 442,000.00: the list price, and 130.00 ㎡ × 3,400 元/㎡ where that is how it comes about. */
export function listPriceIn(lexicon: Lexicon, home: Home & { pricePerSqmFen: number | null }): CalculationStep {
  const { listPriceFen, areaCentiSqm, pricePerSqmFen } = home;
  const working = areaCentiSqm === null || pricePerSqmFen === null ? "" : areaSum(lexicon, areaCentiSqm, pricePerSqmFen);

  return { label: say(lexicon, "price-list.list-price"), working, amountFen: listPriceFen };
}

/** 8,840.00 ＋ 8,663.20: what each line takes off, together what is saved; a single one would only repeat the sum. */
export function savedIn(lexicon: Lexicon, lines: Pick<PricedLine, "beforeFen" | "afterFen">[], savedFen: number): CalculationStep {
  const plus = lexicon.language === "en" ? " + " : " ＋ ";
  const moving = lines.filter(({ beforeFen, afterFen }) => beforeFen !== afterFen);
  const working = moving
    .map(({ beforeFen, afterFen }, index) => {
      const off = beforeFen - afterFen;
      const sign = off < 0 ? " − " : index ? plus : "";
      return `${sign}${yuan(Math.abs(off))}`;
    })
    .join("")
    .trim();

  return { label: say(lexicon, "price-list.saved"), working: moving.length > 1 ? working : "", amountFen: savedFen };
}

function priceAt(price: Price | null): PriceAtNextTier | null {
  return price?.tier ? { tier: price.tier, payableFen: price.payableFen, stopsAtFloor: price.stopsAtFloor } : null;
}

/** The price list as it goes out. A table is called by its payment method and what that alone gives: 一次性付款（9.8折）. */
export function priceListIn(lexicon: Lexicon, terms: PolicyTerms, home: Home, tables: PricedTable[]): PriceListTable[] {
  return tables.map(({ paymentMethod, rows }) => {
    const regular = rows[0]?.lines.filter(({ step }) => step === "regular") ?? [];
    const name = nameOf(lexicon, "paymentMethods", paymentMethod);
    const rate = regular.map((line) => lineEffect(lexicon, terms, line)).join(" × ");

    return {
      paymentMethod,
      label: rate ? say(lexicon, "quote.with-rate", { name, rate }) : name,
      rows: rows.map(({ why: _, lines, atNextTier, ...row }) => ({
        ...row,
        lines: linesIn(lexicon, terms, home, lines),
        atNextTier: priceAt(atNextTier),
      })),
    };
  });
}

/** The lines of a price as they are printed. */
export function linesIn(lexicon: Lexicon, terms: PolicyTerms, home: Home, lines: PricedLine[]): QuoteLine[] {
  const special = lines.some(({ step }) => step === "special");

  return lines.map((line) => {
    const { perSqmFen: _, ruleId: __, fromUnits: ___, ...printed } = line;
    return { ...printed, label: labelOf(lexicon, terms, line, special), working: sumOf(lexicon, terms, home, line) };
  });
}

/** 442,000.00 × 98%: what a line does to the price before it. */
function sumOf(lexicon: Lexicon, terms: PolicyTerms, home: Home, line: PricedLine): string {
  const before = yuan(line.beforeFen);
  const ofList = line.step === "regular" && terms.regular.find(({ id }) => id === line.ruleId)?.applyTo === "list";
  if (line.payableBps !== null) {
    return ofList
      ? `${before} − ${yuan(home.listPriceFen)} × ${percent(10_000 - line.payableBps)}%`
      : `${before} × ${percent(line.payableBps)}%`;
  }
  if (line.perSqmFen !== null) return `${before} − ${areaSum(lexicon, home.areaCentiSqm ?? 0, line.perSqmFen)}`;
  if (line.amountFen !== null) return `${before} − ${yuan(line.amountFen)}`;

  return line.step === "floor" ? `${yuan(home.listPriceFen)} × ${percent(terms.floorBps ?? 0)}%` : before;
}

function areaSum(lexicon: Lexicon, areaCentiSqm: number, perSqmFen: number): string {
  return say(lexicon, "price-list.area-sum", { area: yuan(areaCentiSqm), price: yuan(perSqmFen).replace(/\.00$/, "") });
}

function labelOf(lexicon: Lexicon, terms: PolicyTerms, line: PricedLine, special: boolean): string {
  const withEffect = (name: string) => {
    const effect = lineEffect(lexicon, terms, line);
    return effect ? say(lexicon, "quote.label", { name, effect }) : name;
  };

  switch (line.step) {
    case "regular":
    case "group":
      return withEffect(ruleName(lexicon, terms, line.ruleId, line.step));
    case "special":
      return withEffect(line.fromUnits ? say(lexicon, "quote.special-tier", { units: line.fromUnits }) : say(lexicon, "quote.special"));
    case "floor":
      return special ? say(lexicon, "quote.own-floor") : say(lexicon, "quote.floor", { percent: percent(terms.floorBps ?? 0) });
    case "rounding":
      return say(lexicon, "quote.rounding");
  }
}

function lineEffect(lexicon: Lexicon, terms: PolicyTerms, { step, ruleId, payableBps, amountFen, perSqmFen }: PricedLine): string {
  const applyTo = step === "regular" ? terms.regular.find(({ id }) => id === ruleId)?.applyTo : "running";
  if (payableBps !== null) return effectIn(lexicon, { kind: "rate", payableBps }, applyTo);
  if (perSqmFen !== null) return effectIn(lexicon, { kind: "perSqm", perSqmFen });

  return amountFen === null ? "" : effectIn(lexicon, { kind: "amount", amountFen });
}

function whyIn(lexicon: Lexicon, terms: PolicyTerms, why: WhyNot): Why {
  const label =
    why.step === "regular" || why.step === "group" ? ruleName(lexicon, terms, why.ruleId, why.step) : say(lexicon, "quote.special");

  return { step: why.step, label, code: why.code, detail: detailOf(lexicon, terms, why) };
}

function detailOf(lexicon: Lexicon, terms: PolicyTerms, why: WhyNot): string {
  const { step, ruleId, code, winnerId, fromUnits = 0, moreUnits = 0, by = "", unknown = [] } = why;
  const when: Conditions = terms.regular.find(({ id }) => id === ruleId)?.when ?? {};
  switch (code) {
    case "payment-method":
      return say(lexicon, "quote.why.payment-method", { names: namesOf(lexicon, "paymentMethods", when.paymentMethods ?? []) });
    case "product":
      return say(lexicon, "quote.why.product", { names: namesOf(lexicon, "products", when.products ?? []) });
    case "building":
      return say(lexicon, "quote.why.building", { names: joined(lexicon, when.buildings ?? []) });
    case "unit":
      return say(lexicon, "quote.why.unit", { n: when.units?.length ?? 0 });
    case "signed-late":
      return say(lexicon, "quote.why.signed-late", { conditions: conditionsIn(lexicon, { signedWithinDays: when.signedWithinDays }) });
    case "fact-unknown": {
      const asked: Conditions = Object.fromEntries(unknown.map((name) => [name, when[name]]));
      return say(lexicon, "quote.why.fact-unknown", { conditions: conditionsIn(lexicon, asked) });
    }
    case "credential": {
      const rule = terms.credentialRules.find(({ id }) => id === ruleId);
      const credentials = (step === "group" ? rule?.credentials : when.credentials) ?? [];
      return say(lexicon, "quote.why.credential", { names: namesOf(lexicon, "credentials", credentials) });
    }
    case "before-window":
      return say(lexicon, "quote.why.before-window", { from: when.from ?? "" });
    case "after-window":
      return say(lexicon, "quote.why.after-window", { until: when.until ?? "" });
    case "lost-to-better":
      if (step !== "regular" && step !== "group") return say(lexicon, "quote.why.standard-is-lower");
      return say(lexicon, "quote.why.lost-to-better", { name: ruleName(lexicon, terms, winnerId ?? null, step) });
    case "below-first-tier":
      return say(lexicon, "quote.why.below-first-tier", { fromUnits, moreUnits });
    case "commitment-open":
    case "commitment-missed":
      return say(lexicon, `quote.why.${code}`, { by, fromUnits, moreUnits });
    default:
      return say(lexicon, `quote.why.${code}`);
  }
}
