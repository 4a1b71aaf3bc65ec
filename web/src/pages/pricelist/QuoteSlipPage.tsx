import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem } from "../../api/policies";
import { ApiProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { type Asking, askingOf, questionOf, requestOf } from "../../features/policies/quote/asking";
import { factWords } from "../../features/policies/quote/facts";
import { QuoteFields } from "../../features/policies/quote/QuoteFields";
import { QuoteLines } from "../../features/policies/quote/QuoteLines";
import { useSlip } from "../../features/policies/quote/useQuote";
import { CampaignPrices, PriceFrame } from "../../features/pricelist/PriceFrame";
import styles from "../../features/pricelist/pricelist.module.css";
import { SlipSheet } from "../../features/pricelist/SlipSheet";
import { Summary } from "../../features/pricelist/Summary";
import { slipRows } from "../../features/pricelist/slip";
import { VersionField } from "../../features/pricelist/VersionField";
import { downloadRows } from "../../features/pricelist/workbook";
import { useLanguage, useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";

/** 報價單: what one home costs one buyer, on screen, on one A4 and as XLSX. */
export default function QuoteSlipPage({ params }: PageProps<"tenant" | "campaign">) {
  const t = useT();

  return (
    <CampaignPrices
      id={params.campaign}
      title={t("pricelist.slip.title")}
      back={paths.priceList(params.tenant, params.campaign)}
      what={t("pricelist.slip.didNotLoad")}
    >
      {(campaign, versions) => <SlipOf campaign={campaign} versions={versions} />}
    </CampaignPrices>
  );
}

function SlipOf({ campaign, versions }: { campaign: CampaignDetail; versions: PolicyVersionItem[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
  const version = search.get("version");
  const asking = askingOf(search, campaign);
  const request = requestOf(asking, version);
  const query = useSlip(campaign.id, request, versions.find(({ id }) => id === version)?.version ?? 0);
  const slip = request && !query.isError ? query.data : undefined;
  const passing = query.isPlaceholderData || query.isFetching;
  const wrong = query.error instanceof ApiProblem ? query.error.errors : [];
  const go = (next: Asking, of: string | null) => setSearch(new URLSearchParams(questionOf(next, of)), { replace: true });
  const title = t("pricelist.slip.title");
  const facts = factWords(t, asking);
  const list = paths.priceList(tenant, campaign.id, version ?? undefined);

  return (
    <PriceFrame
      campaign={campaign}
      title={title}
      crumbs={[{ label: t("shell.priceList"), href: list }, { label: title }]}
      back={list}
      what={t("pricelist.slip.didNotLoad")}
      query={query}
      asked={request !== null}
      hint={t("policies.quote.fill")}
      passing={passing}
      summary={slip && <Summary head={slip} also={[slip.paymentMethod.label, t("pricelist.homes", { n: slip.countedUnits }), ...facts]} />}
      settings={
        <div className={styles.settings}>
          <VersionField versions={versions} value={version} onChange={(of) => go(asking, of)} />
          <QuoteFields
            catalogue={campaign.catalogue}
            asking={asking}
            ask={(change) => go({ ...asking, ...change }, version)}
            quotedOn={slip?.on ?? null}
            wrong={wrong}
          />
        </div>
      }
      download={(answer) => downloadRows(t, answer, title, slipRows(t, language, answer, facts))}
      sheet={(answer) => <SlipSheet slip={answer} facts={facts} />}
      cards={(answer) => (
        <Panel label={title}>
          <QuoteLines slip={answer} passing={passing} />
        </Panel>
      )}
    />
  );
}
