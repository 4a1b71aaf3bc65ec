import { addDays } from "../../../time/business-day";
import type { BusinessDay } from "../../../time/contract";
import type { CorrectionObstacle } from "./contract";

/** How many days after it was recorded typing may be corrected. Source: docs/rewards.md. */
const correctionDays = 3;

/** The last business day on which a correction of what was recorded on a day may be asked for. */
export const correctableUntil = (recordedOn: BusinessDay): BusinessDay => addDays(recordedOn, correctionDays);

/**
 * Why a record of a key person can't be corrected now, if it can't. The day of asking counts, not that of the yes: who
 * decides slowly takes nothing away.
 */
export function obstacleTo(
  record: { recordedOn: BusinessDay; isWaiting: boolean; isSettled: boolean; isClaimed: boolean },
  today: BusinessDay,
): CorrectionObstacle | null {
  if (record.isWaiting) return "waiting";
  if (record.isSettled) return "settled";
  if (record.isClaimed) return "claimed";

  return today > correctableUntil(record.recordedOn) ? "too-late" : null;
}
