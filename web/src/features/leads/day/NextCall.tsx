import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { DueLead } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { Panel } from "../../../ui/Panel";
import { TextButton } from "../../../ui/TextButton";
import { usePhone } from "../../../ui/usePhone";
import { TellingClock } from "../LeadClocks";
import { LeadMark } from "../LeadMark";
import { CallButton } from "../page/CallButton";
import { leadName, stepWords } from "../words";
import styles from "./day.module.css";

interface NextCallProps {
  lead: DueLead;
  today: string;
  /** Of more than one campaign: each says of which. */
  several: boolean;
  onRecord: () => void;
  /** Null for the last one. */
  onPass: (() => void) | null;
}

/** Whose turn it is: the name large, what was meant to be done, and the two buttons a thumb reaches. */
export function NextCall({ lead, today, several, onRecord, onPass }: NextCallProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const phone = usePhone();
  return (
    <Panel label={t("leads.day.now")}>
      <div className={styles.now}>
        <div className={styles.who}>
          <h2>
            <Link href={paths.lead(tenant, lead.campaignId, lead.id)}>{leadName(t, lead)}</Link>
          </h2>
          <LeadMark state={lead.state} />
        </div>
        <p className="sub">
          {dotted(
            [several && lead.campaignName, lead.accountName ?? t("leads.noAccount"), t(`leads.source.${lead.source}`), lead.phoneMasked],
            language,
          )}
        </p>
        {lead.next && <p className={lead.next.on < today ? styles.late : styles.step}>{stepWords(t, lead.next, today)}</p>}
        {lead.nextNote && <p className={styles.note}>{lead.nextNote}</p>}
        <p className="sub">
          <TellingClock lead={lead} />
        </p>
        {!phone && (
          <div className={styles.acts}>
            <DayActs lead={lead} onRecord={onRecord} />
          </div>
        )}
        {onPass && <TextButton onClick={onPass}>{t("leads.day.pass")}</TextButton>}
      </div>
    </Panel>
  );
}

/** The two things that are done about whose turn it is; on a phone they stand where the thumb is. */
export function DayActs({ lead, onRecord }: Pick<NextCallProps, "lead" | "onRecord">) {
  const t = useT();
  return (
    <>
      <CallButton
        person={{ id: lead.personId }}
        reason={lead.isNumberMasked || lead.phoneMasked === null ? t("leads.completeFirst") : null}
        fullWidth
      />
      <Button variant="filled" fullWidth onClick={onRecord}>
        {t("leads.contact.act")}
      </Button>
    </>
  );
}
