import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { Measure, Results, Span } from "../../api/results";
import { useLanguage, useT } from "../../i18n/useT";
import { dayRange } from "../../lib/format";
import { DataTable } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { TextButton } from "../../ui/TextButton";
import { type Bar, chartOf, exactly, figure, shortly } from "./reading";
import styles from "./results.module.css";

interface DayChartProps {
  results: Results;
  measure: Measure;
  onMeasure: (id: string) => void;
  campaign: CampaignDetail;
  span: Span;
}

/** One measure day by day: the point in a sentence, bars, and the same as a table. */
export function DayChart({ results, measure, onMeasure, campaign, span }: DayChartProps) {
  const t = useT();
  const language = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const chart = chartOf(results, measure.id, campaign, span);
  const amount = (of: number) => shortly(measure, of, language);
  const when = ({ from, to }: Bar) => (from === to ? from : dayRange(from, to, language));
  const point = chart.most
    ? t("results.most", { name: measure.name, day: when(chart.most), amount: amount(chart.most.amount) })
    : t("results.nothingOf", { name: measure.name });
  const days = results.days.filter(({ figures }) => figure(figures, measure.id) !== 0);

  return (
    <Panel
      title={t("results.byDay")}
      actions={<TextButton onClick={() => setAsTable(!asTable)}>{t(asTable ? "results.showChart" : "results.showTable")}</TextButton>}
    >
      <div className={`${styles.choice} no-print`}>
        <NativeSelect
          label={t("results.measure")}
          data={results.measures.map(({ id, name }) => ({ value: id, label: name }))}
          value={measure.id}
          onChange={(event) => onMeasure(event.currentTarget.value)}
        />
      </div>
      <p className={styles.point}>{point}</p>
      {asTable ? (
        <DataTable
          label={t("results.ofByDay", { name: measure.name })}
          rows={days}
          rowId={({ day }) => day}
          columns={[
            { id: "day", header: t("results.day"), cell: ({ day }) => day },
            {
              id: "amount",
              header: measure.unit === "fen" ? t("results.inYuan", { name: measure.name }) : measure.name,
              align: "right",
              cell: ({ figures }) => exactly(measure, figure(figures, measure.id)),
            },
          ]}
          card={({ day, figures }) => ({
            title: day,
            amount: { label: measure.name, value: exactly(measure, figure(figures, measure.id)) },
          })}
        />
      ) : (
        chart.bars.some((bar) => bar.amount !== 0) && <Bars bars={chart.bars} say={point} amount={amount} when={when} />
      )}
      {!asTable && chart.daysEach > 1 && <p className={styles.note}>{t("results.daysEach", { n: chart.daysEach })}</p>}
      {!asTable && chart.outside !== 0 && <p className={styles.note}>{t("results.outside", { amount: amount(chart.outside) })}</p>}
    </Panel>
  );
}

interface BarsProps {
  bars: Bar[];
  say: string;
  amount: (of: number) => string;
  when: (bar: Bar) => string;
}

/** Bars over and under a line at zero. Words stand beside the drawing, so that they keep their size when it is narrow. */
function Bars({ bars, say, amount, when }: BarsProps) {
  const top = Math.max(0, ...bars.map((bar) => bar.amount));
  const bottom = Math.min(0, ...bars.map((bar) => bar.amount));
  const height = top - bottom || 1;
  const middle = bars[Math.floor(bars.length / 2)];

  return (
    <figure className={styles.chart}>
      <div className={styles.scale} aria-hidden="true">
        <span>{amount(top)}</span>
        <span>{amount(bottom)}</span>
      </div>
      <svg viewBox={`0 0 ${bars.length} 100`} preserveAspectRatio="none" role="img" aria-label={say}>
        <line x1="0" x2={bars.length} y1={(top / height) * 100} y2={(top / height) * 100} />
        {bars.map((bar, at) => {
          const size = (Math.abs(bar.amount) / height) * 100;
          return bar.amount === 0 ? null : (
            <rect key={bar.from} x={at + 0.15} width={0.7} y={((top - Math.max(0, bar.amount)) / height) * 100} height={size}>
              <title>{`${when(bar)} ${amount(bar.amount)}`}</title>
            </rect>
          );
        })}
      </svg>
      <div className={styles.days} aria-hidden="true">
        <span>{bars[0]?.from}</span>
        {bars.length > 2 && <span>{middle?.from}</span>}
        <span>{bars.at(-1)?.to}</span>
      </div>
    </figure>
  );
}
