import type { ListedAccount } from "../../api/accounts";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { listed } from "../../lib/format";
import type { ExportColumn } from "../export/columns";
import { categoriesOf, openEngagementsOf, signedOf } from "./listing";

/** The columns of a file of accounts: what the list shows. */
export function accountColumns(t: Translate, language: Language): ExportColumn<ListedAccount>[] {
  const open = (account: ListedAccount) => openEngagementsOf(account).map(({ campaignName }) => campaignName);

  return [
    { header: t("accounts.name"), width: 30, value: ({ name }) => name },
    { header: t("accounts.category"), width: 16, value: (account) => categoriesOf(account, language) },
    { header: t("accounts.parent"), width: 30, value: ({ parentName }) => parentName },
    { header: t("accounts.openEngagements"), width: 30, value: (account) => listed(open(account), language) },
    { header: t("accounts.signed"), kind: "count", value: signedOf },
    { header: t("accounts.filedOn"), kind: "day", value: ({ createdAt }) => createdAt },
  ];
}
