import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { approvals } from "../../src/approvals/schema";
import { campaigns } from "../../src/campaigns/schema";
import { jobFacts } from "../../src/http/facts";
import { groups } from "../../src/organisations/schema";
import { policyVersions } from "../../src/policies/schema";
import { AgencyScope } from "../../src/tenancy/agency";
import { db } from "../../src/tenancy/database";
import { DeveloperInAgencyScope } from "../../src/tenancy/developer";
import { local } from "../checks/rows";
import { newWorld, type World } from "../checks/world";
import { fault } from "../support/watch";

let world: World;
beforeAll(async () => {
  world = await newWorld();
});

const actor = { id: "somebody", name: "某人", side: "agency" as const };
const scopeOf = (agency: { id: string; shard: string | null }, sight: "all" | "as-set" = "all") =>
  new AgencyScope(jobFacts(env, "test", Date.now()), actor, agency.id, agency.shard ?? "", sight, ["finance"]);

function rename(scope: AgencyScope, version: number, name: string) {
  return scope.change({
    event: "group.renamed",
    entity: "group",
    entityId: local.group,
    guards: [scope.at(groups, local.group, version)],
    writes: [scope.update(groups, { name, version: version + 1 }, eq(groups.id, local.group))],
    location: null,
    status: 200,
  });
}

test("columns of one name from two tables keep their own values", async () => {
  const scope = scopeOf(world.agency);
  const [version, campaign] = [scope.from(policyVersions), scope.from(campaigns)];
  const [rows] = await scope.read(
    db
      .select({
        versionId: version.id,
        campaignId: campaign.id,
        versionStatus: version.status,
        campaignStatus: campaign.status,
        terms: version.terms,
      })
      .from(version)
      .innerJoin(campaign, eq(campaign.id, version.campaignId))
      .where(eq(version.id, local.draft)),
  );

  expect(rows).toMatchObject([
    {
      versionId: local.draft,
      campaignId: local.linkedCampaign,
      versionStatus: "draft",
      campaignStatus: "running",
      terms: { rounding: "fen" },
    },
  ]);
});

test("a source holds this agency's rows alone, though a neighbour's have the same ids", async () => {
  for (const agency of [world.agency, world.neighbour, world.distant]) {
    const scope = scopeOf(agency);
    const [rows] = await scope.read(
      db
        .select({ agencyId: scope.from(campaigns).agencyId })
        .from(scope.from(campaigns))
        .limit(50),
    );
    expect(new Set(rows.map(({ agencyId }) => agencyId))).toEqual(new Set([agency.id]));
  }
});

test("a list composed for one agency and sight is run for another with its own ids, filters and rows", async () => {
  const composed: string[] = [];
  const listFor = async (scope: AgencyScope, status?: "running") =>
    scope.readList("scope test", { status, rows: 50 }, (confined, at) => {
      composed.push(String(status));
      const campaign = confined.from(campaigns);

      return db
        .select({ agencyId: campaign.agencyId, id: campaign.id, status: campaign.status })
        .from(campaign)
        .where(at.status && eq(campaign.status, at.status))
        .limit(at.rows);
    });

  const all = await Promise.all([world.agency, world.neighbour, world.distant].map((agency) => listFor(scopeOf(agency))));
  expect(all.map((rows) => new Set(rows.map(({ agencyId }) => agencyId)))).toEqual(
    [world.agency, world.neighbour, world.distant].map(({ id }) => new Set([id])),
  );
  const running = await listFor(scopeOf(world.agency), "running");
  expect(new Set(running.map(({ status }) => status))).toEqual(new Set(["running"]));
  const bound = await listFor(scopeOf(world.agency, "as-set"));
  expect(bound.length).toBeLessThan(all[0]?.length ?? 0);
  expect(composed).toEqual(["undefined", "running", "undefined"]);
});

test("bound by group, a consultant sees what the group takes part in, and nothing that hangs on the rest", async () => {
  const bound = scopeOf(world.agency, "as-set");
  const none = await bound.read(
    db
      .select({ id: bound.from(campaigns).id })
      .from(bound.from(campaigns))
      .limit(50),
    db
      .select({ id: bound.from(policyVersions).id })
      .from(bound.from(policyVersions))
      .limit(50),
  );
  await env.SHARD_1.prepare("insert into group_members (agency_id, user_id, group_id) values (?, ?, ?)")
    .bind(world.agency.id, actor.id, local.group)
    .run();
  const [some] = await bound.read(
    db
      .select({ id: bound.from(campaigns).id })
      .from(bound.from(campaigns))
      .limit(50),
  );

  expect(none).toEqual([[], []]);
  expect(some).toEqual([{ id: local.linkedCampaign }]);
});

