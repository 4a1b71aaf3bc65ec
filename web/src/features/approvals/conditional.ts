import type { PolicyTerms, RegularStep } from "../../../../src/policies/contract";

/** What hangs on the home, the buyer or the signing itself: nobody knows these of a sample home. */
const UNKNOWN = ["buildings", "units", "credentials", "membership", "signedWithinDays"] as const;

/** Regular discounts that a sample home's prices leave out, since they ask for what it does not say. */
export const leftOut = ({ regular }: Pick<PolicyTerms, "regular">): RegularStep[] =>
  regular.filter(({ when }) => UNKNOWN.some((condition) => when[condition] !== undefined));
