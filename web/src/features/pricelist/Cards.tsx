import type { PriceList } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { money } from "../../lib/format";
import { Money } from "../../ui/Money";
import { tierWords, unitsWords } from "./columns";
import styles from "./pricelist.module.css";

/** The price list on a phone: a card for each number of units, the payable amount first. */
export function Cards({ list }: { list: PriceList }) {
  const t = useT();
  const language = useLanguage();

  return (
    <div className={styles.cards}>
      {list.tables.map((table) => (
        <section key={table.paymentMethod} aria-label={table.label}>
          <h2>{table.label}</h2>
          <ul>
            {table.rows.map((row) => (
              <li key={row.fromUnits} className={styles.card}>
                <div>
                  <span>{t("pricelist.cardUnits", { units: unitsWords(t, row) })}</span>
                  <Money fen={row.payableFen} alone size="large" />
                </div>
                <p>
                  {t("pricelist.cardLine", {
                    list: money(row.listPriceFen),
                    group: tierWords(t, row, language, money) ?? t("pricelist.noGroup"),
                    saved: money(row.savedFen),
                  })}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ol className={styles.notes}>
        {list.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ol>
    </div>
  );
}
