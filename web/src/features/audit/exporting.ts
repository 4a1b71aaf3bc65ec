import type { AuditEntry } from "../../api/audit";
import type { ExportColumn } from "../export/columns";
import { type AuditWording, changesShown, entityWord, eventKey, labelWords } from "./words";

/** The columns of a file of the audit list: each act in the words of the page, with what changed from what to what. */
export function auditColumns(wording: AuditWording): ExportColumn<AuditEntry>[] {
  const { t } = wording;
  const actor = ({ actorSide, actorName }: AuditEntry) => (actorSide === "system" ? t("audit.system") : actorName);
  const act = (entry: AuditEntry) => {
    const key = eventKey(t, entry.event);
    const values = { actor: actor(entry) ?? "", label: labelWords(wording, entry) };
    return key === null ? `${entry.event} ${values.label}` : t(key as "audit.event.project.added", values).replaceAll(/<\/?b>/g, "");
  };
  const changes = (entry: AuditEntry) =>
    changesShown(wording, entry)
      .map(({ field, from, to }) => [field, [from, to].filter((value) => value !== null).join(" → ")].filter(Boolean).join(": "))
      .join("\n");

  return [
    { header: t("audit.export.time"), kind: "time", width: 18, value: ({ at }) => at },
    { header: t("audit.filter.actor"), value: actor },
    { header: t("audit.filter.entity"), value: ({ entity }) => entityWord(t, entity) },
    { header: t("audit.export.act"), width: 40, value: act },
    { header: t("audit.export.changes"), width: 50, value: changes },
    { header: t("audit.request"), width: 38, value: ({ requestId }) => requestId },
  ];
}
