import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { Account, AccountEngagement } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { nameIn } from "../../lib/names";
import { type Column, DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Chip } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages } from "../../ui/states";
import { stageOf } from "../engagements/words";
import styles from "./accounts.module.css";
import { useEngagementsOf } from "./queries";

/** 參加的活動: where an account is approached, how far each is, and the way to its statement. */
export function EngagementsPanel({ account }: { account: Account }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const engagements = useEngagementsOf(account.id);
  const category = ({ category, categoryNames }: AccountEngagement) => (categoryNames ? nameIn(categoryNames, language) : category);
  const status = ({ campaignStatus }: AccountEngagement) => t(`campaigns.status.${campaignStatus as "running"}`);
  const stage = (row: AccountEngagement) => {
    const at = stageOf(row);
    return <Chip tone={at === "approved" ? "good" : at === "settled" ? "wait" : "mute"}>{t(`engagements.stage.${at}`)}</Chip>;
  };
  const units = ({ signed, counted }: AccountEngagement) => t("accounts.engagements.units", { signed, counted });
  const toStatement = ({ campaignId, id, campaignName }: AccountEngagement) => (
    <Link
      href={paths.engagement(tenant, campaignId, id, "statement")}
      className={styles.inText}
      aria-label={t("accounts.engagements.statementOf", { campaign: campaignName })}
    >
      {t("accounts.engagements.statement")}
    </Link>
  );
  const columns: Column<AccountEngagement>[] = [
    { id: "campaign", header: t("accounts.engagements.campaign"), cell: ({ campaignName }) => <b>{campaignName}</b> },
    { id: "category", header: t("accounts.engagements.category"), cell: category },
    { id: "status", header: t("accounts.engagements.status"), cell: status },
    { id: "stage", header: t("engagements.stageHead"), cell: stage },
    { id: "units", header: t("accounts.engagements.unitsHead"), cell: units },
    { id: "statement", header: t("accounts.engagements.statement"), cell: toStatement },
  ];

  return (
    <LoadedPages query={engagements} what={t("accounts.engagements.notLoaded")}>
      {(rows) => (
        <Panel title={t("accounts.engagements.title")} flush={rows.length > 0}>
          {rows.length === 0 ? (
            <EmptyState
              fact={t("accounts.engagements.none", { name: account.name })}
              hint={t("accounts.engagements.noneHint")}
              action={
                <Button component={Link} href={paths.campaigns(tenant)}>
                  {t("accounts.engagements.toCampaigns")}
                </Button>
              }
            />
          ) : (
            <DataTable
              label={t("accounts.engagements.title")}
              columns={columns}
              rows={rows}
              rowId={({ id }) => id}
              href={({ campaignId, id }) => paths.engagement(tenant, campaignId, id)}
              bare
              card={(row) => ({
                title: row.campaignName,
                mark: stage(row),
                lines: [dotted([category(row), status(row)], language), units(row)],
                actions: toStatement(row),
              })}
            />
          )}
          {engagements.hasNextPage && (
            <div className={styles.more}>
              <LoadMore query={engagements} shown={rows.length} />
            </div>
          )}
        </Panel>
      )}
    </LoadedPages>
  );
}
