import type { ReactNode } from "react";
import type { QuoteSlip } from "../../../api/policies";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { money, moneyAlone, moneyShort } from "../../../lib/format";
import { discountWords } from "../../../lib/rate";
import { Further } from "../../../ui/Further";
import { Money } from "../../../ui/Money";
import styles from "./quote.module.css";

const MINUS = "−";

interface QuoteLinesProps {
  slip: QuoteSlip;
  /** The figures are of a question or of terms that have changed since: they stay, paler, until the new ones come. */
  passing: boolean;
}

/** A quote line by line, what is paid, and what the next tier would save. */
export function QuoteLines({ slip: quote, passing }: QuoteLinesProps) {
  const t = useT();
  const language = useLanguage();

  return (
    <div className={passing ? styles.passing : undefined} aria-busy={passing}>
      <div className={styles.lines}>
        <Line label={quote.list.label} proof={quote.list.working} fen={quote.listPriceFen} />
        {quote.lines.map((line) => {
          const from = line.step === "group" && quote.tier && t("policies.quote.unitsUp", { n: quote.tier.fromUnits });
          return (
            <Line
              key={`${line.step}${line.label}${line.beforeFen}`}
              label={line.label}
              proof={dotted([from, line.working], language)}
              fen={line.afterFen}
              change={line.afterFen - line.beforeFen}
            />
          );
        })}
      </div>
      <div className={styles.payable}>
        <div>
          <span className="sub">{t("policies.quote.payable")}</span>
          <div className={styles.small}>{t("policies.quote.saved", { amount: money(quote.savedFen) })}</div>
        </div>
        <span data-testid="payable">
          <Money fen={quote.payableFen} size="hero" alone />
        </span>
      </div>
      <NextTier quote={quote} />
      <Why why={quote.why ?? []} />
      <p className="unseen" role="status">
        {!passing && t("policies.quote.said", { amount: moneyAlone(quote.payableFen) })}
      </p>
    </div>
  );
}

function Line({ label, proof, fen, change }: { label: ReactNode; proof: string; fen: number; change?: number }) {
  return (
    <div className={styles.line}>
      <div>
        {label}
        {proof && <small>{proof}</small>}
      </div>
      <div className="right">
        <Money fen={fen} />
        {change !== undefined && (
          <small>
            {change > 0 ? "+" : change < 0 ? MINUS : ""}
            {money(Math.abs(change))}
          </small>
        )}
      </div>
    </div>
  );
}

/** What a few more units would bring: those already in, and all together with the newcomers. */
function NextTier({ quote: { nextTier, atNextTier, tier, countedUnits: units } }: { quote: QuoteSlip }) {
  const t = useT();
  const language = useLanguage();
  if (!nextTier || !atNextTier) return tier ? <p className={styles.last}>{t("policies.quote.lastTier")}</p> : null;

  const { payableBps, amountFen, fromUnits } = atNextTier.tier;
  const effect =
    payableBps === null ? t("policies.quote.off", { amount: moneyShort(amountFen ?? 0) }) : discountWords(payableBps, language);
  return (
    <div className={styles.next}>
      <div className={styles.nextHead}>
        <b>{t("policies.quote.next", { n: fromUnits, effect })}</b>
        <span>{t("policies.quote.more", { n: nextTier.moreUnits })}</span>
      </div>
      <dl>
        <div>
          <dt>{t(atNextTier.stopsAtFloor ? "policies.quote.eachAtFloor" : "policies.quote.each")}</dt>
          <dd>
            <Money fen={atNextTier.payableFen} />
          </dd>
        </div>
        <div>
          <dt>{t("policies.quote.savesOthers", { n: units })}</dt>
          <dd>
            <Money fen={nextTier.savesOthersFen} />
          </dd>
        </div>
        <div>
          <dt>{t("policies.quote.savesAll", { n: nextTier.moreUnits })}</dt>
          <dd>
            <Money fen={nextTier.savesAllFen} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** 為什麼沒有…: every step that did nothing to this price, and the reason. */
function Why({ why }: { why: NonNullable<QuoteSlip["why"]> }) {
  const t = useT();
  if (why.length === 0) return null;
  return (
    <Further className={styles.further} summary={t("policies.quote.why", { n: why.length })}>
      <ul className={styles.why}>
        {why.map(({ step, label, code, detail }) => (
          <li key={`${step}${label}${code}`}>
            <span>{t("policies.quote.whyNot", { label })}</span>
            <span className="sub">{detail}</span>
          </li>
        ))}
      </ul>
    </Further>
  );
}
