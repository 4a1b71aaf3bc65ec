import { Link } from "wouter";
import type { Account } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, NOTHING } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { type Column, DataTable } from "../../ui/DataTable";

interface AccountTableProps {
  label: string;
  rows: Account[];
  /** Branches of one account: none needs to name it. */
  ofOne?: boolean;
}

/** Accounts in a list, each leading to its file. */
export function AccountTable({ label, rows, ofOne = false }: AccountTableProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const filedOn = ({ createdAt }: Account) => dayOf(createdAt, HOUSE_ZONE);
  const parent = ({ parentId, parentName }: Account) =>
    parentId === null ? <span className="dim">{NOTHING}</span> : <Link href={paths.account(tenant, parentId)}>{parentName}</Link>;

  const columns: Column<Account>[] = [
    { id: "name", header: t("accounts.name"), cell: ({ name }) => <b>{name}</b> },
    ...(ofOne ? [] : [{ id: "parent", header: t("accounts.parent"), cell: parent }]),
    { id: "filed", header: t("accounts.filedOn"), align: "right", cell: (account) => <span className="nowrap">{filedOn(account)}</span> },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={({ id }) => paths.account(tenant, id)}
      bare={ofOne}
      card={(account) => ({
        title: account.name,
        lines: [
          dotted(
            [
              !ofOne && account.parentName && t("accounts.branchOf", { parent: account.parentName }),
              t("accounts.filedOnDay", { day: filedOn(account) }),
            ],
            language,
          ),
        ],
      })}
    />
  );
}
