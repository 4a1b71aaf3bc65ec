import type { CampaignDetail } from "../../api/campaigns";
import type { ListedEngagement } from "../../api/engagements";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import type { ExportColumn } from "../export/columns";
import { tierEffect } from "../specials/words";
import { categoryWord, engagementName, stageOf } from "./words";

/** The columns of a file of engagements: what the list shows, counts as numbers. */
export function engagementColumns(t: Translate, language: Language, campaign: CampaignDetail): ExportColumn<ListedEngagement>[] {
  const tier = ({ hasOwnTable, tier: reached }: ListedEngagement) =>
    hasOwnTable ? t("engagements.tier.own") : reached && tierEffect(t, language, reached);
  const next = ({ next: further }: ListedEngagement) =>
    further && t("engagements.tier.next", { n: further.moreUnits, tier: tierEffect(t, language, further.tier) });
  const person = ({ keyPerson }: ListedEngagement) =>
    keyPerson && dotted([keyPerson.name ?? t("engagements.erased"), keyPerson.post], language);

  return [
    { header: t("engagements.name"), width: 30, value: (row) => engagementName(t, language, campaign, row) },
    { header: t("engagements.category"), value: (row) => categoryWord(t, language, campaign, row) },
    { header: t("engagements.signed"), kind: "count", width: 10, value: ({ signed }) => signed },
    { header: t("engagements.counted"), kind: "count", width: 10, value: ({ groupCounted }) => groupCounted },
    { header: t("engagements.tier.head"), width: 18, value: tier },
    { header: t("engagements.tier.nextHead"), width: 24, value: next },
    { header: t("engagements.keyPerson"), width: 18, value: person },
    { header: t("engagements.owedYuan"), kind: "yuan", value: ({ owedFen }) => owedFen },
    { header: t("engagements.openedOn"), kind: "day", value: ({ createdAt }) => createdAt },
    { header: t("engagements.stageHead"), width: 10, value: (row) => t(`engagements.stage.${stageOf(row)}`) },
  ];
}
