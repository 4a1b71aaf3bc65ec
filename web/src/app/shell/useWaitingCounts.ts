import { useQuery } from "@tanstack/react-query";
import { countApprovals, countAtDesk, countInCampaign } from "../../api/shell";
import { useTenant } from "../session";

/** Asked again every minute while the page is in sight. */
const refetchInterval = 60_000;

/** How many decisions wait for this person. */
export function useWaitingApprovals(): number {
  const { kind, tenant, permissions } = useTenant();
  const query = useQuery({
    queryKey: [kind, tenant, "approvals", "count"],
    queryFn: () => countApprovals(kind, tenant),
    enabled: permissions.includes("approval:read"),
    refetchInterval,
  });
  return query.data ?? 0;
}

/** How much waits at the finance desk of a developer, in all and in each agency; null where this person has none. */
export function useWaitingAtDesk() {
  const { kind, tenant, permissions } = useTenant();
  const query = useQuery({
    queryKey: [kind, tenant, "desk", "count"],
    queryFn: () => countAtDesk(tenant),
    enabled: kind === "developer" && permissions.includes("deal:confirm"),
    refetchInterval,
  });
  return query.data ?? null;
}

/** How much waits for the agency's own finance in the current campaign; nobody else asks. */
export function useWaitingInCampaign(campaign: string | null): number {
  const { kind, tenant, permissions } = useTenant();
  const query = useQuery({
    queryKey: [kind, tenant, "campaigns", campaign, "waiting-count"],
    queryFn: () => countInCampaign(tenant, campaign ?? ""),
    enabled: kind === "agency" && campaign !== null && permissions.includes("deal:confirm"),
    refetchInterval,
  });
  return query.data ?? 0;
}
