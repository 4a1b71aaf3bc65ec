import { Link } from "wouter";
import type { ListedAccount } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, listed, NOTHING } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { type Column, DataTable } from "../../ui/DataTable";
import styles from "./accounts.module.css";
import { categoriesOf, openEngagementsOf, signedOf } from "./listing";

interface ListedTableProps {
  rows: ListedAccount[];
  order: { sort: string; way: "asc" | "desc"; onSort: (sort: string) => void };
}

/** The agency's accounts: what each counts as, whose branch it is, where it takes part and how many homes it has come to. */
export function ListedTable({ rows, order }: ListedTableProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const filedOn = ({ createdAt }: ListedAccount) => dayOf(createdAt, HOUSE_ZONE);
  const categories = (account: ListedAccount) => categoriesOf(account, language);
  const dim = <span className="dim">{NOTHING}</span>;

  const columns: Column<ListedAccount>[] = [
    { id: "name", header: t("accounts.name"), cell: ({ name }) => <b>{name}</b>, sort: "name" },
    { id: "category", header: t("accounts.category"), cell: (account) => categories(account) || dim },
    {
      id: "parent",
      header: t("accounts.parent"),
      cell: ({ parentId, parentName }) => (parentId === null ? dim : <Link href={paths.account(tenant, parentId)}>{parentName}</Link>),
    },
    {
      id: "engagements",
      header: t("accounts.openEngagements"),
      cell: (account) =>
        openEngagementsOf(account).length === 0
          ? dim
          : openEngagementsOf(account).map(({ id, campaignId, campaignName }) => (
              <Link key={id} className={styles.campaign} href={paths.engagement(tenant, campaignId, id)}>
                {campaignName}
              </Link>
            )),
    },
    { id: "signed", header: t("accounts.signed"), align: "right", cell: signedOf },
    {
      id: "filed",
      header: t("accounts.filedOn"),
      align: "right",
      sort: "filed",
      cell: (account) => <span className="nowrap">{filedOn(account)}</span>,
    },
  ];
  return (
    <DataTable
      label={t("accounts.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={({ id }) => paths.account(tenant, id)}
      order={order}
      card={(account) => ({
        title: account.name,
        lines: [
          dotted([categories(account), account.parentName && t("accounts.branchOf", { parent: account.parentName })], language),
          dotted(
            [
              listed(
                openEngagementsOf(account).map(({ campaignName }) => campaignName),
                language,
              ),
              t("accounts.signedUnits", { n: signedOf(account) }),
            ],
            language,
          ),
          t("accounts.filedOnDay", { day: filedOn(account) }),
        ].filter(Boolean),
      })}
    />
  );
}
