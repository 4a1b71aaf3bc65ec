import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { listPolicyVersions, type PolicyVersionDetail, type PolicyVersionItem, readPolicyVersion } from "../../api/policies";
import { useTenant } from "../../app/session";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;
const versionsKey = (tenant: string, campaign: string) => [...campaignKey(tenant, campaign), "policy-versions"] as const;
export const versionKey = (tenant: string, campaign: string, version: string) =>
  [...versionsKey(tenant, campaign), "one", version] as const;

/** All versions so far, newest first, page by page. */
export function useVersions(campaign: string) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [...versionsKey(tenant, campaign), "list"],
    queryFn: ({ pageParam }) => listPolicyVersions(tenant, campaign, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The newest number first, however the pages came. */
export function byNumber(versions: PolicyVersionItem[]): PolicyVersionItem[] {
  return versions.toSorted((a, b) => b.number - a.number);
}

export function useVersion(campaign: string, version: string) {
  const { tenant } = useTenant();
  return useQuery({ queryKey: versionKey(tenant, campaign, version), queryFn: () => readPolicyVersion(tenant, campaign, version) });
}

/** Takes the answer of an act on a version, and asks again for what the act changes elsewhere. */
export function useVersionChanged(campaign: string) {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return async (detail: PolicyVersionDetail) => {
    queries.setQueryData(versionKey(tenant, campaign, detail.id), detail);
    await Promise.all([
      queries.invalidateQueries({ queryKey: [...versionsKey(tenant, campaign), "list"] }),
      queries.invalidateQueries({ queryKey: ["agency", tenant, "approvals"] }),
    ]);
  };
}

/** Forgets a version that was deleted. */
export function useVersionDeleted(campaign: string) {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return async (version: string) => {
    queries.removeQueries({ queryKey: versionKey(tenant, campaign, version) });
    await queries.invalidateQueries({ queryKey: [...versionsKey(tenant, campaign), "list"] });
  };
}
