import { beforeAll, expect, test } from "vitest";
import { defaultLeadRules } from "../../src/leads/rules";
import type { LeadRulesShown } from "../../src/leads/ruling/contract";
import { type Gate, gate } from "../support/forms";
import { as } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

let at: Gate;
let path: string;

beforeAll(async () => {
  at = await gate();
  path = `/api/v1/agencies/${at.agency.id}/campaigns/${at.campaignId}/lead-rules`;
});

test("the defaults hold until somebody says otherwise; everybody reads them, managers set them", async () => {
  const viewer = as(await at.agency.member("viewer"));
  const manager = as(await at.agency.member("manager"));
  expect((await viewer.get<LeadRulesShown>(path)).body).toEqual({ ...defaultLeadRules, version: 0 });

  const rules = { ...defaultLeadRules, reportHours: 48, visitWins: false };
  const set = await manager.put<LeadRulesShown>(path, rules, { ifMatch: 0 });
  expect(set).toMatchObject({ status: 200, body: { ...rules, version: 1 } });
  expect((await manager.put(path, rules, { ifMatch: 0 })).status).toBe(412);
  expect((await manager.put<LeadRulesShown>(path, { ...rules, picksPerDay: 0 }, { ifMatch: 1 })).body).toMatchObject({
    picksPerDay: 0,
    version: 2,
  });
  expect((await viewer.get<LeadRulesShown>(path)).body).toMatchObject({ reportHours: 48, visitWins: false, version: 2 });
  expect((await as(await at.agency.member("coordinator")).put(path, rules, { ifMatch: 2 })).status).toBe(403);
});

test.each([
  { reportHours: 0 },
  { reportHours: 721 },
  { protectDays: 366 },
  { callsPerDay: 0 },
  { picksPerDay: 101 },
  { retentionDays: 3651 },
])("refuses %o", async (wrong) => {
  const manager = as(await at.agency.member("manager"));

  expect((await manager.put(path, { ...defaultLeadRules, ...wrong }, { ifMatch: 0 })).status).toBe(422);
});

test("two who set the first rules at once: the second is told that somebody was quicker", async () => {
  const fresh = await gate();
  const manager = as(await fresh.agency.member("manager"));
  const address = `/api/v1/agencies/${fresh.agency.id}/campaigns/${fresh.campaignId}/lead-rules`;
  const over = holdUntilAllThere(/insert into "lead_rules"/, 2);
  const answers = await Promise.all(
    [24, 72].map((reportHours) => manager.put(address, { ...defaultLeadRules, reportHours }, { ifMatch: 0 })),
  );
  over();

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
});
