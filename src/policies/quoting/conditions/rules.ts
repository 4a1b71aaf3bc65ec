import type { Conditions, RegularStep } from "../../contract";
import type { WhyCode } from "../contract";
import type { Buyer, Home } from "../rules";

/** Conditions whose facts may not be known when a price is asked: the home is not chosen, the contract not signed. */
export type UnknownFact = "buildings" | "units" | "membership" | "signedWithinDays";

/** What keeps a step from applying: the first condition that is not met, or else all of which nobody knows whether they are. */
export type Obstacle = { code: WhyCode; unknown?: UnknownFact[] };

/** What keeps a step from applying to this home and buyer; null when it applies. What is not known meets no condition. */
export function obstacleTo(when: Conditions, home: Home, buyer: Buyer): Obstacle | null {
  const code = unmet(when, home, buyer);
  if (code) return { code };
  const unknown = unknownIn(when, home, buyer);

  return unknown.length ? { code: "fact-unknown", unknown } : null;
}

function unmet(when: Conditions, home: Home, buyer: Buyer): WhyCode | null {
  if (when.paymentMethods && !when.paymentMethods.includes(buyer.paymentMethod)) return "payment-method";
  if (when.products && !(home.product !== null && when.products.includes(home.product))) return "product";
  if (when.buildings && home.building != null && !when.buildings.includes(home.building)) return "building";
  if (when.units && home.building != null && !mayBeIn(when.units, home.building, home.unitNumber ?? null)) return "unit";
  if (when.credentials && !(buyer.credential !== null && when.credentials.includes(buyer.credential))) return "credential";
  if (when.membership && buyer.membership === false) return "membership";
  if (when.from !== undefined && buyer.on < when.from) return "before-window";
  if (when.until !== undefined && buyer.on > when.until) return "after-window";

  return when.signedWithinDays !== undefined && (buyer.signedWithinDays ?? 0) > when.signedWithinDays ? "signed-late" : null;
}

/** Whether a list has a home, or of one whose number is not known any of its building. */
const mayBeIn = (units: NonNullable<Conditions["units"]>, building: string, unitNumber: string | null) =>
  units.some((unit) => unit.building === building && (unitNumber === null || unit.number === unitNumber));

function unknownIn(when: Conditions, home: Home, buyer: Buyer): UnknownFact[] {
  const facts: [UnknownFact, unknown][] = [
    ["buildings", home.building],
    ["units", home.building == null ? null : home.unitNumber],
    ["membership", buyer.membership],
    ["signedWithinDays", buyer.signedWithinDays],
  ];

  return facts.flatMap(([name, fact]) => (when[name] !== undefined && fact == null ? [name] : []));
}

/**
 * The steps place by place, in order: alone, or together with the others of its exclusion group where the group's first
 * step stands.
 */
export function places(steps: RegularStep[]): RegularStep[][] {
  return steps.flatMap((step) => {
    if (step.exclusionGroup === null) return [[step]];

    const alternatives = steps.filter((other) => other.exclusionGroup === step.exclusionGroup);
    return alternatives[0] === step ? [alternatives] : [];
  });
}
