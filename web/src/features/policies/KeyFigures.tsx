import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Catalogue } from "../../../../src/campaigns/catalogue/contract";
import type { CampaignDetail } from "../../api/campaigns";
import { askPriceFigures, type PolicyVersionItem, type PriceList } from "../../api/policies";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { area, moneyShort } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { type Column, DataTable } from "../../ui/DataTable";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import styles from "./comparing.module.css";
import { type FiguresRow, sideBySide } from "./figures";

interface KeyFiguresProps {
  campaign: CampaignDetail;
  before: PolicyVersionItem;
  after: PolicyVersionItem;
}

/** What the campaign's sample home costs in both versions, at the thresholds of either. */
export function KeyFigures({ campaign, before, after }: KeyFiguresProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [home] = campaign.sampleHomes;
  const query = useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign.id, "figures", [before.id, before.version], [after.id, after.version], language],
    queryFn: () => {
      const { areaCentiSqm, pricePerSqmFen, product } = home ?? noHome();
      const request = { areaCentiSqm, pricePerSqmFen, ...(product && { product }) };
      return Promise.all([before, after].map(({ id }) => askPriceFigures(tenant, campaign.id, { ...request, version: id })));
    },
    enabled: home !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!home) return null;

  const sample = t("policies.figures.sample", {
    home: nameIn(home.names, language),
    area: area(home.areaCentiSqm),
    price: moneyShort(home.pricePerSqmFen).slice(1),
  });
  return (
    <Panel title={t("policies.figures.title")} note={sample}>
      <Loaded query={query} what={t("policies.figures.failed")}>
        {([earlier, later]) => earlier && later && <Tables before={earlier} after={later} catalogue={campaign.catalogue} />}
      </Loaded>
    </Panel>
  );
}

function noHome(): never {
  throw new Error("figures were asked for a campaign without a sample home");
}

function Tables({ before, after, catalogue }: { before: PriceList; after: PriceList; catalogue: Catalogue }) {
  const t = useT();
  const language = useLanguage();
  return (
    <div className={styles.tables}>
      {after.category && <p className="sub">{t("policies.figures.who", { category: after.category.label })}</p>}
      {after.tables.map(({ paymentMethod, rows }) => {
        const earlier = before.tables.find((table) => table.paymentMethod === paymentMethod)?.rows ?? [];
        const method = catalogue.paymentMethods.find(({ code }) => code === paymentMethod);
        const name = method ? nameIn(method.names, language) : paymentMethod;
        return <FiguresTable key={paymentMethod} name={name} rows={sideBySide(earlier, rows)} before={before} after={after} />;
      })}
    </div>
  );
}

function FiguresTable({ name, rows, before, after }: { name: string; rows: FiguresRow[]; before: PriceList; after: PriceList }) {
  const t = useT();
  const titleOf = ({ version: { number } }: PriceList) => t("policies.version", { n: number });
  const units = ({ fromUnits, toUnits }: FiguresRow) =>
    toUnits === null
      ? t("policies.figures.andMore", { n: fromUnits })
      : fromUnits === toUnits
        ? t("policies.figures.exactly", { n: fromUnits })
        : t("policies.figures.between", { from: fromUnits, to: toUnits });
  const cells: [label: string, of: (row: FiguresRow) => ReactNode][] = [
    [titleOf(before), (row) => <Money fen={row.before?.payableFen ?? null} />],
    [titleOf(after), (row) => <Money fen={row.after?.payableFen ?? null} />],
    [t("policies.figures.difference"), (row) => <Difference row={row} />],
  ];
  const columns: Column<FiguresRow>[] = [
    { id: "units", header: t("policies.figures.units"), cell: units },
    ...cells.map(([header, cell], at) => ({ id: `${at}`, header, align: "right" as const, cell })),
  ];

  return (
    <div>
      <h3>{name}</h3>
      <DataTable
        label={t("policies.figures.tableOf", { name })}
        columns={columns}
        rows={rows}
        rowId={({ fromUnits }) => `${fromUnits}`}
        card={(row) => ({
          title: units(row),
          lines: cells.map(([label, cell]) => (
            <>
              <span>{label}</span>
              {cell(row)}
            </>
          )),
        })}
      />
    </div>
  );
}

/** How much less, or more, one home costs. Never by colour alone: the sign says it. */
function Difference({ row: { before, after } }: { row: FiguresRow }) {
  if (!before || !after) return <Money fen={null} />;
  const fen = after.payableFen - before.payableFen;
  if (fen === 0) return <span>0</span>;
  return (
    <span>
      {fen > 0 && "+"}
      <Money fen={fen} />
    </span>
  );
}
