import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { Building, Unit, UnitConditions, UnitState } from "../../api/units";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { arranged } from "../../features/units/arranging";
import { Board } from "../../features/units/Board";
import { BuildingSwitch, Legend } from "../../features/units/Legend";
import { useBoard, useBuildings, useUnit } from "../../features/units/queries";
import { allOf, productWords, STATES, sumOf } from "../../features/units/states";
import { UnitList } from "../../features/units/UnitList";
import { UnitSide } from "../../features/units/UnitSide";
import styles from "../../features/units/units.module.css";
import { useLanguage, useT } from "../../i18n/useT";
import { useConditions } from "../../lib/conditions";
import { dotted } from "../../lib/dotted";
import { tableMoneyUnit } from "../../lib/format";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../ui/states";
import { Tabs } from "../../ui/Tabs";

const UnitDialog = lazyDialog(() => import("../../features/units/UnitDialog"));

/** 銷控表: what the agency sells of the campaign's project, as a board of each building and as a list. */
export default function UnitsPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);

  return (
    <Loaded query={campaign} what={t("units.didNotLoad")}>
      {(data) => <UnitsOf campaign={data} />}
    </Loaded>
  );
}

function UnitsOf({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const can = useCan();
  const { tenant } = useTenant();
  const [entering, setEntering] = useState(false);
  const [, setSearch] = useSearchParams();
  const buildings = useBuildings(campaign.projectId);
  const mayEdit = can("unit:edit");
  const paste = (
    <Button component={Link} href={paths.pasteUnits(tenant, campaign.id)}>
      {t("units.paste")}
    </Button>
  );

  return (
    <>
      <PageHead
        title={t("units.title")}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        actions={
          mayEdit && (
            <>
              {paste}
              <ReasonedButton sends variant="filled" onClick={() => setEntering(true)}>
                {t("units.enter")}
              </ReasonedButton>
            </>
          )
        }
      />
      <Loaded query={buildings} what={t("units.didNotLoad")}>
        {(all) =>
          all.length > 0 ? (
            <Units campaign={campaign} buildings={all} />
          ) : (
            <Panel label={t("units.title")}>
              <EmptyState fact={t("units.empty")} hint={t(mayEdit ? "units.emptyHint" : "units.emptyAsk")} action={mayEdit && paste} />
            </Panel>
          )
        }
      </Loaded>
      {entering && (
        <UnitDialog
          campaign={campaign}
          onEntered={({ id, building }) => setSearch({ building, unit: id }, { replace: true })}
          onClose={() => setEntering(false)}
        />
      )}
    </>
  );
}

function Units({ campaign, buildings }: { campaign: CampaignDetail; buildings: Building[] }) {
  const t = useT();
  const { tenant } = useTenant();
  const [search, change] = useConditions();
  const isList = search.get("view") === "list";
  const names = buildings.map(({ building }) => building);
  const state = STATES.find((known) => known === search.get("state")) ?? null;
  const named = names.find((name) => name === search.get("building")) ?? null;
  const sum = sumOf(buildings);
  const conditions: UnitConditions = { building: named, state, product: search.get("product"), number: search.get("number") };
  const chosen = useUnit(campaign.projectId, search.get("unit"));
  const close = () => change({ unit: null });
  const onState = (next: UnitState | null) => change({ state: next, number: null });
  const shown = buildings.filter(({ building }) => building === (isList ? named : (named ?? names[0])));

  return (
    <>
      <p className={styles.note}>{t("units.finding", { n: allOf(sum), ...sum })}</p>
      <Tabs
        label={t("units.views")}
        parameter="view"
        items={[
          { value: "board", label: t("units.view.board") },
          { value: "list", label: t("units.view.list") },
        ]}
        current={isList ? "list" : "board"}
        drop={["unit"]}
      />
      <div className={styles.bar}>
        <Legend counts={shown.length > 0 ? sumOf(shown) : sum} state={state} onState={onState} />
      </div>
      <div className={styles.columns}>
        {isList ? (
          <div>
            <UnitList
              campaign={campaign}
              buildings={names}
              conditions={conditions}
              onConditions={change}
              hrefOf={({ id }) => paths.units(tenant, campaign.id, { ...Object.fromEntries(search), unit: id })}
            />
          </div>
        ) : (
          <div>
            <BuildingSwitch
              buildings={names}
              building={named ?? names[0] ?? ""}
              onBuilding={(building) => change({ building, unit: null })}
            />
            <BoardOf
              campaign={campaign}
              building={named ?? names[0] ?? ""}
              state={state}
              chosen={search.get("unit")}
              onChoose={({ id }) => change({ unit: id })}
            />
          </div>
        )}
        <UnitSide campaign={campaign} unit={chosen.data ?? null} onBoard={!isList} onClose={close} />
      </div>
    </>
  );
}

interface BoardOfProps {
  campaign: CampaignDetail;
  building: string;
  state: UnitState | null;
  chosen: string | null;
  onChoose: (unit: Unit) => void;
}

function BoardOf({ campaign, building, ...props }: BoardOfProps) {
  const t = useT();
  const language = useLanguage();
  const board = useBoard(campaign.projectId, building);
  const arrangement = useMemo(() => arranged(board.data ?? []), [board.data]);

  return (
    <Loaded query={board} what={t("units.didNotLoad")}>
      {() => (
        <>
          <Board
            building={building}
            arranged={arrangement}
            productOf={(code) => productWords(campaign.catalogue.products, code, language) ?? code}
            {...props}
          />
          <p className="sub">{t("units.cellSays", { unit: tableMoneyUnit(language) })}</p>
        </>
      )}
    </Loaded>
  );
}
