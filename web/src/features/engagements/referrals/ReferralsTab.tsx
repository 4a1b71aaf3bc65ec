import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { EngagementPlace, Referral } from "../../../api/engagements";
import type { Statement, StatementDeal } from "../../../api/statement";
import { paths } from "../../../app/paths";
import { useCan } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { listed, tableTime } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { type Column, DataTable } from "../../../ui/DataTable";
import { LoadMore } from "../../../ui/LoadMore";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState, LoadedPages } from "../../../ui/states";
import { DocumentLink } from "../../approvals/DocumentLink";
import { useReferrals } from "../queries";
import { aloneOf, outcomeOf, restingOn } from "./outcome";
import { ReferralMenu } from "./ReferralMenu";
import styles from "./referrals.module.css";

const WithdrawReferralDialog = lazyDialog(() => import("./WithdrawReferralDialog"));

interface ReferralsTabProps {
  at: EngagementPlace;
  /** Undefined until it is there: then each referral says what came of it. */
  statement: Statement | undefined;
  isArchived: boolean;
  action: ReactNode;
}

const TONES = { none: "mute", subscribed: "info", signed: "done", cancelled: "open" } as const;

/** 推薦: whom the key persons recommended, what came of it, and who came alone. */
export function ReferralsTab({ at, statement, isArchived, action }: ReferralsTabProps) {
  const t = useT();
  const referrals = useReferrals(at);
  const deals = statement?.deals ?? [];
  const alone = aloneOf(deals);

  return (
    <LoadedPages query={referrals} what={t("engagements.referrals.notLoaded")}>
      {(rows) => (
        <>
          {rows.length === 0 ? (
            <Panel label={t("engagements.tab.referrals")}>
              <EmptyState fact={t("engagements.referrals.empty")} hint={t("engagements.referrals.emptyHint")} action={action} />
            </Panel>
          ) : (
            <>
              {statement && (
                <p className={styles.sentence}>
                  {t("engagements.referrals.sentence", {
                    n: statement.engagement.referred,
                    signed: deals.filter(({ deal }) => deal.referralId !== null && ["signed", "completed"].includes(deal.state)).length,
                  })}
                </p>
              )}
              <ReferralTable at={at} rows={rows} deals={statement ? deals : null} isArchived={isArchived} />
              {referrals.hasNextPage && <LoadMore query={referrals} shown={rows.length} />}
              <p className={styles.rule}>{t("engagements.referrals.rule")}</p>
            </>
          )}
          {alone.length > 0 && (
            <div className={styles.alone}>
              <Panel title={t("engagements.referrals.aloneTitle")} note={t("engagements.referrals.aloneNote")}>
                <ul>
                  {alone.map(({ deal }) => (
                    <li key={deal.id}>
                      <DealLink at={at} item={deal} />{" "}
                      <span className="sub">{deal.parties.map(({ name }) => name ?? t("engagements.erased")).join("、")}</span>
                    </li>
                  ))}
                </ul>
              </Panel>
            </div>
          )}
        </>
      )}
    </LoadedPages>
  );
}

const DealLink = ({ at, item }: { at: EngagementPlace; item: StatementDeal["deal"] }) => (
  <Link href={paths.deal(at.tenant, at.campaign, item.id)} className="nowrap">
    {item.building} {item.unitNumber}
  </Link>
);

interface ReferralTableProps {
  at: EngagementPlace;
  rows: Referral[];
  deals: StatementDeal[] | null;
  isArchived: boolean;
}

function ReferralTable({ at, rows, deals, isArchived }: ReferralTableProps) {
  const t = useT();
  const can = useCan();
  const [takingBack, setTakingBack] = useState<Referral | null>(null);
  const language = useLanguage();
  const named = (name: string | null) => name ?? t("engagements.erased");
  const evidence = ({ evidence: kind }: Referral) => t(`engagements.evidence.${kind}`);
  const person = ({ personName, withdrawn }: Referral) => (withdrawn ? <s>{named(personName)}</s> : <b>{named(personName)}</b>);
  const outcome = (row: Referral) => {
    if (row.withdrawn) return <Mark tone="mute" sign={t("engagements.outcome.sign.withdrawn")} word={t("engagements.outcome.withdrawn")} />;
    if (!deals) return null;
    const { kind } = outcomeOf(row, deals);
    return <Mark tone={TONES[kind]} sign={t(`engagements.outcome.sign.${kind}`)} word={t(`engagements.outcome.${kind}`)} />;
  };
  const places = (row: Referral) => (deals ? outcomeOf(row, deals).deals : []);

  const because = ({ withdrawn }: Referral) =>
    withdrawn && (
      <small key="because" className="sub">
        {t("engagements.referrals.withdrawnBy", {
          name: withdrawn.byName,
          time: tableTime(withdrawn.at, HOUSE_ZONE),
          reason: withdrawn.reason,
        })}
      </small>
    );
  const whyNot = (row: Referral) => {
    if (isArchived) return t("engagements.archived");
    const home = deals && restingOn(row, deals);
    return home ? t("engagements.referrals.inUse", { home: `${home.building} ${home.unitNumber}` }) : null;
  };
  const menu = (row: Referral) =>
    can("person:edit") &&
    !row.withdrawn && <ReferralMenu name={named(row.personName)} reason={whyNot(row)} onTakeBack={() => setTakingBack(row)} />;

  const columns: Column<Referral>[] = [
    {
      id: "person",
      header: t("engagements.referrals.person"),
      cell: (row) => (
        <>
          {person(row)} {because(row)}
        </>
      ),
    },
    { id: "outcome", header: t("engagements.referrals.outcome"), cell: outcome },
    {
      id: "deals",
      header: t("engagements.referrals.homes"),
      cell: (row) => (
        <span className={styles.places}>
          {places(row).map((deal) => (
            <DealLink key={deal.id} at={at} item={deal} />
          ))}
        </span>
      ),
    },
    { id: "day", header: t("engagements.referrals.day"), cell: ({ referredOn }) => <span className="nowrap">{referredOn}</span> },
    {
      id: "evidence",
      header: t("engagements.referrals.evidence"),
      cell: (row) => (
        <>
          {evidence(row)}
          {row.document && <DocumentLink agency={at.tenant} file={row.document} />}
        </>
      ),
    },
    { id: "referrer", header: t("engagements.referrals.referrer"), cell: ({ referrerName }) => named(referrerName) },
    { id: "acts", header: "", align: "right", cell: menu },
  ];
  return (
    <>
      <DataTable
        label={t("engagements.tab.referrals")}
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        card={(row) => ({
          title: person(row),
          mark: outcome(row),
          menu: menu(row),
          lines: [
            because(row),
            dotted([row.referredOn, evidence(row), t("engagements.referrals.by", { name: named(row.referrerName) })], language),
            row.document && <DocumentLink key="document" agency={at.tenant} file={row.document} />,
            listed(
              places(row).map(({ building, unitNumber }) => `${building} ${unitNumber}`),
              language,
            ),
          ].filter(Boolean),
        })}
      />
      {takingBack && (
        <WithdrawReferralDialog at={at} referral={takingBack.id} name={named(takingBack.personName)} onClose={() => setTakingBack(null)} />
      )}
    </>
  );
}
