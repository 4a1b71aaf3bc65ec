import type { CampaignDetail } from "../../api/campaigns";
import type { Statement, StatementDeal } from "../../api/statement";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange, money, NOTHING } from "../../lib/format";
import { Money } from "../../ui/Money";
import { causesOf } from "./causes";
import { FindingSentence } from "./FindingSentence";
import { Legend } from "./Legend";
import { backOf, byDay, firmnessOf, isStanding, placeOf } from "./reading";
import { Balance, Balances, Buyers } from "./StatementTable";
import styles from "./sheet.module.css";

interface PrintSheetProps {
  name: string;
  campaign: CampaignDetail;
  statement: Statement;
  today: string;
}

/** 對帳單 on A4: one table of all homes, then each home in plain lines, its sum at the end. Only on paper. */
export function PrintSheet({ name, campaign, statement, today }: PrintSheetProps) {
  const t = useT();
  const language = useLanguage();
  const tenant = useTenant();
  const deals = byDay(statement.deals);
  const [latest] = deals.map(({ deal }) => deal.policyNumber).toSorted((a, b) => b - a);

  return (
    <article className={styles.sheet} aria-label={t("statement.sheet.title", { name })}>
      <header className={styles.head}>
        <div>
          <b>{campaign.projectName}</b>
          <span>{dotted([tenant.name, campaign.name], language)}</span>
        </div>
        <div>
          {latest !== undefined && <b>{t("statement.sheet.version", { n: latest })}</b>}
          <span>{dayRange(campaign.startsOn, campaign.endsOn, language)}</span>
        </div>
      </header>
      <h2>{t("statement.sheet.title", { name })}</h2>
      <FindingSentence statement={statement} />
      <table className={styles.table}>
        <thead>
          <tr>
            {(["unit", "buyer", "signedOn"] as const).map((head) => (
              <th key={head}>{t(`statement.${head}`)}</th>
            ))}
            <th className="right">{t("statement.base")}</th>
            <th className="right">{t(backOf(statement))}</th>
            <th className="right">{t("statement.payable")}</th>
            <th className="right">{t("statement.received")}</th>
            <th className="right">{t("statement.balance")}</th>
          </tr>
        </thead>
        <tbody>
          {deals.map((item) => (
            <Row key={item.deal.id} item={item} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{t("statement.total", { n: statement.totals.signed })}</td>
            <td className="right">{money(statement.totals.baseFen)}</td>
            <td className="right">{money(statement.totals.adjustmentsFen)}</td>
            <td className="right">{money(statement.totals.payableFen)}</td>
            <td className="right">{money(statement.totals.receivedFen)}</td>
            <td className="right">
              <Balances totals={statement.totals} />
            </td>
          </tr>
        </tfoot>
      </table>
      <Legend unconfirmed={false} />
      <h3>{t("statement.sheet.each")}</h3>
      <div className={styles.each}>
        {deals.map((item) => (
          <Home key={item.deal.id} item={item} all={deals} />
        ))}
      </div>
      <footer className={styles.foot}>
        <span>{t("statement.sheet.printedOn", { day: today })}</span>
        <span>{t("statement.sheet.byContract")}</span>
      </footer>
    </article>
  );
}

function Row({ item }: { item: StatementDeal }) {
  const t = useT();
  const { deal } = item;
  const standing = isStanding(item);
  const said = deal.cancelledOn
    ? t("statement.cancelledOn", { day: deal.cancelledOn.slice(5) })
    : (deal.signedOn ?? t("statement.subscribedOn", { day: deal.subscribedOn.slice(5) }));

  return (
    <tr>
      <td>{placeOf(deal)}</td>
      <td>
        <Buyers deal={deal} />
      </td>
      <td>
        {said}
        {standing && deal.signingConfirmedAt === null && <div>{t("statement.signingUnconfirmed")}</div>}
      </td>
      <td className="right">{standing ? <Money fen={item.baseFen} /> : NOTHING}</td>
      <td className="right">{standing ? <Money fen={item.adjustmentsFen} firmness={firmnessOf(item) ?? undefined} /> : NOTHING}</td>
      <td className="right">
        <b>{deal.state === "subscribed" ? NOTHING : <Money fen={deal.price?.payableFen ?? null} />}</b>
      </td>
      <td className="right">
        <Money fen={item.receivedFen} />
        {item.unconfirmedFen > 0 && (
          <div>
            {t("statement.unconfirmed")} {money(item.unconfirmedFen)}
          </div>
        )}
      </td>
      <td className="right">
        <Balance fen={item.dueFen} />
      </td>
    </tr>
  );
}

/** One home as its buyers read it: each line what it is and how much, then what is still to pay or comes back. */
function Home({ item, all }: { item: StatementDeal; all: StatementDeal[] }) {
  const t = useT();
  const language = useLanguage();
  const { deal, steps, receivedFen, unconfirmedFen, refundedFen, forfeitedFen, dueFen, provisionalFen } = item;
  const causes = causesOf(t, language, item, all);
  if (deal.state === "subscribed") return null;

  return (
    <section className={`${styles.home} keep-together`}>
      <h4>
        {placeOf(deal)} <Buyers deal={deal} />
      </h4>
      {deal.state !== "cancelled" && (
        <>
          <h5>{t("statement.steps")}</h5>
          <ul>
            <Line words={t("statement.list")} amount={money(deal.listPriceFen)} />
            {steps.map((step) => (
              <Line
                key={`${step.step}${step.label}${step.beforeFen}`}
                words={`${step.label}${language === "en" ? ": " : "："}${step.working}`}
                amount={money(step.afterFen)}
              />
            ))}
          </ul>
        </>
      )}
      <h5>{t("statement.history")}</h5>
      <ul>
        {causes.map(({ key, day, words, fen, label }) => (
          <Line key={key} words={`${day ?? ""} ${words}`} amount={fen === null ? label : `${label} ${money(fen)}`} />
        ))}
        <Line words={t("statement.payable")} amount={money(deal.price?.payableFen ?? 0)} strong />
        <Line words={t("statement.received")} amount={money(receivedFen)} />
        {unconfirmedFen > 0 && <Line words={t("statement.unconfirmed")} amount={money(unconfirmedFen)} />}
        {refundedFen > 0 && <Line words={t("statement.sheet.refunded")} amount={money(refundedFen)} />}
        {forfeitedFen > 0 && <Line words={t("statement.sheet.forfeited")} amount={money(forfeitedFen)} />}
        {dueFen !== null && (
          <Line
            words={t(
              dueFen > 0
                ? "statement.sheet.owed"
                : dueFen < 0
                  ? "statement.sheet.dueBack"
                  : unconfirmedFen > 0
                    ? "statement.evenUnconfirmed"
                    : "statement.even",
            )}
            amount={money(Math.abs(dueFen))}
            strong
          />
        )}
        {provisionalFen !== 0 && (
          <Line
            words={t(provisionalFen < 0 ? "statement.sheet.expected" : "statement.sheet.expectedExtra")}
            amount={money(Math.abs(provisionalFen))}
          />
        )}
      </ul>
    </section>
  );
}

const Line = ({ words, amount, strong = false }: { words: string; amount: string; strong?: boolean }) => (
  <li className={strong ? styles.strong : undefined}>
    <span>{words}</span>
    <span className="nowrap">{amount}</span>
  </li>
);
