import type { ListedDeal } from "../../../api/deals";
import type { Translate } from "../../../i18n/messages";
import type { ExportColumn } from "../../export/columns";
import { buyersWords, homeOf } from "../words";

/** The columns of a file of deals: what the list shows, buyers as it shows them. */
export function dealColumns(t: Translate): ExportColumn<ListedDeal>[] {
  const state = ({ state: at, signingRefusedAt }: ListedDeal) =>
    at === "subscribed" && signingRefusedAt !== null ? t("deals.refused.word") : t(`deals.state.${at}`);

  return [
    { header: t("deals.home"), value: homeOf },
    { header: t("deals.account"), width: 20, value: ({ accountName }) => accountName ?? t("deals.channel") },
    { header: t("deals.buyer"), value: (deal) => buyersWords(t, deal) },
    { header: t("deals.stateHead"), width: 10, value: state },
    { header: t("deals.subscribedOn"), value: ({ subscribedOn }) => subscribedOn },
    { header: t("deals.signedOn"), value: ({ signedOn }) => signedOn },
    { header: t("deals.cancelledOn"), value: ({ cancelledOn }) => cancelledOn },
    { header: t("deals.payableYuan"), kind: "yuan", value: ({ price }) => price?.payableFen ?? null },
    { header: t("deals.dueYuan"), kind: "yuan", value: ({ dueFen }) => dueFen },
    { header: t("deals.nextDue"), value: ({ nextDueOn }) => nextDueOn },
  ];
}
