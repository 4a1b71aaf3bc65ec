import type { DifferencePage } from "../../../../src/settlement/differences/contract";
import type { Difference } from "../../api/desk";
import type { Tone } from "../../ui/Mark";

export type DifferenceSums = NonNullable<DifferencePage["sums"]>;

interface DifferenceMark {
  tone: Tone;
  name: "back" | "extra" | "reopened" | "refund" | "done";
}

type Placed = Pick<Difference, "accountName" | "building" | "unitNumber">;

/** Account by account, home by home; those of a channel, which has no account, last. */
export function byHome<Row extends Placed>(rows: readonly Row[]): Row[] {
  const place = ({ accountName, building, unitNumber }: Placed) => `${accountName ?? "\uffff"} ${building} ${unitNumber}`;
  return rows.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
}

/** How far a difference is on its way to the buyer. */
export function markOf({
  state,
  finalOn,
  amountFen,
  refund,
}: Pick<Difference, "state" | "finalOn" | "amountFen" | "refund">): DifferenceMark {
  if (state === "fulfilled") return refund === "reported" ? { tone: "wait", name: "refund" } : { tone: "good", name: "done" };
  if (finalOn === null) return { tone: "mute", name: "reopened" };
  return { tone: "wait", name: amountFen < 0 ? "back" : "extra" };
}
