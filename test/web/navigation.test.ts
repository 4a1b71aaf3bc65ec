import { describe, expect, test } from "vitest";
import { above } from "../../web/src/app/paths";
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
      "audit",
    ]);
  });

  test("has no pages of a campaign while there is none", () => {
    expect(idsOf(navigationOf(manager, null))).toEqual(["campaigns", "accounts", "approvals", "members", "org", "audit"]);
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
  const seller = { ...manager, permissions: [...manager.permissions, "deal:read", "deal:record"] };
  const finance = { ...manager, permissions: [...manager.permissions, "deal:read", "deal:confirm"] };
  const decider = { ...seller, permissions: [...seller.permissions, "approval:decide"] };
  const paying = { ...developer, permissions: [...developer.permissions, "deal:confirm"] };

  test.each([
    { member: seller, campaign: "c", ids: ["deals", "engagements", "price-list", "more"], why: "who sells works on deals and accounts" },
    { member: seller, campaign: null, ids: ["campaigns", "approvals", "me", "more"], why: "who sells, while there is no campaign" },
    { member: decider, campaign: "c", ids: ["campaigns", "price-list", "approvals", "more"], why: "who decides does so on the way" },
    { member: finance, campaign: "c", ids: ["desk", "deals", "approvals", "more"], why: "finance confirms at its desk" },
    { member: paying, campaign: null, ids: ["desk", "approvals", "projects", "more"], why: "a developer's finance pays at its desk" },
    { member: manager, campaign: "c", ids: ["campaigns", "price-list", "approvals", "more"], why: "the daily pages of an agency" },
    {
      member: manager,
      campaign: null,
      ids: ["campaigns", "approvals", "me", "more"],
      why: "without a campaign one's own account fills the place",
    },
    { member: developer, campaign: null, ids: ["projects", "approvals", "members", "more"], why: "those of a developer" },
  ])("has four places: $why", ({ member, campaign, ids }) => {
    expect(bottomBarOf(member, campaign).map(({ id }) => id)).toEqual(ids);
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
