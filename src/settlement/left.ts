import { and, asc, eq, lt, type SQL, sql } from "drizzle-orm";
import { countingGroups } from "../accounts/engagements/schema";
import type { Facts } from "../http/facts";
import { AgencyScope } from "../tenancy/agency";
import { db } from "../tenancy/database";
import { type ShardName, shardNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
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
 * Settles every group whose prices are behind its facts: what a crash left between a fact and its settlement, and what
 * finance confirmed. One that cannot be settled is logged and passed over, and holds up nobody else's.
 */
export async function settleLeft(facts: Facts): Promise<void> {
  await Promise.all(shardNames.map((shard) => settleLeftOn(facts, shard)));
}

async function settleLeftOn(facts: Facts, shard: ShardName): Promise<void> {
  const job = new SystemScope(facts, "prices", shard);
  let after: Behind | undefined;
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    const [behind] = await job.run(groupsBehind(job, after));
    for (const group of behind) await settleOne(facts, shard, group);
    after = behind[groupsAtOnce - 1];
    if (!after) return;
  }
}

/** The next groups in the order of their key, from the index that holds those behind alone. */
function groupsBehind(job: SystemScope, after?: Behind) {
  const group = job.from(countingGroups);
  const past: SQL | undefined =
    after && sql`(${group.agencyId}, ${group.campaignId}, ${group.rootId}) > (${after.agencyId}, ${after.campaignId}, ${after.rootId})`;

  return db
    .select({ agencyId: group.agencyId, campaignId: group.campaignId, rootId: group.rootId })
    .from(group)
    .where(and(lt(group.settledVersion, group.version), past))
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
