import { and, eq, sql } from "drizzle-orm";
import type { Recipient } from "../messages/contract";
import { agencyLinks } from "../organisations/schema";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow } from "../tenancy/database";
import { agencyPermissions, developerPermissions } from "../tenancy/roles";
import { agencyRows } from "../tenancy/schema";
import type { Guard } from "../tenancy/scope";
import { campaigns } from "./schema";

/** The agency's own name. */
export function agencyName(agency: AgencyScope) {
  const own = agency.from(agencyRows);

  return db.select({ name: own.name }).from(own);
}

/** The link to the developer of a campaign's project, who then decides; none: the agency's finance records what it says. */
export function acceptedLink(agency: AgencyScope, campaignId: string) {
  const link = agency.from(agencyLinks);
  const campaign = agency.from(campaigns);
  const projectId = db.select({ projectId: campaign.projectId }).from(campaign).where(eq(campaign.id, campaignId));

  return db
    .select({ id: link.id, developerId: link.developerId })
    .from(link)
    .where(and(eq(link.projectId, sql`${projectId}`), eq(link.state, "accepted")));
}

/** A guard that who decides is still who was found: a link may be accepted or end at the same moment. */
export function decidedBy(agency: AgencyScope, projectId: string, linkId: string | null): Guard {
  const link = agency.from(agencyLinks);
  const accepted = and(eq(link.projectId, projectId), eq(link.state, "accepted"), linkId === null ? undefined : eq(link.id, linkId));

  return { code: "conflict", holds: linkId === null ? sql`not ${hasRow(link, accepted)}` : hasRow(link, accepted) };
}

/** Who is told that something waits for them: the linked developer's who decide, or the agency's own who record. */
export function decidersOf(agency: AgencyScope, developerId: string | null): Recipient {
  return developerId
    ? { kind: "holders", tenant: developerId, roles: developerPermissions["policy:decide"] }
    : { kind: "holders", tenant: agency.id, roles: agencyPermissions["approval:record"] };
}
