import { describe, expect, test } from "vitest";
import type { Recipient, RewardEntry } from "../../../web/src/api/rewards";
import { NOTHING_PICKED, sumsOf, toggled } from "../../../web/src/features/desk/picking";
import { claimableOf, entryMark, gateOf, isUnrewarded, splitOf } from "../../../web/src/features/rewards/words";

test.each([
  { tax: 0, offset: 0, cash: 700_000, isTooMuch: false, why: "all of it in cash" },
  { tax: 140_000, offset: 560_000, cash: 0, isTooMuch: false, why: "exactly the gross, nothing in cash" },
  { tax: 140_000, offset: 560_001, cash: 0, isTooMuch: true, why: "one fen over the gross" },
  { tax: null, offset: null, cash: 700_000, isTooMuch: false, why: "nothing typed yet" },
])("tax $tax, set off $offset: $why", ({ tax, offset, cash, isTooMuch }) => {
  expect(splitOf({ grossFen: 700_000 }, tax, offset)).toEqual({ cashFen: cash, isTooMuch });
});

const entry = (personId: string, state: RewardEntry["state"], amountFen: number) => ({ personId, state, amountFen }) as RewardEntry;

test.each([
  { entries: [entry("a", "claimable", 100_000), entry("a", "claimable", -40_000)], fen: 60_000, why: "a recovery is taken off" },
  {
    entries: [entry("a", "claimable", 100_000), entry("a", "claimable", -140_000)],
    fen: 0,
    why: "a recovery larger than what is due leaves nothing",
  },
  {
    entries: [entry("a", "accrued", 100_000), entry("b", "claimable", 100_000)],
    fen: 0,
    why: "neither what is not due nor somebody else's",
  },
])("may be claimed: $why", ({ entries, fen }) => {
  expect(claimableOf(entries, "a")).toBe(fen);
});

test.each<Pick<Recipient, "status" | "decision" | "mayBePaid"> & { gate: string; why: string }>([
  { status: null, decision: null, mayBePaid: false, gate: "unknown", why: "nobody said what they are" },
  { status: "self-employed", decision: null, mayBePaid: true, gate: "open", why: "the self-employed need no decision" },
  { status: "private-employee", decision: null, mayBePaid: false, gate: "consent", why: "the employer has not consented" },
  { status: "state-functionary", decision: null, mayBePaid: false, gate: "waits", why: "compliance decides first" },
  { status: "self-employed", decision: "held", mayBePaid: false, gate: "held", why: "a decision wins over the default" },
  { status: "state-functionary", decision: "allowed", mayBePaid: true, gate: "allowed", why: "a decision either way" },
])("the gate: $why", ({ gate, ...known }) => {
  expect(gateOf({ consentDocument: null, ...known })).toBe(gate);
});

test("what is ticked is counted and added up; what no longer waits is not", () => {
  const waiting = {
    signings: [{ dealId: "d", contractPriceFen: 43_316_000 }],
    entries: [
      { id: "e", kind: "receipt", amountFen: 13_000_000 },
      { id: "f", kind: "refund", amountFen: 500_000 },
      { id: "g", kind: "receipt", amountFen: 2_000_000 },
    ],
  } as Parameters<typeof sumsOf>[0];
  const sums = sumsOf(waiting, { deals: new Set(["d", "gone"]), entries: new Set(["e", "f", "g"]) });
  expect(sums, "a contract's price is no money that came in, nor is what went back").toEqual({
    n: 4,
    signings: 1,
    entries: 3,
    signingsFen: 43_316_000,
    entriesFen: [
      { kind: "receipt", fen: 15_000_000 },
      { kind: "refund", fen: 500_000 },
    ],
  });
  expect(sumsOf(waiting, NOTHING_PICKED)).toMatchObject({ n: 0, signingsFen: 0, entriesFen: [] });
  expect([...toggled(toggled(new Set(), "d"), "d")]).toEqual([]);
});

describe("how an entry stands", () => {
  test.each([
    { kind: "accrual", state: "claimable", openFen: null, word: "claimable" },
    { kind: "recovery", state: "claimable", openFen: 150_000, word: "open" },
    { kind: "recovery", state: "claimable", openFen: 0, word: "owed" },
    { kind: "recovery", state: "approved", openFen: 0, word: "approved" },
    { kind: "recovery", state: "paid", openFen: 0, word: "netted" },
    { kind: "recovery", state: "written-off", openFen: 0, word: "written-off" },
    { kind: "write-off", state: "claimable", openFen: null, word: "written-off" },
    { kind: "returned", state: "claimable", openFen: null, word: "claimable" },
  ] as const)("$kind, $state, open $openFen: $word", ({ kind, state, openFen, word }) => {
    expect(entryMark({ kind, state, openFen }).word).toBe(word);
  });
});

test("a signed home that earns nothing is told; one that waits to be signed, was cancelled or earns is not", () => {
  const signed = { signedOn: "2008-06-03", cancelledOn: null, why: "no-referral" } as const;

  expect(isUnrewarded(signed)).toBe(true);
  expect(isUnrewarded({ ...signed, signedOn: null })).toBe(false);
  expect(isUnrewarded({ ...signed, cancelledOn: "2008-06-20", why: "cancelled" })).toBe(false);
  expect(isUnrewarded({ ...signed, why: null })).toBe(false);
});
