import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useT } from "../i18n/useT";
import { ErrorState } from "./states";

interface LoadMoreProps {
  query: Pick<UseInfiniteQueryResult, "hasNextPage" | "fetchNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "error">;
  /** How many rows are here; there is no total of a list. */
  shown: number;
}

/** The next page of a keyset list: says how many are shown, `50+` while there are more. */
export function LoadMore({ query, shown }: LoadMoreProps) {
  const t = useT();
  return (
    <div style={{ display: "flex", alignItems: "center", gap: 12, padding: "12px 0" }} className="no-print">
      {query.hasNextPage && (
        <Button onClick={() => query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t("common.loadMore")}
        </Button>
      )}
      <span className="dim" role="status">
        {t("common.shown", { n: `${shown}${query.hasNextPage ? "+" : ""}` })}
      </span>
      {query.isFetchNextPageError && <ErrorState error={query.error} />}
    </div>
  );
}
