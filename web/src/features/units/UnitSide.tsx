import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealPlace } from "../../api/deals";
import { isProblem } from "../../api/problem";
import { deleteUnit, moveUnit, type Unit } from "../../api/units";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { area, NOTHING } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { lazyDialog } from "../../ui/lazyDialog";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { usePhone } from "../../ui/usePhone";
import { useDeal } from "../deals/queries";
import { useUnitsChanged } from "./queries";
import { placeWords, productWords, STATE_TONES } from "./states";
import styles from "./units.module.css";

const UnitDialog = lazyDialog(() => import("./UnitDialog"));

interface UnitSideProps {
  campaign: CampaignDetail;
  /** Null: none is chosen, or it is no longer there. */
  unit: Unit | null;
  onBoard: boolean;
  onClose: () => void;
}

/** The chosen unit: beside the board on the desk, in a sheet from below on a phone. */
export function UnitSide({ campaign, unit, onBoard, onClose }: UnitSideProps) {
  const t = useT();
  const phone = usePhone();
  if (phone) {
    return (
      <Dialog opened={unit !== null} onClose={onClose} title={unit ? placeWords(unit) : ""}>
        {unit && <UnitBody key={unit.id} campaign={campaign} unit={unit} onGone={onClose} head={<StateMark unit={unit} />} />}
      </Dialog>
    );
  }

  return (
    <aside className={styles.side} aria-label={t("units.chosen")}>
      <Panel label={t("units.chosen")}>
        {unit ? (
          <UnitBody
            key={unit.id}
            campaign={campaign}
            unit={unit}
            onGone={onClose}
            head={
              <div className={styles.title}>
                <h2>{placeWords(unit)}</h2>
                <StateMark unit={unit} />
              </div>
            }
          />
        ) : (
          <p className="sub">{t(onBoard ? "units.chooseOnBoard" : "units.chooseOne")}</p>
        )}
      </Panel>
    </aside>
  );
}

function StateMark({ unit }: { unit: Unit }) {
  const t = useT();
  return <Mark tone={STATE_TONES[unit.state]} sign={t(`units.sign.${unit.state}`)} word={t(`units.state.${unit.state}`)} />;
}

interface UnitBodyProps {
  campaign: CampaignDetail;
  unit: Unit;
  onGone: () => void;
  head: ReactNode;
}

function UnitBody({ campaign, unit, onGone, head }: UnitBodyProps) {
  const t = useT();
  const language = useLanguage();
  const can = useCan();
  const { tenant } = useTenant();
  const facts: [label: string, value: ReactNode][] = [
    [t("units.floor"), unit.floor],
    [t("units.product"), productWords(campaign.catalogue.products, unit.product, language) ?? NOTHING],
    [t("units.layout"), unit.layout ?? NOTHING],
    [t("units.area"), unit.areaCentiSqm === null ? NOTHING : area(unit.areaCentiSqm)],
    [t("units.pricePerSqm"), <Money key="price" fen={unit.pricePerSqmFen} />],
  ];

  return (
    <>
      {head}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>{t("units.listTotal")}</dt>
          <dd>
            <Money fen={unit.listTotalFen} alone size="large" />
          </dd>
        </div>
      </dl>
      {can("deal:record") && unit.state === "available" && campaign.status === "running" && (
        <Button
          component={Link}
          href={paths.newDeal(tenant, campaign.id, { building: unit.building, unit: unit.id })}
          variant="filled"
          fullWidth
        >
          {t("units.subscribe", { place: placeWords(unit) })}
        </Button>
      )}
      {can("deal:read") && unit.dealId !== null && <ToDeal at={{ tenant, campaign: campaign.id, deal: unit.dealId }} unit={unit} />}
      {can("unit:edit") ? <UnitActs campaign={campaign} unit={unit} onGone={onGone} /> : null}
    </>
  );
}

/** The way to the deal that has a home; one of another campaign is not this one's to show. */
function ToDeal({ at, unit }: { at: DealPlace; unit: Unit }) {
  const t = useT();
  const deal = useDeal(at);
  if (isProblem(deal.error, "not-found")) return <p className="sub">{t("units.dealElsewhere")}</p>;

  return (
    deal.data && (
      <Button component={Link} href={paths.deal(at.tenant, at.campaign, at.deal)} fullWidth>
        {t("units.toDeal", { place: placeWords(unit) })}
      </Button>
    )
  );
}

function UnitActs({ campaign, unit, onGone }: Omit<UnitBodyProps, "head">) {
  const t = useT();
  const { tenant } = useTenant();
  const online = useOnline();
  const changed = useUnitsChanged(unit.projectId);
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const place = placeWords(unit);
  const isFree = unit.state === "available" || unit.state === "withheld";

  const move = async (from: Unit) => {
    const step = from.state === "withheld" ? "release" : "withholding";
    setBusy(true);
    setFailure(null);
    try {
      const moved = await moveUnit(tenant, from, step);
      toast(t(`units.done.${step}`, { place }), () => void move(moved));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      await changed();
    }
  };

  return (
    <div className={styles.acts}>
      {failure !== null && (
        <Finding kind={isProblem(failure, "wrong-state") ? "conflict" : "error"} announce="alert">
          {isProblem(failure, "wrong-state") ? t("units.overtaken", { place }) : problemWords(t, failure)}
        </Finding>
      )}
      {!isFree && <p className="sub">{t(unit.state === "held" ? "units.heldSay" : "units.soldSay")}</p>}
      {isFree && (
        <ReasonedButton reason={online ? null : t("units.whenOnline")} onClick={() => void move(unit)} loading={busy} fullWidth>
          {t(unit.state === "withheld" ? "units.release" : "units.withhold", { place })}
        </ReasonedButton>
      )}
      <div className={styles.quiet}>
        <TextButton sends onClick={() => setAsked("edit")} label={t("units.editOf", { place })}>
          {t("units.edit")}
        </TextButton>
        {isFree && (
          <TextButton sends danger onClick={() => setAsked("delete")} label={t("units.deleteOf", { place })}>
            {t("units.delete")}
          </TextButton>
        )}
      </div>
      {asked === "edit" && <UnitDialog campaign={campaign} unit={unit} onClose={() => setAsked(null)} />}
      <ConfirmDialog
        opened={asked === "delete"}
        onClose={() => setAsked(null)}
        title={t("units.deleteTitle")}
        act={t("units.deleteOf", { place })}
        danger
        onConfirm={async () => {
          await deleteUnit(tenant, unit);
          toast(t("units.done.delete", { place }));
          onGone();
          await changed();
        }}
      >
        <p>{t("units.deleteSay")}</p>
      </ConfirmDialog>
    </div>
  );
}
