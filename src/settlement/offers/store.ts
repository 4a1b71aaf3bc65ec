import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { countingGroups } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import { campaignDetail, detailOf } from "../../campaigns/store";
import { notSettledOn, onlySubscribed, recordable, said } from "../../deals/recording";
import { deals } from "../../deals/schema";
import { dealPath } from "../../deals/store";
import { Problem } from "../../http/problem";
import { ENGINE_REVISION } from "../../policies/quoting/rules";
import { tableOf } from "../../policies/quoting/tiers/rules";
import { policyVersions } from "../../policies/schema";
import { lexiconOf } from "../../policies/versions/rules";
import { linesIn, listPriceIn, savedIn } from "../../policies/wording/quotes/rules";
import { nameOf, stepIn } from "../../policies/wording/rules";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOfAll } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import type { BusinessDay } from "../../time/contract";
import { instant } from "../../time/instant";
import { type GroupRow, groupFacts, groupOfDeal, groupRows } from "../facts";
import type { About } from "../recording/store";
import type { NewOffer, Offer, OfferConfirmation, Offers } from "./contract";
import { hangingOn, offerInputs, offerOf } from "./rules";
import { offers } from "./schema";

/** A deal with more papers than this shows the latest. */
const listedAtMost = 50;

/** Prices promised on paper of a deal, the latest first. @throws Problem `not-found` */
export async function offersOf(agency: AgencyScope, campaignId: string, dealId: string): Promise<Offers> {
  return shown(agency, await agency.read(...offerQueries(agency, { campaignId, dealId })));
}

/**
 * Issues an offer of a subscribed home at the count that it would be signed at on that day. One that is live is superseded.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `already-signed`, `still-settling` (prices have not followed the facts),
 * `engagement-settled`, `backdated`, `campaign-not-open`, `invalid` at `/issuedOn`
 */
