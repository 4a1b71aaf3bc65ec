import { and, eq, isNull, max, sql } from "drizzle-orm";
import type { ApprovalRow } from "../../../approvals/asking";
import { approvals } from "../../../approvals/schema";
import type { Kind } from "../../../approvals/store";
import { askingQueries, pendingAbout, putQuestion, takenBack } from "../../../campaigns/asking";
import { campaigns } from "../../../campaigns/schema";
import { detailOf } from "../../../campaigns/store";
import { fileToKeep, keep } from "../../../files/store";
import { invalidField, Problem } from "../../../http/problem";
import { people } from "../../../people/schema";
import type { AgencyScope } from "../../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../../tenancy/database";
import { newId } from "../../../tenancy/ids";
import type { Guard, Scope } from "../../../tenancy/scope";
import { businessDay } from "../../../time/business-day";
import type { KeyPersonTrail } from "../contract";
import { countingGroups, engagements, firstVisits, recognitions, referrals } from "../schema";
import { engagementById } from "../store";
import { claimedBy, contactById, trailAbout, trailOf } from "../trail";
import type { CorrectionToDecide, NewCorrection } from "./contract";
import { correctableUntil } from "./rules";
import { keyPersonCorrections } from "./schema";

/**
 * Asks that a key person recorded at most three days ago be corrected: somebody else was meant. Another of the agency's
 * managers decides.
 *
 * @throws Problem `not-found`, `correction-too-late` (it would be a change), `reward-claimed`, `engagement-settled`,
 * `correction-pending`, `campaign-not-open`, `conflict`, `invalid` at `/recognitionId`, `/contactId` or `/documentId`
 */
export async function askCorrection(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { recognitionId, contactId, reason, documentId }: NewCorrection,
): Promise<KeyPersonTrail> {
  const numbered = agency.from(keyPersonCorrections, "numbered");
  const recognition = agency.from(recognitions);
  const [found, own, link, [engagement], [contact], [recorded], [last], [document]] = await agency.read(
    ...askingQueries(agency, campaignId),
    engagementById(agency, campaignId, engagementId),
    contactById(agency, contactId),
    db
      .select()
      .from(recognition)
      .where(and(eq(recognition.id, recognitionId), sql`+${recognition.engagementId} = ${engagementId}`)),
    db
      .select({ number: max(numbered.number) })
      .from(numbered)
      .where(eq(numbered.campaignId, campaignId)),
    fileToKeep(agency, documentId),
  );
  if (!engagement) throw new Problem("not-found");
  if (!recorded) throw invalidField("/recognitionId", "unknown");
  if (contact?.accountId !== engagement.accountId || !contact) throw invalidField("/contactId", "unknown");
  if (!contact.isListedPost) throw invalidField("/contactId", "not-a-listed-post");
  if (contact.personId === recorded.personId) throw invalidField("/contactId", "unchanged");
  const campaign = detailOf(found);
  const { now } = agency.facts;
  const recordedOn = businessDay(recorded.recordedAt, campaign.zone);
  if (businessDay(now, campaign.zone) > correctableUntil(recordedOn)) throw new Problem("correction-too-late");

  const id = newId(now);
  const number = (last?.number ?? 0) + 1;
  const kept = keep(agency, document, "approval-document", "/documentId");
  const question = putQuestion(agency, [found, own, link], {
    kind: "key-person-correction",
    campaignId,
    subjectId: id,
    subjectVersion: 1,
    subject: { number, about: engagement.accountName ?? campaign.name },
    note: reason,
    documentId,
    template: "correction-submitted",
  });

  return trailOf(
    await agency.change({
      ...trailAbout(agency, engagement, "correction.asked"),
      changes: [{ field: "person" }, { field: "from", to: recorded.fromDay }, { field: "reason", to: reason }],
      guards: [
        ...question.guards,
        stillNamed(agency, recognitionId, recorded.personId, recorded.untilDay),
        notClaimed(agency, engagementId, recorded.personId),
        notSettled(agency, engagementId),
        ...kept.guards,
      ],
      writes: [
        ...kept.writes,
        agency.insert(keyPersonCorrections, {
          campaignId,
          id,
          number,
          engagementId,
          recognitionId,
          wasPersonId: recorded.personId,
          wasPost: recorded.post,
          personId: contact.personId,
          post: contact.post,
          reason,
          documentId,
          askedBy: agency.actor.id,
          askedByName: agency.actor.name,
          askedAt: now,
        }),
        ...question.writes,
      ],
      outgoing: question.outgoing,
      letters: question.letters,
      status: 201,
    }),
    now,
  );
}

