import type { LinkTerms } from "../../../api/organisations";
import { useT } from "../../../i18n/useT";
import { MarkSign } from "../../../ui/Mark";
import styles from "../organisations.module.css";

/**
 * In words: what the developer will see, and what it never will. Read before one agrees.
 *
 * @param developer its name, on an agency's page; null where the developer itself reads
 */
export function LinkTermsList({ terms, developer }: { terms: Pick<LinkTerms, "shares" | "withholds">; developer: string | null }) {
  const t = useT();
  return (
    <div className={styles.linkTerms}>
      <div>
        <h3>{developer === null ? t("settings.terms.sharesYou") : t("settings.terms.shares", { developer })}</h3>
        <ul>
          {terms.shares.map((code) => (
            <li key={code}>
              <MarkSign tone="info" sign={t("settings.terms.sharesSign")} />
              <span>{t(`settings.terms.share.${code}`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{developer === null ? t("settings.terms.withholdsYou") : t("settings.terms.withholds", { developer })}</h3>
        <ul>
          {terms.withholds.map((code) => (
            <li key={code}>
              <MarkSign tone="mute" sign={t("settings.terms.withholdsSign")} />
              <span>{t(`settings.terms.withhold.${code}`)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
