import { useState } from "react";
import { useSearchParams } from "wouter";
import { useCan } from "../../app/session";
import { AccountTable } from "../../features/accounts/AccountTable";
import styles from "../../features/accounts/accounts.module.css";
import { useAccounts } from "../../features/accounts/queries";
import { searchOf } from "../../features/accounts/search";
import { useT } from "../../i18n/useT";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { SearchBox } from "../../ui/SearchBox";
import { EmptyState, LoadedPages, NoMatch } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";

const FileDialog = lazyDialog(() => import("../../features/accounts/FileDialog"));

/** 大客戶單位: the agency's key accounts, the latest first, found by a part of their name. */
export default function AccountsPage() {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const [parameters, setParameters] = useSearchParams();
  const [filing, setFiling] = useState(false);
  const text = parameters.get("q") ?? "";
  const search = searchOf(text);
  const accounts = useAccounts(search);
  const find = (typed: string) => setParameters(typed ? { q: typed } : {}, { replace: true });
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
      <PageHead title={t("accounts.title")} actions={file("filled")} />
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
              <search className={styles.filters}>
                <SearchBox label={t("accounts.search")} value={text} onSearch={find} />
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
                <AccountTable label={t("accounts.title")} rows={rows} />
              )}
              {accounts.hasNextPage && <LoadMore query={accounts} shown={rows.length} />}
            </>
          )
        }
      </LoadedPages>
      {filing && <FileDialog onClose={() => setFiling(false)} />}
    </>
  );
}
