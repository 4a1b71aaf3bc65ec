import { PageHead } from "./PageHead";
import { Loaded, LoadingSkeleton, type Question } from "./states";

interface PageNotYetProps {
  /** Until the page can say more. */
  title: string;
  back: string;
  task?: boolean;
  /** What failed to load, in words. */
  what: string;
  /** All that the page begins with; it stands here until each has its answer. */
  queries: Question<unknown>[];
  shape?: "form" | "lines";
}

/** A page before its first data: heading and way back, and under them that it loads, or what did not. */
export function PageNotYet({ title, back, task, what, queries, shape }: PageNotYetProps) {
  const missing = queries.filter(({ data }) => data === undefined);
  const first = missing.find(({ isError }) => isError) ?? missing.find(({ fetchStatus }) => fetchStatus === "paused") ?? missing[0];
  if (!first) return null;

  return (
    <>
      <PageHead title={title} back={back} task={task} />
      <Loaded
        query={{ ...first, refetch: () => missing.map(({ refetch }) => refetch()) }}
        what={what}
        skeleton={<LoadingSkeleton shape={shape} rows={6} />}
      >
        {() => null}
      </Loaded>
    </>
  );
}
