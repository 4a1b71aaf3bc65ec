import { and, eq, sql } from "drizzle-orm";
import { policyVersions } from "../policies/schema";
import { db } from "../tenancy/database";
import type { Scope } from "../tenancy/scope";

/** The most days that any published version of a campaign gives to sign: so long after its window nothing is settled. */
export function graceOf(scope: Scope, campaignId: string) {
  const version = scope.from(policyVersions, "giving_days");

  return db
    .select({ days: sql<number>`coalesce(max(json_extract(${version.terms}, '$.signWithinDays')), 0)`.as("grace_days") })
    .from(version)
    .where(and(eq(version.campaignId, campaignId), eq(version.status, "published")));
}
