import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { DealDetail, LedgerEntry } from "../../../api/deals";
import type { StatementDeal } from "../../../api/statement";
import { paths } from "../../../app/paths";
import { useCan, useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { moneyAlone } from "../../../lib/format";
import { type Column, DataTable } from "../../../ui/DataTable";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { DocumentLink } from "../../approvals/DocumentLink";
import styles from "../deals.module.css";
import { LinkButton } from "../LinkButton";
import { Line } from "../PricePanel";
import { LEDGER_TONES } from "../words";
import { mayTakeBack, stands } from "./waiting";

const EntryDialog = lazyDialog(() => import("./EntryDialog"));
const TakeBackDialog = lazyDialog(() => import("./TakeBackDialog"));

interface LedgerPanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  item: StatementDeal | null;
  ledger: UseQueryResult<LedgerEntry[]>;
  /** How many things finance has still to see. */
  waits: number;
}

/** 收付: what is due, came in, went back or was kept, and what is left of it. */
export function LedgerPanel({ campaign, deal, item, ledger, waits }: LedgerPanelProps) {
  const t = useT();
  const can = useCan();
  const [isReporting, setIsReporting] = useState(false);
  const [takingBack, setTakingBack] = useState<LedgerEntry | null>(null);
  const { tenant } = useTenant();
  const report = (
    <>
      {can("deal:receipt") && (
        <LinkButton size="xs" href={paths.receipt(tenant, campaign.id, deal.id)}>
          {t("deals.receipt")}
        </LinkButton>
      )}
      {can("deal:record") && (
        <ReasonedButton sends size="xs" onClick={() => setIsReporting(true)}>
          {t("deals.ledger.report")}
        </ReasonedButton>
      )}
    </>
  );

  return (
    <Panel title={t("deals.ledger.title")} flush actions={report}>
      <Loaded query={ledger} what={t("deals.ledger.notLoaded")}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyState fact={t("deals.ledger.empty")} hint={t("deals.ledger.emptyHint")} />
          ) : (
            <EntryTable entries={entries} onTakeBack={setTakingBack} />
          )
        }
      </Loaded>
      <div className={styles.inPanel}>
        <Balance deal={deal} item={item} waits={waits} />
        {deal.dueAboveFen > 0 && <p className={styles.why}>{t("deals.ledger.dueAbove", { amount: moneyAlone(deal.dueAboveFen) })}</p>}
        {waits > 0 && (
          <p className={styles.why}>
            {t(campaign.decider === "developer" ? "deals.ledger.developerConfirms" : "deals.ledger.financeConfirms", { n: waits })}
          </p>
        )}
      </div>
      {isReporting && <EntryDialog campaign={campaign} deal={deal} onClose={() => setIsReporting(false)} />}
      {takingBack && <TakeBackDialog deal={deal} entry={takingBack} onClose={() => setTakingBack(null)} />}
    </Panel>
  );
}

