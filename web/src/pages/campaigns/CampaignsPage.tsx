import { Button } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import type { Campaign, CampaignStatus } from "../../api/campaigns";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import styles from "../../features/campaigns/campaigns.module.css";
import { useCampaigns } from "../../features/campaigns/queries";
import { STATUS_TONES, STATUSES } from "../../features/campaigns/status";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { Mark } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { Segmented } from "../../ui/Segmented";
import { EmptyState, LoadedPages, NoMatch } from "../../ui/states";

/** 拓展活動: the agency's campaigns, the latest to start first. */
export default function CampaignsPage() {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
  const status = STATUSES.find((known) => known === search.get("status")) ?? null;
  const campaigns = useCampaigns(status);
  const filter = (chosen: CampaignStatus | "") => setSearch(chosen ? { status: chosen } : {}, { replace: true });

  return (
    <>
      <PageHead
        title={t("campaigns.title")}
        actions={
          can("campaign:plan") && (
            <Button component={Link} href={paths.newCampaign(tenant)} variant="filled" leftSection={<PlusIcon size={14} />}>
              {t("campaigns.new")}
            </Button>
          )
        }
      />
      <div className={styles.tabs}>
        <Segmented
          label={t("campaigns.filter")}
          labelHidden
          options={[
            { value: "" as const, label: t("campaigns.all") },
            ...STATUSES.map((value) => ({ value, label: t(`campaigns.status.${value}`) })),
          ]}
          value={status ?? ""}
          onChange={filter}
        />
      </div>
      <LoadedPages query={campaigns} what={t("campaigns.didNotLoad")}>
        {(rows) => (
          <>
            {rows.length > 0 && <CampaignTable rows={rows} />}
            {rows.length === 0 && (
              <Panel label={t("campaigns.title")}>
                {status ? (
                  <NoMatch fact={t("campaigns.noMatch")} conditions={t(`campaigns.status.${status}`)} onClear={() => filter("")} />
                ) : (
                  <EmptyState
                    fact={t("campaigns.empty")}
                    hint={t("campaigns.emptyHint")}
                    action={
                      can("campaign:plan") && (
                        <Button component={Link} href={paths.newCampaign(tenant)}>
                          {t("campaigns.new")}
                        </Button>
                      )
                    }
                  />
                )}
              </Panel>
            )}
            {campaigns.hasNextPage && <LoadMore query={campaigns} shown={rows.length} />}
          </>
        )}
      </LoadedPages>
    </>
  );
}

function CampaignTable({ rows }: { rows: Campaign[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const mark = ({ status }: Campaign) => (
    <Mark tone={STATUS_TONES[status]} sign={t(`campaigns.sign.${status}`)} word={t(`campaigns.status.${status}`)} />
  );
  const days = ({ startsOn, endsOn }: Campaign) => <span className="nowrap">{dayRange(startsOn, endsOn, language)}</span>;
  const columns: Column<Campaign>[] = [
    { id: "name", header: t("campaigns.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "project", header: t("campaigns.project"), cell: ({ projectName }) => projectName },
    { id: "developer", header: t("campaigns.developer"), cell: ({ developerName }) => developerName },
    { id: "days", header: t("campaigns.window"), cell: days },
    { id: "status", header: t("campaigns.statusHead"), cell: mark },
  ];

  return (
    <DataTable
      label={t("campaigns.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={({ id }) => paths.policies(tenant, id)}
      card={(campaign) => ({
        title: campaign.name,
        mark: mark(campaign),
        lines: [dotted([campaign.projectName, campaign.developerName], language), days(campaign)],
      })}
    />
  );
}
