import { expect, test } from "vitest";
import type { Referral } from "../../../web/src/api/engagements";
import { emptyBuyer, hasTyped, passedOver, type TypedSubscription } from "../../../web/src/features/deals/subscribing/buyers";

const referral = (id: string, personName: string | null, referredOn: string) =>
  ({ id, personId: `p-${id}`, personName, referredOn }) as unknown as Referral;
const early = referral("early", "張偉", "2008-06-01");
const late = referral("late", "張偉", "2008-06-10");
const buyer = (name: string, knownId?: string) => ({
  ...emptyBuyer(),
  known: knownId ? { id: knownId, name, phoneMasked: null } : null,
  person: { name, phone: "", identity: "" },
});
const typed = (over: Partial<TypedSubscription>) =>
  ({ referralId: "", subscribedOn: "2008-06-10", buyers: [], ...over }) as unknown as TypedSubscription;

test.each([
  { of: [early], over: { buyers: [buyer(" 張偉 ")] }, found: [0, "early", false], why: "of the same name" },
  { of: [early], over: { buyers: [buyer("王芳"), buyer("張偉")] }, found: [1, "early", false], why: "the second buyer" },
  { of: [late, early], over: { buyers: [buyer("張偉")] }, found: [0, "early", false], why: "the one that can be chosen goes before" },
  { of: [late], over: { buyers: [buyer("張偉")] }, found: [0, "late", true], why: "of the day of subscription: too late" },
  { of: [late], over: { buyers: [buyer("張偉")], subscribedOn: null }, found: [0, "late", false], why: "no day yet" },
  { of: [early], over: { buyers: [buyer("張大偉", "p-early")] }, found: [0, "early", false], why: "the very person, renamed" },
  { of: [early], over: { buyers: [buyer("張偉", "p-other")] }, found: null, why: "somebody else of that name, who is known" },
  { of: [early], over: { buyers: [buyer("張偉")], referralId: "early" }, found: null, why: "it was chosen" },
  { of: [referral("erased", null, "2008-06-01")], over: { buyers: [buyer("")] }, found: null, why: "nobody typed, somebody erased" },
])("a referral that was not chosen: $why", ({ of, over, found }) => {
  const missed = passedOver(of, typed(over));
  expect(missed && [missed.at, missed.referral.id, missed.isLate]).toEqual(found);
});

test("what is worth keeping of a form that is left: anything of a person", () => {
  expect(hasTyped([emptyBuyer()])).toBe(false);
  expect(hasTyped([emptyBuyer(), buyer(" ")])).toBe(false);
  expect(hasTyped([emptyBuyer(), buyer("王")])).toBe(true);
  expect(hasTyped([buyer("", "p-known")])).toBe(true);
});
