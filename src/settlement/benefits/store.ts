import { and, eq, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { engagementById, refuseFuture } from "../../accounts/engagements/store";
import { recordable, said } from "../../deals/recording";
import { deals, parties } from "../../deals/schema";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import { keysOf, newPersonRow, nobodyErased, openKeys } from "../../people/store";
import { ENGINE_REVISION } from "../../policies/quoting/rules";
import { type Pricing, pricingOf, pricingQueries } from "../../policies/quoting/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import type { BusinessDay } from "../../time/contract";
import type { Benefits, BenefitsConfirmation, NewBenefits } from "./contract";
import { benefitRows, one, type Place, paperAt, shownIn, subscribedOn } from "./listing/store";
import { type BenefitsInputs, benefitsOf, wordsUsed } from "./rules";
import { benefits } from "./schema";

/**
 * Issues a confirmation of benefits to somebody who has no home of the engagement: what the version in force on that day
 * gives. A paper that had run out by then is closed.
 *
 * @param mayBeLate the caller may record a day further back than the campaign's days for that, with a reason
 * @throws Problem `not-found`, `no-policy-in-force`, `no-group-discount`, `benefits-open`, `person-has-home`, `person-erased`,
 * `engagement-settled`, `backdated`, `campaign-not-open`, `invalid` at `/person…`, `/credential`, `/issuedOn`, `/expiresOn`
 */
export async function issueBenefits(agency: AgencyScope, at: Place, asked: NewBenefits, mayBeLate: boolean): Promise<Benefits> {
  const { campaignId, engagementId } = at;
  const { issuedOn, expiresOn, transferable, reason } = asked;
  const { now } = agency.facts;
  const engagement = agency.from(engagements, "open_engagement");
  const known = agency.from(people);
  const knownId = "id" in asked.person ? asked.person.id : null;
  const [wrapped, [engaged], [alive], ...pricing] = await agency.read(
    keysOf(agency),
    engagementById(agency, campaignId, engagementId),
    db
      .select({ id: known.id })
      .from(known)
      .where(and(eq(known.id, knownId ?? ""), isNull(known.erasedAt))),
    ...pricingQueries(agency, campaignId, { on: issuedOn }),
  );
  if (!engaged) throw new Problem("not-found");
  const { agencyName, campaign, version } = pricingOf(agency, pricing, { on: issuedOn });
  refuseFuture(agency, issuedOn, "/issuedOn");
  refuseDays(campaign, issuedOn, expiresOn);
  const credential = asked.credential ?? engaged.credential;
  if (asked.credential !== undefined && !campaign.catalogue.credentials.some(({ code }) => code === asked.credential))
    throw invalidField("/credential", "unknown-code");
  if (engaged.credential !== null && credential !== engaged.credential) throw invalidField("/credential", "channel-needs-its-credential");
  if (knownId !== null && !alive) throw invalidField("/person/id", "unknown");
  const inputs: BenefitsInputs = { category: engaged.category, credential, from: issuedOn, until: expiresOn };
  const result = benefitsOf(version.terms, inputs);
  if (!result.tiers.length) throw new Problem("no-group-discount");

  const keys = await openKeys(agency, wrapped);
  const personId = knownId ?? newId(now);
  const person = "id" in asked.person ? null : { ...(await newPersonRow(personId, asked.person, keys, "/person")), createdAt: now };
  const id = newId(now);
  const { developerName, projectName, name: campaignName, startsOn, endsOn } = campaign;

  return changed(agency, at, id, {
    event: "benefits.issued",
    label: engaged.accountName ?? campaignName,
    changes: [
      { field: "person" },
      { field: "issuedOn", to: issuedOn },
      { field: "expiresOn", to: expiresOn },
      { field: "transferable", to: transferable },
      { field: "policyNumber", to: version.number },
      ...said(reason),
    ],
    guards: [
      ...recordable(agency, campaignId, issuedOn, mayBeLate && reason !== undefined),
      { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, engagementId), isNull(engagement.settledOn))) },
      ...(knownId === null ? [] : [withoutHome(agency, engagementId, knownId), nobodyErased(agency, [knownId])]),
    ],
    writes: [
      ...keys.writes,
      ...(person ? [agency.insert(people, person)] : []),
      // What is good on that day stays, and the index lets no second one in.
      agency.update(
        benefits,
        { state: "expired" },
        and(
          eq(benefits.engagementId, engagementId),
          eq(benefits.personId, personId),
          inArray(benefits.state, ["issued", "confirmed"]),
          lt(benefits.expiresOn, issuedOn),
        ),
      ),
      agency.insert(benefits, {
        campaignId,
        id,
        engagementId,
        personId,
        number: nextNumber(agency, campaignId),
        policyVersionId: version.id,
        policyNumber: version.number,
        issuedOn,
        expiresOn,
        transferable,
        inputs,
        result,
        words: {
          catalogue: wordsUsed(campaign.catalogue, inputs, result),
          ...{ agencyName, developerName, projectName, campaignName, accountName: engaged.accountName, startsOn, endsOn },
        },
        engineRevision: ENGINE_REVISION,
        issuedBy: agency.actor.id,
        issuedByName: agency.actor.name,
        issuedAt: now,
      }),
    ],
    status: 201,
  });
}

/**
 * Records that the buyer has signed the paper.
 *
 * @throws Problem `not-found`, `wrong-state` (signed, void or run out already), `backdated`, `campaign-not-open`, `invalid` at
 * `/confirmedOn`
 */
