import { and, eq, is, isNull, ne, or, SQL, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import { campaigns } from "../../campaigns/schema";
import type { DealDetail, SupplementKind } from "../../deals/contract";
import { sumsOf } from "../../deals/ledger/store";
import { notSettledOn } from "../../deals/recording";
import { deals, parties, proofs, supplements } from "../../deals/schema";
import { rootOfDeal } from "../../deals/store";
import { keepUnread, mentionOf, paperRefused } from "../../files/store";
import { invalidField, Problem } from "../../http/problem";
import { nobodyErased } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import { units } from "../../units/schema";
import { groupOfEngagement } from "../facts";
import { type About, recordFact } from "../recording/store";
import type { NewSupplement, SupplementChange } from "./contract";

/**
 * Records a signed supplement; the group is settled anew. What the new price is stands on its paper and is typed from it.
 *
 * @throws Problem `not-found`, `not-signed` (only signed facts have supplements), `deal-cancelled`, `engagement-settled`,
 * `supplement-too-early`, `supplement-out-of-order`, `supplement-changes-nothing`, `document-number-taken`,
 * `contract-above-list`, `contract-below-receipts`, `measured-area-implausible`, `measured-price-implausible`, `unit-taken`,
 * `person-erased`, `file-in-use`, `invalid` at `/signedOn`, or with `unknown` at `/documentId`, at `/change/paymentMethod` or `/change/engagementId`
 */
export async function supplement(
  agency: AgencyScope,
  about: About,
  { change, signedOn, documentNumber, documentId }: NewSupplement,
): Promise<DealDetail> {
  const id = newId(agency.facts.now);
  const kept = keepUnread(agency, documentId, "deal-document");
  const done = effects(agency, about, change, id);
  refuseFuture(agency, signedOn, "/signedOn");

  return recordFact(agency, about, {
    event: "deal.supplemented",
    changes: [
      { field: "kind", to: change.kind },
      { field: "signedOn", to: signedOn },
      ...done.changes.filter(({ field, to }) => !is(to, SQL) && field !== "buyers").map(({ field, to }) => ({ field, to })),
    ],
    guards: [
      ...refusals(agency, about, { change, signedOn }),
      ...(change.kind === "name"
        ? [
            nobodyErased(
              agency,
              change.buyers.map(({ personId }) => personId),
            ),
          ]
        : []),
      numberFree(agency, about, documentNumber),
      ...kept.guards,
    ],
    writes: [
      ...kept.writes,
      agency.insert(supplements, {
        campaignId: about.campaignId,
        id,
        dealId: about.dealId,
        kind: change.kind,
        signedOn,
        documentNumber,
        documentId: documentId ?? null,
        change: changeAsStored(done.changes),
        recordedBy: agency.actor.id,
        recordedByName: agency.actor.name,
        recordedAt: agency.facts.now,
      }),
      ...done.writes,
    ],
  }).catch((thrown: unknown) => {
    const error = paperRefused(thrown);
    throw error instanceof Problem ? pointed(error.code, change, error) : error;
  });
}

/** A reference that a guard did not find, at the field that names it. */
export function pointed(code: string, { kind }: SupplementChange, otherwise: Problem): Problem {
  if (code !== "unknown-reference") return otherwise;

  return invalidField(kind === "engagement" ? "/change/engagementId" : "/change/paymentMethod", "unknown");
}

/**
 * What bars a supplement, whether it is only asked about or recorded. A settlement bars what bears its day or an earlier
 * one; a later supplement prices its own home anew. One that moves the home to another engagement takes the whole of its
 * days along, from its signing on.
 */
export function refusals(agency: AgencyScope, about: About, { change, signedOn }: Pick<NewSupplement, "change" | "signedOn">): Guard[] {
  const deal = agency.from(deals);
  const recorded = agency.from(supplements);
  const own = (where: SQL) => hasRow(deal, and(eq(deal.id, about.dealId), where));
  const later = and(eq(recorded.dealId, about.dealId), sql`${recorded.signedOn} > ${signedOn}`);

  return [
    { code: "deal-cancelled", holds: own(sql`${deal.state} <> 'cancelled'`) },
    { code: "not-signed", holds: own(sql`${deal.signedOn} is not null`) },
    { code: "supplement-too-early", holds: own(sql`${deal.signedOn} <= ${signedOn}`) },
    { code: "supplement-out-of-order", holds: sql`not ${hasRow(recorded, later)}` },
    ...referred(agency, about, change),
    ...unsettled(agency, about, change, signedOn),
    ...plausible(agency, about, change),
  ];
}

/** What a change names must be there. */
function referred(agency: AgencyScope, { campaignId }: About, change: SupplementChange): Guard[] {
  if (change.kind === "engagement") {
    const engagement = agency.from(engagements, "joined");
    const there = and(eq(engagement.id, change.engagementId), sql`+${engagement.campaignId} = ${campaignId}`);

    return [{ code: "unknown-reference", holds: hasRow(engagement, there) }];
  }
  if (change.kind !== "payment-method") return [];
  const campaign = agency.from(campaigns);
  const known = sql`exists (select 1 from json_each(${campaign.catalogue}, '$.paymentMethods') method where method.value->>'code' = ${change.paymentMethod})`;

  return [{ code: "unknown-reference", holds: hasRow(campaign, and(eq(campaign.id, campaignId), known)) }];
}

/** What has been settled stays: of the deal's own engagement, or of all that a change of the count would move. */
function unsettled(agency: AgencyScope, { campaignId, dealId }: About, change: SupplementChange, signedOn: string): Guard[] {
  const root = rootOfDeal(agency, campaignId, dealId);
  const deal = agency.from(deals, "of_engagement");
  const of = (column: typeof deal.engagementId | typeof deal.signedOn) => sql`(select ${column} from ${deal} where ${deal.id} = ${dealId})`;
  if (change.kind === "engagement") {
    const joined = groupOfEngagement(agency, campaignId, change.engagementId);

    return [root, joined.rootId].map((one) => notSettledOn(agency, campaignId, one, of(deal.signedOn)));
  }
  if (change.kind === "unit" || (change.kind === "name" && !change.isFamily)) return [notSettledOn(agency, campaignId, root, signedOn)];
  const engagement = agency.from(engagements);
  const open = or(isNull(engagement.settledOn), sql`${engagement.settledOn} < ${signedOn}`);

  return [{ code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, of(deal.engagementId)), open)) }];
}

