import { useState } from "react";
import { Link } from "wouter";
import type { EngagementPlace } from "../../api/engagements";
import { type Earnings, holdRewards, type RewardEntry, releaseRewards } from "../../api/rewards";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import { useEngagement } from "../../features/engagements/queries";
import { Unrewarded } from "../../features/rewards/Outcomes";
import { useRewardAct, useRewards } from "../../features/rewards/queries";
import { ReasonDialog } from "../../features/rewards/ReasonDialog";
import { Recipients } from "../../features/rewards/Recipients";
import styles from "../../features/rewards/rewards.module.css";
import { entryMark, homeOf, inOrder, underwayOf } from "../../features/rewards/words";
import { WriteOffsPanel } from "../../features/rewards/writeoffs/WriteOffsPanel";
import { useT } from "../../i18n/useT";
import { NOTHING, tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { type Column, DataTable } from "../../ui/DataTable";
import { Finding } from "../../ui/Finding";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";

/** What an engagement has earned for its key persons, line by line, and who may be paid. */
export default function EngagementRewardsPage({ params: at }: PageProps<"tenant" | "campaign" | "engagement">) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const rewards = useRewards(at);
  const engagement = useEngagement(at);
  const [asking, setAsking] = useState<"hold" | "release" | null>(null);
  const act = useRewardAct(at.campaign);
  const name = engagement.data?.accountName ?? "";
  const next = rewards.data?.hold ? "release" : "hold";

  return (
    <>
      <PageHead
        title={name ? t("rewards.of", { name }) : t("rewards.title")}
        crumbs={[
          { label: t("rewards.title"), href: paths.rewards(at.tenant, at.campaign) },
          ...(name ? [{ label: name, href: paths.engagement(at.tenant, at.campaign, at.engagement) }] : []),
        ]}
        back={paths.engagement(at.tenant, at.campaign, at.engagement)}
        actions={
          can("reward:hold") &&
          rewards.data && (
            <ReasonedButton reason={online ? null : t("rewards.offline")} onClick={() => setAsking(next)}>
              {t(`rewards.${next}.open`)}
            </ReasonedButton>
          )
        }
      />
      <Loaded query={rewards} what={t("rewards.notLoaded")}>
        {(data) => <Earned at={at} rewards={data} />}
      </Loaded>
      {asking === "hold" && (
        <ReasonDialog
          title={t("rewards.hold.title", { name })}
          say={t("rewards.hold.say")}
          act={t("rewards.hold.act", { name })}
          onSend={(reason) => act(() => holdRewards(at, reason))}
          onClose={() => setAsking(null)}
        />
      )}
      <ConfirmDialog
        opened={asking === "release"}
        onClose={() => setAsking(null)}
        title={t("rewards.release.title", { name })}
        act={t("rewards.release.act", { name })}
        onConfirm={async () => {
          await act(() => releaseRewards(at));
          toast(t("rewards.release.done"));
        }}
      >
        <p>{t("rewards.release.say")}</p>
      </ConfirmDialog>
    </>
  );
}

