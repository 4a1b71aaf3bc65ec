import { Fragment, useState } from "react";
import { Link } from "wouter";
import type { EngagementPlace } from "../../api/engagements";
import type { PriceLine, Statement, StatementDeal } from "../../api/statement";
import { paths } from "../../app/paths";
import { useLanguage, useT } from "../../i18n/useT";
import { listed, money, NOTHING } from "../../lib/format";
import { maskedName } from "../../lib/masked";
import { ChevronDownIcon, ChevronRightIcon } from "../../ui/icons";
import { Mark, MarkSign } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { Explanation } from "./Explanation";
import { backOf, byDay, firmnessOf, isStanding, placeOf } from "./reading";
import shared from "./statement.module.css";
import styles from "./table.module.css";

export interface DealsProps {
  at: EngagementPlace;
  statement: Statement;
  /** Records how a final difference reached the buyer; null for who may not, or while prices are being settled. */
  onFulfil: ((item: StatementDeal, line: PriceLine) => void) | null;
}

/** Every home of the engagement; each row opens to say how its price came about. */
export function StatementTable({ at, statement, onFulfil }: DealsProps) {
  const t = useT();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened((now) => (now.has(id) ? new Set([...now].filter((other) => other !== id)) : new Set([...now, id])));
  const back = t(backOf(statement));

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.frame} aria-label={t("statement.title")} tabIndex={0}>
      <table className={styles.table}>
        <caption className="unseen">{t("statement.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("statement.unit")}</th>
            <th scope="col">{t("statement.buyer")}</th>
            <th scope="col">{t("statement.signedOn")}</th>
            <th scope="col" className="right">
              {t("statement.base")}
            </th>
            <th scope="col" className="right">
              {back}
            </th>
            <th scope="col" className="right">
              {t("statement.payable")}
            </th>
            <th scope="col" className="right">
              {t("statement.received")}
            </th>
            <th scope="col" className="right">
              {t("statement.balance")}
            </th>
          </tr>
        </thead>
        <tbody>
          {byDay(statement.deals).map((item) => {
            const isOpen = opened.has(item.deal.id);
            return (
              <Fragment key={item.deal.id}>
                <Row at={at} item={item} isOpen={isOpen} onToggle={() => toggle(item.deal.id)} />
                {isOpen && (
                  <tr className={styles.why}>
                    <td colSpan={8} id={`why-${item.deal.id}`}>
                      <Explanation item={item} all={statement.deals} onFulfil={onFulfil} />
                      {item.unconfirmedFen > 0 && (
                        <p className={shared.note}>
                          {t("statement.unconfirmedOf", {
                            received: money(item.receivedFen),
                            unconfirmed: money(item.unconfirmedFen),
                          })}
                        </p>
                      )}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        <tfoot>
          <Totals statement={statement} />
        </tfoot>
      </table>
    </section>
  );
}

function Row({ at, item, isOpen, onToggle }: { at: EngagementPlace; item: StatementDeal; isOpen: boolean; onToggle: () => void }) {
  const t = useT();
  const { deal } = item;
  const place = placeOf(deal);
  const standing = isStanding(item);
  const firmness = firmnessOf(item);

  return (
    <tr className={isOpen ? styles.opened : undefined}>
      <td>
        <span className={styles.place}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-controls={isOpen ? `why-${deal.id}` : undefined}
            aria-label={t(isOpen ? "statement.hideWhy" : "statement.showWhy", { place })}
            onClick={onToggle}
          >
            {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
          </button>
          <Link href={paths.deal(at.tenant, at.campaign, deal.id)} className="nowrap">
            {place}
          </Link>
        </span>
      </td>
      <td className="nowrap">
        <Buyers deal={deal} />
      </td>
      <td className="sub nowrap">
        <SignedOn deal={deal} />
      </td>
      <td className="right">
        {standing ? (
          <Money fen={item.baseFen} />
        ) : (
          <span className="dim">{deal.state === "subscribed" ? t("statement.atSigning") : NOTHING}</span>
        )}
      </td>
      <td className="right">{standing ? <Money fen={item.adjustmentsFen} firmness={firmness ?? undefined} /> : <None />}</td>
      <td className="right">
        <b>{deal.state === "subscribed" ? <None /> : <Money fen={deal.price?.payableFen ?? null} />}</b>
      </td>
      <td className="right">
        <span className={styles.received}>
          {item.unconfirmedFen > 0 && (
            <>
              <MarkSign tone="wait" sign={t("statement.sign.unconfirmed")} />
              <span className="unseen">
                {t("statement.unconfirmed")} {money(item.unconfirmedFen)}
              </span>
            </>
          )}
          <Money fen={item.receivedFen} />
        </span>
      </td>
      <td className="right">
        <Balance fen={item.dueFen} />
      </td>
    </tr>
  );
}

/** The buyers' names, covered: the page is looked at together with them. */
export function Buyers({ deal }: { deal: StatementDeal["deal"] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      {listed(
        deal.parties.map(({ name }) => (name === null ? t("statement.erased") : maskedName(name))),
        language,
      )}
    </>
  );
}

function SignedOn({ deal: { state, signedOn, subscribedOn, cancelledOn, signingConfirmedAt } }: { deal: StatementDeal["deal"] }) {
  const t = useT();
  if (state === "cancelled") {
    return (
      <Mark tone="open" sign={t("statement.sign.cancelled")} word={t("statement.cancelledOn", { day: (cancelledOn ?? "").slice(5) })} />
    );
  }
  if (signedOn === null)
    return <Mark tone="info" sign={t("statement.sign.subscribed")} word={t("statement.subscribedOn", { day: subscribedOn.slice(5) })} />;
  return (
    <>
      {signedOn}
      {signingConfirmedAt === null && <div className="sub">{t("statement.signingUnconfirmed")}</div>}
    </>
  );
}

function Totals({ statement: { totals } }: { statement: Statement }) {
  const t = useT();
  return (
    <tr>
      <td colSpan={3}>{t("statement.total", { n: totals.signed })}</td>
      <td className="right">
        <Money fen={totals.baseFen} />
      </td>
      <td className="right">
        <Money
          fen={totals.adjustmentsFen}
          firmness={totals.adjustmentsFen === 0 ? undefined : totals.provisionalFen === 0 ? "final" : "provisional"}
        />
      </td>
      <td className="right">
        <Money fen={totals.payableFen} />
      </td>
      <td className="right">
        <Money fen={totals.receivedFen} />
      </td>
      <td className="right">
        <Balances totals={totals} />
      </td>
    </tr>
  );
}

/** What is owed and what is due back now, of different buyers: two figures, never one. What is only expected has its own column. */
export function Balances({ totals }: { totals: Statement["totals"] }) {
  const t = useT();
  return (
    <span className={styles.balances}>
      <span>
        <small>{t("statement.owed")}</small> <Money fen={totals.owedFen} />
      </span>
      {totals.dueBackFen > 0 && (
        <span>
          <small>{t("statement.dueBack")}</small> <Money fen={totals.dueBackFen} />
        </span>
      )}
    </span>
  );
}

export function Balance({ fen }: { fen: number | null }) {
  const t = useT();
  if (fen === null) return <None />;
  if (fen >= 0) return <Money fen={fen} />;
  return (
    <span className="nowrap">
      <small className="dim">{t("statement.dueBack")}</small> <Money fen={-fen} />
    </span>
  );
}

const None = () => <span className="dim">{NOTHING}</span>;
