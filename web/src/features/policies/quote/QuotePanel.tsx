import { Link } from "wouter";
import type { Catalogue } from "../../../../../src/campaigns/catalogue/contract";
import { isProblem } from "../../../api/problem";
import { useT } from "../../../i18n/useT";
import { ErrorState, LoadingSkeleton } from "../../../ui/states";
import { QuoteFields } from "./QuoteFields";
import { QuoteLines } from "./QuoteLines";
import styles from "./quote.module.css";
import type { LiveQuote } from "./useQuote";

interface QuotePanelProps {
  catalogue: Catalogue;
  live: LiveQuote;
  /** Whether the terms on the page differ from those that are quoted. */
  unsaved: boolean;
}

/** The question and its answer, for the panel on the desk and for the sheet on a phone. */
export function QuotePanel({ catalogue, live: { asking, ask, facts, query, asked, slipHref }, unsaved }: QuotePanelProps) {
  const t = useT();
  const wrong = isProblem(query.error, "invalid") ? query.error.errors : [];

  return (
    <>
      <div className="no-print">
        <QuoteFields catalogue={catalogue} asking={asking} ask={ask} facts={facts} quotedOn={query.data?.on ?? null} wrong={wrong} />
      </div>
      <div className={styles.answer}>
        {query.data && !query.isError && (
          <>
            <QuoteLines slip={query.data} passing={unsaved || !asked || query.isPlaceholderData || query.isFetching} />
            {asked && (
              <p className={`no-print ${styles.toSlip}`}>
                <Link href={slipHref}>{t("policies.quote.toSlip")}</Link>
              </p>
            )}
          </>
        )}
        {query.isError && <ErrorState what={t("policies.quote.failed")} error={query.error} onRetry={() => query.refetch()} />}
        {!query.data &&
          !query.isError &&
          (asked ? <LoadingSkeleton shape="lines" rows={5} /> : <p className="dim">{t("policies.quote.fill")}</p>)}
      </div>
    </>
  );
}
