import { skipToken, useQuery } from "@tanstack/react-query";
import { allEngagements, type Engagement, listEngagements, listReferrals, type Referral } from "../../../api/engagements";
import type { Page } from "../../../api/session";
import { useTenant } from "../../../app/session";
import { anything, everyUnit } from "../../units/queries";

/** A campaign with more engagements than this many pages is searched on its own page. */
const PAGES_AT_MOST = 20;

/** All engagements of a campaign, to choose from. */
export function useEveryEngagement(campaign: string, enabled = true) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign, "engagements", "all"],
    queryFn: () => allPages<Engagement>((after) => listEngagements(tenant, campaign, allEngagements, after)),
    enabled,
  });
}

/** Everybody who was recommended for an engagement, but for what was taken back. */
export function useEveryReferral(campaign: string, engagement: string) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign, "engagements", engagement, "referrals", "all"],
    queryFn: engagement
      ? async () =>
          (await allPages<Referral>((after) => listReferrals({ tenant, campaign, engagement }, after))).filter(
            ({ withdrawn }) => !withdrawn,
          )
      : skipToken,
  });
}

/** The units of a building that can be had. */
export function useAvailableUnits(project: string, building: string) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: ["agency", tenant, "projects", project, "units", "available", building],
    queryFn: building ? () => everyUnit(tenant, project, { ...anything, building, state: "available" }) : skipToken,
    staleTime: 0,
  });
}

async function allPages<Item>(read: (after: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const answer: Page<Item> = await read(after);
    items.push(...answer.items);
    after = answer.next;
    if (after === null) break;
  }
  return items;
}