/** That a change changes something, and nothing beyond belief: more than a tenth is another home, or a slip of the pen. */
function plausible(agency: AgencyScope, { campaignId, dealId }: About, change: SupplementChange): Guard[] {
  const deal = agency.from(deals, "changed");
  const own = (where: SQL) => hasRow(deal, and(eq(deal.id, dealId), where));
  const changes = (where: SQL): Guard => ({ code: "supplement-changes-nothing", holds: own(where) });
  const money = sumsOf(agency, dealId);
  const priced = (fen: number, list: SQL = sql`${deal.listPriceFen}`): Guard[] => [
    { code: "contract-above-list", holds: own(sql`${list} >= ${fen}`) },
    { code: "contract-below-receipts", holds: sql`${money("receipt")} - ${money("refund")} <= ${fen}` },
  ];

  switch (change.kind) {
    case "price":
      return [changes(sql`${deal.contractPriceFen} <> ${change.contractPriceFen}`), ...priced(change.contractPriceFen)];
    case "payment-method":
      return [changes(sql`${deal.paymentMethod} <> ${change.paymentMethod}`), ...priced(change.contractPriceFen)];
    case "measured-area": {
      const { areaCentiSqm, listPriceFen, contractPriceFen } = change;
      const isWithinTenth = (one: SQL, other: SQL) => sql`abs(${one} - ${other}) * 10 <= ${other}`;
      // At the price per ㎡ that the home had; of a home whose area nobody knew, at the list price itself.
      const expected = sql`coalesce(cast(round(1.0 * ${deal.listPriceFen} * ${areaCentiSqm} / ${deal.areaCentiSqm}) as integer), ${deal.listPriceFen})`;

      return [
        changes(sql`(${deal.areaCentiSqm} is not ${areaCentiSqm} or ${deal.listPriceFen} <> ${listPriceFen})`),
        {
          code: "measured-area-implausible",
          holds: own(sql`(${deal.areaCentiSqm} is null or ${isWithinTenth(sql`${areaCentiSqm}`, sql`${deal.areaCentiSqm}`)})`),
        },
        { code: "measured-price-implausible", holds: own(isWithinTenth(sql`${listPriceFen}`, expected)) },
        ...priced(contractPriceFen, sql`${listPriceFen}`),
      ];
    }
    case "unit": {
      const unit = agency.from(units, "wanted");
      const project = sql`(select project_id from campaigns where agency_id = ${agency.id} and id = ${campaignId})`;
      const free = and(eq(unit.id, change.unitId), eq(unit.state, "available"), sql`${unit.projectId} = ${project}`);
      const list = sql`(select ${unit.listTotalFen} from ${unit} where ${unit.id} = ${change.unitId})`;

      return [{ code: "unit-taken", holds: hasRow(unit, free) }, ...priced(change.contractPriceFen, list)];
    }
    case "name":
      return [];
    case "engagement":
      return [changes(sql`${deal.engagementId} <> ${change.engagementId}`)];
  }
}

