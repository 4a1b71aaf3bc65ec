import type { PriceList } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { money, moneyAlone } from "../../lib/format";
import { Money } from "../../ui/Money";
import { homeWords, type Row, tierWords, yuanPerSqm } from "./columns";
import styles from "./pricelist.module.css";

/** The price list on a phone: of which home, then a card for each number of units, the best price first. */
export function Cards({ list, settings }: { list: PriceList; settings: string }) {
  const t = useT();
  const price = yuanPerSqm(list);
  const listPriceFen = list.tables[0]?.rows[0]?.listPriceFen;

  return (
    <div className={styles.cards}>
      <p className={styles.of}>
        <span>
          {homeWords(t, list)}
          {price !== null && t("pricelist.timesPrice", { price })}
          {listPriceFen !== undefined && t("pricelist.ofListPrice", { amount: moneyAlone(listPriceFen) })}
        </span>
        <a href={`#${settings}`}>{t("pricelist.change")}</a>
      </p>
      {list.tables.map((table) => (
        <section key={table.paymentMethod} aria-label={table.label}>
          <h2>{table.label}</h2>
          <ul>
            {table.rows.toReversed().map((row) => (
              <PriceCard key={row.fromUnits} row={row} />
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

function PriceCard({ row }: { row: Row }) {
  const t = useT();
  const language = useLanguage();
  const { fromUnits, toUnits } = row;
  const group = tierWords(t, row, language, money);

  return (
    <li className={styles.card}>
      <div>
        <b>
          {toUnits === null
            ? t("pricelist.cardAndMore", { n: fromUnits })
            : t("pricelist.cardUnits", { units: fromUnits === toUnits ? `${fromUnits}` : `${fromUnits}–${toUnits}` })}
        </b>
        <span>{group === null ? t("pricelist.noGroup") : t("pricelist.cardGroup", { group })}</span>
      </div>
      <div>
        <span>{t(row.stopsAtFloor ? "pricelist.cardPayableAtFloor" : "pricelist.cardPayable")}</span>
        <Money fen={row.payableFen} alone size="large" />
      </div>
      <div>
        <span>{t("pricelist.cardAfterRegular", { amount: money(row.afterRegularFen) })}</span>
        <span>{t("pricelist.cardSaved", { amount: money(row.savedFen) })}</span>
      </div>
    </li>
  );
}
