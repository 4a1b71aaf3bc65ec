import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { isProblem, noAnswer } from "../api/problem";
import { useT } from "../i18n/useT";
import { deviceZone, timeOfDay } from "../lib/format";
import { PartMissing } from "../lib/part";
import { Finding } from "./Finding";
import { problemWords, readingWords } from "./problemWords";
import styles from "./states.module.css";
import { useOnline } from "./useOnline";

/** Nothing here yet: a bold fact, one line on what will stand here, one action. */
export function EmptyState({ fact, hint, action }: { fact: string; hint?: string; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <b>{fact}</b>
      {hint && <p>{hint}</p>}
      {action}
    </div>
  );
}

/** Nothing fits what was asked for: names the conditions and offers to drop them. */
export function NoMatch({ fact, conditions, onClear }: { fact: string; conditions: string; onClear: () => void }) {
  const t = useT();
  return (
    <EmptyState
      fact={fact}
      hint={t("common.conditions", { conditions })}
      action={<Button onClick={onClear}>{t("common.clearConditions")}</Button>}
    />
  );
}

interface ErrorStateProps {
  what?: string;
  error: unknown;
  onRetry?: () => void;
  /** It is a question that is asked again by itself once there is a connection. */
  reads?: boolean;
}

/** What failed, whether anything is lost, and the way to try again; in place of what could not be shown. */
export function ErrorState({ what, error, onRetry, reads = false }: ErrorStateProps) {
  const t = useT();
  return (
    <div>
      <Finding kind="error" announce="alert">
        <b>{what ?? t("common.couldNotLoad")}</b>
        <br />
        <span className="sub">{reads ? readingWords(t, error) : problemWords(t, error)}</span>
      </Finding>
      {onRetry && (
        <div className={styles.actions}>
          <Button size="xs" onClick={onRetry}>
            {t("common.retry")}
          </Button>
          {error instanceof PartMissing && error.why === "outdated" && (
            <Button size="xs" onClick={() => location.reload()}>
              {t("common.reload")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Grey bars with the final heights, after 200 ms: what comes sooner needs none. */
export function LoadingSkeleton({ shape = "table", rows = 6 }: { shape?: "table" | "form" | "lines"; rows?: number }) {
  const t = useT();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return <div aria-busy="true" />;

  const widths = ["42%", "64%", "52%", "58%", "46%", "60%"];
  const bars = Array.from({ length: rows }, (_, row) => ({ key: `bar-${row}`, width: widths[row % widths.length] }));
  return (
    <div className={styles.skeleton} aria-busy="true">
      <span className="unseen" role="status">
        {t("common.loading")}
      </span>
      {shape === "lines" && bars.map(({ key, width }) => <i key={key} style={{ width }} />)}
      {shape === "form" && (
        <div className={styles.paper}>
          <div className={styles.form}>
            {bars.map(({ key }) => (
              <div key={key}>
                <i style={{ width: "96px" }} />
                <i className={styles.field} />
              </div>
            ))}
          </div>
        </div>
      )}
      {shape === "table" && (
        <div className={styles.paper}>
          {bars.map(({ key, width }) => (
            <div key={key} className={styles.row}>
              <i style={{ width }} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Says that there is no connection, and that drafts stay here. */
export function OfflineBanner() {
  const t = useT();
  const online = useOnline();
  return (
    <div role="status" className="no-print">
      {!online && <div className={styles.offline}>{t("common.offline")}</div>}
    </div>
  );
}

/** What `Loaded` needs of a query of React Query. */
export interface Question<Answer> {
  data: Answer | undefined;
  dataUpdatedAt: number;
  error: unknown;
  isError: boolean;
  isFetching: boolean;
  fetchStatus: "fetching" | "paused" | "idle";
  refetch: () => unknown;
}

interface LoadedProps<Answer> {
  query: Question<Answer>;
  /** What failed to load, in words: 「拓展活動沒有載入」. */
  what?: string;
  skeleton?: ReactNode;
  children: (answer: Answer) => ReactNode;
}

/** All states of one question to the API: skeleton, failure with retry, no right to see it, old data while it is asked again. */
export function Loaded<Answer>({ query, what, skeleton, children }: LoadedProps<Answer>) {
  const t = useT();
  const online = useOnline();

  if (query.data !== undefined) {
    return (
      <>
        {query.isFetching && <div className={styles.refetching} />}
        {!online && <p className={styles.asOf}>{t("common.dataFrom", { time: timeOfDay(new Date(query.dataUpdatedAt), deviceZone()) })}</p>}
        {query.isError && online && <ErrorState what={t("common.notFresh")} error={query.error} onRetry={() => query.refetch()} reads />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    if (isProblem(query.error, "not-found")) return <EmptyState fact={t("common.notFound")} hint={t("common.notFoundHint")} />;
    if (isProblem(query.error, "not-permitted")) return <EmptyState fact={t("common.forbidden")} hint={t("common.forbiddenHint")} />;
    return <ErrorState what={what} error={query.error} onRetry={() => query.refetch()} reads />;
  }
  if (query.fetchStatus === "paused") return <ErrorState what={what} error={noAnswer()} onRetry={() => query.refetch()} reads />;
  return skeleton ?? <LoadingSkeleton />;
}

interface LoadedPagesProps<Item> extends Omit<LoadedProps<Item[]>, "query"> {
  query: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;
}

/** The same for a keyset list: all its pages so far, as one list. A next page that fails is LoadMore's to say. */
export function LoadedPages<Item>({ query, children, ...props }: LoadedPagesProps<Item>) {
  const { data, dataUpdatedAt, error, fetchStatus, refetch } = query;
  const isError = query.isError && !query.isFetchNextPageError;
  const isFetching = query.isFetching && !query.isFetchingNextPage;
  return (
    <Loaded query={{ data, dataUpdatedAt, error, fetchStatus, refetch, isError, isFetching }} {...props}>
      {({ pages }) => children(pages.flatMap(({ items }) => items))}
    </Loaded>
  );
}
