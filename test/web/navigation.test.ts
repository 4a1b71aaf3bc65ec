import { describe, expect, test } from "vitest";
import { agencyRoles, developerRoles, permissionsOf, type TenantKind } from "../../src/tenancy/roles";
import { above } from "../../web/src/app/paths";
import type { Permission } from "../../web/src/app/permission";
import { bottomBarOf, currentOf, navigationOf, placeOf } from "../../web/src/app/shell/navigation";

const manager = {
  kind: "agency" as const,
  tenant: "hopefluent",
  permissions: [
    "campaign:read",
    "account:read",
    "policy:read",
    "quote:ask",
    "unit:read",
    "approval:read",
    "staff:read",
    "organisation:read",
    "message:read",
    "audit:read",
  ],
};
const developer = { kind: "developer" as const, tenant: "shangge", permissions: ["project:read", "approval:read", "staff:read"] };

const idsOf = (groups: ReturnType<typeof navigationOf>) => groups.flatMap(({ items }) => items.map(({ id }) => id));

describe("the menu", () => {
  test("shows an agency its campaigns, the pages of the current one, and the settings", () => {
    expect(idsOf(navigationOf(manager, "zhongyang-2008"))).toEqual([
      "campaigns",
      "accounts",
      "approvals",
      "engagements",
      "units",
      "policy",
      "price-list",
      "basics",
      "members",
      "org",
      "messages",
      "audit",
    ]);
  });

  test("has no pages of a campaign while there is none", () => {
    expect(idsOf(navigationOf(manager, null))).toEqual(["campaigns", "accounts", "approvals", "members", "org", "messages", "audit"]);
  });

  test("leaves out what the role may not do, and a group that is left empty", () => {
    const seller = { ...manager, permissions: ["campaign:read", "quote:ask"] };
    const groups = navigationOf(seller, "zhongyang-2008");
    expect(idsOf(groups)).toEqual(["campaigns", "price-list", "basics"]);
    expect(groups.map(({ id }) => id)).toEqual(["work", "campaign"]);
  });

  test("shows a developer what concerns it", () => {
    expect(idsOf(navigationOf(developer, null))).toEqual(["projects", "approvals", "members"]);
  });
});

describe("the phone's bottom bar", () => {
  const may = (kind: TenantKind, role: string) => ({ kind, tenant: "t", permissions: permissionsOf(kind, role) as Permission[] });

  test.each<{ kind: TenantKind; role: string; campaign: string | null; ids: string[]; why: string }>([
    { kind: "agency", role: "consultant", campaign: "c", ids: ["today", "leads", "deals"], why: "calls, reports, sells" },
    { kind: "agency", role: "coordinator", campaign: "c", ids: ["today", "leads", "deals"], why: "does what a consultant does" },
    {
      kind: "agency",
      role: "manager",
      campaign: "c",
      ids: ["engagements", "deals", "approvals"],
      why: "follows accounts and deals, decides",
    },
    { kind: "agency", role: "owner", campaign: "c", ids: ["dashboard", "approvals", "deals"], why: "looks at the figures and decides" },
    { kind: "agency", role: "finance", campaign: "c", ids: ["desk", "deals", "approvals"], why: "confirms at the desk" },
    { kind: "agency", role: "compliance", campaign: "c", ids: ["rewards", "engagements", "audit"], why: "lets rewards go" },
    { kind: "agency", role: "logistics", campaign: "c", ids: ["engagements", "units", "dashboard"], why: "looks up whom and which homes" },
    { kind: "agency", role: "viewer", campaign: "c", ids: ["engagements", "units", "dashboard"], why: "looks on" },
    { kind: "agency", role: "consultant", campaign: null, ids: ["today", "campaigns", "approvals"], why: "has no campaign to work in yet" },
    { kind: "agency", role: "manager", campaign: null, ids: ["approvals", "campaigns", "me"], why: "plans the first campaign" },
    { kind: "agency", role: "compliance", campaign: null, ids: ["audit", "campaigns", "approvals"], why: "has no reward to look at yet" },
    { kind: "developer", role: "finance", campaign: null, ids: ["desk", "approvals", "projects"], why: "confirms and pays at the desk" },
    { kind: "developer", role: "owner", campaign: null, ids: ["approvals", "projects", "members"], why: "decides" },
    { kind: "developer", role: "marketing", campaign: null, ids: ["approvals", "projects", "members"], why: "decides" },
    { kind: "developer", role: "compliance", campaign: null, ids: ["projects", "approvals", "audit"], why: "looks through who did what" },
    { kind: "developer", role: "viewer", campaign: null, ids: ["projects", "approvals", "members"], why: "looks on" },
  ])("$role of $kind, who $why", ({ kind, role, campaign, ids }) => {
    expect(bottomBarOf(may(kind, role), campaign).map(({ id }) => id)).toEqual([...ids, "more"]);
  });

  test("is there for every role", () => {
    for (const role of agencyRoles) expect(bottomBarOf(may("agency", role), "c"), role).toHaveLength(4);
    for (const role of developerRoles) expect(bottomBarOf(may("developer", role), null), role).toHaveLength(4);
  });
});

