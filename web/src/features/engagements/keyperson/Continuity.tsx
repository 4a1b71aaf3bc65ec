import type { KeyPersonTrail } from "../../../api/engagements";
import { useT } from "../../../i18n/useT";
import styles from "./keyperson.module.css";
import { stretchesOf } from "./reading";

/** The days of each key person as one bar: whole where it was one person, parted at each change, dashed where nobody was one. */
export function Continuity({ recognitions, until }: { recognitions: KeyPersonTrail["recognitions"]; until: string }) {
  const t = useT();
  const stretches = stretchesOf(recognitions, until);
  const [first] = stretches;
  if (!first) return null;

  return (
    <ol className={styles.continuity}>
      {stretches.map(({ key, personId, from, until: end, days }, at) => (
        <li
          key={key}
          className={personId === null ? styles.gap : at > 0 ? styles.later : undefined}
          style={{ flexGrow: Math.max(days, 1) }}
        >
          <i aria-hidden="true" />
          <span>{at === 0 ? t("engagements.keyPerson.fromFirst", { day: from.slice(5) }) : from.slice(5)}</span>
          {(days > 0 || stretches.length === 1) && (
            <b>
              {personId === null
                ? t("engagements.keyPerson.nobodyDays", { n: days })
                : stretches.length === 1
                  ? t("engagements.keyPerson.sameDays", { n: days })
                  : t("engagements.keyPerson.stretch", { n: days })}
            </b>
          )}
          {at === stretches.length - 1 && end !== from && <span>{end.slice(5)}</span>}
        </li>
      ))}
    </ol>
  );
}
