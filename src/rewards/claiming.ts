import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../accounts/engagements/schema";
import { campaigns } from "../campaigns/schema";
import { settledUp } from "../deals/recording";
import { dealLedger } from "../deals/schema";
import { rootOfDeal } from "../deals/store";
import { fileToKeep, type Keeping, keepNamed } from "../files/store";
import { invalidField, Problem } from "../http/problem";
import { staff } from "../organisations/schema";
import { shownPersons } from "../people/schema";
import type { AgencyScope } from "../tenancy/agency";
import { type Composed, db, hasRow } from "../tenancy/database";
import type { DeveloperInAgencyScope } from "../tenancy/developer";
import { newId } from "../tenancy/ids";
import { agencyPermissions } from "../tenancy/roles";
import type { Guard, Scope, Write } from "../tenancy/scope";
import { businessDay } from "../time/business-day";
import type { Claim, HandedClaim, NewClaim, OwnPayment, Payment } from "./contract";
import { claims, recipients, rewardEntries } from "./schema";
import { type ClaimRow, claimById, handedClaim } from "./store";

interface About {
  campaignId: string;
  claimId: string;
}

/** A scope in which rewards are paid: the developer's in the agency's shard, or the agency's own where none is linked. */
type Paying = Keeping & { readonly address: string; insert(table: typeof dealLedger, row: never): Write };

/**
 * Claims everything that may be claimed for a person of an engagement, recoveries taken off. An entry stands in one claim
 * at a time, so of many claims at once one finds something.
 *
 * @throws Problem `not-found`, `nothing-to-claim`, `still-settling`, `rewards-held`, `recipient-held`, `invalid` at `/witnessId`
 */
export async function claim(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { personId, witnessId }: NewClaim,
): Promise<Claim> {
  const { now } = agency.facts;
  const engagement = agency.from(engagements);
  const campaign = agency.from(campaigns);
  const member = agency.from(staff);
  const entry = agency.from(rewardEntries);
  const recipient = agency.from(recipients);
  const consent = sql`(select ${recipient.consentDocumentId} from ${recipient} where ${recipient.personId} = ${personId})`;
  const [[known], [witness]] = await agency.read(
    db
      .select({ accountId: engagement.accountId, zone: campaign.zone })
      .from(engagement)
      .innerJoin(campaign, eq(campaign.id, engagement.campaignId))
      .where(and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId))),
    db
      .select({ name: member.name })
      .from(member)
      .where(and(eq(member.id, witnessId), eq(member.state, "active"), inArray(member.role, agencyPermissions["reward:claim"]))),
  );
  if (!known) throw new Problem("not-found");
  if (!witness) throw invalidField("/witnessId", "unknown");

  const id = newId(now);
  const today = businessDay(now, known.zone);
  const claimable = (source: typeof rewardEntries) =>
    and(
      eq(source.engagementId, engagementId),
      eq(source.personId, personId),
      isNull(source.claimId),
      or(isNull(source.claimableFrom), sql`${source.claimableFrom} <= ${today}`),
    );
  const gross = sql<number>`(select coalesce(sum(${entry.amountFen}), 0) from ${entry} where ${claimable(entry)})`;

  return one(
    await agency.change({
      event: "reward.claimed",
      entity: "claim",
      entityId: id,
      changes: [{ field: "person" }, { field: "witness", to: witness.name }],
      guards: [
        { code: "nothing-to-claim", holds: sql`${gross} > 0` },
        settledUp(agency, engagementId),
        notHeld(agency, engagementId),
        allowed(agency, personId),
      ],
      writes: [
        agency.insert(claims, {
          campaignId,
          id,
          engagementId,
          accountId: known.accountId,
          personId,
          grossFen: gross,
          witnessId,
          witnessName: witness.name,
          claimedBy: agency.actor.id,
          claimedByName: agency.actor.name,
          claimedAt: now,
        }),
        agency.update(rewardEntries, { claimId: id, version: sql`version + 1` }, claimable(rewardEntries)),
        // The consent by which money is paid is a paper of that money: it is not erased with the person any more.
        agency.delete(shownPersons, and(eq(shownPersons.personId, personId), sql`${shownPersons.fileId} = ${consent}`)),
      ],
      answer: claimById(agency, campaignId, id),
      location: claimPath(agency, campaignId, id),
      status: 201,
    }),
  );
}