function EntryTable({ entries, onTakeBack }: { entries: LedgerEntry[]; onTakeBack: (entry: LedgerEntry) => void }) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const { tenant } = useTenant();
  const kind = (entry: LedgerEntry) => t(`deals.ledger.kind.${entry.kind}`);
  const item = (entry: LedgerEntry) => t(`deals.ledger.item.${entry.item}`);
  const mark = ({ kind, state }: LedgerEntry) =>
    kind === "due" && state !== "withdrawn" ? (
      <Mark tone="info" sign={t("deals.ledger.sign.agreed")} word={t("deals.ledger.state.agreed")} />
    ) : (
      <Mark tone={LEDGER_TONES[state]} sign={t(`deals.ledger.sign.${state}`)} word={t(`deals.ledger.state.${state}`)} />
    );
  const amount = ({ kind, amountFen, state }: LedgerEntry, alone = false) => {
    const fen = <Money fen={kind === "refund" ? -amountFen : amountFen} alone={alone} />;
    return stands(state) ? fen : <s>{fen}</s>;
  };
  const why = ({ state, decidedByName, remark }: LedgerEntry) =>
    !stands(state) && decidedByName !== null && remark !== null && t("deals.ledger.takenBack", { name: decidedByName, reason: remark });
  const takeBack = (entry: LedgerEntry) =>
    can("deal:record") &&
    mayTakeBack(entry, can("deal:cancel")) && (
      <TextButton
        sends
        label={t("deals.ledger.takeBackOf", { kind: kind(entry), item: item(entry), amount: moneyAlone(entry.amountFen) })}
        onClick={() => onTakeBack(entry)}
      >
        {t("deals.ledger.takeBack")}
      </TextButton>
    );
  const papers = ({ document, confirmingDocument }: LedgerEntry) =>
    (document || confirmingDocument) && (
      <>
        {document && <DocumentLink agency={tenant} file={document} what={t("deals.ledger.slip")} />}
        {confirmingDocument && <DocumentLink agency={tenant} file={confirmingDocument} what={t("deals.ledger.confirmedWith")} />}
      </>
    );
  const columns: Column<LedgerEntry>[] = [
    { id: "day", header: t("deals.ledger.day"), cell: ({ onDay }) => <span className="nowrap">{onDay}</span> },
    { id: "kind", header: t("deals.ledger.kindHead"), cell: kind },
    { id: "item", header: t("deals.ledger.itemHead"), cell: (entry) => <span className={styles.capital}>{item(entry)}</span> },
    { id: "amount", header: t("deals.ledger.amountYuan"), cell: (entry) => amount(entry), align: "right" },
    {
      id: "state",
      header: t("deals.stateHead"),
      cell: (entry) => (
        <>
          {mark(entry)} {takeBack(entry)}
          {why(entry) && <p className="sub">{why(entry)}</p>}
          {papers(entry)}
        </>
      ),
    },
    { id: "by", header: t("deals.ledger.by"), cell: ({ reportedByName }) => reportedByName },
  ];

  return (
    <DataTable
      label={t("deals.ledger.title")}
      columns={columns}
      rows={entries}
      rowId={({ id }) => id}
      bare
      cardsBelow="narrow"
      card={(entry) => ({
        title: dotted([kind(entry), item(entry)], language),
        mark: mark(entry),
        amount: { label: entry.onDay, value: amount(entry, true) },
        lines: [entry.reportedByName, why(entry)].filter(Boolean),
        actions: (papers(entry) || takeBack(entry)) && (
          <>
            {papers(entry)}
            {takeBack(entry)}
          </>
        ),
      })}
    />
  );
}

/** What is payable now and was kept, less what came in and was not given back; apart from it, what is only expected. */
function Balance({ deal, item, waits }: { deal: DealDetail; item: StatementDeal | null; waits: number }) {
  const t = useT();
  const dueFen = item?.dueFen ?? null;
  const expectedFen = item?.provisionalFen ?? 0;
  const { receivedFen, unconfirmedFen, refundedFen, forfeitedFen } = item ?? deal; // of one answer with what they leave
  const word = dueFen === null || dueFen >= 0 ? "owed" : "dueBack";

  return (
    <div>
      <Line label={t("deals.payable")} fen={item?.deal.price?.payableFen ?? deal.price?.payableFen ?? null} />
      {forfeitedFen > 0 && <Line label={t("deals.ledger.sum.forfeited")} fen={forfeitedFen} />}
      <Line label={t("deals.ledger.sum.received")} fen={receivedFen} />
      {unconfirmedFen > 0 && <Line label={t("deals.ledger.sum.unconfirmed")} fen={unconfirmedFen} />}
      {refundedFen > 0 && <Line label={t("deals.ledger.sum.refunded")} fen={refundedFen} />}
      <div className={`${styles.line} ${styles.total}`}>
        <span>{dueFen === 0 ? t(waits > 0 ? "deals.ledger.evenUnconfirmed" : "deals.ledger.settledUp") : t(`deals.ledger.${word}`)}</span>
        <Money fen={dueFen === null ? null : Math.abs(dueFen)} alone size="large" />
      </div>
      {expectedFen !== 0 && (
        <>
          <div className={styles.line}>
            <span>{t(expectedFen < 0 ? "deals.ledger.expected" : "deals.ledger.expectedExtra")}</span>
            <Money fen={Math.abs(expectedFen)} firmness="provisional" />
          </div>
          <p className={styles.why}>{t("deals.ledger.expectedWhy")}</p>
        </>
      )}
      {dueFen === null && deal.state === "subscribed" && <p className={styles.why}>{t("deals.ledger.beforeSigning")}</p>}
    </div>
  );
}
