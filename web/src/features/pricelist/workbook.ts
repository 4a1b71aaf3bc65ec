import type { PriceList } from "../../api/policies";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { money } from "../../lib/format";
import { tierWords, unitsWords } from "./columns";

export type Cell = { value: string; type: StringConstructor } | { value: number; type: NumberConstructor; format: string } | null;

/** Text as text: a cell that begins like a formula is written with a leading apostrophe's effect, never run. */
const words = (value: string): Cell => ({ value: /^[=+\-@\t\r]/.test(value) ? `'${value}` : value, type: String });
/** Fen as yuan with two decimals, a number that can be summed. */
const yuan = (fen: number): Cell => ({ value: fen / 100, type: Number, format: "#,##0.00" });
const whole = (value: number): Cell => ({ value, type: Number, format: "0" });

/** The rows of the price list's sheet, in the order of the printed one. @param t texts whose heads may stand on two lines */
export function workbookRows(t: Translate, language: Language, list: PriceList): Cell[][] {
  const { calculation } = list;

  return [
    [words(t("pricelist.sheetTitle"))],
    [words(list.projectName), words(`${list.agencyName}·${list.campaignName}`)],
    [words(t("pricelist.version", { n: list.version.number })), words(`${list.startsOn} – ${list.endsOn}`)],
    [words(list.category.label), ...(list.credential ? [words(list.credential.label)] : [])],
    ...list.tables.flatMap((table) => [
      [null],
      [words(table.label)],
      [
        t("pricelist.no"),
        t("pricelist.units"),
        t("pricelist.listPrice"),
        t("pricelist.afterRegular", { method: table.label }),
        t("pricelist.regularSaved"),
        t("pricelist.group"),
        t("pricelist.payable"),
        t("pricelist.saved"),
      ].map((head) => words(head.replaceAll("\n", ""))),
      ...table.rows.map((row, position) => [
        whole(position + 1),
        words(unitsWords(t, row)),
        yuan(row.listPriceFen),
        yuan(row.afterRegularFen),
        yuan(row.regularSavedFen),
        words(tierWords(t, row, language, money) ?? "—"),
        yuan(row.payableFen),
        yuan(row.savedFen),
      ]),
    ]),
    [null],
    [words(t("pricelist.calculation", { method: calculation.paymentMethod.label, n: calculation.countedUnits }))],
    ...[...calculation.steps, calculation.saved].map(({ label, working, amountFen }) => [words(label), words(working), yuan(amountFen)]),
    [null],
    ...list.notes.map((note) => [words(note)]),
    [words(t("pricelist.printedOn", { day: list.printedOn }))],
  ];
}

/** Makes the file in the browser; the writer is fetched when it is first needed. */
export async function downloadWorkbook(t: Translate, language: Language, list: PriceList): Promise<void> {
  const { default: writeXlsxFile } = await import("write-excel-file/browser");
  const rows = workbookRows(t, language, list);
  const name = `${list.projectName} ${t("pricelist.sheetTitle")} ${t("pricelist.version", { n: list.version.number })}`.replaceAll(
    /[\\/:*?"<>|]/g,
    "-",
  );
  await writeXlsxFile(rows, {
    sheet: t("pricelist.sheetTitle").slice(0, 31),
    columns: [10, 14, 16, 18, 16, 12, 18, 16].map((width) => ({ width })),
  }).toFile(`${name}.xlsx`);
}
