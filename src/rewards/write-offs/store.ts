import { and, desc, eq, max, type SQL, sql } from "drizzle-orm";
import { engagementById } from "../../accounts/engagements/store";
import { approvals } from "../../approvals/schema";
import type { Kind } from "../../approvals/store";
import { askingQueries, pendingAbout, putQuestion, takenBack } from "../../campaigns/asking";
import { campaigns } from "../../campaigns/schema";
import { campaignPath, detailOf } from "../../campaigns/store";
import { settledUp } from "../../deals/recording";
import { deals } from "../../deals/schema";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOf } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Scope } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { instant } from "../../time/instant";
import { rewardEntries } from "../schema";
import type { NewWriteOff, WriteOff, WriteOffToDecide } from "./contract";
import { writeOffs } from "./schema";

/** Those of an engagement, the latest first. */
export const writeOffsOf = (agency: AgencyScope, engagementId: string) =>
  writeOffRows(agency, (writeOff) => eq(writeOff.engagementId, engagementId));

export const writeOffById = (agency: AgencyScope, campaignId: string, id: string) =>
  writeOffRows(agency, (writeOff) => and(eq(writeOff.id, id), sql`+${writeOff.campaignId} = ${campaignId}`));

/** A person's name as finance may read it: who has been paid it knows. */
const nameOf = (scope: Scope, personId: unknown) =>
  sql<string | null>`(select p.name from people p where p.agency_id = ${scope.id} and p.id = ${personId})`;

function writeOffRows(agency: AgencyScope, where: (writeOff: typeof writeOffs) => SQL | undefined) {
  const writeOff = agency.from(writeOffs);
  const recovery = agency.from(rewardEntries, "written_off");
  const deal = agency.from(deals, "written_off_deal");
  const approval = agency.from(approvals, "written_off_approval");

  return db
    .select({
      id: writeOff.id,
      number: writeOff.number,
      engagementId: writeOff.engagementId,
      recoveryId: writeOff.recoveryId,
      personName: nameOf(agency, recovery.personId),
      building: deal.building,
      unitNumber: deal.unitNumber,
      amountFen: writeOff.amountFen,
      reason: writeOff.reason,
      state: writeOff.state,
      askedByName: writeOff.askedByName,
      askedAt: sql`${writeOff.askedAt}`.mapWith(instant),
      approvalId: sql<string>`${approval.id}`.as("approval_id"),
      deciderName: approval.decidedByName,
      remark: approval.remark,
      version: writeOff.version,
    })
    .from(writeOff)
    .crossJoin(recovery)
    .crossJoin(deal)
    .crossJoin(approval)
    .where(and(where(writeOff), eq(recovery.id, writeOff.recoveryId), eq(deal.id, recovery.dealId), eq(approval.subjectId, writeOff.id)))
    .orderBy(desc(writeOff.id))
    .$dynamic();
}

type WriteOffRow = RowsOf<ReturnType<typeof writeOffRows>>[number];

/** @throws Problem `not-found` */
export function writeOffShown([row]: WriteOffRow[]): WriteOff {
  if (!row) throw new Problem("not-found");
  const { approvalId, deciderName, remark, ...shown } = row;

  return { ...shown, approval: { id: approvalId, deciderName, remark } };
}

/**
 * Asks that a recovery be written off: the linked developer decides, or the agency's finance records what it said.
 *
 * @throws Problem `not-found`, `invalid` at `/recoveryId`, `write-off-above-open`, `write-off-pending`, `still-settling`,
 * `campaign-not-open`, `conflict`
 */
export async function askWriteOff(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { recoveryId, amountFen, reason }: NewWriteOff,
): Promise<WriteOff> {
  const numbered = agency.from(writeOffs, "numbered");
  const entry = agency.from(rewardEntries);
  const [found, own, link, [last], [engagement], [recovery]] = await agency.read(
    ...askingQueries(agency, campaignId),
    db
      .select({ number: max(numbered.number) })
      .from(numbered)
      .where(eq(numbered.campaignId, campaignId)),
    engagementById(agency, campaignId, engagementId),
    db
      .select({ id: entry.id })
      .from(entry)
      .where(and(eq(entry.id, recoveryId), eq(entry.engagementId, engagementId), eq(entry.kind, "recovery"))),
  );
  if (!engagement) throw new Problem("not-found");
  if (!recovery) throw invalidField("/recoveryId", "unknown");
  const { now } = agency.facts;
  const id = newId(now);
  const number = (last?.number ?? 0) + 1;
  const name = engagement.accountName ?? detailOf(found).name;
  const question = putQuestion(agency, [found, own, link], {
    kind: "write-off",
    campaignId,
    subjectId: id,
    subjectVersion: 1,
    subject: { number, about: name, amountFen },
    note: reason,
    template: "write-off-submitted",
  });

  return writeOffShown(
    await agency.change({
      ...question,
      event: "write-off.asked",
      entity: "write-off",
      entityId: id,
      changes: [
        { field: "amountFen", to: amountFen },
        { field: "reason", to: reason },
      ],
      guards: [...question.guards, settledUp(agency, engagementId), stillOpen(agency, recoveryId, amountFen)],
      writes: [
        agency.insert(writeOffs, {
          campaignId,
          id,
          number,
          engagementId,
          recoveryId,
          amountFen,
          reason,
          askedBy: agency.actor.id,
          askedByName: agency.actor.name,
          askedAt: now,
        }),
        ...question.writes,
      ],
      answer: writeOffById(agency, campaignId, id),
      location: pathOf(agency, campaignId, id),
      status: 201,
    }),
  );
}

