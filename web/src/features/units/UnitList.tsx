import { NativeSelect } from "@mantine/core";
import type { CampaignDetail } from "../../api/campaigns";
import { listUnits, type Unit, type UnitConditions } from "../../api/units";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { area, areaNumber, listed, NOTHING } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { type Column, DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { SearchBox } from "../../ui/SearchBox";
import { LoadedPages, NoMatch } from "../../ui/states";
import { ExportMenu } from "../export/ExportMenu";
import { useUnits } from "./queries";
import { placeWords, productWords, STATE_TONES } from "./states";
import styles from "./units.module.css";

interface UnitListProps {
  campaign: CampaignDetail;
  buildings: string[];
  conditions: UnitConditions;
  onConditions: (change: Partial<UnitConditions>) => void;
  hrefOf: (unit: Unit) => string;
}

/** Units as rows: by number or conditions, and as a file. */
export function UnitList({ campaign, buildings, conditions, onConditions, hrefOf }: UnitListProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const units = useUnits(campaign.projectId, conditions);
  const { products } = campaign.catalogue;
  const chosen = [
    conditions.number ?? "",
    conditions.building ?? "",
    conditions.state === null ? "" : t(`units.state.${conditions.state}`),
    productWords(products, conditions.product, language) ?? "",
  ].filter(Boolean);
  const clear = () => onConditions({ building: null, state: null, product: null, number: null });

  return (
    <>
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchBox
            label={t("units.findNumber")}
            value={conditions.number ?? ""}
            onSearch={(number) => onConditions({ number: number || null, ...(number ? { state: null, product: null } : {}) })}
          />
        </div>
        <NativeSelect
          aria-label={t("units.building")}
          value={conditions.building ?? ""}
          onChange={(event) => onConditions({ building: event.currentTarget.value || null })}
          data={[{ value: "", label: t("units.allBuildings") }, ...buildings]}
        />
        <NativeSelect
          aria-label={t("units.product")}
          value={conditions.product ?? ""}
          onChange={(event) => onConditions({ product: event.currentTarget.value || null, number: null })}
          data={[
            { value: "", label: t("units.allProducts") },
            ...products.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
          ]}
        />
        <div className={styles.tools}>
          <ExportMenu
            list={{
              title: t("units.title"),
              of: [campaign.projectName],
              zone: campaign.zone,
              conditions: chosen,
              ask: (after, asking) => listUnits(tenant, campaign.projectId, conditions, after, asking),
              columns: async () => (await import("./exporting")).unitColumns(t, language, campaign),
            }}
          />
        </div>
      </div>
      <LoadedPages query={units} what={t("units.didNotLoad")}>
        {(rows) => (
          <>
            {rows.length > 0 && <UnitTable campaign={campaign} rows={rows} hrefOf={hrefOf} />}
            {rows.length === 0 && (
              <Panel label={t("units.title")}>
                <NoMatch fact={t("units.noMatch")} conditions={listed(chosen, language)} onClear={clear} />
              </Panel>
            )}
            {rows.length > 0 && <LoadMore query={units} shown={rows.length} />}
          </>
        )}
      </LoadedPages>
    </>
  );
}

function UnitTable({ campaign, rows, hrefOf }: Pick<UnitListProps, "campaign" | "hrefOf"> & { rows: Unit[] }) {
  const t = useT();
  const language = useLanguage();
  const product = (unit: Unit) => productWords(campaign.catalogue.products, unit.product, language);
  const mark = ({ state }: Unit) => <Mark tone={STATE_TONES[state]} sign={t(`units.sign.${state}`)} word={t(`units.state.${state}`)} />;
  const columns: Column<Unit>[] = [
    { id: "place", header: t("units.place"), cell: (unit) => <span className="nowrap">{placeWords(unit)}</span> },
    { id: "floor", header: t("units.floor"), cell: ({ floor }) => floor, align: "right" },
    { id: "layout", header: t("units.layout"), cell: ({ layout }) => layout ?? NOTHING },
    { id: "product", header: t("units.product"), cell: (unit) => product(unit) ?? NOTHING },
    {
      id: "area",
      header: t("units.file.area"),
      cell: ({ areaCentiSqm }) => (areaCentiSqm === null ? NOTHING : areaNumber(areaCentiSqm)),
      align: "right",
    },
    { id: "price", header: t("units.file.pricePerSqm"), cell: ({ pricePerSqmFen }) => <Money fen={pricePerSqmFen} />, align: "right" },
    { id: "total", header: t("units.file.listTotal"), cell: ({ listTotalFen }) => <Money fen={listTotalFen} />, align: "right" },
    { id: "state", header: t("units.stateHead"), cell: mark },
  ];

  return (
    <DataTable
      label={t("units.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={hrefOf}
      card={(unit) => ({
        title: placeWords(unit),
        mark: mark(unit),
        amount: { label: t("units.listTotal"), value: <Money fen={unit.listTotalFen} alone /> },
        lines: [
          [unit.layout, product(unit), unit.areaCentiSqm === null ? null : area(unit.areaCentiSqm)]
            .filter((word) => word !== null)
            .join("·") || NOTHING,
        ],
      })}
    />
  );
}
