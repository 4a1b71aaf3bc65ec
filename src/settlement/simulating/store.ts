import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { declaredDemands } from "../../accounts/demands/schema";
import { countingGroups, engagements } from "../../accounts/engagements/schema";
import { accounts } from "../../accounts/schema";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { policyVersions } from "../../policies/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { groupFacts, groupRowsOfAll } from "../facts";
import type { SimulatedGroup } from "./contract";
import { simulated } from "./rules";

/**
 * What a version would do to the campaign's counting groups, some at a time: which come next is read first, then all
 * facts of each.
 *
 * @throws Problem `not-found`
 */
export async function simulation(
  agency: AgencyScope,
  campaignId: string,
  versionId: string,
  { after, limit }: { after?: string; limit: number },
): Promise<{ items: SimulatedGroup[]; next: string | null }> {
  const version = agency.from(policyVersions);
  const [[found], groups] = await agency.read(
    db
      .select({ terms: version.terms })
      .from(version)
      .where(and(eq(version.id, versionId), sql`+${version.campaignId} = ${campaignId}`)),
    groupsFrom(agency, campaignId, { after, limit }),
  );
  if (!found) throw new Problem("not-found");
  const { items, next } = pageOf(groups, limit);
  if (items.length === 0) return { items: [], next: null };

  const queries = items.map(({ id }) => groupFacts(agency, { campaignId, rootId: sql`${id}` }));
  const rows = await agency.read(...items.map(({ id }) => declaredUnits(agency, campaignId, id)), ...queries.flat());
  const groupsRead = groupRowsOfAll(queries, rows.slice(items.length));
  const shown = items.map(({ id, accountName, credential }, index) => {
    const own = groupsRead[index];
    const [declared] = rows[index] as { units: number }[];
    const outcome = own ? simulated(own, found.terms, declared?.units ?? 0) : null;

    return outcome && { rootId: id, accountName, credential, ...outcome };
  });

  return { items: shown.filter((group) => group !== null), next };
}

/** What the accounts of a group say that they will take in all. */
function declaredUnits(agency: AgencyScope, campaignId: string, rootId: string) {
  const demand = agency.from(declaredDemands);
  const engagement = agency.from(engagements, "declaring");
  const ids = db
    .select({ id: engagement.id })
    .from(engagement)
    .where(and(eq(engagement.campaignId, campaignId), eq(engagement.rootId, rootId)));

  return db
    .select({ units: sql<number>`coalesce(sum(${demand.units}), 0)` })
    .from(demand)
    .where(and(inArray(demand.engagementId, ids), isNull(demand.endedAt)));
}

/** Groups by root: an account, or what names a credential's channel. */
function groupsFrom(agency: AgencyScope, campaignId: string, { after, limit }: { after?: string; limit: number }) {
  const group = agency.from(countingGroups);
  const account = agency.from(accounts);
  const channel = agency.from(engagements);

  return db
    .select({
      id: group.rootId,
      accountName: sql<string | null>`(select ${account.name} from ${account} where ${account.id} = ${group.rootId})`.as("root_name"),
      credential: sql<
        string | null
      >`(select ${channel.credential} from ${channel} where ${channel.campaignId} = ${campaignId} and ${channel.rootId} = ${group.rootId} limit 1)`.as(
        "of_credential",
      ),
    })
    .from(group)
    .where(and(eq(group.campaignId, campaignId), after === undefined ? undefined : gt(group.rootId, after)))
    .orderBy(group.rootId)
    .limit(limit + 1);
}
