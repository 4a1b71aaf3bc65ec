import type { PriceList, SheetHead } from "../../api/policies";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { type Cell, download, whole, words, yuan } from "../../lib/sheet";
import { buyerWords, exampleWords, nextOf, tierWords, unitsWords } from "./columns";

/** What stands over the rows of a file: as on the printed sheet, a version that is not published says so. */
export function headRows(t: Translate, language: Language, head: SheetHead, title: string): Cell[][] {
  const { version } = head;

  return [
    [words(title)],
    [words(head.projectName), words(dotted([head.agencyName, head.campaignName], language))],
    [words(t("pricelist.version", { n: version.number })), words(`${head.startsOn} – ${head.endsOn}`)],
    ...(version.status === "published" ? [] : [[words(t(`pricelist.status.${version.status}`))]]),
    [words(exampleWords(t, head.home))],
    [words(buyerWords(head, language))],
  ];
}

/** The days under the rows of a file. */
export function footRows(t: Translate, { printedOn, on }: SheetHead): Cell[][] {
  return [[words(t("pricelist.printedOn", { day: printedOn })), words(t("pricelist.pricedOn", { day: on }))]];
}

/** The rows of the price list's sheet, in the order of the printed one. @param t texts whose heads may stand on two lines */
export function workbookRows(t: Translate, language: Language, list: PriceList): Cell[][] {
  const { calculation } = list;

  return [
    ...headRows(t, language, list, t("pricelist.sheetTitle")),
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
        words(tierWords(t, row.tier, language) ?? "—"),
        yuan(row.payableFen),
        yuan(row.savedFen),
      ]),
      ...nextRows(t, language, table.rows),
    ]),
    [null],
    [words(t("pricelist.calculation", { method: calculation.paymentMethod.label, n: calculation.countedUnits }))],
    ...[...calculation.steps, calculation.saved].map(({ label, working, amountFen }) => [words(label), words(working), yuan(amountFen)]),
    [null],
    ...list.notes.map((note) => [words(note)]),
    ...footRows(t, list),
  ];
}

/** The next tier of each row that has one, with both savings. */
function nextRows(t: Translate, language: Language, rows: PriceList["tables"][number]["rows"]): Cell[][] {
  const nexts = rows.flatMap((row) => nextOf(t, row, language) ?? []);
  if (nexts.length === 0) return [];

  return [
    [
      t("pricelist.next"),
      t("pricelist.next.units"),
      t("pricelist.next.more"),
      t("pricelist.next.each"),
      t("pricelist.next.savesOthers"),
      t("pricelist.next.savesAll"),
    ].map(words),
    ...nexts.map(({ tier, units, moreUnits, payableFen, savesOthersFen, savesAllFen }) => [
      words(tier),
      whole(units),
      whole(moreUnits),
      yuan(payableFen),
      yuan(savesOthersFen),
      yuan(savesAllFen),
    ]),
  ];
}

export function downloadWorkbook(t: Translate, language: Language, list: PriceList): Promise<void> {
  return downloadRows(t, list, t("pricelist.sheetTitle"), workbookRows(t, language, list));
}

export function downloadRows(t: Translate, head: SheetHead, title: string, rows: Cell[][]): Promise<void> {
  const name = `${head.projectName} ${title} ${t("pricelist.version", { n: head.version.number })}`;
  return download("xlsx", { name, title, rows, widths: [16, 14, 16, 18, 16, 18, 18, 16] });
}
