import type { Waiting } from "../../api/desk";
import type { Translate } from "../../i18n/messages";
import { type Cell, words, yuan } from "../pricelist/workbook";

/** The rows of the payment list's file: one claim each, their sum at the end. */
export function paymentRows(t: Translate, claims: Waiting["claims"]): Cell[][] {
  return [
    [t("desk.list.account"), t("desk.list.person"), t("desk.list.claimed"), t("desk.list.approved"), t("desk.list.gross")].map(words),
    ...claims.map(({ accountName, personName, claimedByName, approvedByName, grossFen }) => [
      words(accountName ?? t("rewards.channel")),
      words(personName ?? t("rewards.erased")),
      words(claimedByName),
      words(approvedByName ?? ""),
      yuan(grossFen),
    ]),
    [words(t("desk.list.total", { n: claims.length })), null, null, null, yuan(claims.reduce((sum, { grossFen }) => sum + grossFen, 0))],
  ];
}

/** Makes the file in the browser; the writer is fetched when it is first needed. */
export async function downloadPayments(t: Translate, heading: string, claims: Waiting["claims"]): Promise<void> {
  const { default: writeXlsxFile } = await import("write-excel-file/browser");
  const title = t("desk.list.title");
  await writeXlsxFile([[words(heading)], ...paymentRows(t, claims)], {
    sheet: title.slice(0, 31),
    columns: [24, 16, 16, 16, 18].map((width) => ({ width })),
  }).toFile(`${heading} ${title}.xlsx`.replaceAll(/[\\/:*?"<>|]/g, "-"));
}
