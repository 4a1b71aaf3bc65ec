import { Button } from "@mantine/core";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { useVersion } from "../../features/policies/queries";
import { useSimulation } from "../../features/simulation/queries";
import { SimulationView } from "../../features/simulation/SimulationView";
import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { ErrorState, LoadingSkeleton } from "../../ui/states";

/** 推演: what a version would do to the homes already signed, before it is sent. Nothing is written. */
export default function SimulationPage({ params }: PageProps<"campaign" | "version">) {
  const t = useT();
  const { tenant } = useTenant();
  const campaign = useCampaign(params.campaign);
  const version = useVersion(params.campaign, params.version);
  const simulation = useSimulation(params.campaign, params.version, version.data?.version);
  const groups = simulation.data?.pages.flatMap(({ items }) => items) ?? [];
  const failed = [campaign, version, simulation].find(({ isError }) => isError);
  const isWhole = simulation.data !== undefined && !simulation.hasNextPage;
  const number = version.data?.number;
  const title = number === undefined ? t("simulation.title") : t("simulation.titleOf", { n: number });
  const list = paths.policies(tenant, params.campaign);
  const own = paths.policy(tenant, params.campaign, params.version);

  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { label: t("policies.title"), href: list },
          ...(number === undefined ? [] : [{ label: t("policies.version", { n: number }), href: own }]),
          { label: t("simulation.title") },
        ]}
        back={own}
        actions={
          <Button leftSection={<PrintIcon />} onClick={() => print()}>
            {t("policies.compare.print")}
          </Button>
        }
      />
      {failed && <ErrorState what={t("simulation.notLoaded")} error={failed.error} onRetry={() => failed.refetch()} />}
      {!failed && !isWhole && simulation.data && (
        <Finding kind="remark" announce="status">
          {t("simulation.reckoning", { n: groups.length })}
        </Finding>
      )}
      {!failed && (!campaign.data || !simulation.data) && <LoadingSkeleton rows={8} />}
      {campaign.data && simulation.data && (isWhole || groups.length > 0) && <SimulationView campaign={campaign.data} groups={groups} />}
    </>
  );
}
