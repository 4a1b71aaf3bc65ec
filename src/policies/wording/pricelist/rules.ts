import { yuan } from "../../../money/print";
import { percent } from "../../../money/zhe";
import type { PolicyTerms } from "../../contract";
import type { CalculationStep, PriceList } from "../../pricelist/contract";
import type { PricedTable } from "../../pricelist/rules";
import type { PriceListTable } from "../../quoting/contract";
import type { PricedLine } from "../../quoting/rules";
import { credentialsIn, type Lexicon, nameOf, namesOf, say, whoIs } from "../rules";

type Home = { listPriceFen: number; areaCentiSqm: number | null; pricePerSqmFen: number | null };

/** 計算過程: how the last row of a table comes about, each step with its sum. `worded` is the same table in words. */
export function calculationIn(
  lexicon: Lexicon,
  terms: PolicyTerms,
  home: Home,
  table: PricedTable,
  worded: PriceListTable,
): PriceList["calculation"] | null {
  const row = table.rows.at(-1);
  const lines = worded.rows.at(-1)?.lines;
  if (!row || !lines) return null;

  return {
    paymentMethod: { code: table.paymentMethod, label: nameOf(lexicon, "paymentMethods", table.paymentMethod) },
    countedUnits: row.fromUnits,
    steps: [
      { label: say(lexicon, "price-list.list-price"), working: listPriceSum(lexicon, home), amountFen: home.listPriceFen },
      ...row.lines.map((line, index) => ({
        label: lines[index]?.label ?? "",
        working: sumOf(lexicon, terms, home, line),
        amountFen: line.afterFen,
      })),
    ],
    saved: savedSum(lexicon, row.lines, row.savedFen),
  };
}

/** 說明: the sentences that stand under the tables. */
export function notesIn(
  lexicon: Lexicon,
  terms: PolicyTerms,
  { category, agencyName }: { category: string; agencyName: string },
): string[] {
  const table = terms.groupTables.find(({ categories }) => categories.includes(category));
  const fromUnits = table && Math.min(...table.tiers.map((tier) => tier.fromUnits));
  const left = lexicon.catalogue.products
    .map(({ code }) => code)
    .filter((code) => terms.pricedProducts.length && !terms.pricedProducts.includes(code));
  const notes: (string | false | undefined)[] = [
    table && say(lexicon, "price-list.note.group", { who: whoIs(lexicon, "categories", table.categories), fromUnits: fromUnits ?? 1 }),
    ...terms.credentialRules.map((rule) =>
      say(lexicon, "price-list.note.credential", {
        who: credentialsIn(lexicon, rule),
        fromUnits: Math.min(...rule.tiers.map((tier) => tier.fromUnits)),
      }),
    ),
    table &&
      say(lexicon, terms.retroactive ? "price-list.note.retroactive" : "price-list.note.not-retroactive", { fromUnits: fromUnits ?? 1 }),
    terms.floorBps !== null && say(lexicon, "price-list.note.floor", { percent: percent(terms.floorBps) }),
    left.length > 0 && say(lexicon, "price-list.note.not-priced", { products: namesOf(lexicon, "products", left) }),
    say(lexicon, "price-list.note.never-rises"),
    say(lexicon, "price-list.note.selection"),
    say(lexicon, "price-list.note.special", { agency: agencyName }),
  ];

  return notes.filter((note) => note !== false && note !== undefined);
}

function listPriceSum(lexicon: Lexicon, { areaCentiSqm, pricePerSqmFen }: Home): string {
  if (areaCentiSqm === null || pricePerSqmFen === null) return "";

  return say(lexicon, "price-list.area-sum", { area: yuan(areaCentiSqm), price: yuan(pricePerSqmFen).replace(/\.00$/, "") });
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
  if (line.perSqmFen !== null)
    return `${before} − ${say(lexicon, "price-list.area-sum", { area: yuan(home.areaCentiSqm ?? 0), price: yuan(line.perSqmFen) })}`;
  if (line.amountFen !== null) return `${before} − ${yuan(line.amountFen)}`;

  return line.step === "floor" ? `${yuan(home.listPriceFen)} × ${percent(terms.floorBps ?? 0)}%` : before;
}

/** 8,840.00 ＋ 8,663.20: what each line takes off, together what is saved. */
function savedSum(lexicon: Lexicon, lines: PricedLine[], savedFen: number): CalculationStep {
  const plus = lexicon.language === "en" ? " + " : " ＋ ";
  const working = lines
    .filter(({ beforeFen, afterFen }) => beforeFen !== afterFen)
    .map(({ beforeFen, afterFen }, index) => {
      const off = beforeFen - afterFen;
      const sign = off < 0 ? " − " : index ? plus : "";
      return `${sign}${yuan(Math.abs(off))}`;
    })
    .join("")
    .trim();

  return { label: say(lexicon, "price-list.saved"), working, amountFen: savedFen };
}
