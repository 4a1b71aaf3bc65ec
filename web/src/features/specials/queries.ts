import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { listSpecials, previewSpecial, type SpecialAsked, type SpecialsPlace } from "../../api/specials";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";
import { useSettled } from "../../lib/useSettled";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;

/** The special prices of a home or an engagement. */
export function useSpecials(at: SpecialsPlace) {
  return useQuery({ queryKey: [...campaignKey(at.tenant, at.campaign), "specials", at.about], queryFn: () => listSpecials(at) });
}

/** What a special price would cost, once nobody has changed it for a moment. @param asked null while something is missing */
export function useSpecialPreview({ tenant, campaign }: Pick<SpecialsPlace, "tenant" | "campaign">, asked: SpecialAsked | null) {
  const settled = useSettled(asked);
  const query = useQuery({
    queryKey: [...campaignKey(tenant, campaign), "specials", "preview", settled],
    queryFn: settled === null ? skipToken : ({ signal }) => previewSpecial(tenant, campaign, settled, signal),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  return { query, isPassing: query.isPlaceholderData || JSON.stringify(settled) !== JSON.stringify(asked) };
}

/** Runs an act on a special price and asks again for what it may have changed; also when somebody was faster. */
export function useSpecialAct(campaign: string) {
  const { tenant } = useTenant();
  return useActing(
    [campaignKey(tenant, campaign), ["agency", tenant, "approvals"], ["agency", tenant, "audit"]],
    ["not-found", "wrong-state", "already-decided", "special-pending", "deal-cancelled", "engagement-settled"],
  );
}
