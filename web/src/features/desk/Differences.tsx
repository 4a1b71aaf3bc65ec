import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { DeskPlace, Difference } from "../../api/desk";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { moneyAlone, NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { Segmented } from "../../ui/Segmented";
import { LoadedPages } from "../../ui/states";
import { causeWords } from "../statement/causes";
import styles from "./desk.module.css";
import { byHome, type DifferenceSums, markOf } from "./differing";
import { useDifferences } from "./queries";

interface DifferencesProps {
  at: DeskPlace;
  /** Whose finance records how a difference reached its buyer. */
  agencyName: string;
}

const homeOf = ({ building, unitNumber }: Difference) => `${building} ${unitNumber}`;

/** 定案差額: what settlements made final and is still to reach the buyers, and what did, home by home. */
export function Differences({ at, agencyName }: DifferencesProps) {
  const t = useT();
  const [state, setState] = useState<"open" | "done">("open");
  const differences = useDifferences(at, state);
  const sums = differences.data?.pages[0]?.sums ?? null;

  return (
    <Panel
      title={t("desk.differences.title")}
      note={sums !== null && sums.homes > 0 && t(sums.more ? "desk.differences.nMore" : "desk.differences.n", { n: sums.homes })}
      anchor="differences"
      sticky
      flush
      actions={
        <Segmented
          label={t("desk.differences.which")}
          labelHidden
          options={[
            { value: "open", label: t("desk.differences.open") },
            { value: "done", label: t("desk.differences.done") },
          ]}
          value={state}
          onChange={setState}
        />
      }
    >
      <LoadedPages query={differences} what={t("desk.differences.notLoaded")}>
        {(rows) =>
          rows.length === 0 ? (
            <p className={styles.empty}>{t(state === "open" ? "desk.differences.noneOpen" : "desk.differences.noneDone")}</p>
          ) : (
            <>
              {state === "open" && (
                <p className={styles.empty}>
                  {at.kind === "developer" ? t("desk.differences.nextDeveloper", { name: agencyName }) : t("desk.differences.nextAgency")}
                </p>
              )}
              <DifferenceTable at={at} rows={rows} />
              {sums && <Sums sums={sums} isDone={state === "done"} />}
              {differences.hasNextPage && (
                <div className={styles.empty}>
                  <LoadMore query={differences} shown={rows.length} />
                </div>
              )}
            </>
          )
        }
      </LoadedPages>
    </Panel>
  );
}

function DifferenceTable({ at, rows }: { at: DeskPlace; rows: Difference[] }) {
  const t = useT();
  const cause = ({ because, causeHome }: Difference) => causeWords(t, because, causeHome);
  const account = ({ accountName }: Difference) => accountName ?? t("rewards.channel");
  const mark = (row: Difference) => {
    const { tone, name } = markOf(row);
    return <Mark tone={tone} sign={t(`desk.differences.sign.${name}`)} word={t(`desk.differences.mark.${name}`)} />;
  };
  const route = ({ route, documentNumber, fulfilledOn }: Difference) =>
    route && t("desk.differences.byRoute", { day: fulfilledOn ?? "", route: t(`statement.route.${route}`), number: documentNumber ?? "" });
  const href = ({ dealId }: Difference) =>
    at.kind === "agency" ? paths.deal(at.tenant, at.campaign, dealId) : paths.developerDeal(at.tenant, at.agency, at.campaign, dealId);
  const record = (row: Difference): ReactNode =>
    at.kind === "agency" &&
    row.state === "final" &&
    row.finalOn !== null && (
      <Link
        href={paths.engagement(at.tenant, at.campaign, row.engagementId)}
        className={styles.link}
        aria-label={t("desk.differences.recordOf", { home: homeOf(row) })}
      >
        {t("desk.differences.record")}
      </Link>
    );
  const columns: Column<Difference>[] = [
    { id: "home", header: t("desk.home"), cell: (row) => <span className="nowrap">{homeOf(row)}</span> },
    { id: "account", header: t("rewards.account"), cell: account },
    { id: "cause", header: t("desk.differences.cause"), cell: cause },
    { id: "final", header: t("desk.differences.finalOn"), cell: ({ finalOn }) => <span className="nowrap">{finalOn ?? NOTHING}</span> },
    { id: "amount", header: t("desk.differences.amountYuan"), align: "right", cell: ({ amountFen }) => <Money fen={amountFen} /> },
    { id: "route", header: t("desk.differences.route"), cell: (row) => route(row) ?? (record(row) || NOTHING) },
    { id: "state", header: t("desk.differences.state"), cell: mark },
  ];

  return (
    <DataTable
      label={t("desk.differences.title")}
      rows={byHome(rows)}
      rowId={({ id }) => id}
      href={href}
      columns={columns}
      bare
      cardsBelow="narrow"
      card={(row) => ({
        title: homeOf(row),
        mark: mark(row),
        amount: { label: account(row), value: <Money fen={row.amountFen} alone /> },
        lines: [
          cause(row),
          route(row) ?? (row.finalOn === null ? t("desk.differences.reopened") : t("desk.differences.finalAt", { day: row.finalOn })),
        ],
        actions: record(row) || undefined,
      })}
    />
  );
}

/** What goes back to the buyers and what they still pay, never set off against each other. */
function Sums({ sums: { backFen, extraFen, more }, isDone }: { sums: DifferenceSums; isDone: boolean }) {
  const t = useT();
  const amount = (fen: number) => (more ? t("desk.differences.atLeast", { amount: moneyAlone(fen) }) : moneyAlone(fen));
  return (
    <dl className={`${styles.sums} ${styles.inPanel}`}>
      {backFen > 0 && (
        <div>
          <dt>{t(isDone ? "desk.differences.backDone" : "desk.differences.back")}</dt>
          <dd>{amount(backFen)}</dd>
        </div>
      )}
      {extraFen > 0 && (
        <div>
          <dt>{t(isDone ? "desk.differences.extraDone" : "desk.differences.extra")}</dt>
          <dd>{amount(extraFen)}</dd>
        </div>
      )}
    </dl>
  );
}