/** Approves a claim; who claimed does not. @throws Problem `not-found`, `already-decided`, `maker-is-checker`, `still-settling`, `rewards-held`, `recipient-held`, `above-yearly-limit`, `not-permitted` */
export async function approveClaim(agency: AgencyScope, { campaignId, claimId }: About): Promise<Claim> {
  const [found, zone] = await claimFound(agency, { campaignId, claimId });
  const { id, name } = agency.actor;

  return one(
    await agency.change({
      ...about(agency, campaignId, found, "claim.approved"),
      changes: [
        { field: "state", from: "claimed", to: "approved" },
        { field: "grossFen", to: found.grossFen },
      ],
      guards: [...standing(agency, found, "claimed", businessDay(agency.facts.now, zone)), agency.stillPermitted()],
      writes: [
        agency.update(
          claims,
          { state: "approved", approvedBy: id, approvedByName: name, approvedAt: agency.facts.now, version: sql`version + 1` },
          eq(claims.id, claimId),
        ),
      ],
      status: 200,
    }),
  );
}

/** Sends a claim back with the reason; what it held may be claimed again. @throws Problem `not-found`, `already-decided` */
export async function returnClaim(agency: AgencyScope, { campaignId, claimId }: About, remark: string): Promise<Claim> {
  const [found] = await claimFound(agency, { campaignId, claimId });
  const source = agency.from(claims);
  const open = and(eq(source.id, claimId), sql`${source.state} in ('claimed', 'approved')`);

  return one(
    await agency.change({
      ...about(agency, campaignId, found, "claim.returned"),
      changes: [
        { field: "state", from: found.state, to: "returned" },
        { field: "remark", to: remark },
      ],
      guards: [{ code: "already-decided", holds: hasRow(source, open) }],
      writes: [
        agency.update(claims, { state: "returned", remark, version: sql`version + 1` }, eq(claims.id, claimId)),
        agency.update(rewardEntries, { claimId: null, version: sql`version + 1` }, eq(rewardEntries.claimId, claimId)),
      ],
      status: 200,
    }),
  );
}

/**
 * Pays an approved claim where no developer is linked: cash, set off against the person's own deal, or both; never by who
 * claimed or approved.
 *
 * @throws Problem `not-found`, `already-decided`, `developer-confirms`, `maker-is-checker`, `still-settling`, `rewards-held`,
 * `recipient-held`, `above-yearly-limit`, `claim-outdated` (something was recovered since), `receipt-above-price`, `file-in-use`,
 * `invalid` at `/taxFen`, `/offset/…`, `/paidOn` or `/documentId`, `not-permitted`
 */
export async function payByAgency(agency: AgencyScope, about: About, payment: OwnPayment, notLinked: Guard): Promise<Claim> {
  return pay(agency, about, payment, [notLinked, agency.stillPermitted()], claimById(agency, about.campaignId, about.claimId));
}

/** The developer's finance pays. */
export async function payByDeveloper(scope: DeveloperInAgencyScope, about: About, payment: Payment): Promise<HandedClaim> {
  return pay(scope, about, payment, [], handedClaim(scope, about.campaignId, about.claimId));
}

