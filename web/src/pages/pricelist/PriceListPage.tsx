import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { askPriceFigures, type PolicyVersionItem } from "../../api/policies";
import { ApiProblem, isProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { byNumber, useVersions } from "../../features/policies/queries";
import { Cards } from "../../features/pricelist/Cards";
import { type Choices, choicesOf, requestOf, searchOf, slipQuestion } from "../../features/pricelist/choices";
import styles from "../../features/pricelist/pricelist.module.css";
import { Settings } from "../../features/pricelist/Settings";
import { SettingsPlace } from "../../features/pricelist/SettingsPlace";
import { Sheet, type SlipHref } from "../../features/pricelist/Sheet";
import { Summary } from "../../features/pricelist/Summary";
import { downloadWorkbook } from "../../features/pricelist/workbook";
import { useLanguage, useT } from "../../i18n/useT";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, ErrorState, Loaded, LoadedPages } from "../../ui/states";

/** 價目表: 購房優惠情況明細表 of a home under a version, on screen, on paper and as XLSX. */
export default function PriceListPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const versions = useVersions(params.campaign);

  return (
    <Loaded query={campaign} what={t("pricelist.didNotLoad")}>
      {(data) => (
        <LoadedPages query={versions} what={t("pricelist.didNotLoad")}>
          {(all) => <PriceListOf campaign={data} versions={byNumber(all)} />}
        </LoadedPages>
      )}
    </Loaded>
  );
}

function PriceListOf({ campaign, versions }: { campaign: CampaignDetail; versions: PolicyVersionItem[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
  const [writing, setWriting] = useState(false);
  const [unwritten, setUnwritten] = useState<unknown>(null);
  const choices = choicesOf(search, campaign);
  const request = requestOf(choices);
  const query = useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign.id, "price-list", request, language],
    queryFn: () => (request ? askPriceFigures(tenant, campaign.id, request) : Promise.reject(new Error("nothing to ask yet"))),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const list = request && !query.isError ? query.data : undefined;
  const wrong = query.error instanceof ApiProblem ? query.error.errors : [];
  const notYet = list && !query.isPlaceholderData ? null : t(request ? "pricelist.computing" : "pricelist.incomplete");
  const choose = (change: Partial<Choices>) => setSearch(searchOf(search, change), { replace: true });

  const slipHref: SlipHref = ({ paymentMethod }, { fromUnits, toUnits }) =>
    paths.quoteSlip(tenant, campaign.id, slipQuestion(choices, paymentMethod, toUnits ?? fromUnits));

  const download = async () => {
    if (!list) return;
    setWriting(true);
    setUnwritten(null);
    await downloadWorkbook(t, language, list).catch(setUnwritten);
    setWriting(false);
  };

  return (
    <>
      <PageHead
        title={t("pricelist.title")}
        crumbs={[{ label: t("shell.policy"), href: paths.policies(tenant, campaign.id) }, { label: t("shell.priceList") }]}
        meta={[`${campaign.projectName}·${campaign.name}`]}
        screenOnly
        back={paths.policies(tenant, campaign.id)}
        actions={
          <>
            <ReasonedButton reason={notYet} onClick={download} loading={writing}>
              {t("pricelist.xlsx")}
            </ReasonedButton>
            <ReasonedButton reason={notYet} variant="filled" leftSection={<PrintIcon />} onClick={() => window.print()}>
              {t("pricelist.print")}
            </ReasonedButton>
          </>
        }
      />
      {unwritten !== null && <ErrorState what={t("pricelist.notWritten")} error={unwritten} onRetry={download} />}
      <div className={styles.columns}>
        <SettingsPlace title={t("pricelist.settings")} summary={list ? <Summary head={list} /> : t("pricelist.settings")}>
          <Settings campaign={campaign} versions={versions} choices={choices} choose={choose} pricedOn={list?.on ?? null} wrong={wrong} />
        </SettingsPlace>
        <div className={styles.sheetPlace}>
          {!request && (
            <Panel label={t("pricelist.title")}>
              <EmptyState fact={t("pricelist.incomplete")} hint={t("pricelist.incompleteHint")} />
            </Panel>
          )}
          {request && isProblem(query.error, "no-policy-in-force") && (
            <Panel label={t("pricelist.title")}>
              <EmptyState
                fact={t("pricelist.noPolicy")}
                hint={t("pricelist.noPolicyHint")}
                action={
                  <Button component={Link} href={paths.policies(tenant, campaign.id)}>
                    {t("pricelist.toPolicies")}
                  </Button>
                }
              />
            </Panel>
          )}
          {request && !isProblem(query.error, "no-policy-in-force") && (
            <Loaded query={query} what={t("pricelist.didNotLoad")}>
              {(answer) =>
                query.isError ? null : (
                  <>
                    <div className={styles.paper}>
                      <Sheet list={answer} catalogue={campaign.catalogue} slipHref={slipHref} />
                    </div>
                    <div className={styles.onPhone}>
                      <Cards list={answer} slipHref={slipHref} />
                    </div>
                  </>
                )
              }
            </Loaded>
          )}
        </div>
      </div>
    </>
  );
}
