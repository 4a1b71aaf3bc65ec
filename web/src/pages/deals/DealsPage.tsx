import type { CampaignDetail } from "../../api/campaigns";
import { type DealSort, type ListedDeals, listDeals } from "../../api/deals";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { DealTable } from "../../features/deals/DealTable";
import styles from "../../features/deals/deals.module.css";
import { LinkButton } from "../../features/deals/LinkButton";
import { CLEARED, conditionsIn, DEAL_WAYS } from "../../features/deals/listing/conditions";
import { DealFilters } from "../../features/deals/listing/DealFilters";
import { useDeals } from "../../features/deals/queries";
import { useEveryEngagement } from "../../features/deals/subscribing/queries";
import { ExportMenu } from "../../features/export/ExportMenu";
import { useLanguage, useT } from "../../i18n/useT";
import { orderParameters, pressed, useConditions } from "../../lib/conditions";
import { dotted } from "../../lib/dotted";
import { listed, moneyAlone } from "../../lib/format";
import { LoadMore } from "../../ui/LoadMore";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
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
  const [search, change] = useConditions();
  const conditions = conditionsIn(search);
  const { search: text, engagement, building, state, sort, order } = conditions;
  const deals = useDeals(campaign.id, conditions);
  const engagements = useEveryEngagement(campaign.id);
  const subscribe = can("deal:record") && (
    <LinkButton
      href={paths.newDeal(tenant, campaign.id)}
      variant="filled"
      reason={campaign.status === "running" ? null : t("deals.notRunning")}
    >
      {t("deals.subscribe")}
    </LinkButton>
  );
  const asked = [
    text,
    engagement && (engagements.data?.find(({ id }) => id === engagement)?.accountName ?? t("deals.byEngagement")),
    building,
    state && t(`deals.state.${state}`),
  ].filter((condition) => condition !== null);

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
      <DealFilters campaign={campaign} conditions={conditions} onChange={change} />
      <LoadedPages query={deals} what={t("deals.notLoaded")}>
        {(rows) => {
          if (rows.length > 0) {
            return (
              <>
                <ExportMenu
                  alone
                  list={{
                    title: t("deals.title"),
                    of: [campaign.projectName, campaign.name],
                    zone: campaign.zone,
                    conditions: asked,
                    ask: (after, asking) => listDeals(tenant, campaign.id, conditions, after, asking),
                    columns: async () => (await import("../../features/deals/listing/exporting")).dealColumns(t),
                  }}
                />
                <Found found={deals.isPlaceholderData ? null : (deals.data?.pages[0]?.found ?? null)} />
                <DealTable
                  rows={rows}
                  zone={campaign.zone}
                  hrefOf={({ id }) => paths.deal(tenant, campaign.id, id)}
                  order={{
                    sort,
                    way: order,
                    onSort: (next) => change(orderParameters(pressed({ sort, way: order }, next as DealSort, DEAL_WAYS), DEAL_WAYS)),
                  }}
                />
                <LoadMore query={deals} shown={rows.length} />
              </>
            );
          }
          return (
            <Panel label={t("deals.title")}>
              {asked.length === 0 ? (
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
                <NoMatch fact={t("deals.noMatch")} conditions={listed(asked, language)} onClear={() => change(CLEARED)} />
              )}
            </Panel>
          );
        }}
      </LoadedPages>
    </>
  );
}

/** How many were found and what they come to, where that is known. */
function Found({ found }: Pick<ListedDeals, "found">) {
  const t = useT();
  const language = useLanguage();
  const sums = found && [
    t("deals.found", { n: found.deals }),
    t("deals.foundPayable", { amount: moneyAlone(found.payableFen) }),
    t("deals.foundDue", { amount: moneyAlone(found.dueFen) }),
  ];
  return (
    <div role="status" className={styles.found}>
      {sums && <p className="dim">{dotted(sums, language)}</p>}
      {found?.isCut && <p className="dim">{t("common.foundMany")}</p>}
    </div>
  );
}
