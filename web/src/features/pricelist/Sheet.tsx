import type { CampaignDetail } from "../../api/campaigns";
import type { PriceList } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { area, dayRange, money, NOTHING } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { type Table, tierWords, unitsWords } from "./columns";
import styles from "./pricelist.module.css";

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 購房優惠情況明細表 as it is printed on A4: black on white, every figure to the fen. */
export function Sheet({ list, catalogue }: { list: PriceList; catalogue: CampaignDetail["catalogue"] }) {
  const t = useT();
  const language = useLanguage();
  const { home, version, calculation, tables } = list;
  const part = (n: number, title: string) => (language === "en" ? `${n}. ${title}` : `${numerals[n - 1] ?? n}、${title}`);
  const described = [
    home.product?.label,
    home.areaCentiSqm !== null ? area(home.areaCentiSqm) : null,
    home.pricePerSqmFen !== null ? t("pricelist.perSqm", { amount: money(home.pricePerSqmFen) }) : null,
  ].filter((words) => words !== null && words !== undefined);

  return (
    <article className={styles.sheet} aria-labelledby="price-list-title">
      <header className={styles.sheetHead}>
        <div>
          <b>{list.projectName}</b>
          <span>{`${list.agencyName}·${list.campaignName}`}</span>
        </div>
        <div>
          <b>{t("pricelist.version", { n: version.number })}</b>
          <span>{dayRange(list.startsOn, list.endsOn, language)}</span>
        </div>
      </header>
      {version.status !== "published" && <p className={styles.unpublished}>{t(`pricelist.status.${version.status}`)}</p>}
      <h2 className={styles.sheetTitle} id="price-list-title">
        {t("pricelist.sheetTitle")}
      </h2>
      <p className={styles.example}>
        {t("pricelist.example", { home: described.join(" ") })}
        <br />
        {list.credential ? `${list.category.label}·${list.credential.label}` : list.category.label}
      </p>

      {tables.map((table, position) => (
        <PriceTable key={table.paymentMethod} table={table} method={methodOf(table)} title={part(position + 1, table.label)} />
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
      <footer className={styles.sheetFoot}>
        <span>{t("pricelist.printedOn", { day: list.printedOn })}</span>
        <span>{t("pricelist.pricedOn", { day: list.on })}</span>
      </footer>
    </article>
  );

  function methodOf({ paymentMethod, label }: Table): string {
    const method = catalogue.paymentMethods.find(({ code }) => code === paymentMethod);

    return method ? nameIn(method.names, language) : label;
  }
}

function PriceTable({ table, method, title }: { table: Table; method: string; title: string }) {
  const t = useT();
  const language = useLanguage();

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
              <td>{tierWords(t, row, language, money) ?? NOTHING}</td>
              <td>
                <b>{money(row.payableFen)}</b>
                {row.stopsAtFloor && <small>{t("pricelist.stopsAtFloor")}</small>}
              </td>
              <td>{money(row.savedFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
