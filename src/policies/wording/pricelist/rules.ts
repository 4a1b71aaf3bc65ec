import { percent } from "../../../money/zhe";
import type { Conditions, PolicyTerms } from "../../contract";
import type { PriceList } from "../../pricelist/contract";
import type { PriceListTable } from "../../quoting/contract";
import type { Home, WhyNot } from "../../quoting/rules";
import { listPriceIn, savedIn } from "../quotes/rules";
import { conditionsIn, credentialsIn, type Lexicon, nameOf, namesOf, say, stepIn, whoIs } from "../rules";

/** 計算過程: how the last row of a table comes about, each step with its sum. */
export function calculationIn(
  lexicon: Lexicon,
  home: Home & { pricePerSqmFen: number | null },
  table: PriceListTable,
): PriceList["calculation"] | null {
  const row = table.rows.at(-1);
  if (!row) return null;

  return {
    paymentMethod: { code: table.paymentMethod, label: nameOf(lexicon, "paymentMethods", table.paymentMethod) },
    countedUnits: row.fromUnits,
    steps: [listPriceIn(lexicon, home), ...row.lines.map(({ label, working, afterFen }) => ({ label, working, amountFen: afterFen }))],
    saved: savedIn(lexicon, row.lines, row.savedFen),
  };
}

/** Whom a list is for, what was taken for known of the home, the buyer and the signing, and what kept steps from it. */
interface ListFacts {
  category: string | null;
  credential: string | null;
  agencyName: string;
  told: Conditions;
  why: WhyNot[];
}

/** 說明: the sentences that stand under the tables. A list for a credential alone speaks of that credential. */
export function notesIn(lexicon: Lexicon, terms: PolicyTerms, { category, credential, agencyName, told, why }: ListFacts): string[] {
  const table = terms.groupTables.find(({ categories }) => category !== null && categories.includes(category));
  const own = terms.credentialRules.filter(({ credentials }) => credential !== null && credentials.includes(credential));
  const credentialRules = category === null ? own : terms.credentialRules;
  const reached = (table ?? own[0])?.tiers.map((tier) => tier.fromUnits).filter((fromUnits) => fromUnits > 1) ?? [];
  const left = lexicon.catalogue.products
    .map(({ code }) => code)
    .filter((code) => terms.pricedProducts.length && !terms.pricedProducts.includes(code));
  // What is not in the table because nobody said which home it is, who buys or when the contract will be signed.
  const further = terms.regular.filter(({ id }) => why.some(({ ruleId, code }) => ruleId === id && code === "fact-unknown"));
  const notes: (string | false | undefined)[] = [
    Object.keys(told).length > 0 && say(lexicon, "price-list.note.told", { conditions: conditionsIn(lexicon, told) }),
    table &&
      say(lexicon, "price-list.note.group", {
        who: whoIs(lexicon, "categories", table.categories),
        fromUnits: Math.min(...table.tiers.map((tier) => tier.fromUnits)),
      }),
    ...credentialRules.map((rule) =>
      say(lexicon, "price-list.note.credential", {
        who: credentialsIn(lexicon, rule),
        fromUnits: Math.min(...rule.tiers.map((tier) => tier.fromUnits)),
      }),
    ),
    ...further.map((step) =>
      say(lexicon, "price-list.note.further", { step: stepIn(lexicon, step), conditions: conditionsIn(lexicon, step.when) }),
    ),
    reached.length > 0 &&
      say(lexicon, terms.retroactive ? "price-list.note.retroactive" : "price-list.note.not-retroactive", {
        fromUnits: Math.min(...reached),
      }),
    terms.floorBps !== null && say(lexicon, "price-list.note.floor", { percent: percent(terms.floorBps) }),
    left.length > 0 && say(lexicon, "price-list.note.not-priced", { products: namesOf(lexicon, "products", left) }),
    say(lexicon, "price-list.note.never-rises"),
    say(lexicon, "price-list.note.selection"),
    say(lexicon, "price-list.note.special", { agency: agencyName }),
  ];

  return notes.filter((note) => note !== false && note !== undefined);
}
