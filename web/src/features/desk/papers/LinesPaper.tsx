import type { HandedDeal } from "../../../api/desk";
import { useT } from "../../../i18n/useT";
import { NOTHING } from "../../../lib/format";
import { type Column, DataTable } from "../../../ui/DataTable";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { causeWords } from "../../statement/causes";
import styles from "../desk.module.css";

type Line = HandedDeal["lines"][number];

/** 價格怎樣來: the base, each adjustment with its cause, and how it reached the buyer; those that stand add up to what is payable. */
export function LinesPaper({ deal }: { deal: HandedDeal }) {
  const t = useT();
  const words = ({ kind, because, causeHome }: Line) => {
    if (kind === "base") return t("desk.papers.base");
    return kind === "closing" ? t("desk.papers.closing") : causeWords(t, because, causeHome);
  };
  const day = ({ kind, because, postedOn }: Line) => (kind === "base" ? (deal.signedOn ?? postedOn) : (because?.day ?? postedOn));
  const state = (line: Line) => {
    if (line.state === "withdrawn") return t("statement.label.withdrawn");
    if (line.kind !== "adjustment") return t(`statement.label.${line.kind}`);
    if (line.route !== null)
      return t("desk.differences.byRoute", {
        day: line.fulfilledOn ?? "",
        route: t(`statement.route.${line.route}`),
        number: line.documentNumber ?? "",
      });
    return t(line.state === "provisional" && line.amountFen > 0 ? "statement.label.raised" : `statement.label.${line.state}`);
  };
  const amount = (line: Line, alone = false) => {
    if (line.state === "withdrawn")
      return (
        <s>
          <Money fen={line.amountFen} alone={alone} />
        </s>
      );
    return <Money fen={line.amountFen} alone={alone} firmness={line.kind === "adjustment" ? line.state : undefined} />;
  };
  const columns: Column<Line>[] = [
    { id: "day", header: t("desk.papers.day"), cell: (line) => <span className="nowrap">{day(line)}</span> },
    { id: "cause", header: t("desk.differences.cause"), cell: words },
    { id: "amount", header: t("deals.ledger.amountYuan"), align: "right", cell: (line) => amount(line) },
    { id: "state", header: t("desk.differences.state"), cell: state },
  ];

  return (
    <Panel title={t("desk.papers.lines")} flush>
      {deal.lines.length === 0 ? (
        <p className={styles.empty}>{t("desk.papers.noLines")}</p>
      ) : (
        <>
          <DataTable
            label={t("desk.papers.lines")}
            rows={deal.lines}
            rowId={({ id }) => id}
            columns={columns}
            bare
            card={(line) => ({ title: words(line), amount: { label: day(line), value: amount(line, true) }, lines: [state(line)] })}
          />
          <dl className={`${styles.sums} ${styles.inPanel}`}>
            <div>
              <dt>{t("desk.papers.sum")}</dt>
              <dd>{deal.payableFen === null ? NOTHING : <Money fen={deal.payableFen} alone size="large" />}</dd>
            </div>
          </dl>
        </>
      )}
    </Panel>
  );
}
