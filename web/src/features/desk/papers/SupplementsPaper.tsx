import type { DeskPlace, HandedDeal } from "../../../api/desk";
import { fileDoorOf } from "../../../api/files";
import { useT } from "../../../i18n/useT";
import { Panel } from "../../../ui/Panel";
import { DocumentLink } from "../../approvals/DocumentLink";
import styles from "../desk.module.css";

interface SupplementsPaperProps extends Pick<HandedDeal, "supplements"> {
  at: DeskPlace;
}

/** 補充協議: which were signed, with their numbers and the signed paper. */
export function SupplementsPaper({ at, supplements }: SupplementsPaperProps) {
  const t = useT();
  return (
    <Panel title={t("desk.papers.supplements")} flush>
      {supplements.length === 0 && <p className={styles.empty}>{t("desk.papers.noSupplements")}</p>}
      <ul className={styles.rows}>
        {supplements.map(({ id, kind, signedOn: day, documentNumber, document, recordedByName: name }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>
              <b>{t(`deals.supplement.${kind as "unit"}`)}</b>
              <small>
                {documentNumber === null
                  ? t("desk.papers.supplementBare", { day, name })
                  : t("desk.papers.supplement", { day, number: documentNumber, name })}
              </small>
              {document && <DocumentLink {...fileDoorOf(at)} file={document} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
