import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { DealDetail, LedgerEntry } from "../../../api/deals";
import type { StatementDeal } from "../../../api/statement";
import { paths } from "../../../app/paths";
import { useCan, useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { type Column, DataTable } from "../../../ui/DataTable";
import { Mark, type Tone } from "../../../ui/Mark";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Loaded } from "../../../ui/states";
import styles from "../deals.module.css";
import { LinkButton } from "../LinkButton";
import { Line } from "../PricePanel";

const EntryDialog = lazy(() => import("./EntryDialog"));

interface LedgerPanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  item: StatementDeal | null;
  ledger: UseQueryResult<LedgerEntry[]>;
  /** How many things finance has still to see. */
  waits: number;
}

const TONES: Record<LedgerEntry["state"], Tone> = { reported: "wait", confirmed: "good", refused: "bad" };

/** 收付: what is due, came in, went back or was kept, and what is left of it. */
export function LedgerPanel({ campaign, deal, item, ledger, waits }: LedgerPanelProps) {
  const t = useT();
  const can = useCan();
  const [isReporting, setIsReporting] = useState(false);
  const { tenant } = useTenant();
  const report = (
    <>
      {can("deal:receipt") && (
        <LinkButton size="xs" href={paths.receipt(tenant, campaign.id, deal.id)}>
          {t("deals.receipt")}
        </LinkButton>
      )}
      {can("deal:record") && (
        <Button size="xs" onClick={() => setIsReporting(true)}>
          {t("deals.ledger.report")}
        </Button>
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
            <EntryTable entries={entries} />
          )
        }
      </Loaded>
      <div className={styles.inPanel}>
        <Balance deal={deal} item={item} />
        {waits > 0 && (
          <p className={styles.why}>
            {t(campaign.decider === "developer" ? "deals.ledger.developerConfirms" : "deals.ledger.financeConfirms", { n: waits })}
          </p>
        )}
      </div>
      <Suspense fallback={null}>
        {isReporting && <EntryDialog campaign={campaign} deal={deal} onClose={() => setIsReporting(false)} />}
      </Suspense>
    </Panel>
  );
}

function EntryTable({ entries }: { entries: LedgerEntry[] }) {
  const t = useT();
  const language = useLanguage();
  const kind = (entry: LedgerEntry) => t(`deals.ledger.kind.${entry.kind}`);
  const item = (entry: LedgerEntry) => t(`deals.ledger.item.${entry.item}`);
  const mark = ({ kind, state }: LedgerEntry) =>
    kind === "due" ? null : <Mark tone={TONES[state]} sign={t(`deals.ledger.sign.${state}`)} word={t(`deals.ledger.state.${state}`)} />;
  const amount = ({ kind, amountFen }: LedgerEntry) => (kind === "refund" ? -amountFen : amountFen);
  const columns: Column<LedgerEntry>[] = [
    { id: "day", header: t("deals.ledger.day"), cell: ({ onDay }) => <span className="nowrap">{onDay}</span> },
    { id: "kind", header: t("deals.ledger.kindHead"), cell: kind },
    { id: "item", header: t("deals.ledger.itemHead"), cell: (entry) => <span className={styles.capital}>{item(entry)}</span> },
    { id: "amount", header: t("deals.ledger.amountYuan"), cell: (entry) => <Money fen={amount(entry)} />, align: "right" },
    { id: "state", header: t("deals.stateHead"), cell: mark },
    { id: "by", header: t("deals.ledger.by"), cell: ({ reportedByName }) => reportedByName },
  ];

  return (
    <DataTable
      label={t("deals.ledger.title")}
      columns={columns}
      rows={entries}
      rowId={({ id }) => id}
      bare
      card={(entry) => ({
        title: dotted([kind(entry), item(entry)], language),
        mark: mark(entry),
        amount: { label: entry.onDay, value: <Money fen={amount(entry)} alone /> },
        lines: [entry.reportedByName],
      })}
    />
  );
}

/** What is payable and was kept, less what came in and was not given back. */
function Balance({ deal, item }: { deal: DealDetail; item: StatementDeal | null }) {
  const t = useT();
  const balanceFen = item?.balanceFen ?? null;
  const word = balanceFen === null || balanceFen >= 0 ? "owed" : "dueBack";

  return (
    <div>
      <Line label={t("deals.payable")} fen={item?.deal.price?.payableFen ?? deal.price?.payableFen ?? null} />
      {deal.forfeitedFen > 0 && <Line label={t("deals.ledger.sum.forfeited")} fen={deal.forfeitedFen} />}
      <Line label={t("deals.ledger.sum.received")} fen={deal.receivedFen} />
      {deal.refundedFen > 0 && <Line label={t("deals.ledger.sum.refunded")} fen={deal.refundedFen} />}
      <div className={`${styles.line} ${styles.total}`}>
        <span>{balanceFen === 0 ? t("deals.ledger.settledUp") : t(`deals.ledger.${word}`)}</span>
        <Money fen={balanceFen === null ? null : Math.abs(balanceFen)} alone size="large" />
      </div>
      {balanceFen === null && deal.state === "subscribed" && <p className={styles.why}>{t("deals.ledger.beforeSigning")}</p>}
    </div>
  );
}
