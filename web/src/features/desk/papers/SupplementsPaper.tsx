import type { HandedDeal } from "../../../api/desk";
import { useT } from "../../../i18n/useT";
import { Panel } from "../../../ui/Panel";
import styles from "../desk.module.css";

/** 補充協議: which were signed, with their numbers. */
export function SupplementsPaper({ supplements }: Pick<HandedDeal, "supplements">) {
  const t = useT();
  return (
    <Panel title={t("desk.papers.supplements")} flush>
      {supplements.length === 0 && <p className={styles.empty}>{t("desk.papers.noSupplements")}</p>}
      <ul className={styles.rows}>
        {supplements.map(({ id, kind, signedOn: day, documentNumber, recordedByName: name }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>
              <b>{t(`deals.supplement.${kind as "unit"}`)}</b>
              <small>
                {documentNumber === null
                  ? t("desk.papers.supplementBare", { day, name })
                  : t("desk.papers.supplement", { day, number: documentNumber, name })}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
