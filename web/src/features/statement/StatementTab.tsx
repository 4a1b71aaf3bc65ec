import { type ReactNode, useState } from "react";
import type { EngagementPlace } from "../../api/engagements";
import type { PriceLine, Statement, StatementDeal } from "../../api/statement";
import { useCan } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { moneyAlone, timeOfDay } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Finding } from "../../ui/Finding";
import { lazyDialog } from "../../ui/lazyDialog";
import { MarkSign } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import { useNarrow } from "../../ui/usePhone";
import { DealCards } from "./DealCards";
import { FindingSentence } from "./FindingSentence";
import { KeyPersonPanel } from "./KeyPersonPanel";
import { Legend } from "./Legend";
import { placeOf } from "./reading";
import { StatementTable } from "./StatementTable";
import styles from "./statement.module.css";
import { TierPanel } from "./TierPanel";

const FulfilDialog = lazyDialog(() => import("./FulfilDialog"));

interface StatementTabProps {
  at: EngagementPlace;
  statement: Statement;
  /** Business day there. */
  today: string;
  /** The day that a refund begins with. */
  begin: string;
  /** When this statement was read, in milliseconds. */
  readAt: number;
  /** What stands under the homes. */
  children?: ReactNode;
}

/** 對帳單: the finding, what each home costs and why, the tier, the key person. */
export function StatementTab({ at, statement, today, begin, readAt, children }: StatementTabProps) {
  const t = useT();
  const can = useCan();
  const narrow = useNarrow();
  const [fulfilling, setFulfilling] = useState<{ item: StatementDeal; line: PriceLine } | null>(null);
  const onFulfil =
    can("deal:confirm") && !statement.isSettling ? (item: StatementDeal, line: PriceLine) => setFulfilling({ item, line }) : null;
  const shared = { at, statement, onFulfil };

  return (
    <div className="no-print">
      {statement.isSettling && <Settling readAt={readAt} />}
      <FindingSentence statement={statement} />
      <OpenItems deals={statement.deals} />
      <div className={styles.columns}>
        <div className={statement.isSettling ? styles.passing : undefined}>
          {statement.deals.length === 0 ? (
            <Panel label={t("statement.title")}>
              <EmptyState fact={t("statement.empty")} hint={t("statement.emptyHint")} />
            </Panel>
          ) : narrow ? (
            <DealCards {...shared} />
          ) : (
            <StatementTable {...shared} />
          )}
          {statement.deals.length > 0 && (
            <Legend unconfirmed={!narrow && statement.deals.some(({ unconfirmedFen }) => unconfirmedFen > 0)} />
          )}
        </div>
        <aside className={styles.aside} aria-label={t("statement.aside")}>
          <div>
            <TierPanel statement={statement} />
          </div>
          <div>
            <KeyPersonPanel at={at} statement={statement} />
          </div>
        </aside>
        <div className={styles.below}>{children}</div>
      </div>
      {fulfilling && <FulfilDialog at={at} {...fulfilling} today={today} begin={begin} onClose={() => setFulfilling(null)} />}
    </div>
  );
}

/** 結算中: the last figures stay until the new ones stand. */
function Settling({ readAt }: { readAt: number }) {
  const t = useT();
  return (
    <div className={styles.settling} role="status">
      <MarkSign tone="info" sign={t("statement.settling.sign")} />
      <b>{t("statement.settling.title")}</b>
      <span className="sub">{t("statement.settling.asOf", { time: timeOfDay(new Date(readAt), HOUSE_ZONE) })}</span>
    </div>
  );
}

/** Contracts that stay below what the rule asks now, until a supplement is signed. */
function OpenItems({ deals }: { deals: StatementDeal[] }) {
  const t = useT();
  const language = useLanguage();
  const open = deals.filter(({ deal }) => (deal.price?.openFen ?? 0) > 0);
  if (!open.length) return null;
  return (
    <div className={styles.open}>
      <Finding kind="remark">
        {open
          .map(({ deal }) => t("statement.openItem", { place: placeOf(deal), amount: moneyAlone(deal.price?.openFen ?? 0) }))
          .join(language === "en" ? " " : "")}
      </Finding>
    </div>
  );
}
