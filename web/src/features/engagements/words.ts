import type { CampaignDetail } from "../../api/campaigns";
import type { Engagement } from "../../api/engagements";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { nameIn } from "../../lib/names";

type Worded = Pick<CampaignDetail, "catalogue">;

const wordOf = (words: CampaignDetail["catalogue"]["categories"], code: string | null, language: Language): string | null => {
  const known = words.find((word) => word.code === code);
  return known ? nameIn(known.names, language) : code;
};

/** What an engagement is called: its account, or the channel of its credential: 憑證渠道「教師」. */
export function engagementName(t: Translate, language: Language, { catalogue }: Worded, { accountName, credential }: Engagement): string {
  return accountName ?? t("engagements.channelOf", { credential: wordOf(catalogue.credentials, credential, language) ?? "" });
}

/** 商會; of a channel that it is one. */
export function categoryWord(t: Translate, language: Language, { catalogue }: Worded, { category }: Engagement): string {
  return wordOf(catalogue.categories, category, language) ?? t("engagements.channel");
}

/** How far its settlement is. */
export function stageOf({ settledOn, approvedAt }: Pick<Engagement, "settledOn" | "approvedAt">): "open" | "settled" | "approved" {
  if (settledOn === null) return "open";
  return approvedAt === null ? "settled" : "approved";
}
