import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { type AccountSort, listAccounts } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import styles from "../../features/accounts/accounts.module.css";
import { ListedTable } from "../../features/accounts/ListedTable";
import { useAccounts } from "../../features/accounts/queries";
import { searchOf } from "../../features/accounts/search";
import { ExportMenu } from "../../features/export/ExportMenu";
import { useLanguage, useT } from "../../i18n/useT";
import { type Order, orderIn, orderParameters, pressed, useConditions, type Way } from "../../lib/conditions";
import { HOUSE_ZONE } from "../../lib/zone";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { OrderSelect } from "../../ui/OrderSelect";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { SearchBox } from "../../ui/SearchBox";
import { EmptyState, LoadedPages, NoMatch } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";
import { usePhone } from "../../ui/usePhone";

const FileDialog = lazyDialog(() => import("../../features/accounts/FileDialog"));

/** The way in which each order is first asked for; the first order goes without saying. */
const WAYS: Record<AccountSort, Way> = { filed: "desc", name: "asc" };

/** 大客戶單位: the agency's key accounts, the latest first, found by a part of their name. */
export default function AccountsPage() {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const { tenant, name } = useTenant();
  const online = useOnline();
  const phone = usePhone();
  const [parameters, change] = useConditions();
  const [filing, setFiling] = useState(false);
  const text = parameters.get("q") ?? "";
  const search = searchOf(text);
  const order = orderIn(parameters, WAYS);
  const accounts = useAccounts(search, order);
  const find = (typed: string) => change({ q: typed || null });
  const sortBy = (next: Order<AccountSort>) => change(orderParameters(next, WAYS));
  const file = (variant: "filled" | "default") =>
    can("account:edit") && (
      <ReasonedButton
        variant={variant}
        leftSection={<PlusIcon size={14} />}
        onClick={() => setFiling(true)}
        reason={online ? null : t("accounts.offline")}
      >
        {t("accounts.file")}
      </ReasonedButton>
    );

  return (
    <>
      <PageHead
        title={t("accounts.title")}
        actions={
          <>
            {can("import:run") && (
              <Button component={Link} href={paths.importAccounts(tenant)}>
                {t("accounts.import")}
              </Button>
            )}
            {file("filled")}
          </>
        }
      />
      <LoadedPages query={accounts} what={t("accounts.notLoaded")}>
        {(rows) =>
          rows.length === 0 && !text ? (
            <Panel label={t("accounts.title")}>
              <EmptyState
                fact={t("accounts.empty")}
                hint={t(can("account:edit") ? "accounts.emptyHint" : "accounts.emptyRead")}
                action={file("default")}
              />
            </Panel>
          ) : (
            <>
              <search className={`${styles.filters} no-print`}>
                <SearchBox label={t("accounts.search")} value={text} onSearch={find} />
                {phone && (
                  <OrderSelect
                    options={(["filed", "name"] as const).map((sort) => ({ sort, label: t(`accounts.order.${sort}`) }))}
                    ways={WAYS}
                    order={order}
                    onOrder={sortBy}
                  />
                )}
                <ExportMenu
                  list={{
                    title: t("accounts.title"),
                    of: [name],
                    zone: HOUSE_ZONE,
                    conditions: search === null ? [] : [text],
                    ask: (after, asking) => listAccounts(tenant, { search, sort: order.sort, order: order.way }, after, asking),
                    columns: async () => (await import("../../features/accounts/exporting")).accountColumns(t, language),
                  }}
                />
                <p className="dim" role="status">
                  {search !== null && !accounts.isPlaceholderData
                    ? t("accounts.found", { n: `${rows.length}${accounts.hasNextPage ? "+" : ""}` })
                    : text && search === null && t("accounts.searchMore")}
                </p>
              </search>
              {rows.length === 0 ? (
                <Panel label={t("accounts.title")}>
                  <NoMatch fact={t("accounts.noMatch")} conditions={text} onClear={() => find("")} />
                </Panel>
              ) : (
                <ListedTable rows={rows} order={{ ...order, onSort: (next) => sortBy(pressed(order, next as AccountSort, WAYS)) }} />
              )}
              {rows.length > 0 && <LoadMore query={accounts} shown={rows.length} />}
            </>
          )
        }
      </LoadedPages>
      {filing && <FileDialog onClose={() => setFiling(false)} />}
    </>
  );
}
