import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { readCampaign } from "../../api/campaigns";
import type { Membership } from "../../api/session";
import { type CampaignChoice, listCampaignChoices } from "../../api/shell";

const STORAGE_KEY = "tuantuo.campaign";

function remembered(agency: string): string | null {
  try {
    return localStorage.getItem(`${STORAGE_KEY}.${agency}`);
  } catch {
    return null; // storage is forbidden: the first campaign is as good
  }
}

function remember(agency: string, campaign: string): void {
  try {
    localStorage.setItem(`${STORAGE_KEY}.${agency}`, campaign);
  } catch {
    // storage is forbidden: the choice holds for this page
  }
}

export function useCampaignChoices(membership: Membership) {
  const { kind, tenant } = membership;
  return useQuery({
    queryKey: [kind, tenant, "campaigns", "choices"],
    queryFn: () => listCampaignChoices(tenant),
    enabled: kind === "agency",
  });
}

/**
 * The question for a campaign that the switcher's list may not have. A campaign's pages ask under the same key, so it is
 * turned off by `enabled`, never by `skipToken`: theirs could then not be asked again ("Missing queryFn").
 */
export const olderCampaign = ({ kind, tenant }: Pick<Membership, "kind" | "tenant">, id: string | null, isAsked: boolean) => ({
  queryKey: [kind, tenant, "campaigns", id],
  queryFn: () => readCampaign(tenant, id ?? ""),
  enabled: id !== null && isAsked,
});

/**
 * The campaign the menu speaks of: the one of the address, else the one last opened on this device, also where it is too
 * old for the switcher's list, else the first that runs. Null for a developer, and while there is none.
 */
export function useCurrentCampaign(membership: Membership, opened: string | null): CampaignChoice | null {
  const { data: choices = [], isPending } = useCampaignChoices(membership);
  const { kind, tenant } = membership;
  const wanted = opened ?? (kind === "agency" ? remembered(tenant) : null);
  const listed = choices.find(({ id }) => id === wanted);
  const { data: older } = useQuery(olderCampaign(membership, wanted, !isPending && !listed));
  const found = listed ?? older;
  useEffect(() => {
    if (opened && found) remember(tenant, opened);
  }, [tenant, opened, found]);

  return (
    found ??
    (opened ? { id: opened, name: "", projectName: "", status: "" } : null) ??
    choices.find(({ status }) => status === "running") ??
    choices[0] ??
    null
  );
}