/** One paper changes one contract, be it in several ways: its number stands on no other's. */
function numberFree(agency: AgencyScope, { campaignId, dealId }: About, documentNumber: string): Guard {
  const other = agency.from(supplements, "numbered");
  const taken = and(eq(other.campaignId, campaignId), eq(other.documentNumber, documentNumber), ne(other.dealId, dealId));

  return { code: "document-number-taken", holds: sql`not ${hasRow(other, taken)}` };
}

/** The supplements of a deal, in the order in which they were recorded. */
export function supplementRows(agency: AgencyScope, dealId: string) {
  const row = agency.from(supplements);

  return db
    .select({
      id: row.id,
      dealId: row.dealId,
      kind: sql<SupplementKind>`${row.kind}`,
      signedOn: row.signedOn,
      documentNumber: row.documentNumber,
      document: mentionOf(agency, row.documentId),
      change: row.change,
      recordedByName: row.recordedByName,
    })
    .from(row)
    .where(eq(row.dealId, dealId))
    .orderBy(row.id);
}

/** A column of the deal and what it becomes; `from` null for what is only said. A `to` in SQL is read where it is written. */
interface Moved {
  field: string;
  from: SQL | null;
  to: unknown;
}

interface Effects {
  changes: Moved[];
  writes: Write[];
}

