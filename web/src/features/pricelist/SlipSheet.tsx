import type { QuoteSlip } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { money } from "../../lib/format";
import { StepsTable } from "../papers/StepsTable";
import { buyerWords, homeWords } from "./columns";
import { Paper, usePart } from "./paper";
import styles from "./pricelist.module.css";
import { nextAmounts, nextTierWords, reachedWords, whyOf } from "./slip";

/**
 * 報價單 as it is printed on one A4: what one home costs one buyer, step by step, the tier and the next one.
 *
 * @param facts what was taken for known of the home, the buyer and the signing
 */
export function SlipSheet({ slip, facts }: { slip: QuoteSlip; facts: string[] }) {
  const t = useT();
  const language = useLanguage();
  const part = usePart();
  const why = whyOf(slip);

  return (
    <Paper
      head={slip}
      title={t("pricelist.slip.title")}
      status
      about={
        <>
          {homeWords(t, slip.home)}
          <br />
          {t("pricelist.slip.about", { buyer: buyerWords(slip, language), payment: slip.paymentMethod.label })}
          <br />
          {t("pricelist.slip.counted", { n: slip.countedUnits, day: slip.on })}
          {facts.length > 0 && (
            <>
              <br />
              {dotted(facts, language)}
            </>
          )}
        </>
      }
    >
      <section className="keep-together">
        <h3>{part(1, t("pricelist.slip.steps"))}</h3>
        <StepsTable
          priced={slip}
          className={styles.calculation}
          words={{
            caption: t("pricelist.slip.steps"),
            item: t("pricelist.slip.item"),
            working: t("pricelist.slip.working"),
            change: t("pricelist.slip.change"),
            amount: t("pricelist.slip.amount"),
            payable: t("policies.quote.payable"),
          }}
        />
      </section>
      <section className="keep-together">
        <h3>{part(2, t("pricelist.slip.tiers"))}</h3>
        <Tiers slip={slip} />
      </section>
      {why.length > 0 && (
        <section className="keep-together">
          <h3>{part(3, t("pricelist.slip.why"))}</h3>
          <ul className={styles.notes}>
            {why.map(({ step, label, code, detail }) => (
              <li key={`${step}${label}${code}`}>{t("pricelist.slip.whyNot", { label, detail })}</li>
            ))}
          </ul>
        </section>
      )}
    </Paper>
  );
}

function Tiers({ slip }: { slip: QuoteSlip }) {
  const t = useT();
  const language = useLanguage();
  const next = nextTierWords(t, slip, language);

  return (
    <>
      <p>{reachedWords(t, slip, language)}</p>
      {next === null ? (
        slip.tier && <p>{t("policies.quote.lastTier")}</p>
      ) : (
        <table className={styles.calculation}>
          <caption className={styles.nextCaption}>{t("pricelist.slip.next", { tier: next, more: slip.nextTier?.moreUnits ?? 0 })}</caption>
          <tbody>
            {nextAmounts(t, slip).map(({ label, fen }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className={styles.amount}>{money(fen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
