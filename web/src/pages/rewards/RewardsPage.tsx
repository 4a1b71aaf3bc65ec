import { Button } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { listClaims } from "../../api/rewards";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { ExportMenu } from "../../features/export/ExportMenu";
import { ClaimTable } from "../../features/rewards/ClaimTable";
import { useClaims } from "../../features/rewards/queries";
import styles from "../../features/rewards/rewards.module.css";
import { CLAIM_STATES } from "../../features/rewards/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { LoadMore } from "../../ui/LoadMore";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { Segmented } from "../../ui/Segmented";
import { EmptyState, Loaded, LoadedPages, NoMatch } from "../../ui/states";

/** 獎勵: what was claimed for key persons in a campaign, and how far each claim is. */
export default function RewardsPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const language = useLanguage();
  const campaign = useCampaign(params.campaign);
  return (
    <>
      <PageHead title={t("rewards.title")} meta={campaign.data && [dotted([campaign.data.projectName, campaign.data.name], language)]} />
      <Loaded query={campaign} what={t("rewards.notLoaded")}>
        {(data) => <ClaimsOf campaign={data} />}
      </Loaded>
    </>
  );
}

function ClaimsOf({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
  const state = CLAIM_STATES.find((known) => known === search.get("state")) ?? null;
  const claims = useClaims(campaign.id, state);
  const choose = (next: string) => setSearch(next === "all" ? {} : { state: next }, { replace: true });

  return (
    <>
      <div className={styles.filters}>
        <Segmented
          label={t("rewards.byState")}
          labelHidden
          options={[
            { value: "all", label: t("rewards.all") },
            ...CLAIM_STATES.map((value) => ({ value, label: t(`rewards.claimState.${value}`) })),
          ]}
          value={state ?? "all"}
          onChange={choose}
        />
        <ExportMenu
          list={{
            title: t("rewards.claims"),
            of: [campaign.projectName, campaign.name],
            zone: campaign.zone,
            conditions: state === null ? [] : [t(`rewards.claimState.${state}`)],
            ask: (after, asking) => listClaims(tenant, campaign.id, state, after, asking),
            columns: async () => (await import("../../features/rewards/exporting")).claimColumns(t),
          }}
        />
      </div>
      <LoadedPages query={claims} what={t("rewards.notLoaded")}>
        {(rows) =>
          rows.length > 0 ? (
            <>
              <ClaimTable
                label={t("rewards.claims")}
                rows={rows}
                zone={campaign.zone}
                href={({ id }) => paths.claim(tenant, campaign.id, id)}
              />
              <LoadMore query={claims} shown={rows.length} />
            </>
          ) : (
            <Panel label={t("rewards.claims")}>
              {state === null ? (
                <EmptyState
                  fact={t("rewards.empty")}
                  hint={t("rewards.emptyHint")}
                  action={
                    <Button component={Link} href={paths.engagements(tenant, campaign.id)} variant="default">
                      {t("rewards.emptyAct")}
                    </Button>
                  }
                />
              ) : (
                <NoMatch fact={t("rewards.noMatch")} conditions={t(`rewards.claimState.${state}`)} onClear={() => choose("all")} />
              )}
            </Panel>
          )
        }
      </LoadedPages>
    </>
  );
}