/** What a supplement changes, kept with it, so that the deal can be read back as it was. @param id of the supplement */
function effects(agency: AgencyScope, { campaignId, dealId }: About, change: SupplementChange, id: string): Effects {
  const deal = agency.from(deals, "changed");
  const set = (values: Parameters<typeof agency.update<typeof deals>>[1]) =>
    agency.update(deals, { ...values, version: sql`version + 1` }, eq(deals.id, dealId));
  const of = (column: SQL) => sql`(select ${column} from deals where agency_id = ${agency.id} and id = ${dealId})`;
  const moved = (field: string, column: SQL, to: unknown): Moved => ({ field, from: of(column), to });
  const price = (to: number) => moved("contractPriceFen", sql`contract_price_fen`, to);

  switch (change.kind) {
    case "price":
      return { changes: [price(change.contractPriceFen)], writes: [set({ contractPriceFen: change.contractPriceFen })] };
    case "payment-method": {
      const { paymentMethod, contractPriceFen } = change;

      return {
        changes: [moved("paymentMethod", sql`payment_method`, paymentMethod), price(contractPriceFen)],
        writes: [set({ paymentMethod, contractPriceFen })],
      };
    }
    case "measured-area": {
      const { areaCentiSqm, listPriceFen, contractPriceFen } = change;

      return {
        changes: [
          moved("areaCentiSqm", sql`area_centi_sqm`, areaCentiSqm),
          moved("listPriceFen", sql`list_price_fen`, listPriceFen),
          price(contractPriceFen),
        ],
        writes: [set({ areaCentiSqm, listPriceFen, contractPriceFen })],
      };
    }
    case "unit": {
      const { unitId, contractPriceFen } = change;
      const unit = agency.from(units, "wanted");
      const ofNew = (column: SQL) => sql`(select ${column} from ${unit} where ${unit.id} = ${unitId})`;
      const old = sql`(select ${deal.unitId} from ${deal} where ${deal.id} = ${dealId})`;
      const place = { building: ofNew(sql`${unit.building}`), unitNumber: ofNew(sql`${unit.number}`) };
      const home = {
        product: ofNew(sql`${unit.product}`),
        areaCentiSqm: ofNew(sql`${unit.areaCentiSqm}`),
        listPriceFen: ofNew(sql`${unit.listTotalFen}`),
      };

      return {
        changes: [
          moved("unitId", sql`unit_id`, unitId),
          moved("building", sql`building`, place.building),
          moved("unitNumber", sql`unit_number`, place.unitNumber),
          moved("product", sql`product`, home.product),
          moved("areaCentiSqm", sql`area_centi_sqm`, home.areaCentiSqm),
          moved("listPriceFen", sql`list_price_fen`, home.listPriceFen),
          price(contractPriceFen),
        ],
        writes: [
          agency.update(units, { state: "available", dealId: null, version: sql`version + 1` }, sql`${units.id} = ${old}`),
          set({ unitId, ...place, ...home, contractPriceFen }),
          agency.update(units, { state: "signed", dealId, version: sql`version + 1` }, eq(units.id, unitId)),
        ],
      };
    }
    case "name": {
      const { buyers, isFamily } = change;
      const party = agency.from(parties);
      const then = sql`from ${party} where ${party.dealId} = ${dealId}`;

      return {
        changes: [
          { field: "parties", from: sql`(select count(*) ${then})`, to: buyers.length },
          { field: "isFamily", from: null, to: isFamily },
          { field: "buyers", from: sql`(select json_group_array(${party.personId}) ${then})`, to: buyers.map(({ personId }) => personId) },
        ],
        writes: [
          agency.delete(parties, eq(parties.dealId, dealId)),
          ...agency.insertMany(
            parties,
            buyers.map(({ personId, shareBps }, at) => ({ campaignId, dealId, personId, position: at + 1, shareBps })),
          ),
          // An outsider is no member: what proved it of the old buyer stays as it was, and proves nothing of the new one.
          ...(isFamily
            ? []
            : [
                agency.update(
                  proofs,
                  { supersededBy: id, version: sql`version + 1` },
                  and(eq(proofs.dealId, dealId), isNull(proofs.supersededBy)),
                ),
              ]),
          set({}),
        ],
      };
    }
    case "engagement": {
      const { engagementId } = change;
      const engagement = agency.from(engagements, "joined");
      const left = agency.from(engagements, "left_group");
      const leaving = sql`(select ${left.rootId} from ${left} where ${left.id} = (select ${deal.engagementId} from ${deal} where ${deal.id} = ${dealId}))`;
      const ofJoined = (column: SQL) => sql`(select ${column} from ${engagement} where ${engagement.id} = ${engagementId})`;

      return {
        changes: [moved("engagementId", sql`engagement_id`, engagementId)],
        writes: [
          // Both groups count anew: the one it leaves here, the one it joins with the fact itself.
          agency.update(
            countingGroups,
            { version: sql`version + 1` },
            and(eq(countingGroups.campaignId, campaignId), sql`${countingGroups.rootId} = ${leaving}`),
          ),
          set({
            engagementId,
            accountId: ofJoined(sql`${engagement.accountId}`),
            category: ofJoined(sql`${engagement.category}`),
            referralId: null,
          }),
        ],
      };
    }
  }
}

/** From what to what, the old values read where the change is made. Lists come as JSON and stay it. */
function changeAsStored(changes: Moved[]): SQL {
  const read = changes.map(({ field, from, to }) => {
    const was = from === null ? sql`` : sql`, 'from', ${field === "buyers" ? sql`json(${from})` : from}`;

    return sql`json_object('field', ${field}${was}, 'to', ${is(to, SQL) ? to : sql`json(${JSON.stringify(to)})`})`;
  });

  return sql`json_array(${sql.join(read, sql`, `)})`;
}
