import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { DealTable } from "../../features/deals/DealTable";
import styles from "../../features/deals/deals.module.css";
import { LinkButton } from "../../features/deals/LinkButton";
import { useDeals } from "../../features/deals/queries";
import { STATES } from "../../features/deals/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { LoadMore } from "../../ui/LoadMore";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { Segmented } from "../../ui/Segmented";
import { EmptyState, Loaded, LoadedPages, NoMatch } from "../../ui/states";

/** 成交: the homes of a campaign that are subscribed, signed, completed or cancelled. */
export default function DealsPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);

  return (
    <Loaded query={campaign} what={t("deals.notLoaded")}>
      {(data) => <DealsOf campaign={data} />}
    </Loaded>
  );
}

function DealsOf({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const can = useCan();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((known) => known === search.get("state")) ?? null;
  const deals = useDeals(campaign.id, state);
  const chooseState = (next: string) => setSearch(next === "all" ? {} : { state: next }, { replace: true });
  const subscribe = can("deal:record") && (
    <LinkButton
      href={paths.newDeal(tenant, campaign.id)}
      variant="filled"
      reason={campaign.status === "running" ? null : t("deals.notRunning")}
    >
      {t("deals.subscribe")}
    </LinkButton>
  );

  return (
    <>
      <PageHead
        title={t("deals.title")}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        actions={
          <>
            {can("deal:attribute") && <LinkButton href={paths.commissions(tenant, campaign.id)}>{t("deals.commissions.title")}</LinkButton>}
            {subscribe}
          </>
        }
      />
      <div className={styles.filters}>
        <Segmented
          label={t("deals.byState")}
          labelHidden
          options={[{ value: "all", label: t("deals.allStates") }, ...STATES.map((value) => ({ value, label: t(`deals.state.${value}`) }))]}
          value={state ?? "all"}
          onChange={chooseState}
        />
      </div>
      <LoadedPages query={deals} what={t("deals.notLoaded")}>
        {(rows) => {
          if (rows.length > 0) {
            return (
              <>
                <DealTable rows={rows} hrefOf={({ id }) => paths.deal(tenant, campaign.id, id)} />
                <LoadMore query={deals} shown={rows.length} />
              </>
            );
          }
          return (
            <Panel label={t("deals.title")}>
              {state === null ? (
                <EmptyState
                  fact={t("deals.empty")}
                  hint={t(can("deal:record") ? "deals.emptyHint" : "deals.emptyAsk")}
                  action={
                    can("deal:record") &&
                    campaign.status === "running" && (
                      <LinkButton href={paths.newDeal(tenant, campaign.id)}>{t("deals.subscribe")}</LinkButton>
                    )
                  }
                />
              ) : (
                <NoMatch fact={t("deals.noMatch")} conditions={t(`deals.state.${state}`)} onClear={() => chooseState("all")} />
              )}
            </Panel>
          );
        }}
      </LoadedPages>
    </>
  );
}
