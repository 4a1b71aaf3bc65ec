import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import type { LeadDetail } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { NOTHING, tableTime } from "../../../lib/format";
import { Panel } from "../../../ui/Panel";
import { TextButton } from "../../../ui/TextButton";
import { Particular } from "../../people/Particular";
import styles from "./page.module.css";

interface FactsPanelProps {
  lead: LeadDetail;
  zone: string;
  /** Null for who may only look. */
  onEdit: (() => void) | null;
}

/** Who somebody is to this campaign: number, account, what they look for, until when their particulars are kept. */
export function FactsPanel({ lead, zone, onEdit }: FactsPanelProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const queries = useQueryClient();
  const recorded = () => queries.invalidateQueries({ queryKey: ["agency", tenant, "audit"] });
  const isOwn = lead.may.contact || can("lead:assign");
  return (
    <Panel title={t("leads.facts")} actions={onEdit && <TextButton onClick={onEdit}>{t("leads.edit.act")}</TextButton>}>
      <dl className={styles.facts}>
        <div>
          <dt>{t("leads.column.phone")}</dt>
          <dd>
            {lead.isNumberMasked || !isOwn ? (
              (lead.maskedPhone ?? lead.phoneMasked ?? NOTHING)
            ) : (
              <Particular person={lead.person} particular="phone" onRecorded={recorded} />
            )}
          </dd>
        </div>
        <div>
          <dt>{t("leads.column.account")}</dt>
          <dd>
            {lead.engagementId && lead.accountName ? (
              <Link href={paths.engagement(tenant, lead.campaignId, lead.engagementId)}>{lead.accountName}</Link>
            ) : (
              (lead.accountName ?? t("leads.noAccount"))
            )}
          </dd>
        </div>
        <div>
          <dt>{t("leads.column.source")}</dt>
          <dd>{t("leads.sourceOn", { source: t(`leads.source.${lead.source}`), time: tableTime(lead.createdAt, zone) })}</dd>
        </div>
        <div>
          <dt>{t("leads.report.intent")}</dt>
          <dd>{lead.intent ? t(`leads.intent.${lead.intent}`) : NOTHING}</dd>
        </div>
        <div>
          <dt>{t("leads.unitsWanted")}</dt>
          <dd>{lead.unitsWanted === null ? NOTHING : t("leads.unitsN", { n: lead.unitsWanted })}</dd>
        </div>
        <div>
          <dt>{t("leads.contactsMade")}</dt>
          <dd>
            {t("leads.contactsN", { n: lead.contacts })}
            {lead.lastContactAt && <small>{t("leads.lastContact", { time: tableTime(lead.lastContactAt, zone) })}</small>}
          </dd>
        </div>
        <div>
          <dt>{t("leads.kept")}</dt>
          <dd>{t("leads.keptUntil", { day: lead.keptUntil })}</dd>
        </div>
      </dl>
    </Panel>
  );
}
