import { describe, expect, test } from "vitest";
import { bottomBarOf, isCurrent, navigationOf } from "../../web/src/app/shell/navigation";

const manager = {
  kind: "agency" as const,
  tenant: "hopefluent",
  permissions: ["campaign:read", "policy:read", "quote:ask", "approval:read", "staff:read", "organisation:read", "audit:read"],
};
const developer = { kind: "developer" as const, tenant: "shangge", permissions: ["project:read", "approval:read", "staff:read"] };

const idsOf = (groups: ReturnType<typeof navigationOf>) => groups.flatMap(({ items }) => items.map(({ id }) => id));

describe("the menu", () => {
  test("shows an agency its campaigns, the pages of the current one, and the settings", () => {
    expect(idsOf(navigationOf(manager, "zhongyang-2008"))).toEqual([
      "campaigns",
      "approvals",
      "policy",
      "price-list",
      "basics",
      "members",
      "org",
      "audit",
    ]);
  });

  test("has no pages of a campaign while there is none", () => {
    expect(idsOf(navigationOf(manager, null))).toEqual(["campaigns", "approvals", "members", "org", "audit"]);
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
  test.each([
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
  test.each([
    { href: "/a/x/campaigns", location: "/a/x/campaigns", current: true, why: "the page itself" },
    { href: "/a/x/campaigns/c/policy", location: "/a/x/campaigns/c/policy/v2", current: true, why: "a page below it" },
    { href: "/a/x/approvals", location: "/a/x/approvals-old", current: false, why: "another page that begins alike" },
  ])("$location under $href: $why", ({ href, location, current }) => {
    expect(isCurrent(href, location)).toBe(current);
  });
});
