import type { OwnDeal } from "../../api/receipts";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { area, moneyAlone } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import styles from "./receipts.module.css";
import { lineState, lineWords, standingWords } from "./words";

/** What a buyer sees of their own deal: where the account stands, what the home costs and why, what was paid and comes back. */
export function OwnDealView({ deal }: { deal: OwnDeal }) {
  const t = useT();
  const language = useLanguage();
  const about = [
    deal.areaCentiSqm !== null && area(deal.areaCentiSqm),
    deal.projectName,
    deal.agencyName,
    t("receipts.asOf", { day: deal.asOf }),
  ].filter((word) => word !== false);

  return (
    <div className={styles.stack}>
      <p className="dim">{dotted(about, language)}</p>
      {deal.isSettling && (
        <Finding kind="remark" announce="status">
          {t("receipts.settling")}
        </Finding>
      )}
      <Panel title={t("receipts.price")}>
        <div className={styles.hero}>
          {deal.payableFen === null ? (
            <p>{t("receipts.unsigned", { day: deal.signBy ?? "" })}</p>
          ) : (
            <Money fen={deal.payableFen} alone size="hero" firmness={deal.provisionalFen !== 0 ? "provisional" : undefined} />
          )}
          <p>{standingWords(t, language, deal)}</p>
          {deal.next && <p>{nextWords(t, deal.next)}</p>}
        </div>
        {deal.steps.length > 0 && deal.payableFen === null && <h3 className={styles.ifSigned}>{t("receipts.ifSigned")}</h3>}
        {deal.steps.length > 0 && (
          <ol className={styles.lines} aria-label={t("receipts.steps")}>
            <Line label={t("receipts.list")} fen={deal.listPriceFen} />
            {deal.steps.map((step) => (
              <Line key={`${step.step}${step.label}${step.beforeFen}`} label={step.label} proof={step.working} fen={step.afterFen} />
            ))}
          </ol>
        )}
      </Panel>
      {deal.lines.length > 0 && (
        <Panel title={t("receipts.lines")}>
          <ol className={styles.lines}>
            {deal.lines.map((line) => (
              <Line
                key={line.id}
                label={lineWords(t, line)}
                proof={dotted(
                  [
                    line.because?.day ?? (line.kind === "base" ? (deal.signedOn ?? line.postedOn) : line.postedOn),
                    line.kind === "adjustment" ? lineState(t, line) : "",
                  ].filter(Boolean),
                  language,
                )}
                fen={line.amountFen}
                isProvisional={line.state === "provisional"}
              />
            ))}
          </ol>
          {deal.provisionalFen < 0 && (
            <p className={styles.note}>{t("receipts.comesBack", { amount: moneyAlone(-deal.provisionalFen) })}</p>
          )}
          {deal.state === "signed" && <p className={styles.note}>{t("receipts.neverRises")}</p>}
        </Panel>
      )}
      <Panel title={t("receipts.money")}>
        {deal.entries.length === 0 ? (
          <EmptyState fact={t("receipts.noMoney")} hint={t("receipts.noMoneyHint")} />
        ) : (
          <ol className={styles.lines}>
            {deal.entries.map(({ id, kind, item, amountFen, onDay, state }) => (
              <li key={id}>
                <span>
                  {dotted([t(`receipts.kind.${kind}`), t(`deals.ledger.item.${item}`)], language)}
                  <small>
                    {onDay}{" "}
                    {kind !== "due" && (
                      <Mark
                        tone={state === "confirmed" ? "good" : "wait"}
                        sign={t(`deals.ledger.sign.${state}`)}
                        word={t(`deals.ledger.state.${state}`)}
                      />
                    )}
                  </small>
                </span>
                <Money fen={kind === "refund" ? -amountFen : amountFen} />
              </li>
            ))}
          </ol>
        )}
        <ul className={styles.lines}>
          <Line label={t("receipts.paid")} fen={deal.receivedFen} />
          {deal.unconfirmedFen > 0 && <Line label={t("receipts.unconfirmed")} fen={deal.unconfirmedFen} />}
          {deal.refundedFen > 0 && <Line label={t("receipts.refunded")} fen={-deal.refundedFen} />}
          {deal.forfeitedFen > 0 && <Line label={t("receipts.forfeited")} fen={deal.forfeitedFen} />}
          {deal.dueFen !== null && (
            <li className={styles.total}>
              <span>{t(deal.dueFen < 0 ? "receipts.dueBack" : deal.dueFen > 0 ? "receipts.owed" : "receipts.even")}</span>
              <Money fen={Math.abs(deal.dueFen)} alone />
            </li>
          )}
          {deal.provisionalFen !== 0 && (
            <Line
              label={t(deal.provisionalFen < 0 ? "receipts.expected" : "receipts.expectedExtra")}
              proof={t("receipts.expectedWhy")}
              fen={Math.abs(deal.provisionalFen)}
              isProvisional
            />
          )}
        </ul>
      </Panel>
      <p className="dim">{t("receipts.about")}</p>
    </div>
  );
}

function nextWords(t: ReturnType<typeof useT>, { fromUnits, moreUnits, savesFen, by }: NonNullable<OwnDeal["next"]>): string {
  const words =
    savesFen > 0
      ? t("receipts.next", { more: moreUnits, from: fromUnits, amount: moneyAlone(savesFen) })
      : t("receipts.nextOfOthers", { more: moreUnits, from: fromUnits });
  return by === null ? words : `${words}${t("receipts.nextBy", { by })}`;
}

function Line({ label, proof, fen, isProvisional = false }: { label: string; proof?: string; fen: number; isProvisional?: boolean }) {
  return (
    <li>
      <span>
        {label}
        {proof && <small>{proof}</small>}
      </span>
      <Money fen={fen} firmness={isProvisional ? "provisional" : undefined} />
    </li>
  );
}