/** Takes the question back before anybody decided. @throws Problem `not-found`, `already-decided` */
export async function withdrawWriteOff(agency: AgencyScope, campaignId: string, id: string): Promise<WriteOff> {
  const [found, [pending]] = await agency.read(writeOffById(agency, campaignId, id), pendingAbout(agency, id));
  writeOffShown(found);
  const taken = takenBack(agency, pending);

  return writeOffShown(
    await agency.change({
      ...taken,
      event: "write-off.withdrawn",
      entity: "write-off",
      entityId: id,
      writes: [...taken.writes, agency.update(writeOffs, { state: "withdrawn", version: sql`version + 1` }, eq(writeOffs.id, id))],
      answer: writeOffById(agency, campaignId, id),
      location: pathOf(agency, campaignId, id),
      status: 200,
    }),
  );
}

const pathOf = (agency: AgencyScope, campaignId: string, id: string) => `${campaignPath(agency.id, campaignId)}/write-offs/${id}`;

/** A write-off as something to be approved: a yes posts the entry that has its id. */
export const writeOffKind: Kind = {
  subject(scope, approvalId) {
    const approval = scope.from(approvals, "asked_write_off");
    const writeOff = scope.from(writeOffs);
    const recovery = scope.from(rewardEntries, "recovery");
    const deal = scope.from(deals, "recovery_deal");
    const campaign = scope.from(campaigns, "recovery_campaign");
    const asked = db
      .select({
        writeOffId: sql<string>`${writeOff.id}`.as("write_off_id"),
        engagementId: writeOff.engagementId,
        personId: recovery.personId,
        personName: nameOf(scope, recovery.personId),
        dealId: recovery.dealId,
        building: deal.building,
        unitNumber: deal.unitNumber,
        recoveryId: writeOff.recoveryId,
        recoveredFen: sql<number>`-${recovery.amountFen}`,
        recoveredOn: recovery.postedOn,
        amountFen: writeOff.amountFen,
        openFen: openFenOf(scope, sql`${writeOff.recoveryId}`),
        zone: campaign.zone,
        state: writeOff.state,
      })
      .from(writeOff)
      .crossJoin(recovery)
      .crossJoin(deal)
      .crossJoin(campaign)
      .where(
        and(
          eq(writeOff.id, sql`(select ${approval.subjectId} from ${approval} where ${approval.id} = ${approvalId})`),
          eq(recovery.id, writeOff.recoveryId),
          eq(deal.id, recovery.dealId),
          eq(campaign.id, writeOff.campaignId),
        ),
      );

    return {
      queries: [asked],
      shown: (_, [rows]) => {
        const [row] = rows as RowsOf<typeof asked>;
        if (!row) return {};
        const { zone, ...shown } = row;

        return { writeOff: { ...shown, postsOn: businessDay(scope.facts.now, zone) } satisfies WriteOffToDecide };
      },
    };
  },

  decided(scope, { campaignId, subjectId, subjectVersion }, { state }, { writeOff }) {
    if (state === "countered") throw invalidField("/outcome", "not-for-this");
    if (!writeOff) throw new Problem("not-found");
    const { engagementId, personId, dealId, recoveryId, amountFen, postsOn } = writeOff;
    const unchanged: Guard = { ...scope.at(writeOffs, subjectId, subjectVersion), code: "conflict" };
    const moved = scope.update(writeOffs, { state, version: sql`version + 1` }, eq(writeOffs.id, subjectId));
    if (state === "returned") return { guards: [unchanged], writes: [moved] };
    const entry = { campaignId, id: subjectId, engagementId, personId, dealId, kind: "write-off", amountFen, recoversId: recoveryId };

    return {
      guards: [unchanged, settledUp(scope, engagementId), stillOpen(scope, recoveryId, amountFen)],
      writes: [moved, scope.insert(rewardEntries, { ...entry, postedOn: postsOn } as never)],
    };
  },
};

/** A guard that so much of a recovery is open: nothing has netted it since, and nothing else wrote it off. */
const stillOpen = (scope: Scope, recoveryId: string, amountFen: number): Guard => ({
  code: "write-off-above-open",
  holds: sql`${openFenOf(scope, sql`${recoveryId}`)} >= ${amountFen}`,
});

/** What of a recovery may be written off, as `openOf` words it. */
function openFenOf(scope: Scope, recoveryId: SQL): SQL<number> {
  const taken = sql`(select coalesce(sum(w.amount_fen), 0) from reward_entries w where w.agency_id = r.agency_id and w.recovers_id = r.id and w.kind = 'write-off')`;
  const unpaid = sql`(select coalesce(sum(e.amount_fen), 0) from reward_entries e where e.agency_id = r.agency_id and e.person_id = r.person_id
    and +e.engagement_id = r.engagement_id and coalesce((select c.state from claims c where c.agency_id = e.agency_id and c.id = e.claim_id), '') <> 'paid')`;

  return sql<number>`coalesce((select max(0, min(-r.amount_fen - ${taken}, -${unpaid})) from reward_entries r
    where r.agency_id = ${scope.id} and r.id = ${recoveryId} and r.kind = 'recovery' and r.claim_id is null), 0)`;
}
