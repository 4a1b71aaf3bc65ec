import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { AgencyScope } from "../tenancy/agency";
import { type Composed, db, type RowsOfAll } from "../tenancy/database";
import { type ShardName, shardNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import type { BusinessDay } from "../time/contract";
import { type Figures, measureIds } from "./contract";
import { measures, type SourceId, sources } from "./measures";
import { added } from "./rules";
import { resultMarks, results } from "./schema";

/** Days of a campaign that are reckoned together. */
export const daysAtOnce = 31;

/** Marks that one look of the job finds, and how often one run looks; the next goes on. */
const marksAtOnce = 200;
const looksAtMost = 10;

/**
 * Reckons the sums of marked days anew and takes their marks away. Sums and versions are read in one batch, so a fact that
 * comes later has raised its mark past what was read: that mark stays, and these sums give way to newer ones.
 *
 * @param answer what to read once the sums stand
 */
export async function reckon<const Q extends readonly Composed[]>(
  agency: AgencyScope,
  campaignId: string,
  days: readonly BusinessDay[],
  answer: Q,
): Promise<RowsOfAll<Q>> {
  const system = agency.asSystem();
  const mark = system.from(resultMarks);
  const listed = sql`(select value from json_each(${JSON.stringify(days)}))`;
  const ids = Object.keys(sources) as SourceId[];
  const [marks, ...sums] = await system.read(
    db
      .select({ day: mark.day, version: mark.version })
      .from(mark)
      .where(and(eq(mark.campaignId, campaignId), inArray(mark.day, listed))),
    ...ids.map((source) => sumsOf(system, source, campaignId, days)),
  );
  const found = Map.groupBy(sums.flat(), ({ day }) => day);
  const rows = marks.map(({ day, version }) => ({ campaignId, day, version, figures: byCategory(found.get(day) ?? []) }));
  const read = sql`(select value->>'day', value->>'version' from json_each(${JSON.stringify(marks)}))`;

  return system.derive(
    [
      ...system.insertMany(results, rows, "newer"),
      system.delete(resultMarks, and(eq(resultMarks.campaignId, campaignId), sql`(${resultMarks.day}, ${resultMarks.version}) in ${read}`)),
    ],
    ...answer,
  );
}

interface Sums {
  day: BusinessDay;
  category: string | null;
  figures: Figures;
}

/** The measures of one source on some days, by category: as many rows are read as facts have these days. */
function sumsOf(agency: AgencyScope, source: SourceId, campaignId: string, days: readonly BusinessDay[]) {
  const { tables, campaign, day, category } = sources[source];
  const own = measureIds.filter((id) => measures[id].source === source);
  const pairs = own.map((id): SQL => sql`${id}, ${sql.raw(measures[id].sum)}`);

  return db
    .select({
      day: sql<BusinessDay>`marked.value`,
      category: sql<string | null>`${sql.raw(category)}`,
      figures: sql<Figures>`json_object(${sql.join(pairs, sql`, `)})`.mapWith((json: string) => JSON.parse(json) as Figures),
    })
    .from(sql`json_each(${JSON.stringify(days)}) marked cross join ${tables(agency)}`)
    .where(sql`${sql.raw(campaign)} = ${campaignId} and ${sql.raw(day)} = marked.value`)
    .groupBy(sql`1`, sql`2`);
}

function byCategory(sums: readonly Sums[]): Record<string, Figures> {
  const groups = Map.groupBy(sums, ({ category }) => category ?? "");

  return Object.fromEntries([...groups].map(([category, found]) => [category, added(found.map(({ figures }) => figures))]));
}

/**
 * Reckons every marked day: what changes left, and what a crash did. A campaign that cannot be reckoned is logged and
 * passed over, and holds up no other.
 */
export async function reckonLeft(facts: Facts): Promise<void> {
  await Promise.all(shardNames.map((shard) => reckonLeftOn(facts, shard)));
}

type Mark = Pick<typeof resultMarks.$inferSelect, "agencyId" | "campaignId" | "day">;

async function reckonLeftOn(facts: Facts, shard: ShardName): Promise<void> {
  const job = new SystemScope(facts, "results", shard);
  let after: Mark | undefined;
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    const [marks] = await job.run(nextMarks(job, after));
    for (const own of Map.groupBy(marks, ({ agencyId, campaignId }) => `${agencyId}/${campaignId}`).values())
      for (let at = 0; at < own.length; at += daysAtOnce) await reckonSome(facts, shard, own.slice(at, at + daysAtOnce));
    after = marks[marksAtOnce - 1];
    if (!after) return;
  }
}

/** The next marks in the order of their key. */
function nextMarks(job: SystemScope, after?: Mark) {
  const mark = job.from(resultMarks);

  return db
    .select({ agencyId: mark.agencyId, campaignId: mark.campaignId, day: mark.day })
    .from(mark)
    .where(after && sql`(${mark.agencyId}, ${mark.campaignId}, ${mark.day}) > (${after.agencyId}, ${after.campaignId}, ${after.day})`)
    .orderBy(mark.agencyId, mark.campaignId, mark.day)
    .limit(marksAtOnce);
}

/** Days of one campaign. */
async function reckonSome(facts: Facts, shard: ShardName, marks: readonly Mark[]): Promise<void> {
  const [first] = marks;
  if (!first) return;
  const agency = new AgencyScope(facts, { id: "system", name: "團拓", side: "system" }, first.agencyId, shard, "all", []);
  const days = marks.map(({ day }) => day);
  try {
    await reckon(agency, first.campaignId, days, []);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ level: "error", event: "results.left", requestId: facts.requestId, name }));
  }
}
