import type { Language } from "../../api/session";
import type { Statement } from "../../api/statement";
import type { Translate } from "../../i18n/messages";
import { useLanguage, useT } from "../../i18n/useT";
import { money, moneyAlone } from "../../lib/format";
import { Chip } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { tierWords } from "./causes";
import styles from "./panels.module.css";
import { placeOf, reachedOn, savesAll, tierOf, waiting } from "./reading";
import shared from "./statement.module.css";

/** 檔位: how many count, from how many the price falls, and what that saves whom. */
export function TierPanel({ statement }: { statement: Statement }) {
  const t = useT();
  const language = useLanguage();
  const { countedUnits, next, first, onDrop } = statement;
  const tier = tierOf(statement);
  const target = next?.fromUnits ?? tier?.fromUnits ?? null;
  const aim = next?.newcomer?.tier ?? tier;
  const aimWords = aim && tierWords(t, language, aim);
  const reached = tier && countedUnits >= tier.fromUnits;
  const day = tier && reachedOn(statement, tier);

  return (
    <Panel
      title={t(next ? "statement.tier.next" : "statement.tier.title")}
      actions={
        next ? (
          <Chip tone="wait">{t("statement.tier.missing", { n: next.moreUnits })}</Chip>
        ) : tier ? (
          <Chip tone="good">{t(reached ? "statement.tier.reached" : "statement.tier.kept", { tier: tierWords(t, language, tier) })}</Chip>
        ) : undefined
      }
    >
      {target !== null && (
        <>
          <Track counted={countedUnits} target={target} />
          <div className={styles.trackWords}>
            <span>{t("statement.tier.counted", { n: countedUnits })}</span>
            {aimWords && <span>{t("statement.tier.from", { n: target, tier: aimWords })}</span>}
          </div>
        </>
      )}
      {next ? (
        <Next statement={statement} />
      ) : (
        <dl className={styles.facts}>
          {target === null && (
            <div>
              <dt>{t("statement.tier.countedHead")}</dt>
              <dd>{t("statement.units", { n: countedUnits })}</dd>
            </div>
          )}
          {day && (
            <div>
              <dt>{t("statement.tier.reachedOn")}</dt>
              <dd>{t("statement.tier.sameDay", { day })}</dd>
            </div>
          )}
          {first ? (
            <div>
              <dt>{t("statement.tier.first")}</dt>
              <dd>{t("statement.tier.from", { n: first.fromUnits, tier: firstWords(t, language, first) })}</dd>
            </div>
          ) : (
            <div>
              <dt>{t("statement.tier.next")}</dt>
              <dd>{t(statement.tiersEnd === null ? "statement.tier.noHigher" : `statement.tier.${statement.tiersEnd}`)}</dd>
            </div>
          )}
          {tier && onDrop && (
            <div>
              <dt>{t("statement.tier.onDrop")}</dt>
              <dd>
                {onDrop === "keep"
                  ? t("statement.tier.keep", { tier: tierWords(t, language, tier) })
                  : t("statement.tier.reverse", { n: tier.fromUnits })}
              </dd>
            </div>
          )}
        </dl>
      )}
    </Panel>
  );
}

/** What a tier of the policy gives, while there is no home that it would be an amount for. */
function firstWords(t: Translate, language: Language, { payableBps, amountFen, perSqmFen }: NonNullable<Statement["first"]>): string {
  if (perSqmFen !== undefined) return t("statement.tier.perSqm", { amount: moneyAlone(perSqmFen) });
  return tierWords(t, language, { payableBps: payableBps ?? null, amountFen: amountFen ?? null });
}

/** More than this are a bar: segments would be too thin to count. */
const SEGMENTS_AT_MOST = 20;

function Track({ counted, target }: { counted: number; target: number }) {
  const t = useT();
  const label = t("statement.tier.track", { counted, target });
  if (target > SEGMENTS_AT_MOST) {
    return (
      <div className={styles.bar} role="img" aria-label={label}>
        <i style={{ width: `${Math.min(100, (counted * 100) / target)}%` }} />
      </div>
    );
  }
  return (
    <div className={styles.track} role="img" aria-label={label}>
      {Array.from({ length: target }, (_, at) => `segment-${at}`).map((key, at) => (
        <i key={key} className={at < counted ? styles.on : undefined} />
      ))}
    </div>
  );
}

/** What the next tier would save those in and the newcomer. */
function Next({ statement }: { statement: Statement }) {
  const t = useT();
  const { next, countedUnits, deals } = statement;
  const all = savesAll(statement);
  if (!next) return null;
  return (
    <>
      <dl className={`${styles.facts} ${styles.big}`}>
        <div>
          <dt>{t("statement.tier.savesOthers", { n: countedUnits })}</dt>
          <dd>
            <Money fen={next.savesOthersFen} alone size="large" />
          </dd>
        </div>
        {all !== null && (
          <div>
            <dt>{t("statement.tier.savesAll", { n: next.fromUnits, more: next.moreUnits })}</dt>
            <dd>
              <Money fen={all} alone size="large" />
            </dd>
          </div>
        )}
      </dl>
      <p className={shared.note}>
        {next.by !== null && t("statement.tier.by", { by: next.by })}
        {next.newcomer && t("statement.tier.newcomer", { saves: money(next.newcomer.savesFen), list: money(next.newcomer.listPriceFen) })}
        {waiting(deals).map(({ deal, signBy }) => (
          <span key={deal.id}>
            {t(deal.price?.standing === "counted" ? "statement.tier.countsUnsigned" : "statement.tier.waiting", {
              place: placeOf(deal),
              day: deal.subscribedOn.slice(5),
              by: signBy?.slice(5) ?? "",
            })}
          </span>
        ))}
      </p>
    </>
  );
}
