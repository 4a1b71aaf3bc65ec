import { and, eq, inArray, sql } from "drizzle-orm";
import { invalidField, Problem } from "../../http/problem";
import { groupMembers, groups, staff } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOfAll } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import type { AssignTo, LeadDetail } from "../contract";
import { asSeen, changeLead, leadBefore, stillThere, stretch, updateLead } from "../one/changing";
import { inTurn, noClock, reportClock, standingOf } from "../rules";
import { leadOwners, leads, leadTurns } from "../schema";
import { type LeadCampaign, type Reader, reportingRoles } from "../store";
import type { GiveBack } from "./contract";
import { pickable } from "./picking";

/** Takes a lead out of the pool. @throws Problem `lead-not-free`, `lead-of-group`, `lead-cooling`, `picks-used-up` */
export async function pickLead(agency: AgencyScope, campaignId: string, leadId: string, reader: Reader): Promise<LeadDetail> {
  const before = await leadBefore(agency, campaignId, leadId, reader);
  const { row, campaign } = before;
  const { now } = agency.facts;
  if (standingOf(row, reader.id, now) !== "free") throw new Problem("lead-not-free");
  const lead = agency.from(leads, "in_pool");
  const isFree = and(eq(lead.id, leadId), sql`${lead.freeAt} <= ${now}`);

  return changeLead(before, {
    event: "lead.picked",
    changes: [{ field: "ownerId", from: row.ownerId, to: reader.id }],
    guards: [{ code: "lead-not-free", holds: hasRow(lead, isFree) }, ...pickable(agency, campaign, leadId, reader)],
    writes: [
      updateLead(before, { ...reportClock(campaign.rules, now), ownerId: reader.id, groupId: null }),
      stretch(agency, campaign, { leadId, ownerId: reader.id, how: "picked" }),
    ],
  });
}

/** Gives a lead back to the pool, for a reason. @throws Problem `not-your-lead`, `stale` */
export async function giveBack(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  { reason }: GiveBack,
  reader: Reader,
): Promise<LeadDetail> {
  const before = await leadBefore(agency, campaignId, leadId, reader);
  const { row, campaign } = before;
  if (standingOf(row, reader.id, agency.facts.now) !== "mine") throw new Problem("not-your-lead");

  return changeLead(before, {
    event: "lead.returned",
    changes: [
      { field: "ownerId", from: row.ownerId, to: null },
      { field: "reason", to: reason },
    ],
    guards: asSeen(before, version),
    writes: [
      updateLead(before, { ...noClock, groupId: null, nextOn: null, nextKind: null, nextNoteCipher: null }),
      stretch(agency, campaign, { leadId, ownerId: null, how: "returned", reason }),
    ],
  });
}

/** Says whose a lead is. @throws Problem `stale`, `group-empty`, `conflict` when turns moved on meanwhile, `invalid` */
export async function assignLead(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  to: AssignTo,
  reader: Reader,
): Promise<LeadDetail> {
  const [before, rows] = await Promise.all([
    leadBefore(agency, campaignId, leadId, reader),
    agency.read(...whoTakes(agency, campaignId, to)),
  ]);
  const { writes, guards, changes } = assigned(agency, before.campaign, [leadId], to, rows);

  return changeLead(before, {
    event: "lead.assigned",
    changes: [{ field: "ownerId", from: before.row.ownerId, to: changes[0] ?? null }],
    guards: [...asSeen(before, version), stillThere(agency, leadId), ...guards],
    writes,
  });
}

/** Who may take leads over: the member, or those of the group with how many each was given; and the group. */
export function whoTakes(agency: AgencyScope, campaignId: string, to: AssignTo) {
  const member = agency.from(staff, "taking");
  const placed = agency.from(groupMembers, "placed");
  const turn = agency.from(leadTurns, "given");
  const group = agency.from(groups);
  const groupId = "groupId" in to ? to.groupId : "";

  return [
    db
      .select({ userId: member.id, given: sql<number>`coalesce(${turn.given}, 0)` })
      .from(member)
      .leftJoin(turn, and(eq(turn.userId, member.id), eq(turn.campaignId, campaignId)))
      .where(
        and(
          to.to === "member"
            ? eq(member.id, to.userId)
            : sql`${member.id} in (select ${placed.userId} from ${placed} where ${placed.groupId} = ${groupId} limit ${membersAtMost})`,
          eq(member.state, "active"),
          inArray(member.role, [...reportingRoles]),
        ),
      )
      .orderBy(member.id)
      .limit(membersAtMost),
    db.select({ id: group.id }).from(group).where(eq(group.id, groupId)),
  ] as const;
}

