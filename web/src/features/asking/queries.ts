import { keepPreviousData, skipToken, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { listExtensions, listReopenings, previewExtension, previewReopening } from "../../api/asking";
import type { DealPlace } from "../../api/deals";
import type { EngagementPlace } from "../../api/engagements";
import { isProblem } from "../../api/problem";
import { useTenant } from "../../app/session";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;

export function useExtensions(at: DealPlace) {
  return useQuery({
    queryKey: [...campaignKey(at.tenant, at.campaign), "deals", "extensions", at.deal],
    queryFn: () => listExtensions(at),
  });
}

/** What a yes to a day would do, reckoned anew each time it is asked. @param extendTo null while the day cannot be asked for */
export function useExtensionPreview(at: DealPlace, extendTo: string | null) {
  return useQuery({
    queryKey: [...campaignKey(at.tenant, at.campaign), "deals", "extensions", at.deal, "preview", extendTo],
    queryFn: extendTo === null ? skipToken : ({ signal }) => previewExtension(at, extendTo, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

export function useReopenings(at: EngagementPlace) {
  return useQuery({
    queryKey: [...campaignKey(at.tenant, at.campaign), "engagements", "reopenings", at.engagement],
    queryFn: () => listReopenings(at),
  });
}

/** What opening each of some settled engagements again would do, or why it may not be asked. */
export function useReopeningPreviews(tenant: string, campaign: string, picked: readonly string[]) {
  return useQueries({
    queries: picked.map((engagement) => ({
      queryKey: [...campaignKey(tenant, campaign), "engagements", "reopenings", engagement, "preview"],
      queryFn: ({ signal }: { signal: AbortSignal }) => previewReopening({ tenant, campaign, engagement }, signal),
      staleTime: 0,
      gcTime: 0,
    })),
  });
}

/** Asks or takes back, and asks again for what it may have changed; also when somebody was faster. */
export function useAskingAct(campaign: string): <Answer>(act: () => Promise<Answer>) => Promise<Answer> {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  const keys = [campaignKey(tenant, campaign), ["agency", tenant, "approvals"], ["agency", tenant, "audit"]];
  const refresh = () => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  return async (act) => {
    try {
      const answer = await act();
      await refresh();
      return answer;
    } catch (error) {
      if (isProblem(error, "not-found", "wrong-state", "already-decided", "approval-pending", "deal-cancelled", "engagement-settled")) {
        await refresh();
      }
      throw error;
    }
  };
}