/** Takes the question back before anybody decided. @throws Problem `not-found`, `already-decided` */
export async function withdrawCorrection(agency: AgencyScope, campaignId: string, correctionId: string): Promise<KeyPersonTrail> {
  const correction = agency.from(keyPersonCorrections);
  const engagementId = sql<string>`(select ${correction.engagementId} from ${correction} where ${correction.id} = ${correctionId})`;
  const [[engagement], [pending]] = await agency.read(engagementById(agency, campaignId, engagementId), pendingAbout(agency, correctionId));
  if (!engagement) throw new Problem("not-found");
  const { changes, guards, writes, outgoing } = takenBack(agency, pending);

  return trailOf(
    await agency.change({
      ...trailAbout(agency, engagement, "correction.withdrawn"),
      changes,
      guards,
      writes: [
        ...writes,
        agency.update(keyPersonCorrections, { state: "withdrawn", version: sql`version + 1` }, eq(keyPersonCorrections.id, correctionId)),
      ],
      outgoing,
      status: 200,
    }),
    agency.facts.now,
  );
}

/**
 * A correction as something to be approved. A yes puts who was meant in the place of who had been named: in the record
 * itself, the first visit that it came from, and the recommendations of its days. Prices and rewards follow by settling, and the
 * ledger takes back from the one and gives to the other by entries.
 */
export const correctionKind: Kind = {
  subject(scope, approvalId) {
    const asked = toDecide(scope, approvalId);

    return {
      queries: [asked],
      shown: (_, [rows]) => {
        const [row] = rows as RowsOf<typeof asked>;
        if (!row) return {};
        const { zone, recordedAt, wasPersonId, wasName, wasPost, personId, name, post, ...correction } = row;
        const was = { personId: wasPersonId, name: wasName, post: wasPost };
        const is = { personId, name, post };

        return { correction: { ...correction, was, is, recordedOn: businessDay(recordedAt, zone) } satisfies CorrectionToDecide };
      },
    };
  },

  decided(scope, approval, { state }, { correction }) {
    if (state === "countered") throw invalidField("/outcome", "not-for-this");
    if (!correction) throw new Problem("not-found");
    const { correctionId, engagementId, recognitionId, was, is, from, until } = correction;
    const unchanged: Guard = { ...scope.at(keyPersonCorrections, correctionId, approval.subjectVersion), code: "conflict" };
    const moved = scope.update(keyPersonCorrections, { state, version: sql`version + 1` }, eq(keyPersonCorrections.id, correctionId));
    if (state === "returned") return { guards: [unchanged], writes: [moved] };
    const named = { personId: is.personId, post: is.post, version: sql`version + 1` };
    const itsVisit = and(
      eq(firstVisits.engagementId, engagementId),
      eq(firstVisits.personId, was.personId),
      eq(firstVisits.visitedOn, from),
    );
    const itsReferrals = and(
      eq(referrals.engagementId, engagementId),
      eq(referrals.referrerId, was.personId),
      isNull(referrals.withdrawnAt),
      sql`${referrals.referredOn} >= ${from} and ${referrals.referredOn} < ${until ?? "9999"}`,
    );

    return {
      guards: [
        unchanged,
        stillNamed(scope, recognitionId, was.personId, until),
        notClaimed(scope, engagementId, was.personId),
        notSettled(scope, engagementId),
      ],
      writes: [
        moved,
        scope.update(recognitions, named, eq(recognitions.id, recognitionId)),
        scope.update(firstVisits, named, itsVisit),
        scope.update(referrals, { referrerId: is.personId, version: sql`version + 1` }, itsReferrals),
        scope.update(countingGroups, { version: sql`version + 1` }, groupOf(scope, approval, engagementId)),
      ],
      leavesWork: true,
    };
  },
};