export async function confirmBenefits(
  agency: AgencyScope,
  at: Place,
  benefitsId: string,
  { confirmedOn, documentNumber, reason }: BenefitsConfirmation,
  mayBeLate: boolean,
): Promise<Benefits> {
  const { now } = agency.facts;
  const { id: by, name } = agency.actor;
  const found = await oneOf(agency, at, benefitsId);
  refuseFuture(agency, confirmedOn, "/confirmedOn");
  if (confirmedOn < found.issuedOn || confirmedOn > found.expiresOn) throw outside("/confirmedOn", found.issuedOn, found.expiresOn);

  return changed(agency, at, benefitsId, {
    event: "benefits.confirmed",
    label: found.label,
    changes: [
      { field: "number", to: found.number },
      { field: "confirmedOn", from: null, to: confirmedOn },
      { field: "documentNumber", from: null, to: documentNumber },
      ...said(reason),
    ],
    guards: [stands(agency, benefitsId, ["issued"]), ...recordable(agency, at.campaignId, confirmedOn, mayBeLate && reason !== undefined)],
    writes: [
      agency.update(
        benefits,
        { state: "confirmed", confirmedOn, documentNumber, confirmedBy: by, confirmedByName: name, confirmedAt: now },
        eq(benefits.id, benefitsId),
      ),
    ],
    status: 200,
  });
}

/** Takes a paper back that no home was subscribed on. @throws Problem `not-found`, `wrong-state` */
export async function voidBenefits(agency: AgencyScope, at: Place, benefitsId: string, reason: string): Promise<Benefits> {
  const { now } = agency.facts;
  const { id: by, name } = agency.actor;
  const found = await oneOf(agency, at, benefitsId);
  const paper = agency.from(benefits, "unused");

  return changed(agency, at, benefitsId, {
    event: "benefits.voided",
    label: found.label,
    changes: [
      { field: "number", to: found.number },
      { field: "reason", to: reason },
    ],
    guards: [
      stands(agency, benefitsId, ["issued", "confirmed"]),
      { code: "wrong-state", holds: hasRow(paper, and(eq(paper.id, benefitsId), sql`not exists ${subscribedOn(agency, paper)}`)) },
    ],
    writes: [
      agency.update(
        benefits,
        { state: "void", voidReason: reason, voidedBy: by, voidedByName: name, voidedAt: now },
        eq(benefits.id, benefitsId),
      ),
    ],
    status: 200,
  });
}

const outside = (pointer: string, from: BusinessDay, until: BusinessDay) => invalidField(pointer, "outside-days", { from, until });

/** Outside the campaign's window no home counts, so nothing can be promised there. */
function refuseDays({ startsOn, endsOn }: Pricing["campaign"], issuedOn: BusinessDay, expiresOn: BusinessDay): void {
  if (issuedOn < startsOn || issuedOn > endsOn) throw outside("/issuedOn", startsOn, endsOn);
  if (expiresOn < issuedOn || expiresOn > endsOn) throw outside("/expiresOn", issuedOn, endsOn);
}

export const benefitsPath = (agency: AgencyScope, { campaignId, engagementId }: Place) =>
  `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements/${engagementId}/benefits`;

/** What all changes of a paper have in common. */
async function changed(
  agency: AgencyScope,
  at: Place,
  benefitsId: string,
  change: {
    event: string;
    label: string;
    changes: { field: string; from?: unknown; to?: unknown }[];
    guards: Guard[];
    writes: Write[];
    status: number;
  },
): Promise<Benefits> {
  const [rows, ...pricing] = await agency.change({
    ...change,
    entity: "engagement",
    entityId: at.engagementId,
    answer: [benefitRows(agency, (paper) => paperAt(paper, at, benefitsId)), ...pricingQueries(agency, at.campaignId, {})] as const,
    location: `${benefitsPath(agency, at)}/${benefitsId}`,
  });

  return one(shownIn(agency, pricing, rows));
}

/** A guard that this person is no buyer of a home of the engagement. */
function withoutHome(agency: AgencyScope, engagementId: string, personId: string): Guard {
  const party = agency.from(parties, "own_party");
  const deal = agency.from(deals, "own_deal");

  return {
    code: "person-has-home",
    holds: sql`not exists (select 1 from ${party} cross join ${deal} on ${deal.id} = ${party.dealId}
      where ${party.personId} = ${personId} and +${deal.engagementId} = ${engagementId} and ${deal.state} <> 'cancelled')`,
  };
}

function stands(agency: AgencyScope, benefitsId: string, states: ("issued" | "confirmed")[]): Guard {
  const paper = agency.from(benefits, "standing");

  return { code: "wrong-state", holds: hasRow(paper, and(eq(paper.id, benefitsId), inArray(paper.state, states))) };
}

/** The number that the campaign's next paper has; read where it is written, so no two have one. */
function nextNumber(agency: AgencyScope, campaignId: string): SQL {
  const numbered = agency.from(benefits, "numbered");
  const last = db
    .select({ last: sql`max(${numbered.number})` })
    .from(numbered)
    .where(eq(numbered.campaignId, campaignId));

  return sql`coalesce(${last}, 0) + 1`;
}

async function oneOf(agency: AgencyScope, at: Place, benefitsId: string) {
  const paper = agency.from(benefits);
  const [[found]] = await agency.read(
    db
      .select({ number: paper.number, issuedOn: paper.issuedOn, expiresOn: paper.expiresOn, words: paper.words })
      .from(paper)
      .where(paperAt(paper, at, benefitsId)),
  );
  if (!found) throw new Problem("not-found");

  return { ...found, label: found.words.accountName ?? found.words.campaignName };
}
