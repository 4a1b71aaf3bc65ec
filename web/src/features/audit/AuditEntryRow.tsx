import { memo } from "react";
import type { AuditEntry } from "../../api/audit";
import { Text, useT } from "../../i18n/useT";
import { timeOfDay } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import styles from "./audit.module.css";
import { type AuditWording, type ChangeWords, changesShown, eventKey, labelWords } from "./words";

/** More than these are opened by hand. */
const SHOWN_AT_ONCE = 4;

/** One recorded act: when, a sentence, what changed from what to what, and the request that did it. */
export const AuditEntryRow = memo(function AuditEntryRow({ entry, wording }: { entry: AuditEntry; wording: AuditWording }) {
  const { t } = wording;
  const changes = changesShown(wording, entry);
  const rest = changes.slice(SHOWN_AT_ONCE);
  return (
    <li className={styles.entry}>
      <time dateTime={entry.at} className={styles.time}>
        {timeOfDay(entry.at, HOUSE_ZONE)}
      </time>
      <div className={styles.what}>
        <p>
          <Sentence entry={entry} wording={wording} />
        </p>
        <Changes changes={changes.slice(0, SHOWN_AT_ONCE)} />
        {rest.length > 0 && (
          <details className={styles.rest}>
            <summary>{t("audit.more", { n: rest.length })}</summary>
            <Changes changes={rest} />
          </details>
        )}
      </div>
      <span className={styles.request} title={entry.requestId}>
        <span className="unseen">{t("audit.request")} </span>
        {entry.requestId}
      </span>
    </li>
  );
});

function Sentence({ entry, wording }: { entry: AuditEntry; wording: AuditWording }) {
  const { t } = wording;
  const key = eventKey(t, entry.event);
  const actor = entry.actorSide === "system" ? t("audit.system") : entry.actorName;
  const label = labelWords(wording, entry);
  if (key === null) {
    return (
      <>
        <b>{actor}</b> {entry.event} {label}
      </>
    );
  }
  return <Text id={key as "audit.event.project.added"} values={{ actor, label }} components={{ b: <b /> }} />;
}

function Changes({ changes }: { changes: ChangeWords[] }) {
  const t = useT();
  if (changes.length === 0) return null;
  return (
    <ul className={styles.changes}>
      {changes.map(({ field, from, to, hidden }) => (
        <li key={field}>
          <span className="dim">
            {field}
            {t("audit.colon")}
          </span>
          {hidden ? (
            <span className="dim">{t("audit.hidden")}</span>
          ) : (
            <>
              {from !== null && (
                <>
                  <span className="sub">{from}</span>
                  <span aria-hidden="true"> → </span>
                  <span className="unseen">{t("audit.becomes")}</span>
                </>
              )}
              <span>{to}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
