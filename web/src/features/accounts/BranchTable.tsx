import type { Account } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { DataTable } from "../../ui/DataTable";

/** The branches of one account, each leading to its file. */
export function BranchTable({ rows }: { rows: Account[] }) {
  const t = useT();
  const { tenant } = useTenant();
  const filedOn = ({ createdAt }: Account) => dayOf(createdAt, HOUSE_ZONE);

  return (
    <DataTable
      label={t("accounts.branches")}
      columns={[
        { id: "name", header: t("accounts.name"), cell: ({ name }) => <b>{name}</b> },
        {
          id: "filed",
          header: t("accounts.filedOn"),
          align: "right",
          cell: (account) => <span className="nowrap">{filedOn(account)}</span>,
        },
      ]}
      rows={rows}
      rowId={({ id }) => id}
      href={({ id }) => paths.account(tenant, id)}
      bare
      card={(account) => ({ title: account.name, lines: [t("accounts.filedOnDay", { day: filedOn(account) })] })}
    />
  );
}
