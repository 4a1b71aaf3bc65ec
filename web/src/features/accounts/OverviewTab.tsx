import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { Account } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { dayOf, NOTHING } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages } from "../../ui/states";
import styles from "./accounts.module.css";
import { BranchTable } from "./BranchTable";
import { EngagementsPanel } from "./EngagementsPanel";
import { useBranches } from "./queries";

const FileDialog = lazyDialog(() => import("./FileDialog"));

/** What an account is, and which branches count together under it. */
export function OverviewTab({ account }: { account: Account }) {
  const t = useT();
  const { tenant } = useTenant();
  const { name, parentId, parentName, createdAt } = account;
  return (
    <>
      <div className={styles.columns}>
        <div>
          <Panel title={t("accounts.facts")}>
            <dl className={styles.facts}>
              <div>
                <dt>{t("accounts.name")}</dt>
                <dd>{name}</dd>
              </div>
              <div>
                <dt>{t("accounts.parent")}</dt>
                <dd>
                  {parentId ? <Link href={paths.account(tenant, parentId)}>{parentName}</Link> : <span className="dim">{NOTHING}</span>}
                </dd>
              </div>
              <div>
                <dt>{t("accounts.filedOn")}</dt>
                <dd>{dayOf(createdAt, HOUSE_ZONE)}</dd>
              </div>
            </dl>
          </Panel>
        </div>
        <div>
          {parentId === null ? (
            <Branches account={account} />
          ) : (
            <Panel title={t("accounts.counting")}>
              <p>{t("accounts.countsUnder", { name, parent: parentName ?? "" })}</p>
            </Panel>
          )}
        </div>
      </div>
      <div className={styles.section}>
        <EngagementsPanel account={account} />
      </div>
    </>
  );
}

function Branches({ account: { id, name } }: { account: Account }) {
  const t = useT();
  const can = useCan();
  const branches = useBranches(id);
  const [filing, setFiling] = useState(false);
  const add = can("account:edit") && (
    <Button size="xs" onClick={() => setFiling(true)} leftSection={<PlusIcon size={14} />}>
      {t("accounts.addBranch")}
    </Button>
  );
  const some = (branches.data?.pages[0]?.items.length ?? 0) > 0;

  return (
    <>
      <Panel title={t("accounts.branches")} actions={some && add} flush={some}>
        <LoadedPages query={branches} what={t("accounts.branchesNotLoaded")}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState fact={t("accounts.noBranches")} hint={t("accounts.noBranchesHint", { name })} action={add} />
            ) : (
              <>
                <p className={styles.said}>{t("accounts.branchesCount", { name })}</p>
                <BranchTable rows={rows} />
                {branches.hasNextPage && (
                  <div className={styles.more}>
                    <LoadMore query={branches} shown={rows.length} />
                  </div>
                )}
              </>
            )
          }
        </LoadedPages>
      </Panel>
      {filing && <FileDialog under={{ id, name }} onClose={() => setFiling(false)} />}
    </>
  );
}
