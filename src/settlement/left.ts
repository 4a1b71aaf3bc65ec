import { and, asc, eq, lt, lte, type SQL, sql } from "drizzle-orm";
import { countingGroups } from "../accounts/engagements/schema";
import type { Facts } from "../http/facts";
import { AgencyScope } from "../tenancy/agency";
import { db } from "../tenancy/database";
import { type ShardName, shardNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { latestToday } from "../time/business-day";
import { settleGroup } from "./store";

/** A group by its key. */
interface Behind {
  agencyId: string;
  campaignId: string;
  rootId: string;
}

/** Groups that one look finds, and how often one run of the job looks; the next goes on. */
const groupsAtOnce = 100;
const looksAtMost = 10;

/**
 * Settles every group whose prices are behind its facts: what a crash left between a fact and its settlement, what finance
 * confirmed, and where a home that counted unsigned has run out of days. One that cannot be settled is logged and passed over, and holds up nobody else's.
 */
export async function settleLeft(facts: Facts): Promise<void> {
  await Promise.all(shardNames.map((shard) => settleLeftOn(facts, shard)));
}

async function settleLeftOn(facts: Facts, shard: ShardName): Promise<void> {
  const job = new SystemScope(facts, "prices", shard);
  const group = job.from(countingGroups);
  // In its own zone a group may have to wait for it, and settling then finds nothing to do.
  const today = latestToday(facts.now);
  await settleThose(job, facts, shard, lt(group.settledVersion, group.version));
  await settleThose(job, facts, shard, and(sql`${group.lapsesOn} is not null`, lte(group.lapsesOn, today)));
}

async function settleThose(job: SystemScope, facts: Facts, shard: ShardName, behind?: SQL): Promise<void> {
  let after: Behind | undefined;
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    const [found] = await job.run(groupsBehind(job, behind, after));
    for (const group of found) await settleOne(facts, shard, group);
    after = found[groupsAtOnce - 1];
    if (!after) return;
  }
}

/** The next groups in the order of their key, from the indexes that hold those behind alone. */
function groupsBehind(job: SystemScope, behind?: SQL, after?: Behind) {
  const group = job.from(countingGroups);
  const past: SQL | undefined =
    after && sql`(${group.agencyId}, ${group.campaignId}, ${group.rootId}) > (${after.agencyId}, ${after.campaignId}, ${after.rootId})`;

  return db
    .select({ agencyId: group.agencyId, campaignId: group.campaignId, rootId: group.rootId })
    .from(group)
    .where(and(behind, past))
    .orderBy(asc(group.agencyId), asc(group.campaignId), asc(group.rootId))
    .limit(groupsAtOnce);
}

async function settleOne(facts: Facts, shard: ShardName, { agencyId, campaignId, rootId }: Behind): Promise<void> {
  const agency = new AgencyScope(facts, { id: "system", name: "團拓", side: "system" }, agencyId, shard, "all", []);
  const group = agency.from(countingGroups);
  const settled = db
    .select({ settledVersion: group.settledVersion })
    .from(group)
    .where(and(eq(group.campaignId, campaignId), eq(group.rootId, rootId)));
  try {
    await settleGroup(agency, { campaignId, rootId: sql`${rootId}` }, undefined, [settled]);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ level: "error", event: "settlement.left", requestId: facts.requestId, name }));
  }
}
