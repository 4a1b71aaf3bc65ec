import { Link } from "wouter";
import type { PriceList } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { money } from "../../lib/format";
import { Money } from "../../ui/Money";
import { nextOf, nextWords, type Row, tierWords, unitsAlone } from "./columns";
import styles from "./pricelist.module.css";
import type { SlipHref } from "./Sheet";

/** The price list on a phone: a card for each number of units, the best price first. */
export function Cards({ list, slipHref }: { list: PriceList; slipHref: SlipHref }) {
  return (
    <div className={styles.cards}>
      {list.tables.map((table) => (
        <section key={table.paymentMethod} aria-label={table.label}>
          <h2>{table.label}</h2>
          <ul>
            {table.rows.toReversed().map((row) => (
              <PriceCard key={row.fromUnits} row={row} href={slipHref(table, row)} />
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

function PriceCard({ row, href }: { row: Row; href: string }) {
  const t = useT();
  const language = useLanguage();
  const group = tierWords(t, row.tier, language);
  const next = nextOf(t, row, language);

  return (
    <li className={styles.card}>
      <div>
        <b>{unitsAlone(t, row)}</b>
        <span>{group === null ? t("pricelist.noGroup") : t("pricelist.cardGroup", { group })}</span>
      </div>
      <div>
        <span>{t(row.stopsAtFloor ? "pricelist.cardPayableAtFloor" : "pricelist.cardPayable")}</span>
        <Money fen={row.payableFen} alone size="large" />
      </div>
      <div className={styles.small}>
        <span>{t("pricelist.cardAfterRegular", { amount: money(row.afterRegularFen) })}</span>
        <span>{t("pricelist.cardSaved", { amount: money(row.savedFen) })}</span>
      </div>
      {next && <p className={styles.small}>{nextWords(t, next)}</p>}
      <Link href={href} className={styles.toSlip}>
        {t("pricelist.toSlip")}
      </Link>
    </li>
  );
}
