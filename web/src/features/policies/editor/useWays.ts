import { paths } from "../../../app/paths";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { inForceOn } from "../versions";
import type { VersionProps } from "./VersionEditor";

/** The pages that a version leads to: what it changes, and its prices on paper. */
export function useWays({ campaign, detail, versions }: VersionProps): { label: string; href: string }[] {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const others = versions.filter(({ id }) => id !== detail.id);
  const other = others.find(({ id }) => id === detail.basedOn) ?? inForceOn(others, detail.effectiveFrom ?? campaign.startsOn) ?? others[0];

  return [
    ...(other
      ? [{ label: t("policies.compareWith", { n: other.number }), href: paths.policyComparison(tenant, campaign.id, detail.id, other.id) }]
      : []),
    ...(can("policy:draft") ? [{ label: t("policies.simulate"), href: paths.simulation(tenant, campaign.id, detail.id) }] : []),
    ...(can("quote:ask") ? [{ label: t("policies.toPriceList"), href: paths.priceList(tenant, campaign.id, detail.id) }] : []),
  ];
}
