import { expect, test } from "vitest";
import type { Proof } from "../../../web/src/api/deals";
import { ruleRequest } from "../../../web/src/features/deals/useRulePrice";

const deal = {
  category: "chamber",
  credential: "teacher",
  paymentMethod: "lump-sum",
  listPriceFen: 442_000_00,
  areaCentiSqm: 13_000,
  product: null,
  building: "1棟",
  unitNumber: "0301",
  subscribedOn: "2008-07-10",
};
const proof = (change: Partial<Proof>): Proof => ({
  id: "1",
  dealId: "1",
  kind: "chamber-roll",
  credential: null,
  document: null,
  expiresOn: null,
  submittedByName: "周敏",
  outcome: "accepted",
  checkedByName: null,
  checkedAt: null,
  remark: null,
  supersededOn: null,
  version: 1,
  ...change,
});
const teacher = { kind: "credential", credential: "teacher" } as const;

test.each([
  { proofs: [proof({})], units: 9, credential: undefined, why: "with a proof it is the ninth" },
  { proofs: [], units: 1, credential: undefined, why: "nothing handed in: alone" },
  { proofs: [proof({ outcome: null })], units: 1, credential: undefined, why: "not checked yet" },
  { proofs: [proof({ outcome: "refused" })], units: 1, credential: undefined, why: "refused" },
  { proofs: [proof(teacher)], units: 1, credential: "teacher", why: "a credential shows no membership of a chamber" },
  { proofs: [proof({ ...teacher, expiresOn: "2008-07-10" })], units: 1, credential: "teacher", why: "valid to the very day" },
  { proofs: [proof({ ...teacher, expiresOn: "2008-07-09" })], units: 1, credential: undefined, why: "run out the day before" },
])("what is asked of the rule: $why", ({ proofs, units, credential }) => {
  expect(ruleRequest(deal, proofs, 8, "2008-07-12")).toMatchObject({ countedUnits: units, category: "chamber", on: "2008-07-10" });
  expect(ruleRequest(deal, proofs, 8, "2008-07-12")?.credential).toBe(credential);
});

test("in a channel without a category the credential itself shows that its holder belongs", () => {
  expect(ruleRequest({ ...deal, category: null }, [proof(teacher)], 8, "2008-07-12")).toMatchObject({
    countedUnits: 9,
    credential: "teacher",
  });
  expect(ruleRequest({ ...deal, category: null }, [], 8, "2008-07-12")).toBeNull();
});

test("special prices that are in force go along; none, and nothing is said of them", () => {
  const special = { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null } as const;

  expect(ruleRequest(deal, [proof({})], 8, "2008-07-12", [special])).toMatchObject({ specials: [special] });
  expect(ruleRequest(deal, [proof({})], 8, "2008-07-12", [])).not.toHaveProperty("specials");
});

test.each([
  { signedOn: "2008-07-10", days: 0, why: "on the day of subscription" },
  { signedOn: "2008-07-17", days: 7, why: "a week later, over the end of no month" },
  { signedOn: "2008-08-01", days: 22, why: "over the end of a month" },
  { signedOn: "2008-07-09", days: 0, why: "a day that cannot be, which signing refuses" },
  { signedOn: "2026-11-30", days: 3650, why: "years later: as far as can be asked" },
])("what its steps ask is said along: signed $why", ({ signedOn, days }) => {
  expect(ruleRequest(deal, [proof({})], 8, signedOn)).toMatchObject({
    building: "1棟",
    unitNumber: "0301",
    membership: true,
    signedWithinDays: days,
  });
  expect(ruleRequest(deal, [], 8, signedOn)).toMatchObject({ membership: false });
});
