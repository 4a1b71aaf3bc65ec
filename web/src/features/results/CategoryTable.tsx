import type { CampaignDetail } from "../../api/campaigns";
import type { Measure, MeasureId, Results } from "../../api/results";
import { useLanguage, useT } from "../../i18n/useT";
import { tableMoneyUnit } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { type Column, DataTable } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import { figure, inColumn, shortly } from "./reading";

type Row = Results["categories"][number];

const COLUMNS: readonly MeasureId[] = ["first-visits", "homes", "counted", "list-fen", "payable-fen", "discount-fen", "received-fen"];

/** 單位類別: the same figures for each kind of account, most homes first, and their sum. */
export function CategoryTable({ results, campaign }: { results: Results; campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const shown = COLUMNS.flatMap((id): Measure[] => results.measures.filter((measure) => measure.id === id));
  const rows = results.categories.toSorted((one, other) => figure(other.figures, "homes") - figure(one.figures, "homes"));
  const nameOf = ({ category }: Row) => {
    const known = campaign.catalogue.categories.find(({ code }) => code === category);
    return known ? nameIn(known.names, language) : (category ?? t("results.channel"));
  };
  const columns: Column<Row>[] = [
    { id: "category", header: t("results.category"), cell: nameOf },
    ...shown.map(
      (measure): Column<Row> => ({
        id: measure.id,
        header: measure.name,
        align: "right",
        cell: ({ figures }) => inColumn(measure, figure(figures, measure.id), language),
      }),
    ),
  ];

  return (
    <Panel
      title={t("results.byCategory")}
      note={<span className="on-desktop">{t("results.amountsIn", { unit: tableMoneyUnit(language) })}</span>}
      flush={rows.length > 0}
    >
      {rows.length > 0 ? (
        <DataTable
          bare
          label={t("results.byCategory")}
          columns={columns}
          rows={rows}
          rowId={({ category }) => category ?? ""}
          card={(row) => ({
            title: nameOf(row),
            lines: shown.map((measure) => (
              <>
                <span>{measure.name}</span>
                <span>{shortly(measure, figure(row.figures, measure.id), language)}</span>
              </>
            )),
          })}
          footer={
            <tr>
              <td>{t("results.total")}</td>
              {shown.map((measure) => (
                <td key={measure.id} className="right">
                  {inColumn(measure, figure(results.totals, measure.id), language)}
                </td>
              ))}
            </tr>
          }
        />
      ) : (
        <EmptyState fact={t("results.noCategory")} />
      )}
    </Panel>
  );
}