async function pay<Paid extends Claim>(
  scope: Paying,
  { campaignId, claimId }: About,
  { taxFen, offset, paidOn, receiptNumber, documentId }: Payment,
  guards: Guard[],
  answer: Composed<Paid[]>,
): Promise<Paid> {
  const [[found], [known], [document]] = await scope.read(
    claimById(scope, campaignId, claimId),
    zoneOf(scope, campaignId),
    fileToKeep(scope, documentId ?? ""),
  );
  if (!found || !known) throw new Problem("not-found");
  const kept = keepNamed(scope, documentId, document, "deal-document");
  const { id, name } = scope.actor;
  const offsetFen = offset?.amountFen ?? 0;
  const cashFen = found.grossFen - taxFen - offsetFen;
  if (paidOn > businessDay(scope.facts.now, known.zone)) throw invalidField("/paidOn", "in-future");
  if (found.approvedAt !== null && paidOn < businessDay(Date.parse(found.approvedAt), known.zone))
    throw invalidField("/paidOn", "before-approval");
  if (cashFen < 0) throw invalidField(offset ? "/offset/amountFen" : "/taxFen", "above-gross");

  return one(
    await scope.change({
      ...about(scope, campaignId, found, "claim.paid"),
      answer,
      changes: [
        { field: "state", from: "approved", to: "paid" },
        ...Object.entries({ taxFen, offsetFen, cashFen, receiptNumber, ...(documentId && { documentId }) }).map(([field, to]) => ({
          field,
          to,
        })),
      ],
      guards: [
        ...standing(scope, found, "approved", paidOn),
        nothingRecovered(scope, found),
        ...(offset ? offsetFits(scope, campaignId, found, offset) : []),
        ...kept.guards,
        ...guards,
      ],
      writes: [
        ...kept.writes,
        scope.update(
          claims,
          {
            state: "paid",
            taxFen,
            offsetFen,
            offsetDealId: offset?.dealId ?? null,
            cashFen,
            paidBy: id,
            paidByName: name,
            paidAt: scope.facts.now,
            paidOn,
            receiptNumber,
            documentId: documentId ?? null,
            version: sql`version + 1`,
          },
          eq(claims.id, claimId),
        ),
        ...(offset
          ? [scope.insert(dealLedger, setOff(scope, campaignId, found, offset, paidOn) as never), homeMoved(scope, campaignId, offset)]
          : []),
      ],
      ...(offset ? { leavesWork: true } : {}),
      status: 200,
    }),
  );
}

/** A receipt on the person's own deal, reported with the claim and confirmed by its payment; not a price line. */
function setOff(scope: Scope, campaignId: string, found: ClaimRow, { dealId, amountFen }: NonNullable<Payment["offset"]>, onDay: string) {
  return {
    campaignId,
    id: newId(scope.facts.now),
    dealId,
    kind: "receipt",
    item: "reward-offset",
    amountFen,
    onDay,
    state: "confirmed",
    reportedBy: `claim:${found.id}`,
    reportedByName: found.claimedByName,
    reportedAt: scope.facts.now,
    decidedBy: scope.actor.id,
    decidedByName: scope.actor.name,
    decidedAt: scope.facts.now,
  };
}

/** What is set off may complete what was to be paid of the home, and so earn somebody a reward: its group is settled anew. */
const homeMoved = (scope: Paying, campaignId: string, { dealId }: NonNullable<Payment["offset"]>): Write =>
  scope.update(
    countingGroups,
    { version: sql`version + 1` },
    and(eq(countingGroups.campaignId, campaignId), sql`${countingGroups.rootId} = ${rootOfDeal(scope, campaignId, dealId)}`),
  );

/** The home is the person's own, of the claim's campaign, and costs so much more than has come in. */
function offsetFits(
  scope: Scope,
  campaignId: string,
  { personId }: ClaimRow,
  { dealId, amountFen }: NonNullable<Payment["offset"]>,
): Guard[] {
  const sums = (kind: string) =>
    sql`(select coalesce(sum(amount_fen), 0) from deal_ledger where agency_id = ${scope.id} and deal_id = ${dealId} and kind = ${kind} and state in ('reported', 'confirmed'))`;
  const own = sql`from deals d where d.agency_id = ${scope.id} and d.id = ${dealId} and d.campaign_id = ${campaignId} and d.state <> 'cancelled'`;

  return [
    {
      code: "not-own-deal",
      holds: sql`exists (select 1 ${own}) and exists (select 1 from parties where agency_id = ${scope.id} and deal_id = ${dealId} and person_id = ${personId})`,
    },
    {
      code: "receipt-above-price",
      holds: sql`exists (select 1 ${own} and ${sums("receipt")} - ${sums("refund")} + ${amountFen} <= coalesce(d.contract_price_fen, d.list_price_fen))`,
    },
  ];
}

