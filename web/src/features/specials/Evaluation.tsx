import type { SpecialEvaluation } from "../../api/specials";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { Money } from "../../ui/Money";
import styles from "./specials.module.css";

interface EvaluationProps {
  evaluation: SpecialEvaluation;
  /** The figures are of an entry that was changed since: they stay, paler, until the new ones come. */
  passing?: boolean;
}

/** What a special price costs: each home before and after, and what everybody else notices of it. */
export function Evaluation({ evaluation, passing = false }: EvaluationProps) {
  const t = useT();
  const { homes, beforeFen, afterFen, othersFen, countedUnits, ahead } = evaluation;
  const costFen = beforeFen - afterFen;
  if (homes.length === 0) return <p className="sub">{t("specials.evaluation.noHomes")}</p>;

  return (
    <div className={passing ? styles.passing : undefined} aria-busy={passing}>
      <table className={styles.table}>
        <caption className="unseen">{t("specials.evaluation.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("specials.evaluation.home")}</th>
            <th scope="col" className={styles.number}>
              {t("specials.evaluation.before")}
            </th>
            <th scope="col" className={styles.number}>
              {t("specials.evaluation.after")}
            </th>
          </tr>
        </thead>
        <tbody>
          {homes.map(({ dealId, building, unitNumber, isSigned, beforeFen: before, afterFen: after }) => (
            <tr key={dealId}>
              <th scope="row">
                {`${building} ${unitNumber}`}
                {!isSigned && <small>{t("specials.evaluation.asIfSigned")}</small>}
              </th>
              <td className={styles.number}>
                <Money fen={before} />
              </td>
              <td className={styles.number}>
                <Money fen={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.cost}>
        {ahead && t("specials.evaluation.now", { n: countedUnits.after })}
        {costFen === 0 ? t("specials.evaluation.nothing") : t("specials.evaluation.cost", { amount: moneyAlone(costFen) })}
      </p>
      {ahead?.map(({ units, beforeFen: before, afterFen: after }) => (
        <p key={units} className={styles.ahead}>
          <b>{t("specials.evaluation.ahead", { n: units, amount: moneyAlone(before - after) })}</b>
          <small>{t("specials.evaluation.aheadSum", { before: moneyAlone(before), after: moneyAlone(after) })}</small>
        </p>
      ))}
      {othersFen !== 0 && (
        <p className="sub">
          {t(othersFen > 0 ? "specials.evaluation.othersMore" : "specials.evaluation.othersLess", {
            amount: moneyAlone(Math.abs(othersFen)),
          })}
        </p>
      )}
      {countedUnits.before !== countedUnits.after && (
        <p className="sub">{t("specials.evaluation.counted", { before: countedUnits.before, after: countedUnits.after })}</p>
      )}
    </div>
  );
}
