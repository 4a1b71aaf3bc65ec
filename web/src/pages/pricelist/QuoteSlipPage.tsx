import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem, QuoteSlip } from "../../api/policies";
import { ApiProblem, isProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { byNumber, useVersions } from "../../features/policies/queries";
import { type Asking, askingOf, questionOf, requestOf } from "../../features/policies/quote/asking";
import { QuoteFields } from "../../features/policies/quote/QuoteFields";
import { QuoteLines } from "../../features/policies/quote/QuoteLines";
import { useSlip } from "../../features/policies/quote/useQuote";
import styles from "../../features/pricelist/pricelist.module.css";
import { SettingsPlace } from "../../features/pricelist/SettingsPlace";
import { SlipSheet } from "../../features/pricelist/SlipSheet";
import { Summary } from "../../features/pricelist/Summary";
import { slipRows } from "../../features/pricelist/slip";
import { VersionField } from "../../features/pricelist/VersionField";
import { downloadRows } from "../../features/pricelist/workbook";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, ErrorState, Loaded, LoadedPages } from "../../ui/states";

/** 報價單: what one home costs one buyer, on screen, on one A4 and as XLSX. */
export default function QuoteSlipPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const versions = useVersions(params.campaign);

  return (
    <Loaded query={campaign} what={t("pricelist.slip.didNotLoad")}>
      {(data) => (
        <LoadedPages query={versions} what={t("pricelist.slip.didNotLoad")}>
          {(all) => <SlipOf campaign={data} versions={byNumber(all)} />}
        </LoadedPages>
      )}
    </Loaded>
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
  const { download, writing, unwritten } = useDownload(slip);
  const notYet = slip && !passing ? null : t(request ? "pricelist.computing" : "pricelist.incomplete");

  return (
    <>
      <PageHead
        title={t("pricelist.slip.title")}
        crumbs={[
          { label: t("shell.priceList"), href: paths.priceList(tenant, campaign.id, version ?? undefined) },
          { label: t("pricelist.slip.title") },
        ]}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        screenOnly
        back={paths.priceList(tenant, campaign.id, version ?? undefined)}
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
        <SettingsPlace
          title={t("pricelist.settings")}
          summary={
            slip ? (
              <Summary head={slip} also={[slip.paymentMethod.label, t("pricelist.homes", { n: slip.countedUnits })]} />
            ) : (
              t("pricelist.settings")
            )
          }
        >
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
        </SettingsPlace>
        <div>
          {!request && (
            <Panel label={t("pricelist.slip.title")}>
              <EmptyState fact={t("pricelist.incomplete")} hint={t("policies.quote.fill")} />
            </Panel>
          )}
          {request && isProblem(query.error, "no-policy-in-force") && (
            <Panel label={t("pricelist.slip.title")}>
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
            <Loaded query={query} what={t("pricelist.slip.didNotLoad")}>
              {(answer) =>
                query.isError ? null : (
                  <>
                    <div className={styles.paper}>
                      <SlipSheet slip={answer} />
                    </div>
                    <div className={styles.onPhone}>
                      <Panel label={t("pricelist.slip.title")}>
                        <QuoteLines slip={answer} passing={passing} />
                      </Panel>
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

function useDownload(slip: QuoteSlip | undefined) {
  const t = useT();
  const language = useLanguage();
  const [writing, setWriting] = useState(false);
  const [unwritten, setUnwritten] = useState<unknown>(null);

  const download = async () => {
    if (!slip) return;
    setWriting(true);
    setUnwritten(null);
    await downloadRows(t, slip, t("pricelist.slip.title"), slipRows(t, language, slip)).catch(setUnwritten);
    setWriting(false);
  };
  return { download, writing, unwritten };
}
