import { expect, test } from "vitest";
import { Conditions, type RegularStep } from "../../../src/policies/contract";
import { leftOut } from "../../../web/src/features/approvals/conditional";

const step = (id: string, when: RegularStep["when"]): RegularStep => ({
  id,
  names: { "zh-Hant": id },
  when,
  exclusionGroup: null,
  applyTo: "running",
  effect: { kind: "rate", payableBps: 9900 },
});

test("a sample home's prices leave out what hangs on a home, a buyer or a signing, and nothing else", () => {
  const asked: Required<RegularStep["when"]> = {
    paymentMethods: ["lump-sum"],
    products: ["residence"],
    from: "2008-05-15",
    until: "2008-07-15",
    buildings: ["2棟"],
    units: [{ building: "2棟", number: "1201" }],
    credentials: ["teacher"],
    membership: true,
    signedWithinDays: 3,
  };
  expect(Object.keys(asked).toSorted(), "every condition there is").toEqual(Object.keys(Conditions.shape).toSorted());
  const regular = Object.entries(asked).map(([id, value]) => step(id, { [id]: value }));

  expect(leftOut({ regular }).map(({ id }) => id)).toEqual(["buildings", "units", "credentials", "membership", "signedWithinDays"]);
});
