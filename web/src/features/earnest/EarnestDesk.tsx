import { NativeSelect } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { DeskPlace } from "../../api/desk";
import type { EarnestDeposit } from "../../api/earnest";
import { useT } from "../../i18n/useT";
import { LoadMore } from "../../ui/LoadMore";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages } from "../../ui/states";
import { DepositRow } from "./DepositRow";
import styles from "./earnest.module.css";
import { useEarnest } from "./queries";

interface EarnestDeskProps {
  at: DeskPlace;
  campaign: { zone: string; startsOn: string; endsOn: string };
  readOnly: boolean;
}

/** What finance looks at: what waits for it, or what is done with. */
const VIEWS = ["waiting", "confirmed", "refunded", "refused", "withdrawn"] as const;
type View = (typeof VIEWS)[number];

/** 誠意金 at finance's desk: what is to be seen, then what is to be given back; of the buyer only the ends of the name. */
export function EarnestDesk({ at, campaign, readOnly }: EarnestDeskProps) {
  const t = useT();
  const [view, setView] = useState<View>("waiting");
  const isWaiting = view === "waiting";
  const deposits = useEarnest(at, isWaiting ? "reported" : view);
  const refunding = useEarnest(at, "refunding", isWaiting);
  const row = (deposit: EarnestDeposit) => (
    <DepositRow key={deposit.id} deposit={deposit} at={at} campaign={campaign} named records={false} decides={!readOnly} />
  );

  return (
    <Panel
      title={t("earnest.title")}
      anchor="earnest"
      sticky
      flush
      actions={
        <NativeSelect
          size="xs"
          aria-label={t("earnest.byState")}
          value={view}
          onChange={({ currentTarget }) => setView(currentTarget.value as View)}
          data={VIEWS.map((value) => ({ value, label: t(`earnest.list.${value}`) }))}
        />
      }
    >
      <Listed query={deposits} row={row} none={isWaiting ? undefined : <EmptyState fact={t("earnest.noneOf")} />}>
        {isWaiting &&
          ((seen) => <Listed query={refunding} row={row} none={seen === 0 && <EmptyState fact={t("earnest.noneWaiting")} />} />)}
      </Listed>
    </Panel>
  );
}

interface ListedProps {
  query: ReturnType<typeof useEarnest>;
  row: (deposit: EarnestDeposit) => ReactNode;
  /** In place of a list of nothing. */
  none: ReactNode;
  /** What follows, by how many there are. */
  children?: false | ((seen: number) => ReactNode);
}

function Listed({ query, row, none, children }: ListedProps) {
  const t = useT();
  return (
    <LoadedPages query={query} what={t("earnest.notLoaded")}>
      {(rows) => (
        <>
          {rows.length === 0 ? none : <ul className={styles.list}>{rows.map(row)}</ul>}
          {query.hasNextPage && <LoadMore query={query} shown={rows.length} />}
          {children ? children(rows.length) : null}
        </>
      )}
    </LoadedPages>
  );
}
