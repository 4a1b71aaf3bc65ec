import type { SharedCampaign } from "../../api/desk";
import type { Translate } from "../../i18n/messages";
import { countUpTo } from "../../lib/format";

type Counts = SharedCampaign["waiting"];

/** What a developer's finance itself does, in the order of its desk; differences are the agency's to record. */
export const TO_DO = ["signings", "receipts", "refunds", "settlements", "claims", "earnest"] as const satisfies (keyof Counts)[];

/** How much of a campaign waits for the developer's finance. */
export const toDo = (waiting: Counts): number => TO_DO.reduce((sum, kind) => sum + waiting[kind], 0);

/** Something is to be done or to be watched there. */
export const waits = (waiting: Counts): boolean => toDo(waiting) + waiting.differences > 0;

/** A name in a select, with how much waits there. */
export function optionWords(t: Translate, name: string, n: number, differences = 0): string {
  const [most, owed] = [countUpTo(n), countUpTo(differences)];
  if (n > 0 && differences > 0) return t("desk.optionBoth", { name, n: most, d: owed });
  if (n > 0) return t("desk.optionWaits", { name, n: most });
  return differences > 0 ? t("desk.optionOwes", { name, d: owed }) : name;
}
