import { expect, test } from "vitest";
import { byHome, markOf } from "../../web/src/features/desk/differing";
import { optionWords, toDo, waits } from "../../web/src/features/desk/waitingWords";
import { aboveDue, offRule, waitsForReceipt } from "../../web/src/features/desk/weighing";
import type { Translate } from "../../web/src/i18n/messages";
import { countUpTo } from "../../web/src/lib/format";

test.each([
  { contractPriceFen: 433_160_00, ruleFen: 433_160_00, off: 0, why: "as the rule has it" },
  { contractPriceFen: 4_244_97, ruleFen: 433_160_00, off: -428_915_03, why: "two places were lost" },
  { contractPriceFen: 433_160_01, ruleFen: 433_160_00, off: 1, why: "a fen above" },
  { contractPriceFen: 433_160_00, ruleFen: null, off: null, why: "no rule has priced it" },
])("a contract beside its rule: $why", ({ off, ...signing }) => {
  expect(offRule(signing)).toBe(off);
});

test.each([
  { kind: "receipt", amountFen: 413_160_00, payableFen: 433_160_00, confirmedFen: 20_000_00, above: 0, why: "the rest to the fen" },
  { kind: "receipt", amountFen: 413_160_01, payableFen: 433_160_00, confirmedFen: 20_000_00, above: 1, why: "a fen above the rest" },
  { kind: "receipt", amountFen: 1, payableFen: null, confirmedFen: 0, above: 0, why: "what is payable is not known before the signing" },
  { kind: "receipt", amountFen: 1, payableFen: 0, confirmedFen: 0, above: 0, why: "paid before the home was cancelled" },
  { kind: "refund", amountFen: 20_000_00, payableFen: 433_160_00, confirmedFen: 20_000_00, above: 0, why: "all that came in goes back" },
  { kind: "refund", amountFen: 20_000_01, payableFen: null, confirmedFen: 20_000_00, above: 1, why: "more goes back than came in" },
  { kind: "forfeit", amountFen: 1, payableFen: 433_160_00, confirmedFen: 0, above: 1, why: "nothing came in that could be kept" },
])("a line of money beside what came in: $why", ({ above, why: _, ...entry }) => {
  expect(aboveDue(entry)).toBe(above);
});

test.each([
  { waiting: [{ dealId: "a", amountFen: 5_000_00 }], waits: true, why: "the receipt that it is kept from still waits" },
  { waiting: [{ dealId: "a", amountFen: 4_999_99 }], waits: false, why: "a fen of it came in nowhere" },
  { waiting: [{ dealId: "b", amountFen: 5_000_00 }], waits: false, why: "the receipt of another home" },
  { waiting: [], waits: false, why: "nothing waits" },
])("money kept before its receipt is confirmed: $why", ({ waiting, waits }) => {
  const forfeit = { dealId: "a", kind: "forfeit", amountFen: 5_000_00, payableFen: 0, confirmedFen: 0 };
  const receipts = waiting.map((one) => ({ ...forfeit, ...one, kind: "receipt" }));
  expect(waitsForReceipt(forfeit, [forfeit, ...receipts])).toBe(waits);
});

test.each([
  { state: "final", finalOn: "2026-07-23", amountFen: -1, refund: null, name: "back", why: "the agency has not said how it went back" },
  { state: "final", finalOn: "2026-07-23", amountFen: 1, refund: null, name: "extra", why: "the buyer has still to pay it" },
  { state: "final", finalOn: null, amountFen: -1, refund: null, name: "reopened", why: "its settlement is open again" },
  { state: "fulfilled", finalOn: "2026-07-23", amountFen: -1, refund: "reported", name: "refund", why: "finance has not seen the refund" },
  { state: "fulfilled", finalOn: "2026-07-23", amountFen: -1, refund: "confirmed", name: "done", why: "finance has seen it" },
  {
    state: "fulfilled",
    finalOn: null,
    amountFen: -1,
    refund: null,
    name: "done",
    why: "what reached the buyer stays so when opened again",
  },
] as const)("how far a difference is: $why", ({ name, why: _, ...difference }) => {
  expect(markOf(difference).name).toBe(name);
});

test("differences stand account by account, home by home, a channel's own last", () => {
  const at = (accountName: string | null, unitNumber: string) => ({ accountName, building: "1棟", unitNumber });
  const rows = [at(null, "0101"), at("乙商會", "0902"), at("乙商會", "0901"), at("丙市場", "0101")];
  expect(byHome(rows).map(({ accountName, unitNumber }) => `${accountName} ${unitNumber}`)).toEqual([
    "丙市場 0101",
    "乙商會 0901",
    "乙商會 0902",
    "null 0101",
  ]);
});

test.each([
  { n: 0, differences: 0, words: "中央王座", why: "nothing waits" },
  { n: 3, differences: 0, words: 'desk.optionWaits {"name":"中央王座","n":"3"}', why: "finance has to do" },
  { n: 0, differences: 8, words: 'desk.optionOwes {"name":"中央王座","d":"8"}', why: "the agency alone has to do" },
  { n: 100, differences: 8, words: 'desk.optionBoth {"name":"中央王座","n":"99+","d":"8"}', why: "both have" },
])("a campaign in the select: $why", ({ n, differences, words }) => {
  const t = ((id: string, values: object) => `${id} ${JSON.stringify(values)}`) as unknown as Translate;
  expect(optionWords(t, "中央王座", n, differences)).toBe(words);
});

test("what waits is added up without the differences, which are the agency's to record", () => {
  const none = { signings: 0, receipts: 0, refunds: 0, settlements: 0, claims: 0, earnest: 0, differences: 0 };
  expect(toDo({ signings: 1, receipts: 2, refunds: 3, settlements: 4, claims: 5, earnest: 6, differences: 100 })).toBe(21);
  expect([waits(none), waits({ ...none, differences: 1 }), waits({ ...none, claims: 1 })]).toEqual([false, true, true]);
});

test.each([
  { n: 99, words: "99" },
  { n: 100, words: "99+" },
])("a count that ends at a hundred: $n", ({ n, words }) => {
  expect(countUpTo(n)).toBe(words);
});