describe("what the menu counts", () => {
  const countedOf = (kind: TenantKind, role: string) =>
    navigationOf({ kind, tenant: "t", permissions: permissionsOf(kind, role) as Permission[] }, "c")
      .flatMap(({ items }) => items)
      .flatMap(({ id, counted }) => (counted ? [[id, counted]] : []));

  test.each(["developer", "agency"] as const)("decisions, and what waits at the desk of the finance of a %s", (kind) => {
    expect(countedOf(kind, "finance")).toEqual([
      ["approvals", "approvals"],
      ["desk", "desk"],
    ]);
  });

  test("no desk for who has none", () => {
    expect(countedOf("agency", "manager")).toEqual([["approvals", "approvals"]]);
  });
});

describe("where one is", () => {
  const items = navigationOf({ ...manager, permissions: [...manager.permissions, "reward:read"] }, "c").flatMap((group) => group.items);
  test.each([
    { location: "/a/hopefluent/campaigns", here: "campaigns", why: "the page itself" },
    { location: "/a/hopefluent/campaigns/c/policy/v2", here: "policy", why: "the nearest of two that it lies below" },
    { location: "/a/hopefluent/campaigns/new", here: "campaigns", why: "a page below the list alone" },
    { location: "/a/hopefluent/campaigns/c/claims/1", here: "rewards", why: "a claim is of the rewards, though it stands beside them" },
    {
      location: "/a/hopefluent/campaigns/c/engagements/e/rewards",
      here: "rewards",
      why: "what an engagement earned is of the rewards, as its crumbs say",
    },
    { location: "/a/hopefluent/campaigns/c/engagements/e/benefits/b", here: "engagements", why: "its other papers are its own" },
    { location: "/a/hopefluent/approvals-old", here: undefined, why: "another page that begins alike" },
  ])("$location: $why", ({ location, here }) => {
    expect(currentOf(items, location)?.id).toBe(here);
  });

  test("a page that this person may not see marks nothing, rather than the next best", () => {
    const looker = { ...manager, permissions: ["campaign:read"] };
    expect(placeOf(looker, "c", "/a/hopefluent/campaigns/c/deals")).toBe("deals");
    expect(idsOf(navigationOf(looker, "c"))).not.toContain("deals");
    expect(placeOf(looker, "c", "/a/hopefluent/more")).toBeUndefined();
  });
});

describe("the way back from a page whose code is not here yet", () => {
  const pages = ["/a/h/campaigns", "/a/h/campaigns/c/deals", "/a/h/campaigns/c/deals/d", "/a/h/campaigns/c/deals/d/offer", "/a/h/accounts"];
  test.each([
    { location: "/a/h/campaigns/c/deals/d/offer", back: "/a/h/campaigns/c/deals/d", why: "the page it lies below" },
    { location: "/a/h/campaigns/c/deals/d/supplements/new", back: "/a/h/campaigns/c/deals/d", why: "over a step that is no page" },
    { location: "/a/h/campaigns/new", back: "/a/h/campaigns", why: "to the list" },
    { location: "/a/h/campaigns/c/deals", back: undefined, why: "a campaign's pages are in the menu" },
    { location: "/a/h/accounts", back: undefined, why: "so are the tenant's" },
  ])("$location: $back, $why", ({ location, back }) => {
    expect(above(location, (address) => pages.includes(address))).toBe(back);
  });
});