const membersAtMost = 200;

/**
 * What gives leads to somebody: guards, writes, and who gets each.
 *
 * @throws Problem `invalid` at `/userId` or `/groupId`, `group-empty`
 */
export function assigned(
  agency: AgencyScope,
  campaign: LeadCampaign,
  leadIds: string[],
  to: AssignTo,
  [members, [group]]: Readonly<RowsOfAll<ReturnType<typeof whoTakes>>>,
  pointer = "",
): { writes: Write[]; guards: Guard[]; changes: (string | null)[] } {
  if (to.to === "member" && !members.length) throw invalidField(`${pointer}/userId`, "unknown");
  if ((to.to === "turn" || to.to === "group") && !group) throw invalidField(`${pointer}/groupId`, "unknown");
  if (to.to === "turn" && !members.length) throw new Problem("group-empty");
  const { now } = agency.facts;
  const of = (ids: string[]) => sql`${leads.id} in (select value from json_each(${JSON.stringify(ids)}))`;
  const stretches = (ids: string[], ownerId: string | null, how: "assigned" | "in-turn") =>
    agency.insertMany(
      leadOwners,
      ids.map((leadId) => ({
        id: newId(now),
        campaignId: campaign.id,
        leadId,
        ownerId,
        how,
        reason: null,
        day: campaign.today,
        at: now,
        byId: agency.actor.id,
        byName: agency.actor.name,
      })),
    );
  if (to.to === "pool" || to.to === "group") {
    const groupId = to.to === "group" ? to.groupId : null;

    return {
      writes: [
        agency.update(leads, { ...noClock, groupId, version: sql`version + 1` }, of(leadIds)),
        ...stretches(leadIds, null, "assigned"),
      ],
      guards: [],
      changes: leadIds.map(() => null),
    };
  }
  const dealt = to.to === "member" ? new Map([[to.userId, leadIds]]) : inTurn(leadIds, members);
  const clock = reportClock(campaign.rules, now);
  const how = to.to === "turn" ? "in-turn" : "assigned";
  const writes = [...dealt].flatMap(([ownerId, ids]) => [
    agency.update(leads, { ...clock, ownerId, groupId: null, version: sql`version + 1` }, of(ids)),
    ...stretches(ids, ownerId, how),
    ...(to.to === "turn" ? turned(agency, campaign.id, ownerId, ids.length) : []),
  ]);

  return {
    writes,
    guards: [...dealt.keys()]
      .map((userId) => stillTakes(agency, userId))
      .concat(to.to === "turn" ? [turnsStand(agency, campaign.id, members)] : []),
    changes: leadIds.map((leadId) => [...dealt].find(([, ids]) => ids.includes(leadId))?.[0] ?? null),
  };
}

function turned(agency: AgencyScope, campaignId: string, userId: string, many: number): Write[] {
  return [
    agency.insertFrom(leadTurns, { campaignId: sql`${campaignId}`, userId: sql`${userId}`, given: sql`0` }, sql`where true`),
    agency.update(leadTurns, { given: sql`given + ${many}` }, and(eq(leadTurns.campaignId, campaignId), eq(leadTurns.userId, userId))),
  ];
}

/** A guard that who takes a lead over is still here. */
function stillTakes(agency: AgencyScope, userId: string): Guard {
  const member = agency.from(staff, "still_here");

  return { code: "stale", holds: hasRow(member, and(eq(member.id, userId), eq(member.state, "active"))) };
}

/** A guard that nobody was given anything meanwhile: whose turn it is has been read. */
function turnsStand(agency: AgencyScope, campaignId: string, members: readonly { userId: string; given: number }[]): Guard {
  const turn = agency.from(leadTurns, "turn_now");
  const ids = JSON.stringify(members.map(({ userId }) => userId));
  const given = members.reduce((sum, member) => sum + member.given, 0);

  return {
    code: "conflict",
    holds: sql`(select coalesce(sum(${turn.given}), 0) from ${turn} where ${turn.campaignId} = ${campaignId} and ${turn.userId} in (select value from json_each(${ids}))) = ${given}`,
  };
}
