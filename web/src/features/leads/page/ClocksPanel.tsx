import type { LeadDetail } from "../../../api/leads";
import { useT } from "../../../i18n/useT";
import { tableTime } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";
import { Panel } from "../../../ui/Panel";
import { reportClock } from "../clocks";
import { ProtectionClock, ReportClock, VisitClock } from "../LeadClocks";
import styles from "./page.module.css";

/** The three clocks of 報備 side by side, each with what it counts to, and what they mean now in a sentence. */
export function ClocksPanel({ lead, zone }: { lead: LeadDetail; zone: string }) {
  const t = useT();
  const now = useNow();
  const { reportUntil, confirmedAt, protectedUntil } = lead.clocks;
  const until = (instant: string | null) => instant !== null && <small>{t("leads.clock.until", { time: tableTime(instant, zone) })}</small>;
  const isReportOpen = reportClock(lead, now).kind === "runs";
  const say =
    lead.standing === "free"
      ? "free"
      : lead.standing === "settled"
        ? "settled"
        : isReportOpen
          ? lead.isNumberMasked
            ? "complete"
            : "reach"
          : lead.clocks.visitedOn === null
            ? "visit"
            : "safe";

  return (
    <Panel title={t("leads.clocks")}>
      <dl className={styles.clocks}>
        <div>
          <dt>{t("leads.column.report")}</dt>
          <dd>
            <ReportClock lead={lead} />
            {confirmedAt === null ? (
              until(reportUntil)
            ) : (
              <small>{t("leads.clock.confirmed", { time: tableTime(confirmedAt, zone) })}</small>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("leads.column.protection")}</dt>
          <dd>
            <ProtectionClock lead={lead} />
            {until(protectedUntil)}
          </dd>
        </div>
        <div>
          <dt>{t("leads.column.visit")}</dt>
          <dd>
            <VisitClock lead={lead} />
          </dd>
        </div>
      </dl>
      {lead.state !== "lost" && <p className="sub">{t(`leads.clockSay.${say}`)}</p>}
    </Panel>
  );
}
