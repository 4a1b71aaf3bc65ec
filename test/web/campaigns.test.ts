import { describe, expect, test } from "vitest";
import type { CampaignTemplate } from "../../web/src/api/campaigns";
import { namedCampaign, sourceOf, sourcesOf } from "../../web/src/features/campaigns/planning";

const template = {
  id: "plan-2008",
  names: { "zh-Hant": "大客戶拓展 2008" },
  startsOn: "2008-05-15",
  endsOn: "2008-07-15",
} as CampaignTemplate;
const campaign = { id: "spring", name: "春季", projectId: "p", startsOn: "2025-03-01", endsOn: "2025-04-30" };
const sources = sourcesOf([template], [campaign], "zh-Hant", "2026-11-25");

test.each([
  { from: null, window: ["2026-11-25", "2027-01-25"], why: "the template: from today, for as long as the plan's 62 days" },
  { from: "spring", window: ["2025-03-01", "2025-04-30"], why: "a campaign by its id: its own window, to be moved" },
  { from: "campaign:spring", window: ["2025-03-01", "2025-04-30"], why: "the same as the field says it" },
])("a new campaign begins with $why", ({ from, window }) => {
  const source = sourceOf(sources, from);

  expect([source?.startsOn, source?.endsOn]).toEqual(window);
});

describe("the campaign that an address names", () => {
  test.each([
    { from: "spring", named: "spring", why: "by its id" },
    { from: "campaign:spring", named: "spring", why: "as the field says it" },
    { from: "template:plan-2008", named: null, why: "a template is none" },
    { from: "", named: null, why: "nothing" },
    { from: null, named: null, why: "no word of it" },
  ])("$why", ({ from, named }) => {
    expect(namedCampaign(from)).toBe(named);
  });
});
