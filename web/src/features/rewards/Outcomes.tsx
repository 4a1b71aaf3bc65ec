import type { EngagementPlace } from "../../api/engagements";
import type { RewardContinuity, RewardOutcome } from "../../api/rewards";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Mark } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import styles from "./rewards.module.css";
import { homeOf, isReferred, isUnrewarded } from "./words";

interface OutcomesProps {
  at: EngagementPlace;
  deals: readonly RewardOutcome[];
}

/** 沒有獎勵的成交: the signed homes that earn nobody anything, each with the reason. */
export function Unrewarded({ at, deals }: OutcomesProps) {
  const t = useT();
  const rows = deals.filter(isUnrewarded);
  if (rows.length === 0) return null;
  const columns: Column<RewardOutcome>[] = [
    { id: "home", header: t("rewards.home"), cell: (deal) => <span className="nowrap">{homeOf(deal)}</span> },
    { id: "signed", header: t("rewards.signedOn"), cell: ({ signedOn }) => <span className="nowrap">{signedOn ?? NOTHING}</span> },
    { id: "why", header: t("rewards.reason"), cell: (deal) => <Outcome deal={deal} /> },
  ];
  return (
    <Panel title={t("rewards.unrewarded")} note={t("rewards.unrewardedNote", { n: rows.length })} flush>
      <DataTable
        label={t("rewards.unrewarded")}
        columns={columns}
        rows={rows}
        rowId={({ dealId }) => dealId}
        href={({ dealId }) => paths.deal(at.tenant, at.campaign, dealId)}
        bare
        card={(deal) => ({ title: homeOf(deal), lines: [<Outcome key="why" deal={deal} />] })}
      />
    </Panel>
  );
}

/** Each home that was recommended, from the recommendation to what it earned: the proof trail on one page. */
export function ReferredDeals({ at, deals, nameOf }: OutcomesProps & { nameOf: (personId: string) => string }) {
  const t = useT();
  const rows = deals.filter(isReferred);
  const day = (value: string | null) => <span className="nowrap">{value ?? NOTHING}</span>;
  const signed = ({ signedOn, isSigningConfirmed }: RewardOutcome) => (
    <>
      {day(signedOn)}
      {signedOn !== null && !isSigningConfirmed && <small className={styles.unconfirmed}>{t("rewards.unconfirmed")}</small>}
    </>
  );
  const columns: Column<RewardOutcome>[] = [
    { id: "home", header: t("rewards.home"), cell: (deal) => <span className="nowrap">{homeOf(deal)}</span> },
    { id: "referrer", header: t("rewards.referrer"), cell: ({ referrerId }) => (referrerId ? nameOf(referrerId) : NOTHING) },
    { id: "referred", header: t("rewards.referredOn"), cell: ({ referredOn }) => day(referredOn) },
    { id: "subscribed", header: t("rewards.subscribedOn"), cell: ({ subscribedOn }) => day(subscribedOn) },
    { id: "signed", header: t("rewards.signedOn"), cell: signed },
    { id: "paid", header: t("rewards.firstInstalmentOn"), cell: ({ firstInstalmentOn }) => day(firstInstalmentOn) },
    { id: "outcome", header: t("rewards.outcome"), cell: (deal) => <Outcome deal={deal} /> },
  ];
  return (
    <Panel title={t("rewards.referredDeals")} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <EmptyState fact={t("rewards.noReferredDeals")} hint={t("rewards.noReferredDealsHint")} />
      ) : (
        <DataTable
          label={t("rewards.referredDeals")}
          columns={columns}
          rows={rows}
          rowId={({ dealId }) => dealId}
          href={({ dealId }) => paths.deal(at.tenant, at.campaign, dealId)}
          bare
          card={(deal) => ({
            title: homeOf(deal),
            lines: [
              t("rewards.referredLine", { day: deal.referredOn ?? NOTHING, subscribed: deal.subscribedOn }),
              t("rewards.signedLine", { day: deal.signedOn ?? NOTHING, paid: deal.firstInstalmentOn ?? NOTHING }),
              <Outcome key="outcome" deal={deal} />,
            ],
          })}
        />
      )}
    </Panel>
  );
}

/** Earned, or why not. What a home still lacks may come; the rest will not. */
function Outcome({ deal: { why, signedOn } }: { deal: RewardOutcome }) {
  const t = useT();
  if (why === null) return <Mark tone="good" sign={t("rewards.earnedSign")} word={t("rewards.earned")} />;
  if (why === "not-signed" && signedOn === null) return <>{t("rewards.noSigning")}</>;
  return <>{t(`rewards.why.${why}`)}</>;
}

/** Which rule of continuity is in force, in words. */
export function ContinuityRule({ rule }: { rule: RewardContinuity | null }) {
  const t = useT();
  if (rule === null) return <p className={styles.rule}>{t("rewards.rule.none")}</p>;
  const { continuity, policyNumber, handoverDays } = rule;
  return (
    <p className={styles.rule}>
      <b>{t(`rewards.rule.${continuity}`, { n: policyNumber })}</b>{" "}
      {continuity === "strict" ? t("rewards.rule.strictSays") : t("rewards.rule.handoverSays", { days: handoverDays })}
    </p>
  );
}
