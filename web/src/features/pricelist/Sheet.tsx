import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { PriceList } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { money, NOTHING } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { buyerWords, exampleWords, nextOf, nextWords, type Row, type Table, tierWords, unitsAlone, unitsWords } from "./columns";
import { Paper, usePart } from "./paper";
import styles from "./pricelist.module.css";

/** Where the quote slip of a row is. */
export type SlipHref = (table: Table, row: Row) => string;

interface SheetProps {
  list: PriceList;
  catalogue: CampaignDetail["catalogue"];
  slipHref: SlipHref;
}

/** 購房優惠情況明細表 as it is printed on A4: black on white, every figure to the fen. */
export function Sheet({ list, catalogue, slipHref }: SheetProps) {
  const t = useT();
  const language = useLanguage();
  const part = usePart();
  const { calculation, tables } = list;

  return (
    <Paper
      head={list}
      title={t("pricelist.sheetTitle")}
      about={
        <>
          {exampleWords(t, list.home)}
          <br />
          {t("pricelist.forBuyer", { buyer: buyerWords(list, language) })}
        </>
      }
    >
      {tables.map((table, position) => (
        <PriceTable
          key={table.paymentMethod}
          table={table}
          method={methodOf(table)}
          title={part(position + 1, table.label)}
          slipHref={slipHref}
        />
      ))}

      <section className="keep-together">
        <h3>
          {part(tables.length + 1, t("pricelist.calculation", { method: calculation.paymentMethod.label, n: calculation.countedUnits }))}
        </h3>
        <table className={styles.calculation}>
          <caption className="unseen">
            {t("pricelist.calculation", { method: calculation.paymentMethod.label, n: calculation.countedUnits })}
          </caption>
          <tbody>
            {calculation.steps.map(({ label, working, amountFen }) => (
              <tr key={`${label} ${working}`}>
                <th scope="row">{label}</th>
                <td>{working}</td>
                <td className={styles.amount}>{money(amountFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{calculation.saved.label}</th>
              <td>{calculation.saved.working}</td>
              <td className={styles.amount}>{money(calculation.saved.amountFen)}</td>
            </tr>
          </tfoot>
        </table>
      </section>

      {list.notes.length > 0 && (
        <section className="keep-together">
          <h3>{part(tables.length + 2, t("pricelist.notes"))}</h3>
          <ol className={styles.notes}>
            {list.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ol>
        </section>
      )}
      <div className={styles.hands}>
        <span>{t("pricelist.agencySeal")}</span>
        <span>{t("pricelist.developerSeal")}</span>
        <span>{t("pricelist.sealedOn")}</span>
      </div>
    </Paper>
  );

  function methodOf({ paymentMethod, label }: Table): string {
    const method = catalogue.paymentMethods.find(({ code }) => code === paymentMethod);

    return method ? nameIn(method.names, language) : label;
  }
}

function PriceTable({ table, method, title, slipHref }: { table: Table; method: string; title: string; slipHref: SlipHref }) {
  const t = useT();
  const language = useLanguage();
  const nexts = table.rows.flatMap((row) => nextOf(t, row, language) ?? []);

  return (
    <section className="keep-together">
      <h3>{title}</h3>
      <table className={styles.prices}>
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pricelist.no")}</th>
            <th scope="col">{t("pricelist.units")}</th>
            <th scope="col">{t("pricelist.listPrice")}</th>
            <th scope="col">{t("pricelist.afterRegular", { method })}</th>
            <th scope="col">{t("pricelist.regularSaved")}</th>
            <th scope="col">{t("pricelist.group")}</th>
            <th scope="col">{t("pricelist.payable")}</th>
            <th scope="col">{t("pricelist.saved")}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, position) => (
            <tr key={row.fromUnits}>
              <td>{position + 1}</td>
              <td>{unitsWords(t, row)}</td>
              <td>{money(row.listPriceFen)}</td>
              <td>{money(row.afterRegularFen)}</td>
              <td>{money(row.regularSavedFen)}</td>
              <td>{tierWords(t, row.tier, language) ?? NOTHING}</td>
              <td>
                <b>{money(row.payableFen)}</b>
                {row.stopsAtFloor && <small>{t("pricelist.stopsAtFloor")}</small>}
              </td>
              <td>{money(row.savedFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {nexts.map((next) => (
        <p key={next.units} className={styles.next}>
          {nextWords(t, next)}
        </p>
      ))}
      <p className={`no-print ${styles.slips}`}>
        {t("pricelist.slips")}
        {table.rows.map((row) => (
          <Link key={row.fromUnits} href={slipHref(table, row)}>
            {unitsAlone(t, row)}
          </Link>
        ))}
      </p>
    </section>
  );
}