export async function issueOffer(agency: AgencyScope, about: About, { issuedOn, reason }: NewOffer, mayBeLate: boolean): Promise<Offers> {
  const { campaignId, dealId } = about;
  const { now } = agency.facts;
  const key = groupOfDeal(agency, campaignId, dealId);
  const rows = groupRows(await agency.read(...groupFacts(agency, key)));
  const { group } = rows;
  const row = rows.deals.find(({ id }) => id === dealId);
  if (!group || !row) throw new Problem("not-found");
  if (row.cancelledOn !== null) throw new Problem("deal-cancelled");
  if (row.signedOn !== null) throw new Problem("already-signed");
  if (group.settledVersion < group.version) throw new Problem("still-settling");
  refuseFuture(agency, issuedOn, "/issuedOn");
  const offer = offerInputs(rows, dealId, issuedOn);
  if (!offer) throw new Problem("not-found");
  const { inputs, terms, signBy } = offer;
  if (issuedOn < row.subscribedOn || issuedOn > signBy) throw outside("/issuedOn", row.subscribedOn, signBy);
  const result = offerOf(terms, inputs);

  return changed(agency, about, {
    event: "offer.issued",
    changes: [
      { field: "issuedOn", to: issuedOn },
      { field: "units", to: inputs.units },
      { field: "payableFen", to: result.payableFen },
      ...said(reason),
    ],
    guards: [
      asReckoned(agency, group),
      ...onlySubscribed(agency, dealId),
      ...recordable(agency, campaignId, issuedOn, mayBeLate && reason !== undefined),
      notSettledOn(agency, campaignId, key.rootId, issuedOn),
    ],
    writes: [
      agency.update(offers, { state: "superseded" }, and(eq(offers.dealId, dealId), inArray(offers.state, ["issued", "confirmed"]))),
      agency.insert(offers, {
        campaignId,
        id: newId(now),
        dealId,
        number: nextNumber(agency, campaignId),
        policyVersionId: row.policyVersionId,
        issuedOn,
        signBy,
        inputs,
        result,
        units: inputs.units,
        payableFen: result.payableFen,
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
 * @throws Problem `not-found`, `wrong-state` (not the live one, or confirmed already), `deal-cancelled`, `backdated`,
 * `campaign-not-open`, `invalid` at `/confirmedOn`
 */
export async function confirmOffer(
  agency: AgencyScope,
  about: About,
  offerId: string,
  { confirmedOn, reason }: OfferConfirmation,
  mayBeLate: boolean,
): Promise<Offers> {
  const { campaignId, dealId } = about;
  const { now } = agency.facts;
  const { id: by, name } = agency.actor;
  const deal = agency.from(deals, "offered_deal");
  const found = await oneOffer(agency, about, offerId);
  refuseFuture(agency, confirmedOn, "/confirmedOn");
  if (confirmedOn < found.issuedOn || confirmedOn > found.signBy) throw outside("/confirmedOn", found.issuedOn, found.signBy);

  return changed(agency, about, {
    event: "offer.confirmed",
    changes: [{ field: "number", to: found.number }, { field: "confirmedOn", from: null, to: confirmedOn }, ...said(reason)],
    guards: [
      { code: "deal-cancelled", holds: hasRow(deal, and(eq(deal.id, dealId), sql`${deal.state} <> 'cancelled'`)) },
      offerIs(agency, offerId, ["issued"]),
      ...recordable(agency, campaignId, confirmedOn, mayBeLate && reason !== undefined),
    ],
    writes: [
      agency.update(
        offers,
        { state: "confirmed", confirmedOn, confirmedBy: by, confirmedByName: name, confirmedAt: now },
        eq(offers.id, offerId),
      ),
    ],
    status: 200,
  });
}

/** Takes an offer back that no contract was signed at. @throws Problem `not-found`, `deal-cancelled`, `already-signed`, `wrong-state` */
export async function voidOffer(agency: AgencyScope, about: About, offerId: string, reason: string): Promise<Offers> {
  const { now } = agency.facts;
  const { id: by, name } = agency.actor;
  const found = await oneOffer(agency, about, offerId);

  return changed(agency, about, {
    event: "offer.voided",
    changes: [
      { field: "number", to: found.number },
      { field: "reason", to: reason },
    ],
    guards: [...onlySubscribed(agency, about.dealId), offerIs(agency, offerId, ["issued", "confirmed"])],
    writes: [
      agency.update(offers, { state: "void", voidReason: reason, voidedBy: by, voidedByName: name, voidedAt: now }, eq(offers.id, offerId)),
    ],
    status: 200,
  });
}

const outside = (pointer: string, from: BusinessDay, until: BusinessDay) =>
  new Problem("invalid", [{ pointer, code: "outside-days", params: { from, until } }]);

/** What all changes of a deal's offers have in common. */
async function changed(
  agency: AgencyScope,
  about: About,
  change: { event: string; changes: { field: string; from?: unknown; to?: unknown }[]; guards: Guard[]; writes: Write[]; status: number },
): Promise<Offers> {
  const deal = agency.from(deals, "labelled");
  const home = sql<string>`(select ${deal.building} || ' ' || ${deal.unitNumber} from ${deal} where ${deal.id} = ${about.dealId})`;

  return shown(
    agency,
    await agency.change({
      ...change,
      entity: "deal",
      entityId: about.dealId,
      label: home,
      answer: offerQueries(agency, about),
      location: `${dealPath(agency, about.campaignId, about.dealId)}/offers`,
    }),
  );
}

/** A guard that the group's facts are those that were reckoned with, and its prices have followed them. */
function asReckoned(agency: AgencyScope, { campaignId, rootId, version }: GroupRow): Guard {
  const group = agency.from(countingGroups, "reckoned_group");
  const stands = and(
    eq(group.campaignId, campaignId),
    eq(group.rootId, rootId),
    eq(group.version, version),
    eq(group.settledVersion, version),
  );

  return { code: "still-settling", holds: hasRow(group, stands) };
}

function offerIs(agency: AgencyScope, offerId: string, states: Exclude<Offer["state"], "effective">[]): Guard {
  const offer = agency.from(offers, "standing_offer");

  return { code: "wrong-state", holds: hasRow(offer, and(eq(offer.id, offerId), inArray(offer.state, states))) };
}

/** The number that the campaign's next paper has; read where it is written, so no two have one. */
function nextNumber(agency: AgencyScope, campaignId: string): SQL {
  const numbered = agency.from(offers, "numbered");
  const last = db
    .select({ last: sql`max(${numbered.number})` })
    .from(numbered)
    .where(eq(numbered.campaignId, campaignId));

  return sql`coalesce(${last}, 0) + 1`;
}

async function oneOffer(agency: AgencyScope, { campaignId, dealId }: About, offerId: string) {
  const offer = agency.from(offers);
  const [[found]] = await agency.read(
    db
      .select({ number: offer.number, issuedOn: offer.issuedOn, signBy: offer.signBy })
      .from(offer)
      .where(and(eq(offer.id, offerId), sql`+${offer.dealId} = ${dealId}`, sql`+${offer.campaignId} = ${campaignId}`)),
  );
  if (!found) throw new Problem("not-found");

  return found;
}

/** All that the papers of a deal say, in one batch. */
function offerQueries(agency: AgencyScope, { campaignId, dealId }: About) {
  const offer = agency.from(offers);
  const deal = agency.from(deals);
  const version = agency.from(policyVersions);
  const used = agency.from(offers, "used");

  return [
    campaignDetail(agency, campaignId),
    db
      .select({ state: deal.state })
      .from(deal)
      .where(and(eq(deal.id, dealId), sql`+${deal.campaignId} = ${campaignId}`)),
    db
      .select()
      .from(offer)
      .where(and(eq(offer.dealId, dealId), sql`+${offer.campaignId} = ${campaignId}`))
      .orderBy(desc(offer.id))
      .limit(listedAtMost),
    db
      .select({ id: version.id, number: version.number, terms: version.terms })
      .from(version)
      .where(inArray(version.id, db.select({ id: used.policyVersionId }).from(used).where(eq(used.dealId, dealId)))),
  ] as const;
}

type OfferQueried = Readonly<RowsOfAll<ReturnType<typeof offerQueries>>>;

/** @throws Problem `not-found` */
function shown(agency: AgencyScope, [found, [deal], rows, versions]: OfferQueried): Offers {
  const campaign = detailOf(found);
  if (!deal) throw new Problem("not-found");
  const lexicon = lexiconOf(campaign, agency.facts.language);

  // Sorted here: asked for by number, the database would walk the campaign's.
  const items = rows
    .toSorted((a, b) => b.number - a.number)
    .flatMap((row): Offer[] => {
      const version = versions.find(({ id }) => id === row.policyVersionId);
      if (!version) return [];
      const { terms, number } = version;
      const { inputs, result } = row;
      const { home, buyer } = inputs;
      const { early, members } = hangingOn(terms, inputs, result, row.signBy);

      return [
        {
          id: row.id,
          number: row.number,
          state: stateOf(row.state, deal.state),
          issuedOn: row.issuedOn,
          issuedByName: row.issuedByName,
          issuedAt: instant(row.issuedAt),
          signBy: row.signBy,
          policyNumber: number,
          engineRevision: row.engineRevision,
          building: inputs.building,
          unitNumber: inputs.unitNumber,
          areaCentiSqm: home.areaCentiSqm,
          paymentMethod: nameOf(lexicon, "paymentMethods", buyer.paymentMethod),
          units: row.units,
          list: listPriceIn(lexicon, { ...home, pricePerSqmFen: null }),
          lines: linesIn(lexicon, terms, home, result.lines),
          payableFen: row.payableFen,
          saved: savedIn(lexicon, result.lines, result.savedFen),
          tier: result.tier,
          stopsAtFloor: result.stopsAtFloor,
          rows: result.rows.map((each, at) => {
            const next = result.rows[at + 1];

            return {
              ...each,
              toUnits: next ? next.fromUnits - 1 : null,
              lessFen: row.payableFen - each.payableFen,
              isNow: row.units >= each.fromUnits && (next === undefined || row.units < next.fromUnits),
            };
          }),
          counts: inputs.counts,
          onDrop: terms.retroactive ? terms.onDrop : null,
          earlySignings: early.map(({ step, until }) => ({ label: stepIn(lexicon, step), until })),
          memberDiscounts: members.map((step) => stepIn(lexicon, step)),
          isMember: inputs.isMember,
          commitments: inputs.specials.flatMap((special) => {
            const commitment = special.commitmentState === "open" ? tableOf(special)?.commitment : null;

            return commitment && commitment.units > row.units ? [{ units: commitment.units, by: commitment.by }] : [];
          }),
          confirmedOn: row.confirmedOn,
          confirmedByName: row.confirmedByName,
          voidReason: row.voidReason,
          voidedByName: row.voidedByName,
        },
      ];
    });

  return { items, next: null };
}

/** What a paper is worth follows its deal: confirmed and signed it takes effect, with the cancelled deal it is gone. */
function stateOf(state: (typeof offers.$inferSelect)["state"], deal: (typeof deals.$inferSelect)["state"]): Offer["state"] {
  if (state !== "issued" && state !== "confirmed") return state;
  if (deal === "cancelled") return "void";

  return state === "confirmed" && deal !== "subscribed" ? "effective" : state;
}