test("a developer sees of an agency what its link shares, and nothing once the link has ended", async () => {
  const scope = new DeveloperInAgencyScope(
    jobFacts(env, "test", Date.now()),
    { ...actor, side: "developer" },
    world.developer.id,
    world.agency.id,
    "SHARD_1",
  );
  const read = () =>
    scope.read(
      db
        .select({ id: scope.from(campaigns).id })
        .from(scope.from(campaigns))
        .limit(50),
      db
        .select({ id: scope.from(approvals).id })
        .from(scope.from(approvals))
        .limit(50),
    );
  await env.SHARD_1.prepare(
    `insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, state, maker_id, maker_name, submitted_at)
     select agency_id, 'approval-of-another', kind, campaign_id, 'another', 1, subject, decider, ?, state, maker_id, maker_name, submitted_at
       from approvals where agency_id = ? and id = ?`,
  )
    .bind(world.stranger.id, world.agency.id, local.pending)
    .run();
  const linked = await read();
  await env.SHARD_1.prepare("update links set state = 'ended' where agency_id = ? and state = 'accepted'").bind(world.agency.id).run();
  const ended = await read();
  await env.SHARD_1.prepare("update links set state = 'accepted' where agency_id = ? and state = 'ended'").bind(world.agency.id).run();

  expect(linked[0]).toEqual([{ id: local.linkedCampaign }]);
  expect(linked[1].map(({ id }) => id)).toContain(local.pending);
  expect(linked[1].map(({ id }) => id)).not.toContain(local.alonePending);
  expect(linked[1].map(({ id }) => id)).not.toContain("approval-of-another");
  expect(ended).toEqual([[], []]);
});

test("of twenty edits at once from one version exactly one stands, and it alone is recorded", async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => rename(scopeOf(world.neighbour), 1, `改名 ${n}`)));
  const audited = await env.SHARD_1.prepare("select count(*) as n from audit where scope = ? and event = 'group.renamed'")
    .bind(world.neighbour.id)
    .first<{ n: number }>();

  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.filter((result) => result.status === "rejected").map(({ reason }) => reason.code)).toEqual(Array(19).fill("stale"));
  expect(audited?.n).toBe(1);
});

test("a closed or moved agency takes no change", async () => {
  await env.SHARD_2.prepare("update agencies set state = 'closed' where id = ?").bind(world.distant.id).run();

  await expect(rename(scopeOf(world.distant), 1, "改名")).rejects.toMatchObject({ code: "agency-moved" });
});

test("a fault in the middle of a batch leaves nothing of it", async () => {
  const scope = scopeOf(world.agency);
  fault.at = 3;

  await expect(rename(scope, 1, "改名")).rejects.toMatchObject({ code: "internal" });
  const row = await env.SHARD_1.prepare("select name, version from groups where agency_id = ? and id = ?")
    .bind(world.agency.id, local.group)
    .first();
  expect(row).toEqual({ name: `小組 ${local.group} ${world.agency.id}`, version: 1 });
});

test("audit rows can be neither changed nor removed", async () => {
  await rename(scopeOf(world.agency), 1, "改過名");

  for (const statement of ["update audit set event = 'x' where scope = ?", "delete from audit where scope = ?"]) {
    await expect(env.SHARD_1.prepare(statement).bind(world.agency.id).run()).rejects.toThrow("append-only");
  }
});

test("a role that was withdrawn a moment ago no longer moves money, whatever the token says", async () => {
  const finance = await world.agency.member("finance");
  const scope = new AgencyScope(
    jobFacts(env, "test", Date.now()),
    { id: finance.id, name: finance.name, side: "agency" },
    world.agency.id,
    "SHARD_1",
    "all",
    ["finance"],
  );
  const pay = () =>
    scope.change({
      event: "money.moved",
      entity: "group",
      entityId: local.group,
      guards: [scope.stillPermitted()],
      writes: [],
      location: null,
      status: 200,
    });

  await expect(pay()).resolves.toBeUndefined();
  await env.SHARD_1.prepare("update staff set role = 'viewer' where agency_id = ? and id = ?").bind(world.agency.id, finance.id).run();
  await expect(pay()).rejects.toMatchObject({ code: "not-permitted" });
});