function toDecide(scope: Scope, approvalId: string) {
  const approval = scope.from(approvals, "asked_correction");
  const correction = scope.from(keyPersonCorrections);
  const recognition = scope.from(recognitions, "corrected");
  const campaign = scope.from(campaigns, "corrected_campaign");
  const referral = scope.from(referrals, "corrected_referral");
  const was = scope.from(people, "was");
  const is = scope.from(people, "is_now");

  return db
    .select({
      correctionId: sql<string>`${correction.id}`.as("correction_id"),
      engagementId: correction.engagementId,
      recognitionId: correction.recognitionId,
      wasPersonId: correction.wasPersonId,
      wasName: sql<string | null>`${was.name}`.as("was_name"),
      wasPost: correction.wasPost,
      personId: correction.personId,
      name: is.name,
      post: correction.post,
      from: recognition.fromDay,
      until: recognition.untilDay,
      recordedAt: recognition.recordedAt,
      recordedByName: recognition.recordedByName,
      referrals: sql<number>`(select count(*) from ${referral} where ${referral.engagementId} = ${correction.engagementId}
        and ${referral.referrerId} = iif(${correction.state} = 'approved', ${correction.personId}, ${correction.wasPersonId})
        and ${referral.withdrawnAt} is null and ${referral.referredOn} >= ${recognition.fromDay} and ${referral.referredOn} < coalesce(${recognition.untilDay}, '9999'))`,
      zone: campaign.zone,
      state: correction.state,
    })
    .from(correction)
    .crossJoin(recognition)
    .crossJoin(campaign)
    .crossJoin(was)
    .crossJoin(is)
    .where(
      and(
        eq(correction.id, sql`(select ${approval.subjectId} from ${approval} where ${approval.id} = ${approvalId})`),
        eq(recognition.id, correction.recognitionId),
        eq(campaign.id, correction.campaignId),
        eq(was.id, correction.wasPersonId),
        eq(is.id, correction.personId),
      ),
    );
}

/** A guard that the record still says what was to be corrected, for the same days. */
function stillNamed(scope: Scope, recognitionId: string, personId: string, until: string | null): Guard {
  const recognition = scope.from(recognitions, "still_named");

  return {
    code: "conflict",
    holds: hasRow(
      recognition,
      and(eq(recognition.id, recognitionId), eq(recognition.personId, personId), sql`${recognition.untilDay} is ${until}`),
    ),
  };
}

/** A guard that nothing the person earned here stands in a claim: what was claimed was shown to be theirs, card in hand. */
const notClaimed = (scope: Scope, engagementId: string, personId: string): Guard => ({
  code: "reward-claimed",
  holds: sql`not ${claimedBy(scope, sql`${engagementId}`, sql`${personId}`)}`,
});

/** A guard that nothing of the engagement is settled: who the key person was moves the price of their own home. */
function notSettled(scope: Scope, engagementId: string): Guard {
  const engagement = scope.from(engagements, "unsettled");

  return { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, engagementId), isNull(engagement.settledOn))) };
}

function groupOf(scope: Scope, { campaignId }: ApprovalRow, engagementId: string) {
  const engagement = scope.from(engagements, "corrected_engagement");

  return and(
    eq(countingGroups.campaignId, campaignId),
    eq(countingGroups.rootId, sql`(select ${engagement.rootId} from ${engagement} where ${engagement.id} = ${engagementId})`),
  );
}
