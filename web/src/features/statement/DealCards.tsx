import { useState } from "react";
import { Link } from "wouter";
import type { StatementDeal } from "../../api/statement";
import { paths } from "../../app/paths";
import { useLanguage, useT } from "../../i18n/useT";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { TextButton } from "../../ui/TextButton";
import styles from "./cards.module.css";
import { tierWords } from "./causes";
import { Explanation } from "./Explanation";
import { byDay, firmnessOf, isStanding, placeOf } from "./reading";
import { Balances, Buyers, type DealsProps } from "./StatementTable";

/** The homes on a phone, the latest first: what is payable, what comes back, what is owed. */
export function DealCards({ at, statement, onFulfil }: DealsProps) {
  const t = useT();
  return (
    <>
      <ul className={styles.cards} aria-label={t("statement.title")}>
        {byDay(statement.deals)
          .toReversed()
          .map((item) => (
            <li key={item.deal.id} className={styles.card}>
              <DealCard item={item} at={at} statement={statement} onFulfil={onFulfil} />
            </li>
          ))}
      </ul>
      <dl className={styles.sum}>
        <div>
          <dt>{t("statement.total", { n: statement.totals.signed })}</dt>
          <dd>
            <b>
              <Money fen={statement.totals.payableFen} />
            </b>
          </dd>
        </div>
        <div>
          <dt>{t("statement.balance")}</dt>
          <dd>
            <Balances totals={statement.totals} />
          </dd>
        </div>
      </dl>
    </>
  );
}

const TONES = { subscribed: "info", signed: "done", completed: "good", cancelled: "open" } as const;

function DealCard({ item, at, statement, onFulfil }: DealsProps & { item: StatementDeal }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const { deal } = item;
  const place = placeOf(deal);

  return (
    <>
      <div className={styles.cardHead}>
        <Link href={paths.deal(at.tenant, at.campaign, deal.id)}>
          <b>{place}</b>
        </Link>
        <span className="sub">
          <Buyers deal={deal} />
        </span>
        <Mark
          tone={TONES[deal.state]}
          sign={t(`statement.sign.${deal.state}`)}
          word={t(isStanding(item) && deal.signingConfirmedAt === null ? "statement.signingUnconfirmed" : `statement.state.${deal.state}`)}
        />
      </div>
      <div className={styles.cardAmount}>
        <span className="sub">{t("statement.payable")}</span>
        {deal.state === "subscribed" ? (
          <span className="sub">{t("statement.atSigning")}</span>
        ) : (
          <b>
            <Money fen={deal.price?.payableFen ?? null} />
          </b>
        )}
      </div>
      <div className={styles.cardLine}>
        <span>
          <Back item={item} />
        </span>
        <span>
          <BalanceWords item={item} />
        </span>
      </div>
      <div className={styles.cardActs}>
        <TextButton label={t(isOpen ? "statement.hideWhy" : "statement.showWhy", { place })} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "statement.hide" : "statement.how")}
        </TextButton>
      </div>
      {isOpen && <Explanation item={item} all={statement.deals} onFulfil={onFulfil} />}
    </>
  );
}

function Back({ item }: { item: StatementDeal }) {
  const t = useT();
  const language = useLanguage();
  const { deal } = item;
  const firmness = firmnessOf(item);
  if (deal.state === "subscribed") return item.signBy && <>{t("statement.signBy", { day: item.signBy.slice(5) })}</>;
  if (deal.state === "cancelled") return <>{t("statement.cancelledOn", { day: (deal.cancelledOn ?? "").slice(5) })}</>;
  if (item.adjustmentsFen !== 0) {
    return (
      <>
        {t(`statement.${item.adjustmentsFen < 0 ? "back" : "raised"}.${firmness === "provisional" ? "provisional" : "final"}`)}{" "}
        <Money fen={item.adjustmentsFen} firmness={firmness ?? undefined} />
      </>
    );
  }
  if (deal.price?.tier && deal.price.tier.source !== "credential")
    return <>{t("statement.atOnce", { tier: tierWords(t, language, deal.price.tier) })}</>;
  return isStanding(item) && <>{t("statement.signedOnDay", { day: deal.signedOn?.slice(5) ?? "" })}</>;
}

function BalanceWords({ item: { deal, dueFen, receivedFen, unconfirmedFen } }: { item: StatementDeal }) {
  const t = useT();
  const unconfirmed = unconfirmedFen > 0 && (
    <>
      {" "}
      {t("statement.unconfirmed")} <Money fen={unconfirmedFen} />
    </>
  );
  if (deal.state === "subscribed" || dueFen === null) {
    return (
      <>
        {t("statement.received")} <Money fen={receivedFen} />
        {unconfirmed}
      </>
    );
  }
  if (dueFen === 0) return <>{t(unconfirmedFen > 0 ? "statement.evenUnconfirmed" : "statement.even")}</>;
  return (
    <>
      {t(dueFen > 0 ? "statement.owed" : "statement.dueBack")} <Money fen={Math.abs(dueFen)} />
      {unconfirmed}
    </>
  );
}
