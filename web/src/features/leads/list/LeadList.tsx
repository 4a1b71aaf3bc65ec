import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import type { Lead } from "../../../api/leads";
import { useT } from "../../../i18n/useT";
import { LoadMore } from "../../../ui/LoadMore";
import { Panel } from "../../../ui/Panel";
import { EmptyState, LoadedPages } from "../../../ui/states";

/** Pages that came back empty are gone on from by themselves so many times; then by a press. */
const EMPTY_PAGES = 5;

interface LeadListProps {
  query: UseInfiniteQueryResult<{ pages: { items: Lead[]; next: string | null }[]; pageParams: unknown[] }>;
  /** What stands in place of a list without anybody. */
  empty: ReactNode;
  children: (rows: Lead[]) => ReactNode;
}

/** The pages of a list, of which some may be empty though more follow: what no index gives is looked for piece by piece. */
export function LeadList({ query, empty, children }: LeadListProps) {
  const t = useT();
  return (
    <LoadedPages query={query} what={t("leads.notLoaded")}>
      {(rows) => {
        if (rows.length > 0)
          return (
            <>
              {children(rows)}
              <LoadMore query={query} shown={rows.length} />
            </>
          );
        if (query.hasNextPage) return <Looking query={query} />;
        return <Panel label={t("leads.title")}>{empty}</Panel>;
      }}
    </LoadedPages>
  );
}

function Looking({ query }: Pick<LeadListProps, "query">) {
  const t = useT();
  const pages = query.data?.pages.length ?? 0;
  const asked = useRef(0);
  const { fetchNextPage, isFetchingNextPage } = query;
  useEffect(() => {
    if (isFetchingNextPage || pages >= EMPTY_PAGES || asked.current === pages) return;
    asked.current = pages;
    fetchNextPage();
  }, [pages, isFetchingNextPage, fetchNextPage]);
  return (
    <Panel label={t("leads.title")}>
      <EmptyState fact={t("leads.looking")} action={<LoadMore query={query} shown={0} />} />
    </Panel>
  );
}
