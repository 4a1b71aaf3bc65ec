import { and, eq, type SQL, sql } from "drizzle-orm";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { staff } from "../../organisations/schema";
import { maskedName } from "../../people/masking";
import { people } from "../../people/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import { instantOrNull } from "../../time/instant";
import type { LeadDetail } from "../contract";
import { handsOver, protectedByVisit, reportClock } from "../rules";
import { leadOwners, leads, leadVisits } from "../schema";
import { campaignFound, campaignOfLeads } from "../store";
import type { Visit } from "./contract";

/** Visits as they wait or were decided; `shownVisit` makes the answer of a row. */
function visitRows(agency: AgencyScope, where: (visit: typeof leadVisits) => SQL | undefined) {
  const visit = agency.from(leadVisits);
  const lead = agency.from(leads);
  const person = agency.from(people);
  const owner = agency.from(staff);

  return db
    .select({
      id: visit.id,
      leadId: visit.leadId,
      name: person.name,
      visitedOn: visit.visitedOn,
      broughtById: visit.broughtBy,
      broughtByName: visit.broughtByName,
      ownerName: sql<string | null>`${owner.name}`.as("owner_name"),
      state: visit.state,
      decidedByName: visit.decidedByName,
      decidedAt: visit.decidedAt,
      leadState: sql<LeadDetail["state"]>`${lead.state}`.as("lead_state"),
      leadVersion: sql<number>`${lead.version}`.as("lead_version"),
      ownerId: lead.ownerId,
      visitedWith: lead.visitedWith,
      phoneHash: lead.phoneHash,
      lastVisit: sql<string | null>`${lead.visitedOn}`.as("last_visit"),
    })
    .from(visit)
    .crossJoin(lead)
    .crossJoin(person)
    .leftJoin(owner, eq(owner.id, lead.ownerId))
    .where(and(where(visit), eq(lead.id, visit.leadId), eq(person.id, lead.personId)))
    .orderBy(visit.id)
    .$dynamic();
}

type VisitRow = RowsOf<ReturnType<typeof visitRows>>[number];

function shownVisit(row: VisitRow, rules: Parameters<typeof handsOver>[0]): Visit {
  return {
    id: row.id,
    leadId: row.leadId,
    nameMasked: row.name === null ? null : maskedName(row.name),
    visitedOn: row.visitedOn,
    broughtById: row.broughtById,
    broughtByName: row.broughtByName,
    ownerName: row.ownerName,
    state: row.state,
    handsOver: row.state === "waiting" && handsOver(rules, { ...row, state: row.leadState }),
    decidedByName: row.decidedByName,
    decidedAt: instantOrNull(row.decidedAt),
  };
}

/** Visits that wait for a yes, the oldest first. @throws Problem `not-found` */
export async function waitingVisits(agency: AgencyScope, campaignId: string, { after, limit }: { after?: string; limit: number }) {
  const [campaign, rows] = await agency.read(
    campaignOfLeads(agency, campaignId),
    visitRows(agency, (visit) =>
      and(eq(visit.campaignId, campaignId), eq(visit.state, "waiting"), after === undefined ? undefined : sql`${visit.id} > ${after}`),
    ).limit(limit + 1),
  );
  const { rules } = campaignFound(agency, campaign);
  const page = pageOf(rows, limit);

  return { items: page.items.map((row) => shownVisit(row, rules)), next: page.next };
}

/**
 * Decides a visit that another than the owner brought about; never one's own. Accepted, it hands the lead over where the
 * rules say so, and else is only remembered as a visit.
 *
 * @throws Problem `not-found`, `already-decided`, `maker-is-checker`, `stale` when the lead has moved on
 */
export async function decideVisit(agency: AgencyScope, campaignId: string, visitId: string, accept: boolean): Promise<Visit> {
  const { now } = agency.facts;
  const [campaignRow, [row]] = await agency.read(
    campaignOfLeads(agency, campaignId),
    visitRows(agency, (visit) => and(eq(visit.id, visitId), eq(visit.campaignId, campaignId))),
  );
  const campaign = campaignFound(agency, campaignRow);
  if (!row) throw new Problem("not-found");
  if (row.state !== "waiting") throw new Problem("already-decided");
  if (row.broughtById === agency.actor.id) throw new Problem("maker-is-checker");
  const waiting = agency.from(leadVisits, "waiting_visit");
  const isHandedOver = accept && handsOver(campaign.rules, { ...row, state: row.leadState });
  const at = Date.parse(`${row.visitedOn}T00:00:00Z`);
  const isWhole = row.phoneHash !== null;
  const guards: Guard[] = [
    { code: "already-decided", holds: hasRow(waiting, and(eq(waiting.id, visitId), eq(waiting.state, "waiting"))) },
    agency.at(leads, row.leadId, row.leadVersion),
  ];
  const remembered =
    row.lastVisit === null || row.lastVisit <= row.visitedOn
      ? { visitedOn: row.visitedOn, visitedWith: isHandedOver || row.visitedWith === null ? row.broughtById : row.visitedWith }
      : {};
  const handed = isHandedOver
    ? {
        ...reportClock(campaign.rules, now),
        ownerId: row.broughtById,
        groupId: null,
        ...(isWhole ? { confirmedAt: now, protectedUntil: protectedByVisit(campaign.rules, at) } : {}),
        state: sql`'contacted'` as never,
      }
    : {};

  const [answer] = await agency.change({
    event: accept ? "lead.visit-accepted" : "lead.visit-refused",
    entity: "lead",
    entityId: row.leadId,
    changes: isHandedOver ? [{ field: "ownerId", from: row.ownerId, to: row.broughtById }] : [],
    guards,
    writes: [
      agency.update(
        leadVisits,
        { state: accept ? "accepted" : "refused", decidedBy: agency.actor.id, decidedByName: agency.actor.name, decidedAt: now },
        eq(leadVisits.id, visitId),
      ),
      ...(accept ? [agency.update(leads, { ...remembered, ...handed, version: sql`version + 1` }, eq(leads.id, row.leadId))] : []),
      ...(isHandedOver
        ? [
            agency.insert(leadOwners, {
              id: newId(now),
              campaignId,
              leadId: row.leadId,
              ownerId: row.broughtById,
              how: "visit",
              day: campaign.today,
              at: now,
              byId: agency.actor.id,
              byName: agency.actor.name,
            }),
          ]
        : []),
    ],
    answer: visitRows(agency, (visit) => eq(visit.id, visitId)),
    location: null,
    status: 200,
  });
  if (!answer) throw new Problem("not-found");

  return shownVisit(answer, campaign.rules);
}
