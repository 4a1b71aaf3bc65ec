import type { Because } from "../../../deals/contract";
import type { PolicyTerms } from "../../../policies/contract";
import type { CommitmentState } from "../../../policies/quoting/contract";
import { tableOf, tierAt } from "../../../policies/quoting/tiers/rules";
import type { BusinessDay } from "../../../time/contract";
import { type Count, earlierOf } from "../../counting/rules";
import type { ApprovedSpecial } from "../rules";

type Modes = Pick<PolicyTerms, "retroactive" | "onDrop">;

/** What the count is to a deal. */
export interface Due {
  /** The units that its tiers go by; 0 where it does not count. */
  units: number;
  /** The last day on which what the group reaches is the deal's too; null: to this day. */
  until: BusinessDay | null;
}

/** What does not count has no tier, and no commitment was met for it. */
export const noDue: Due = { units: 0, until: "" };

/**
 * Special prices as the count makes them: an own table goes by the units that are due to the deal, and its commitment was
 * met or not. Nothing moves by the clock: a commitment is met by signings alone, on the last day of the deal's own or before.
 *
 * - Met once it stays met, also where the count falls again later or the deal came after that day.
 * - By a version that takes a tier back (`reverse`), only while so many count.
 */
export function counted(specials: ApprovedSpecial[], modes: Modes, due: Due, count: Count): ApprovedSpecial[] {
  return specials.map((special) => ({
    ...special,
    units: due.units,
    commitmentState: isMet(special, modes, due, count) ? "met" : "missed",
  }));
}

/** The same for what is still to come: a commitment whose last day is not over may yet be met. The units are those asked about. */
export function ahead(specials: ApprovedSpecial[], modes: Modes, due: Due, count: Count): ApprovedSpecial[] {
  return specials.map((special) => (tableOf(special) ? { ...special, commitmentState: stateOf(special, modes, due, count) } : special));
}

/** What became of the commitment of a special price, for deals to which this is due. */
export function stateOf(special: ApprovedSpecial, modes: Modes, due: Due, count: Count): CommitmentState {
  const by = tableOf(special)?.commitment?.by;
  if (by === undefined || isMet(special, modes, due, count)) return "met";
  if (wasMet(special, due, count)) return "open"; // fallen below, where a tier is taken back: met again with the count

  return special.today !== undefined && by < special.today ? "missed" : "open";
}

function isMet(special: ApprovedSpecial, modes: Modes, due: Due, count: Count): boolean {
  const commitment = tableOf(special)?.commitment;

  return !commitment || (wasMet(special, due, count) && (!takesBack(modes) || due.units >= commitment.units));
}

function wasMet(special: ApprovedSpecial, { until }: Due, count: Count): boolean {
  const commitment = tableOf(special)?.commitment;

  return !commitment || count.greatest("", earlierOf(commitment.by, until)) >= commitment.units;
}

const takesBack = ({ retroactive, onDrop }: Modes) => retroactive && onDrop === "reverse";

/**
 * What made the price that an own table gives: the later of what reached its tier and of what met its commitment; or whose
 * leaving took either. Null where nothing moved: the fallback was there from the start.
 *
 * @param fromUnits where the tier in force begins; null: the fallback is given
 * @param from the day from which the deal counts; `lastDay` that of the days that are its own
 */
export function causeOfTable(
  special: ApprovedSpecial,
  modes: Modes,
  { due, from, lastDay, fromUnits }: { due: Due; from: BusinessDay; lastDay: BusinessDay | null; fromUnits: number | null },
  count: Count,
): Because | null {
  const table = tableOf(special);
  if (!table || !modes.retroactive) return null;
  const had = wasMet(special, due, count) ? tierAt(table.tiers, count.greatest(from, lastDay)) : null;
  const has = isMet(special, modes, due, count) ? tierAt(table.tiers, due.units) : null;
  if (had !== has) {
    const lost = count.lastLoss(due.until);

    return lost && { kind: "lost", units: due.units, ...lost };
  }
  if (fromUnits === null) return null;
  const { commitment } = table;

  return latestOf([reached(fromUnits, from, lastDay), commitment && reached(commitment.units, "", earlierOf(commitment.by, due.until))]);

  function reached(units: number, since: BusinessDay, until: BusinessDay | null): Because | null {
    const found = count.reached(units, since, until);

    return found && { kind: "reached", units, ...found };
  }
}

/** The latest of what moved a price; of one day that of more units. */
export function latestOf(causes: (Because | null)[]): Because | null {
  return causes.reduce((latest, one) => (one && (!latest || placeOf(one) > placeOf(latest)) ? one : latest), null);
}

const placeOf = (because: Because) => `${because.day} ${"units" in because ? String(because.units).padStart(6, "0") : ""}`;
