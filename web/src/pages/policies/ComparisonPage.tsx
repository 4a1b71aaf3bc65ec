import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useLocation, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { comparePolicyVersions, type PolicyVersionItem } from "../../api/policies";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { Changes } from "../../features/policies/Changes";
import { KeyFigures } from "../../features/policies/KeyFigures";
import { byNumber, useVersions } from "../../features/policies/queries";
import { VersionPickers } from "../../features/policies/VersionPickers";
import { useLanguage, useT } from "../../i18n/useT";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadedPages } from "../../ui/states";

/** Two versions side by side: what the later one changes, and what a home costs in each. */
export default function ComparisonPage({ params }: PageProps<"campaign" | "version">) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const campaign = useCampaign(params.campaign);
  const versions = useVersions(params.campaign);
  const list = paths.policies(tenant, params.campaign);

  return (
    <>
      <PageHead
        title={t("policies.compare.title")}
        crumbs={[{ label: t("policies.title"), href: list }, { label: t("policies.compare.title") }]}
        back={list}
        actions={
          <>
            {can("policy:draft") && (
              <Button component={Link} href={paths.simulation(tenant, params.campaign, params.version)}>
                {t("policies.simulate")}
              </Button>
            )}
            <Button leftSection={<PrintIcon />} onClick={() => print()}>
              {t("policies.compare.print")}
            </Button>
          </>
        }
      />
      <LoadedPages query={versions} what={t("policies.didNotLoad")}>
        {(items) => (
          <Loaded query={campaign}>{(data) => <Comparison campaign={data} versions={byNumber(items)} version={params.version} />}</Loaded>
        )}
      </LoadedPages>
    </>
  );
}

function Comparison({ campaign, versions, version }: { campaign: CampaignDetail; versions: PolicyVersionItem[]; version: string }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const after = versions.find(({ id }) => id === version);
  const before =
    versions.find(({ id }) => id === search.get("with")) ??
    versions.find(({ id }) => id === after?.basedOn) ??
    versions.find(({ id }) => id !== version);
  const query = useQuery({
    queryKey: [
      "agency",
      tenant,
      "campaigns",
      campaign.id,
      "comparison",
      [after?.id, after?.version],
      [before?.id, before?.version],
      language,
    ],
    queryFn: () => comparePolicyVersions(tenant, campaign.id, after?.id ?? "", before?.id ?? ""),
    enabled: after !== undefined && before !== undefined,
    placeholderData: keepPreviousData,
  });

  if (!after || !before) {
    return (
      <Panel label={t("policies.compare.title")}>
        {after ? (
          <EmptyState fact={t("policies.compare.onlyOne")} />
        ) : (
          <EmptyState fact={t("common.notFound")} hint={t("common.notFoundHint")} />
        )}
      </Panel>
    );
  }
  return (
    <>
      <Panel label={t("policies.compare.which")}>
        <VersionPickers
          versions={versions}
          before={before.id}
          after={after.id}
          onChange={(earlier, later) => navigate(paths.policyComparison(tenant, campaign.id, later, earlier), { replace: true })}
        />
        <p className="sub">{t("policies.compare.say", { before: before.number, after: after.number })}</p>
      </Panel>
      <Loaded query={query}>{(comparison) => <Changes {...comparison} />}</Loaded>
      <KeyFigures campaign={campaign} before={before} after={after} />
    </>
  );
}
