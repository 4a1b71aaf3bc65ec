import { and, eq, isNull, sql } from "drizzle-orm";
import { engagements } from "../accounts/engagements/schema";
import { fileToKeep, keep } from "../files/store";
import { Problem } from "../http/problem";
import { people } from "../people/schema";
import { showing } from "../people/store";
import type { AgencyScope } from "../tenancy/agency";
import { type Composed, db, hasRow, type RowsOf, type RowsOfAll } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import type { Recipient, RecipientDecision, RecipientEdit } from "./contract";
import { mayBePaidBy } from "./rules";
import { recipients, rewardHolds } from "./schema";
import { complianceFields } from "./store";

/** What is known of somebody who may be given money. */
export function recipientById(agency: AgencyScope, personId: string) {
  const person = agency.from(people);
  const recipient = agency.from(recipients);

  return db
    .select({
      personId: sql<string>`${person.id}`.as("person_id"),
      personName: person.name,
      ...complianceFields(agency, recipient),
    })
    .from(person)
    .leftJoin(recipient, eq(recipient.personId, person.id))
    .where(eq(person.id, personId));
}

/** @throws Problem `not-found` */
export function recipientShown([row]: RowsOf<ReturnType<typeof recipientById>>): Recipient {
  if (!row) throw new Problem("not-found");

  return { ...row, mayBePaid: mayBePaidBy(row.status, row.consentDocument !== null, row.decision) };
}

/**
 * Says what somebody is, with the employer's consent where there is one. A decision made before falls: it was of another status.
 *
 * @throws Problem `not-found`, `stale`, `invalid` at `/consentDocumentId`, `file-in-use`
 */
export async function describeRecipient(
  agency: AgencyScope,
  personId: string,
  version: number,
  { status, consentDocumentId }: RecipientEdit,
): Promise<Recipient> {
  const [found, [document]] = await agency.read(recipientById(agency, personId), fileToKeep(agency, consentDocumentId ?? ""));
  const before = recipientShown(found);
  const isSame = consentDocumentId !== undefined && consentDocumentId === before.consentDocument?.id;
  const kept =
    consentDocumentId === undefined || isSame ? { guards: [], writes: [] } : keep(agency, document, "deal-document", "/consentDocumentId");
  const set = {
    status,
    consentDocumentId: consentDocumentId ?? null,
    decision: null,
    reason: null,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
  };

  return recipientShown(
    await agency.change({
      ...about(agency, personId, "recipient.described"),
      changes: [
        { field: "status", from: before.status, to: status },
        { field: "consent", to: consentDocumentId !== undefined },
      ],
      guards: [standsAt(agency, personId, version), ...kept.guards],
      writes: [
        ...kept.writes,
        ...(isSame ? [] : showing(agency, consentDocumentId, sql`(${personId})`)),
        version === 0
          ? agency.insert(recipients, { personId, ...set })
          : agency.update(recipients, { ...set, version: sql`version + 1` }, eq(recipients.personId, personId)),
      ],
      status: 200,
    }),
  );
}

/** Compliance decides, with the reason. @throws Problem `not-found`, `stale`, `wrong-state` (nobody has said what they are), `not-permitted` */
export async function decideRecipient(
  agency: AgencyScope,
  personId: string,
  version: number,
  { decision, reason, yearlyLimitFen }: RecipientDecision,
): Promise<Recipient> {
  const before = recipientShown((await agency.read(recipientById(agency, personId)))[0]);
  if (before.status === null) throw new Problem("wrong-state");
  const { id, name } = agency.actor;

  return recipientShown(
    await agency.change({
      ...about(agency, personId, "recipient.decided"),
      changes: [
        { field: "decision", from: before.decision, to: decision },
        { field: "reason", to: reason },
        { field: "yearlyLimitFen", from: before.yearlyLimitFen, to: yearlyLimitFen },
      ],
      guards: [standsAt(agency, personId, version), agency.stillPermitted()],
      writes: [
        agency.update(
          recipients,
          { decision, reason, yearlyLimitFen, decidedBy: id, decidedByName: name, decidedAt: agency.facts.now, version: sql`version + 1` },
          eq(recipients.personId, personId),
        ),
      ],
      status: 200,
    }),
  );
}

/** Version 0 means: nobody has said anything yet. */
function standsAt(agency: AgencyScope, personId: string, version: number) {
  const recipient = agency.from(recipients);
  const row = hasRow(recipient, and(eq(recipient.personId, personId), version === 0 ? undefined : eq(recipient.version, version)));

  return { code: "stale" as const, holds: version === 0 ? sql`not ${row}` : row };
}

const about = (agency: AgencyScope, personId: string, event: string) => ({
  event,
  entity: "person",
  entityId: personId,
  answer: recipientById(agency, personId),
  location: `/api/v1/agencies/${agency.id}/recipients/${personId}`,
});

interface Held {
  campaignId: string;
  engagementId: string;
}

/**
 * Stops all that an engagement has earned.
 *
 * @param answer what is read back, as the rewards are read
 * @throws Problem `not-found`, `rewards-held` (it is already)
 */
export function hold<const Q extends readonly Composed[]>(
  agency: AgencyScope,
  { campaignId, engagementId }: Held,
  reason: string,
  answer: Q,
): Promise<RowsOfAll<Q>> {
  return changeHold(
    agency,
    { campaignId, engagementId },
    {
      event: "reward.held",
      changes: [{ field: "reason", to: reason }],
      guards: [],
      writes: [
        agency.insert(rewardHolds, {
          campaignId,
          id: newId(agency.facts.now),
          engagementId,
          reason,
          heldBy: agency.actor.id,
          heldByName: agency.actor.name,
          heldAt: agency.facts.now,
        }),
      ],
    },
    answer,
  );
}

/** Lets it go on. @throws Problem `not-found`, `wrong-state` (nothing is held) */
export function lift<const Q extends readonly Composed[]>(agency: AgencyScope, about: Held, answer: Q): Promise<RowsOfAll<Q>> {
  const source = agency.from(rewardHolds);
  const { id, name } = agency.actor;
  const held = and(eq(source.engagementId, about.engagementId), isNull(source.liftedAt));

  return changeHold(
    agency,
    about,
    {
      event: "reward.released",
      changes: [{ field: "held", from: true, to: false }],
      guards: [{ code: "wrong-state", holds: hasRow(source, held) }],
      writes: [
        agency.update(
          rewardHolds,
          { liftedBy: id, liftedByName: name, liftedAt: agency.facts.now, version: sql`version + 1` },
          and(eq(rewardHolds.engagementId, about.engagementId), isNull(rewardHolds.liftedAt)),
        ),
      ],
    },
    answer,
  );
}

type HoldChange = Pick<Parameters<AgencyScope["change"]>[0], "event" | "changes" | "writes"> & {
  guards: { code: "wrong-state"; holds: ReturnType<typeof hasRow> }[];
};

async function changeHold<const Q extends readonly Composed[]>(
  agency: AgencyScope,
  { campaignId, engagementId }: Held,
  change: HoldChange,
  answer: Q,
): Promise<RowsOfAll<Q>> {
  const engagement = agency.from(engagements);
  const known = hasRow(engagement, and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId)));
  const rows = await agency.change({
    ...change,
    entity: "engagement",
    entityId: engagementId,
    guards: [{ code: "not-found", holds: known }, ...change.guards],
    answer,
    location: `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements/${engagementId}/rewards`,
    status: 200,
  });

  return rows as RowsOfAll<Q>;
}
