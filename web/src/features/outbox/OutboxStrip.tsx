import { useT } from "../../i18n/useT";
import { deviceZone, timeOfDay } from "../../lib/format";
import { maskedName } from "../../lib/masked";
import { dropUnsent } from "../../lib/outbox";
import { Finding } from "../../ui/Finding";
import { TextButton } from "../../ui/TextButton";
import type { UnsentEntry } from "./entries";
import styles from "./outbox.module.css";
import { useUnsent } from "./useOutbox";

interface OutboxStripProps {
  /** Opens the form of what was refused, to be put right; for the page that has the form. */
  onMend?: (unsent: UnsentEntry) => void;
}

/** What has not gone yet: waiting for a connection, or refused and waiting for its writer. Nothing where all has gone. */
export function OutboxStrip({ onMend }: OutboxStripProps) {
  const t = useT();
  const unsent = useUnsent();
  const waiting = unsent.filter(({ refused }) => refused === null);
  const words = ({ body, madeAt }: UnsentEntry) =>
    t(`leads.outbox.${body.kind}`, { name: maskedName(body.name), time: timeOfDay(new Date(madeAt), deviceZone()) });

  return (
    <div className={styles.strip} role="status">
      {waiting.length > 0 && (
        <Finding kind="draft">
          <b>{t("leads.outbox.waiting", { n: waiting.length })}</b>
          <ul>
            {waiting.map((one) => (
              <li key={one.id}>{words(one)}</li>
            ))}
          </ul>
        </Finding>
      )}
      {unsent
        .filter(({ refused }) => refused !== null)
        .map((one) => (
          <Finding
            key={one.id}
            kind="error"
            remedies={
              <>
                {one.body.kind === "report" && onMend && <TextButton onClick={() => onMend(one)}>{t("leads.outbox.mend")}</TextButton>}
                <TextButton danger onClick={() => dropUnsent(one.id)}>
                  {t("leads.outbox.drop")}
                </TextButton>
              </>
            }
          >
            <b>{t("leads.outbox.refused", { what: words(one) })}</b>
            <br />
            <span className="sub">{one.refused?.errors[0]?.detail ?? one.refused?.detail}</span>
          </Finding>
        ))}
    </div>
  );
}
