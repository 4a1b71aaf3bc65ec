import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { askPriceFigures, type PolicyVersionItem } from "../../api/policies";
import { ApiProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { factWords } from "../../features/policies/quote/facts";
import { Cards } from "../../features/pricelist/Cards";
import { type Choices, choicesOf, requestOf, searchOf, slipQuestion } from "../../features/pricelist/choices";
import { CampaignPrices, PriceFrame } from "../../features/pricelist/PriceFrame";
import { Settings } from "../../features/pricelist/Settings";
import { Sheet, type SlipHref } from "../../features/pricelist/Sheet";
import { Summary } from "../../features/pricelist/Summary";
import { downloadWorkbook } from "../../features/pricelist/workbook";
import { useLanguage, useT } from "../../i18n/useT";

/** 價目表: 購房優惠情況明細表 of a home under a version, on screen, on paper and as XLSX. */
export default function PriceListPage({ params }: PageProps<"tenant" | "campaign">) {
  const t = useT();

  return (
    <CampaignPrices
      id={params.campaign}
      title={t("pricelist.title")}
      back={paths.policies(params.tenant, params.campaign)}
      what={t("pricelist.didNotLoad")}
    >
      {(campaign, versions) => <PriceListOf campaign={campaign} versions={versions} />}
    </CampaignPrices>
  );
}

function PriceListOf({ campaign, versions }: { campaign: CampaignDetail; versions: PolicyVersionItem[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
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
  const choose = (change: Partial<Choices>) => setSearch(searchOf(search, change), { replace: true });

  const slipHref: SlipHref = ({ paymentMethod }, { fromUnits, toUnits }) =>
    paths.quoteSlip(tenant, campaign.id, slipQuestion(choices, paymentMethod, toUnits ?? fromUnits));

  return (
    <PriceFrame
      campaign={campaign}
      title={t("pricelist.title")}
      crumbs={[{ label: t("shell.policy"), href: paths.policies(tenant, campaign.id) }, { label: t("shell.priceList") }]}
      back={paths.policies(tenant, campaign.id)}
      what={t("pricelist.didNotLoad")}
      query={query}
      asked={request !== null}
      hint={t("pricelist.incompleteHint")}
      passing={query.isPlaceholderData}
      summary={list && <Summary head={list} also={factWords(t, choices)} />}
      settings={
        <Settings campaign={campaign} versions={versions} choices={choices} choose={choose} pricedOn={list?.on ?? null} wrong={wrong} />
      }
      download={(answer) => downloadWorkbook(t, language, answer)}
      sheet={(answer) => <Sheet list={answer} catalogue={campaign.catalogue} slipHref={slipHref} />}
      cards={(answer) => <Cards list={answer} slipHref={slipHref} />}
    />
  );
}
