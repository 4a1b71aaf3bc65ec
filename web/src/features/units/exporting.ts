import type { CampaignDetail } from "../../api/campaigns";
import type { Language } from "../../api/session";
import type { Unit } from "../../api/units";
import type { Translate } from "../../i18n/messages";
import { productWords } from "./states";

type Cell = { value: string; type: StringConstructor } | { value: number; type: NumberConstructor; format: string } | null;

/** Text as text: a cell that begins like a formula is never run by what opens the file. */
export const unformula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const words = (text: string | null): Cell => (text === null ? null : { value: unformula(text), type: String });
const yuan = (fen: number | null): Cell => (fen === null ? null : { value: fen / 100, type: Number, format: "#,##0.00" });
const squareMetres = (centiSqm: number | null): Cell =>
  centiSqm === null ? null : { value: centiSqm / 100, type: Number, format: "0.00" };

/** The rows of a file: heads that pasting reads again, then one row for each unit. */
export function fileRows(t: Translate, language: Language, campaign: CampaignDetail, units: readonly Unit[]): Cell[][] {
  const heads = [
    t("units.building"),
    t("units.floor"),
    t("units.number"),
    t("units.layout"),
    t("units.file.area"),
    t("units.file.pricePerSqm"),
    t("units.file.listTotal"),
    t("units.product"),
    t("units.stateHead"),
  ];

  return [
    heads.map(words),
    ...units.map((unit) => [
      words(unit.building),
      { value: unit.floor, type: Number, format: "0" },
      words(unit.number),
      words(unit.layout),
      squareMetres(unit.areaCentiSqm),
      yuan(unit.pricePerSqmFen),
      yuan(unit.listTotalFen),
      words(productWords(campaign.catalogue.products, unit.product, language)),
      words(t(`units.state.${unit.state}`)),
    ]),
  ];
}

/** The same as CSV, with the mark by which spreadsheets know UTF-8; a cell is quoted where it must be. */
export function csvOf(rows: readonly Cell[][]): string {
  const lines = rows.map((row) => row.map((cell) => quoted(cell === null ? "" : String(cell.value))).join(","));

  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Makes the file in the browser and hands it over. */
export async function download(kind: "xlsx" | "csv", name: string, rows: Cell[][], sheet: string): Promise<void> {
  const file = `${name.replaceAll(/[\\/:*?"<>|]/g, "-")}.${kind}`;
  if (kind === "xlsx") {
    const { default: writeXlsxFile } = await import("write-excel-file/browser");
    await writeXlsxFile(rows, {
      sheet: sheet.slice(0, 31),
      columns: [12, 8, 12, 16, 12, 14, 16, 16, 10].map((width) => ({ width })),
    }).toFile(file);
    return;
  }

  const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
