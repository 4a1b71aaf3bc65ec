import { expect, test } from "vitest";
import { aboveDue, offRule, waitsForReceipt } from "../../web/src/features/desk/weighing";

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
