import { percent } from "../../../money/zhe";
import type { PolicyTerms } from "../../contract";
import type { PricedTable } from "../../pricelist/rules";
import type { PriceListTable, Quote, QuoteLine, Why } from "../../quoting/contract";
import type { PricedLine, PricedQuote, WhyNot } from "../../quoting/rules";
import { effectIn, type Lexicon, nameOf, namesOf, ruleName, say } from "../rules";

/** A quote as it goes out, its lines and reasons in the caller's language. */
export function quoteIn(lexicon: Lexicon, terms: PolicyTerms, priced: PricedQuote): Quote {
  const { listPriceFen, lines, payableFen, savedFen, tier, nextTier, atNextTier, why } = priced;
  const next = atNextTier?.tier && { tier: atNextTier.tier, payableFen: atNextTier.payableFen, stopsAtFloor: atNextTier.stopsAtFloor };

  return {
    listPriceFen,
    lines: linesIn(lexicon, terms, lines),
    payableFen,
    savedFen,
    tier,
    nextTier,
    atNextTier: next ?? null,
    ...(why.length ? { why: why.map((reason) => whyIn(lexicon, terms, reason)) } : {}),
  };
}

/** The price list as it goes out. A table is called by its payment method and what that alone gives: 一次性付款（9.8折）. */
export function priceListIn(lexicon: Lexicon, terms: PolicyTerms, tables: PricedTable[]): PriceListTable[] {
  return tables.map(({ paymentMethod, rows }) => {
    const regular = rows[0]?.lines.filter(({ step }) => step === "regular") ?? [];
    const name = nameOf(lexicon, "paymentMethods", paymentMethod);
    const rate = regular.map((line) => lineEffect(lexicon, terms, line)).join(" × ");

    return {
      paymentMethod,
      label: rate ? say(lexicon, "quote.with-rate", { name, rate }) : name,
      rows: rows.map(({ why: _, lines, ...row }) => ({ ...row, lines: linesIn(lexicon, terms, lines) })),
    };
  });
}

function linesIn(lexicon: Lexicon, terms: PolicyTerms, lines: PricedLine[]): QuoteLine[] {
  const special = lines.some(({ step }) => step === "special");

  return lines.map(({ perSqmFen, ruleId, ...line }) => ({
    ...line,
    label: labelOf(lexicon, terms, { perSqmFen, ruleId, ...line }, special),
  }));
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
      return withEffect(say(lexicon, "quote.special"));
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

function detailOf(lexicon: Lexicon, terms: PolicyTerms, { step, ruleId, code, winnerId, fromUnits = 0, moreUnits = 0 }: WhyNot): string {
  const when = terms.regular.find(({ id }) => id === ruleId)?.when ?? {};
  switch (code) {
    case "payment-method":
      return say(lexicon, "quote.why.payment-method", { names: namesOf(lexicon, "paymentMethods", when.paymentMethods ?? []) });
    case "product":
      return say(lexicon, "quote.why.product", { names: namesOf(lexicon, "products", when.products ?? []) });
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
    default:
      return say(lexicon, `quote.why.${code}`);
  }
}
