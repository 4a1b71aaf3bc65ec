import type { Lead } from "../../../api/leads";
import type { Translate } from "../../../i18n/messages";
import type { ExportColumn } from "../../export/columns";
import { leadName } from "../words";

/** The columns of a file of leads: what the list shows, people as it shows them; of the clocks when each runs out. */
export function leadColumns(t: Translate): ExportColumn<Lead>[] {
  return [
    { header: t("leads.column.person"), width: 10, value: (lead) => leadName(t, lead) },
    { header: t("leads.column.phone"), value: ({ phoneMasked }) => phoneMasked },
    { header: t("leads.column.source"), value: ({ source }) => t(`leads.source.${source}`) },
    { header: t("leads.column.account"), width: 20, value: ({ accountName }) => accountName },
    { header: t("leads.column.state"), width: 10, value: ({ state }) => t(`leads.state.${state}`) },
    { header: t("leads.lose.because"), value: ({ lostBecause }) => lostBecause && t(`leads.lost.${lostBecause}`) },
    { header: t("leads.export.reportUntil"), kind: "time", width: 18, value: ({ clocks }) => clocks.reportUntil },
    { header: t("leads.export.confirmedAt"), kind: "time", width: 18, value: ({ clocks }) => clocks.confirmedAt },
    { header: t("leads.export.protectedUntil"), kind: "time", width: 18, value: ({ clocks }) => clocks.protectedUntil },
    { header: t("leads.export.visitedOn"), value: ({ clocks }) => clocks.visitedOn },
    { header: t("leads.column.owner"), width: 10, value: ({ ownerName }) => ownerName },
    { header: t("leads.export.nextOn"), value: ({ next }) => next?.on ?? null },
    { header: t("leads.column.next"), value: ({ next }) => next && t(`leads.next.${next.kind}`) },
    { header: t("leads.report.intent"), value: ({ intent }) => intent && t(`leads.intent.${intent}`) },
    { header: t("leads.unitsWanted"), kind: "count", width: 8, value: ({ unitsWanted }) => unitsWanted },
    { header: t("leads.contactsMade"), kind: "count", width: 8, value: ({ contacts }) => contacts },
    { header: t("leads.merge.registered"), kind: "day", value: ({ createdAt }) => createdAt },
  ];
}
