import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { approveSettlementFromDesk, type DeskPlace, type SettlementToApprove, type Waiting } from "../../api/desk";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { money, moneyAlone } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import styles from "./desk.module.css";
import { useDeskAct, useSettlement } from "./queries";

type Settlement = Waiting["settlements"][number];

/** Settlements that wait for finance: a developer looks at each home and approves, an agency's own does so on the statement. */
export function Settlements({ at, settlements }: { at: DeskPlace; settlements: Settlement[] }) {
  const t = useT();
  const [opened, setOpened] = useState<Settlement | null>(null);
  const nameOf = ({ accountName }: Settlement) => accountName ?? t("rewards.channel");
  return (
    <Panel
      title={t("desk.settlements")}
      note={settlements.length > 0 && t("desk.settlementsN", { n: settlements.length })}
      anchor="settlements"
      sticky
      flush
    >
      {settlements.length === 0 && <p className={styles.empty}>{t("desk.noSettlements")}</p>}
      <ul className={styles.rows}>
        {settlements.map((settlement) => (
          <li key={settlement.engagementId} className={styles.row}>
            <span className={styles.words}>
              <b>{nameOf(settlement)}</b>
              <small>{t("desk.settledOn", { day: settlement.settledOn })}</small>
            </span>
            {at.kind === "agency" ? (
              <Button component={Link} href={paths.engagement(at.tenant, at.campaign, settlement.engagementId)}>
                {t("desk.toStatement", { name: nameOf(settlement) })}
              </Button>
            ) : (
              <Button onClick={() => setOpened(settlement)}>{t("desk.lookAt", { name: nameOf(settlement) })}</Button>
            )}
          </li>
        ))}
      </ul>
      {opened && <SettlementDialog at={at} settlement={opened} name={nameOf(opened)} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

interface SettlementDialogProps {
  at: DeskPlace;
  settlement: Settlement;
  name: string;
  onClose: () => void;
}

function SettlementDialog({ at, settlement, name, onClose }: SettlementDialogProps) {
  const t = useT();
  const asked = useSettlement(at, settlement.engagementId);
  return (
    <Dialog opened onClose={onClose} title={t("desk.settlementOf", { name })} wide>
      <Loaded query={asked} what={t("desk.notLoaded")}>
        {(found) => <Approving at={at} found={found} name={name} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

type Home = SettlementToApprove["homes"][number];

function Approving({ at, found, name, onClose }: { at: DeskPlace; found: SettlementToApprove; name: string; onClose: () => void }) {
  const t = useT();
  const online = useOnline();
  const act = useDeskAct(at);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const unseen = found.homes.filter(({ isConfirmed }) => !isConfirmed).length;
  const amount = moneyAlone(Math.abs(found.differenceFen));
  const columns: Column<Home>[] = [
    {
      id: "home",
      header: t("desk.home"),
      cell: ({ building, unitNumber, isConfirmed }) => (
        <>
          {`${building} ${unitNumber}`} {!isConfirmed && <Mark tone="wait" sign={t("desk.unseenSign")} word={t("desk.unseen")} />}
        </>
      ),
    },
    { id: "contract", header: t("desk.contract"), align: "right", cell: ({ contractPriceFen }) => <Money fen={contractPriceFen} /> },
    { id: "difference", header: t("desk.difference"), align: "right", cell: ({ differenceFen }) => <Money fen={differenceFen} /> },
    { id: "payable", header: t("desk.payable"), align: "right", cell: ({ payableFen }) => <Money fen={payableFen} /> },
  ];

  const approve = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await act(() => approveSettlementFromDesk(at, found.engagementId));
      toast(t("desk.settlementApproved", { name }));
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <div className={styles.form}>
      <p>{t("desk.settlementSay", { day: found.settledOn, n: found.homes.length })}</p>
      <DataTable
        label={t("desk.settlementOf", { name })}
        rows={found.homes}
        rowId={({ dealId }) => dealId}
        columns={columns}
        card={({ building, unitNumber, contractPriceFen, differenceFen, payableFen }) => ({
          title: `${building} ${unitNumber}`,
          amount: { label: t("desk.difference"), value: <Money fen={differenceFen} /> },
          lines: [t("desk.contractToPayable", { contract: money(contractPriceFen), payable: money(payableFen) })],
        })}
        bare
      />
      {failure !== null && (
        <Finding kind="error" announce="alert">
          {problemWords(t, failure)}
        </Finding>
      )}
      <ReasonedButton
        variant="filled"
        loading={busy}
        reason={!online ? t("desk.offline") : unseen > 0 ? t("desk.unseenLeft", { n: unseen }) : null}
        onClick={approve}
      >
        {found.differenceFen === 0 ? t("desk.approveNothing", { name }) : t("desk.approve", { name, amount })}
      </ReasonedButton>
    </div>
  );
}
