import type { Results } from "../../api/results";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import { Defined } from "./Defined";
import { exactly, figure } from "./reading";
import styles from "./results.module.css";

const AREAS = ["accounts", "deals", "money", "rewards"] as const;

/** 全部指標: every figure to the fen, with what it counts. */
export function MeasureTable({ results: { measures, totals } }: { results: Results }) {
  const t = useT();
  const areas = AREAS.map((area) => ({ area, own: measures.filter((measure) => measure.area === area) })).filter(
    ({ own }) => own.length > 0,
  );

  return (
    <Panel title={t("results.all")} note={<span className="no-print">{t("results.pressForDefinition")}</span>} flush>
      <table className={styles.measures}>
        <caption className="unseen">{t("results.all")}</caption>
        {areas.map(({ area, own }) => (
          <tbody key={area}>
            <tr>
              <th colSpan={2} scope="rowgroup">
                {t(`results.area.${area}`)}
              </th>
            </tr>
            {own.map((measure) => (
              <tr key={measure.id}>
                <th scope="row">
                  <Defined name={measure.name} definition={measure.definition} />
                </th>
                <td>
                  {exactly(measure, figure(totals, measure.id))}
                  {measure.unit === "fen" && <span className={styles.unit}>{t("common.yuan")}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Panel>
  );
}
