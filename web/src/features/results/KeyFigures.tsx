import type { Measure, MeasureId, Results } from "../../api/results";
import { useLanguage, useT } from "../../i18n/useT";
import { cardMoney, moneyAlone, percent } from "../../lib/format";
import { Panel } from "../../ui/Panel";
import { Defined } from "./Defined";
import { figure } from "./reading";
import styles from "./results.module.css";

/** The few figures that say how a campaign stands, each against the one that it is a part of. */
export function KeyFigures({ results: { measures, totals } }: { results: Results }) {
  const t = useT();
  const language = useLanguage();
  const of = (id: MeasureId) => figure(totals, id);
  const amount = (id: MeasureId) => cardMoney(of(id), language);
  const net = of("received-fen") - of("refunded-fen");
  const cells: { id: MeasureId; value: string; part: number; whole: number; say: string }[] = [
    {
      id: "homes",
      value: t("results.homes", { n: of("homes") }),
      part: of("counted"),
      whole: of("homes"),
      say: t("results.ofHomes", { counted: of("counted"), signings: of("signings"), cancellations: of("cancellations") }),
    },
    {
      id: "payable-fen",
      value: amount("payable-fen"),
      part: of("payable-fen"),
      whole: of("list-fen"),
      say: t("results.ofPayable", { list: amount("list-fen"), discount: percent(of("discount-fen"), of("list-fen")) }),
    },
    {
      id: "received-fen",
      value: amount("received-fen"),
      part: net,
      whole: of("payable-fen"),
      say: t("results.ofReceived", { refunded: amount("refunded-fen"), share: percent(net, of("payable-fen")) }),
    },
    {
      id: "provisional-fen",
      value: amount("provisional-fen"),
      part: of("provisional-fen"),
      whole: of("discount-fen"),
      say: t("results.ofProvisional", { share: percent(of("provisional-fen"), of("discount-fen")) }),
    },
    {
      id: "reward-accrued-fen",
      value: amount("reward-accrued-fen"),
      part: of("reward-paid-fen"),
      whole: of("reward-accrued-fen"),
      say: t("results.ofRewards", { paid: amount("reward-paid-fen") }),
    },
  ];
  const shown = cells.flatMap((cell) => {
    const measure = measures.find(({ id }) => id === cell.id);
    return measure ? [{ ...cell, measure }] : [];
  });

  return (
    <Panel label={t("results.keyFigures")} flush>
      <ul className={styles.cells}>
        {shown.map(({ id, measure, value, part, whole, say }) => (
          <li key={id}>
            <Defined name={measure.name} definition={measure.definition} />
            <b className={styles.value} title={exact(measure, of(id))}>
              {value}
            </b>
            <span className={styles.bar} aria-hidden="true">
              <i style={{ width: `${whole > 0 ? Math.max(0, Math.min(100, (part / whole) * 100)) : 0}%` }} />
            </span>
            <span className={styles.against}>{say}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const exact = ({ unit }: Measure, amount: number) => (unit === "fen" ? moneyAlone(amount) : undefined);
