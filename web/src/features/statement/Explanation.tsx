import type { PriceLine, StatementDeal } from "../../api/statement";
import { useLanguage, useT } from "../../i18n/useT";
import { money } from "../../lib/format";
import { Money } from "../../ui/Money";
import { TextButton } from "../../ui/TextButton";
import { causesOf, whyWords } from "./causes";
import styles from "./explanation.module.css";
import { isStanding, placeOf } from "./reading";
import shared from "./statement.module.css";

interface ExplanationProps {
  item: StatementDeal;
  all: StatementDeal[];
  onFulfil: ((item: StatementDeal, line: PriceLine) => void) | null;
}

/** How the price of one home comes about today, and what has happened to it, line by line. */
export function Explanation({ item, all, onFulfil }: ExplanationProps) {
  const t = useT();
  const language = useLanguage();
  const { deal } = item;
  const causes = causesOf(t, language, item, all);
  const uncounted = isStanding(item) && deal.price?.standing !== "counted" ? whyWords(t, deal.price?.why ?? null) : null;

  return (
    <div className={styles.explained}>
      <section aria-label={t("statement.history")}>
        <h3>{t("statement.history")}</h3>
        {causes.length === 0 ? (
          <p className="dim">{t("statement.noLines")}</p>
        ) : (
          <ol className={styles.causes}>
            {causes.map((cause) => (
              <li key={cause.key} className={cause.isWithdrawn ? styles.withdrawn : undefined}>
                <span className="dim">{cause.day === null ? t("statement.toCome") : cause.day.slice(5)}</span>
                <span>
                  {cause.words}
                  {onFulfil && cause.line?.state === "final" && (
                    <TextButton
                      sends
                      label={t("statement.fulfil.label", { place: placeOf(deal), amount: money(Math.abs(cause.line.amountFen)) })}
                      onClick={() => cause.line && onFulfil(item, cause.line)}
                    >
                      {t("statement.fulfil.open")}
                    </TextButton>
                  )}
                </span>
                <span className="right">{cause.fen !== null && <Money fen={cause.fen} firmness={cause.firmness ?? undefined} />}</span>
                <span className="dim">{cause.label}</span>
              </li>
            ))}
          </ol>
        )}
        {uncounted && <p className={shared.note}>{t("statement.uncounted", { why: uncounted })}</p>}
      </section>
      {item.steps.length > 0 && deal.state !== "cancelled" && <Steps item={item} />}
    </div>
  );
}

/** 原價, each step, what it leaves: the sum of today. */
function Steps({ item: { deal, steps } }: { item: StatementDeal }) {
  const t = useT();
  return (
    <section aria-label={t("statement.steps")}>
      <h3>{t(deal.state === "subscribed" ? "statement.stepsIfSigned" : "statement.steps")}</h3>
      <ol className={styles.steps}>
        <li>
          <span>{t("statement.list")}</span>
          <Money fen={deal.listPriceFen} />
        </li>
        {steps.map((step) => (
          <li key={`${step.step}${step.label}${step.beforeFen}`}>
            <span>
              {step.label} <span className="dim">{step.working}</span>
            </span>
            <Money fen={step.afterFen} />
          </li>
        ))}
      </ol>
    </section>
  );
}