/**
 * What must be so whenever a claim goes on: its state, prices that have followed the facts, no hold, a recipient who may be
 * paid, within the year of `day`.
 */
function standing(
  scope: Scope,
  { id, engagementId, personId, grossFen, version }: ClaimRow,
  state: "claimed" | "approved",
  day: string,
): Guard[] {
  const source = scope.from(claims);
  const year = day.slice(0, 4);
  // What was set off against a home that was cancelled came back: it was not given.
  const returned = sql`exists (select 1 from deals d where d.agency_id = ${scope.id} and d.id = offset_deal_id and d.state = 'cancelled')`;
  const paid = sql`(select coalesce(sum(gross_fen - iif(${returned}, offset_fen, 0)), 0) from claims where agency_id = ${scope.id} and person_id = ${personId} and state = 'paid' and paid_on between ${`${year}-01-01`} and ${`${year}-12-31`})`;

  return [
    { code: "already-decided", holds: hasRow(source, and(eq(source.id, id), eq(source.state, state), eq(source.version, version))) },
    settledUp(scope, engagementId),
    notHeld(scope, engagementId),
    allowed(scope, personId),
    {
      code: "above-yearly-limit",
      holds: sql`not exists (select 1 from recipients where agency_id = ${scope.id} and person_id = ${personId} and yearly_limit_fen is not null and ${paid} + ${grossFen} > yearly_limit_fen)`,
    },
  ];
}

const notHeld = (scope: Scope, engagementId: string): Guard => ({
  code: "rewards-held",
  holds: sql`not exists (select 1 from reward_holds where agency_id = ${scope.id} and engagement_id = ${engagementId} and lifted_at is null)`,
});

/** The compliance gate, as `mayBePaidBy` words it. */
const allowed = (scope: Scope, personId: string): Guard => ({
  code: "recipient-held",
  holds: sql`exists (select 1 from recipients where agency_id = ${scope.id} and person_id = ${personId} and (decision = 'allowed' or (decision is null and (status = 'self-employed' or (status = 'private-employee' and consent_document_id is not null)))))`,
});

/** A recovery posted since the claim is netted by claiming anew. */
const nothingRecovered = (scope: Scope, { engagementId, personId }: ClaimRow): Guard => ({
  code: "claim-outdated",
  holds: sql`not exists (select 1 from reward_entries where agency_id = ${scope.id} and engagement_id = ${engagementId} and person_id = ${personId} and claim_id is null and amount_fen < 0)`,
});

/** A claim, and its project's zone. @throws Problem `not-found` */
async function claimFound(scope: Scope, { campaignId, claimId }: About): Promise<[ClaimRow, zone: string]> {
  const [[found], [known]] = await scope.read(claimById(scope, campaignId, claimId), zoneOf(scope, campaignId));
  if (!found || !known) throw new Problem("not-found");

  return [found, known.zone];
}

function zoneOf(scope: Scope, campaignId: string) {
  const campaign = scope.from(campaigns);

  return db.select({ zone: campaign.zone }).from(campaign).where(eq(campaign.id, campaignId));
}

function one<Row>(rows: Row[]): Row {
  const [found] = rows;
  if (!found) throw new Problem("not-found");

  return found;
}

const about = (scope: Keeping & { readonly address: string }, campaignId: string, { id, accountName }: ClaimRow, event: string) => ({
  event,
  entity: "claim",
  entityId: id,
  label: accountName ?? campaignId,
  answer: claimById(scope, campaignId, id),
  location: claimPath(scope, campaignId, id),
});

const claimPath = ({ address }: { address: string }, campaignId: string, claimId: string) =>
  `${address}/campaigns/${campaignId}/claims/${claimId}`;