function Earned({ at, rewards }: { at: EngagementPlace; rewards: Earnings }) {
  const t = useT();
  const { hold, entries } = rewards;
  // What is to be taken back and could not be netted is said as such, and not as a claim below nothing.
  const sums = [
    rewards.claimableFen < 0 ? (["owed", -rewards.claimableFen] as const) : (["claimable", rewards.claimableFen] as const),
    ["accrued", rewards.accruedFen],
    ["underway", underwayOf(entries)],
    ["paid", rewards.paidFen],
  ] as const;

  return (
    <>
      {rewards.isSettling && (
        <div className={styles.gap}>
          <Finding kind="remark" announce="status">
            {t("rewards.settling")}
          </Finding>
        </div>
      )}
      {hold && (
        <div className={styles.gap}>
          <Finding kind="remark">
            <b>{t("rewards.held")}</b> {hold.reason}
            <br />
            <span className="sub">{t("rewards.heldBy", { name: hold.heldByName, time: tableTime(hold.heldAt, HOUSE_ZONE) })}</span>
          </Finding>
        </div>
      )}
      <dl className={styles.sums}>
        {sums.map(([sum, fen]) => (
          <div key={sum}>
            <dt>{t(`rewards.sum.${sum}`)}</dt>
            <dd>
              <Money fen={fen} alone size="large" />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.grid}>
        <div>
          <Panel title={t("rewards.ledger")} flush>
            {entries.length === 0 ? (
              <EmptyState fact={t("rewards.noEntries")} hint={t("rewards.noEntriesHint")} />
            ) : (
              <Ledger at={at} entries={entries} />
            )}
          </Panel>
          <Unrewarded at={at} deals={rewards.deals} />
        </div>
        <div>
          <WriteOffsPanel at={at} rewards={rewards} />
          <Recipients at={at} rewards={rewards} />
        </div>
      </div>
    </>
  );
}

function Ledger({ at, entries }: { at: EngagementPlace; entries: RewardEntry[] }) {
  const t = useT();
  const mark = (entry: RewardEntry) => {
    const { tone, word } = entryMark(entry);
    return <Mark tone={tone} sign={t(`rewards.stateSign.${word}`)} word={t(`rewards.state.${word}`)} />;
  };
  const toClaim = ({ claimId, ...entry }: RewardEntry) =>
    claimId !== null && (
      <Link
        href={paths.claim(at.tenant, at.campaign, claimId)}
        className={styles.toClaim}
        aria-label={t("rewards.toClaimOf", { home: homeOf(entry) })}
      >
        {t("rewards.toClaim")}
      </Link>
    );
  const isOfSeveral = new Set(entries.map(({ personId }) => personId)).size > 1;
  const columns: Column<RewardEntry>[] = [
    { id: "home", header: t("rewards.home"), cell: (entry) => <span className="nowrap">{homeOf(entry)}</span> },
    ...(isOfSeveral
      ? [{ id: "person", header: t("rewards.person"), cell: ({ personName }: RewardEntry) => personName ?? t("rewards.erased") }]
      : []),
    { id: "kind", header: t("rewards.kind"), cell: ({ kind }) => t(`rewards.kind.${kind}`) },
    { id: "success", header: t("rewards.successOn"), cell: ({ successOn }) => <span className="nowrap">{successOn ?? NOTHING}</span> },
    {
      id: "from",
      header: t("rewards.claimableFrom"),
      cell: ({ claimableFrom }) => <span className="nowrap">{claimableFrom ?? NOTHING}</span>,
    },
    { id: "state", header: t("rewards.stateHead"), cell: mark },
    ...(entries.some(({ claimId }) => claimId !== null) ? [{ id: "claim", header: t("rewards.toClaim"), cell: toClaim }] : []),
    { id: "amount", header: t("rewards.amountYuan"), cell: ({ amountFen }) => <Money fen={amountFen} />, align: "right" },
  ];
  return (
    <DataTable
      label={t("rewards.ledger")}
      columns={columns}
      rows={inOrder(entries)}
      rowId={({ id }) => id}
      href={({ dealId }) => paths.deal(at.tenant, at.campaign, dealId)}
      bare
      card={(entry) => ({
        title: homeOf(entry),
        mark: mark(entry),
        amount: { label: t(`rewards.kind.${entry.kind}`), value: <Money fen={entry.amountFen} alone /> },
        actions: toClaim(entry) || undefined,
        lines: [
          ...(isOfSeveral ? [entry.personName ?? t("rewards.erased")] : []),
          entry.kind === "accrual" || entry.kind === "top-up"
            ? t("rewards.entryDays", { success: entry.successOn ?? NOTHING, from: entry.claimableFrom ?? NOTHING })
            : t("rewards.entryPosted", { day: entry.postedOn }),
        ],
      })}
    />
  );
}
