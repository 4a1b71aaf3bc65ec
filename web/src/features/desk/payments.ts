import type { Waiting } from "../../api/desk";
import type { Translate } from "../../i18n/messages";
import { type Cell, download, words, yuan } from "../../lib/sheet";

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

export function downloadPayments(t: Translate, heading: string, claims: Waiting["claims"]): Promise<void> {
  const title = t("desk.list.title");
  const rows = [[words(heading)], ...paymentRows(t, claims)];
  return download("xlsx", { name: `${heading} ${title}`, title, rows, widths: [24, 16, 16, 16, 18] });
}
