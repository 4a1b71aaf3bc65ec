import type { ChangeCode } from "../../../../src/policies/comparing/contract";
import type { PolicyStatus } from "../../../../src/policies/contract";
import type { PolicyVersionItem } from "../../../../src/policies/versions/contract";
import type { Tone } from "../../ui/Mark";

/** The colour of a version's state; its word always stands beside it. */
export const STATUS_TONES: Record<PolicyStatus, Tone> = {
  draft: "mute",
  submitted: "info",
  returned: "wait",
  approved: "good",
  published: "done",
  superseded: "open",
};

/** The version that prices a day, null when none does. */
export function inForceOn(items: PolicyVersionItem[], day: string): PolicyVersionItem | null {
  return items.find(({ inForce }) => inForce && inForce.from <= day && (inForce.until === null || day <= inForce.until)) ?? null;
}

/** The version that prices the campaign now, or will first, or did last: today moved to the nearest day of the window. */
export function inForceNow(items: PolicyVersionItem[], { startsOn, endsOn }: { startsOn: string; endsOn: string }, today: string) {
  return inForceOn(items, today < startsOn ? startsOn : today > endsOn ? endsOn : today);
}

/** What publishing a version from a day does to the others. */
export function replacedBy(items: PolicyVersionItem[], effectiveFrom: string) {
  const published = items.filter(({ inForce }) => inForce !== null);

  return {
    /** Prices until the day before. */
    shortened:
      published.find(
        ({ inForce }) => inForce && inForce.from < effectiveFrom && (inForce.until === null || inForce.until >= effectiveFrom),
      ) ?? null,
    /** Never prices a day any more. */
    superseded: published.filter(({ inForce }) => inForce && inForce.from >= effectiveFrom),
  };
}

export type Section = "regular" | "group" | "floor" | "reward";
export const SECTIONS: readonly Section[] = ["regular", "group", "floor", "reward"];

/** The section of the editor that a change belongs to. */
export function sectionOf(code: ChangeCode): Section {
  if (code.startsWith("step")) return "regular";
  if (code.startsWith("reward")) return "reward";

  return code === "floor" || code === "rounding" ? "floor" : "group";
}
