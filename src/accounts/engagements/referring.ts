import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { notArchived } from "../../campaigns/store";
import { fileToKeep, keepNamed, mentionOf, shownBy } from "../../files/store";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import { keysOf, newPersonRow, nobodyErased, openKeys, showing } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import { instant } from "../../time/instant";
import type { NewReferrals, Referral } from "./contract";
import { recognitions, referrals } from "./schema";
import { engagementById, pathOf, refuseFuture } from "./store";
import { trailAbout } from "./trail";

/** The paper that shows a recommendation, to who reads the engagement. */
export const referralPapers = [shownBy(referrals, "documentId", "account:read")];

/** Referrals of an engagement, the latest first. */
export function referralRows(agency: AgencyScope, where: (referral: typeof referrals) => SQL | undefined) {
  const referral = agency.from(referrals);
  const person = agency.from(people);
  const referrer = agency.from(people, "referrer");

  return db
    .select({
      id: referral.id,
      engagementId: referral.engagementId,
      referrerId: referral.referrerId,
      referrerName: sql<string | null>`${referrer.name}`.as("referrer_name"),
      personId: referral.personId,
      personName: sql<string | null>`${person.name}`.as("person_name"),
      referredOn: referral.referredOn,
      evidence: referral.evidence,
      document: mentionOf(agency, referral.documentId),
      withdrawn: sql<Referral["withdrawn"]>`iif(${referral.withdrawnAt} is null, null, json_object('byName', ${referral.withdrawnByName},
        'at', ${referral.withdrawnAt}, 'reason', ${referral.withdrawnBecause}))`.mapWith(withdrawalOf),
      version: referral.version,
    })
    .from(referral)
    .innerJoin(person, eq(person.id, referral.personId))
    .innerJoin(referrer, eq(referrer.id, referral.referrerId))
    .where(where(referral))
    .orderBy(desc(referral.id))
    .$dynamic();
}

function withdrawalOf(json: string): Referral["withdrawn"] {
  const { at, ...said } = JSON.parse(json) as { byName: string; at: number; reason: string };

  return { ...said, at: instant(at) };
}

/**
 * Records whom the key person of a day recommended on it: one, or a whole roster of names.
 *
 * @throws Problem `not-found`, `referral-too-late` (one of them has subscribed in the campaign by that day), `invalid` at
 * `/referredOn` (`no-key-person`, `in-future`), `/people/{n}/…` (`unknown`, `key-person-oneself`) or `/documentId`, `file-in-use`,
 * `person-erased`
 */
export async function recordReferrals(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { referredOn, evidence, documentId, people: named }: NewReferrals,
): Promise<Referral[]> {
  const { now } = agency.facts;
  const known = agency.from(people);
  const recognition = agency.from(recognitions);
  const knownIds = named.flatMap((person) => ("id" in person ? [person.id] : []));
  const [wrapped, [engagement], [keyPerson], alive, [document]] = await agency.read(
    keysOf(agency),
    engagementById(agency, campaignId, engagementId),
    db
      .select({ id: recognition.id, personId: recognition.personId })
      .from(recognition)
      .where(
        and(
          eq(recognition.engagementId, engagementId),
          sql`${recognition.fromDay} <= ${referredOn} and (${recognition.untilDay} is null or ${recognition.untilDay} > ${referredOn})`,
        ),
      ),
    db
      .select({ id: known.id })
      .from(known)
      .where(and(oneOf(known.id, knownIds), isNull(known.erasedAt))),
    fileToKeep(agency, documentId ?? ""),
  );
  if (!engagement) throw new Problem("not-found");
  refuseFuture(agency, referredOn, "/referredOn");
  if (!keyPerson) throw invalidField("/referredOn", "no-key-person");
  const missing = named.findIndex((person) => "id" in person && !alive.some(({ id }) => id === person.id));
  if (missing >= 0) throw invalidField(`/people/${missing}/id`, "unknown");
  const oneself = named.findIndex((person) => "id" in person && person.id === keyPerson.personId);
  if (oneself >= 0) throw invalidField(`/people/${oneself}/id`, "key-person-oneself");

  const kept = keepNamed(agency, documentId, document, "deal-document");
  const keys = await openKeys(agency, wrapped);
  const rows = await Promise.all(
    named.map(async (person, at) => {
      if ("id" in person) return { personId: person.id, person: null };
      const id = newId(now);
      return { personId: id, person: { ...(await newPersonRow(id, person, keys, `/people/${at}`)), createdAt: now } };
    }),
  );
  const common = { campaignId, engagementId, referrerId: keyPerson.personId, referredOn, evidence, documentId: documentId ?? null };
  const made = rows.map(({ personId }) => ({ ...common, id: newId(now), personId, recordedBy: agency.actor.id, recordedAt: now }));
  const ids = made.map(({ id }) => id);
  const still = and(
    eq(recognition.id, keyPerson.id),
    sql`${recognition.fromDay} <= ${referredOn} and (${recognition.untilDay} is null or ${recognition.untilDay} > ${referredOn})`,
  );

  return agency.change({
    ...trailAbout(agency, engagement, "referrals.recorded"),
    changes: [
      { field: "referredOn", to: referredOn },
      { field: "people", to: made.length },
    ],
    guards: [
      { code: "conflict", holds: hasRow(recognition, still) },
      notArchived(agency, campaignId),
      nobodyErased(agency, knownIds),
      ...kept.guards,
    ],
    writes: [
      ...keys.writes,
      ...kept.writes,
      ...agency.insertMany(
        people,
        rows.flatMap(({ person }) => (person ? [person] : [])),
      ),
      ...agency.insertMany(referrals, made),
      ...showing(agency, documentId, namedBy(made.map(({ personId }) => personId)), true),
    ],
    answer: referralRows(agency, (referral) => oneOf(referral.id, ids)),
    location: `${pathOf(agency, campaignId)}/${engagementId}/referrals?limit=100&ids=${ids.join(",")}`,
    status: 201,
  });
}

/** Whether a column is one of some values, however many, in one parameter. */
export const oneOf = (column: SQLiteColumn, values: string[]): SQL => sql`${column} in ${namedBy(values)}`;

const namedBy = (values: string[]): SQL => sql`(select value from json_each(${JSON.stringify(values)}))`;
