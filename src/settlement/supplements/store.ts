import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import { campaigns } from "../../campaigns/schema";
import type { DealDetail } from "../../deals/contract";
import { sumsOf } from "../../deals/ledger/store";
import { deals, parties, proofs, supplements } from "../../deals/schema";
import { people } from "../../people/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import { units } from "../../units/schema";
import { type About, recordFact } from "../recording/store";
import type { NewSupplement, SupplementChange } from "./contract";

/**
 * Records a signed supplement; the group is settled anew. What the new price is stands on its paper and is typed from it.
 *
 * @throws Problem `not-found`, `wrong-state` (only signed facts have supplements), `deal-cancelled`, `engagement-settled`,
 * `supplement-too-early`, `contract-above-list`, `contract-below-receipts`, `unit-taken`, `unknown-reference`,
 * `person-erased`, `invalid` at `/signedOn`
 */
export async function supplement(
  agency: AgencyScope,
  about: About,
  { change, signedOn, documentNumber }: NewSupplement,
): Promise<DealDetail> {
  const deal = agency.from(deals);
  const own = (where: SQL) => hasRow(deal, and(eq(deal.id, about.dealId), where));
  const done = effects(agency, about, change);
  refuseFuture(agency, signedOn, "/signedOn");

  return recordFact(agency, about, {
    event: "deal.supplemented",
    changes: [
      { field: "kind", to: change.kind },
      { field: "signedOn", to: signedOn },
      ...done.changes.map(({ field, to }) => ({ field, to })),
    ],
    guards: [
      { code: "deal-cancelled", holds: own(sql`${deal.state} <> 'cancelled'`) },
      { code: "wrong-state", holds: own(sql`${deal.signedOn} is not null`) },
      { code: "supplement-too-early", holds: own(sql`${deal.signedOn} <= ${signedOn}`) },
      stillOpen(agency, about.dealId),
      ...done.guards,
    ],
    writes: [
      agency.insert(supplements, {
        campaignId: about.campaignId,
        id: newId(agency.facts.now),
        dealId: about.dealId,
        kind: change.kind,
        signedOn,
        documentNumber,
        change: changeAsStored(agency, about.dealId, done.changes),
        recordedBy: agency.actor.id,
        recordedByName: agency.actor.name,
        recordedAt: agency.facts.now,
      }),
      ...done.writes,
    ],
  });
}

/** The supplements of a deal, in the order in which they were recorded. */
export function supplementRows(agency: AgencyScope, dealId: string) {
  const row = agency.from(supplements);

  return db
    .select({
      id: row.id,
      dealId: row.dealId,
      kind: sql<Exclude<(typeof row.kind)["_"]["data"], "co-buyer" | "cancellation">>`${row.kind}`,
      signedOn: row.signedOn,
      documentNumber: row.documentNumber,
      change: row.change,
      recordedByName: row.recordedByName,
    })
    .from(row)
    .where(eq(row.dealId, dealId))
    .orderBy(row.id);
}

/** A column of the deal and what it becomes; `column` null for what stands elsewhere. */
interface Moved {
  field: string;
  column: SQL | null;
  to: unknown;
}

interface Effects {
  changes: Moved[];
  guards: Guard[];
  writes: Write[];
}

function effects(agency: AgencyScope, { campaignId, dealId }: About, change: SupplementChange): Effects {
  const deal = agency.from(deals, "changed");
  const set = (values: Parameters<typeof agency.update<typeof deals>>[1]) =>
    agency.update(deals, { ...values, version: sql`version + 1` }, eq(deals.id, dealId));
  const priced = (fen: number, list: SQL = sql`${deal.listPriceFen}`): Guard[] => {
    const money = sumsOf(agency, dealId);

    return [
      { code: "contract-above-list", holds: hasRow(deal, and(eq(deal.id, dealId), sql`${list} >= ${fen}`)) },
      { code: "contract-below-receipts", holds: sql`${money("receipt")} - ${money("refund")} <= ${fen}` },
    ];
  };
  const price = (to: number): Moved => ({ field: "contractPriceFen", column: sql`contract_price_fen`, to });

  switch (change.kind) {
    case "price":
      return {
        changes: [price(change.contractPriceFen)],
        guards: priced(change.contractPriceFen),
        writes: [set({ contractPriceFen: change.contractPriceFen })],
      };
    case "payment-method": {
      const { paymentMethod, contractPriceFen } = change;
      const campaign = agency.from(campaigns);
      const known = sql`exists (select 1 from json_each(${campaign.catalogue}, '$.paymentMethods') method where method.value->>'code' = ${paymentMethod})`;

      return {
        changes: [{ field: "paymentMethod", column: sql`payment_method`, to: paymentMethod }, price(contractPriceFen)],
        guards: [
          { code: "unknown-reference", holds: hasRow(campaign, and(eq(campaign.id, campaignId), known)) },
          ...priced(contractPriceFen),
        ],
        writes: [set({ paymentMethod, contractPriceFen })],
      };
    }
    case "measured-area": {
      const { areaCentiSqm, listPriceFen, contractPriceFen } = change;

      return {
        changes: [
          { field: "areaCentiSqm", column: sql`area_centi_sqm`, to: areaCentiSqm },
          { field: "listPriceFen", column: sql`list_price_fen`, to: listPriceFen },
          price(contractPriceFen),
        ],
        guards: priced(contractPriceFen, sql`${listPriceFen}`),
        writes: [set({ areaCentiSqm, listPriceFen, contractPriceFen })],
      };
    }
    case "unit": {
      const { unitId, contractPriceFen } = change;
      const unit = agency.from(units, "wanted");
      const of = (column: SQL | (typeof unit)["id"]) => sql`(select ${column} from ${unit} where ${unit.id} = ${unitId})`;
      const old = sql`(select ${deal.unitId} from ${deal} where ${deal.id} = ${dealId})`;
      const project = sql`(select project_id from campaigns where agency_id = ${agency.id} and id = ${campaignId})`;

      return {
        changes: [{ field: "unitId", column: sql`unit_id`, to: unitId }, price(contractPriceFen)],
        guards: [
          {
            code: "unit-taken",
            holds: hasRow(unit, and(eq(unit.id, unitId), eq(unit.state, "available"), sql`${unit.projectId} = ${project}`)),
          },
          ...priced(contractPriceFen, of(sql`${unit.listTotalFen}`)),
        ],
        writes: [
          agency.update(units, { state: "available", dealId: null, version: sql`version + 1` }, sql`${units.id} = ${old}`),
          set({
            unitId,
            building: of(sql`${unit.building}`),
            unitNumber: of(sql`${unit.number}`),
            product: of(sql`${unit.product}`),
            areaCentiSqm: of(sql`${unit.areaCentiSqm}`),
            listPriceFen: of(sql`${unit.listTotalFen}`),
            contractPriceFen,
          }),
          agency.update(units, { state: "signed", dealId, version: sql`version + 1` }, eq(units.id, unitId)),
        ],
      };
    }
    case "name": {
      const { buyers, isFamily } = change;
      const person = agency.from(people);
      const alive = buyers.map(
        ({ personId }): Guard => ({ code: "person-erased", holds: hasRow(person, and(eq(person.id, personId), isNull(person.erasedAt))) }),
      );

      return {
        changes: [
          {
            field: "parties",
            column: sql`(select count(*) from parties p where p.agency_id = ${agency.id} and p.deal_id = ${dealId})`,
            to: buyers.length,
          },
        ],
        guards: alive,
        writes: [
          agency.delete(parties, eq(parties.dealId, dealId)),
          ...agency.insertMany(
            parties,
            buyers.map(({ personId, shareBps }, at) => ({ campaignId, dealId, personId, position: at + 1, shareBps })),
          ),
          // An outsider is no member: what proved it of the old buyer proves nothing of the new one.
          ...(isFamily
            ? []
            : [
                agency.update(
                  proofs,
                  { outcome: "refused", remark: "更名", version: sql`version + 1` },
                  and(eq(proofs.dealId, dealId), eq(proofs.outcome, "accepted")),
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
      const open = and(eq(engagement.id, engagementId), sql`+${engagement.campaignId} = ${campaignId}`, isNull(engagement.settledOn));
      const of = (column: SQL) => sql`(select ${column} from ${engagement} where ${engagement.id} = ${engagementId})`;

      return {
        changes: [{ field: "engagementId", column: sql`engagement_id`, to: engagementId }],
        guards: [{ code: "unknown-reference", holds: hasRow(engagement, open) }],
        writes: [
          // Both groups count anew: the one it leaves here, the one it joins with the fact itself.
          agency.update(
            countingGroups,
            { version: sql`version + 1` },
            and(eq(countingGroups.campaignId, campaignId), sql`${countingGroups.rootId} = ${leaving}`),
          ),
          set({ engagementId, accountId: of(sql`${engagement.accountId}`), category: of(sql`${engagement.category}`), referralId: null }),
        ],
      };
    }
  }
}

/** From what to what, the old values read where the change is made. */
function changeAsStored(agency: AgencyScope, dealId: string, changes: Moved[]): SQL {
  const read = changes.map(({ field, column, to }) =>
    column === null
      ? sql`json_object('field', ${field}, 'to', json(${JSON.stringify(to)}))`
      : sql`json_object('field', ${field}, 'from', (select ${column} from deals where agency_id = ${agency.id} and id = ${dealId}), 'to', json(${JSON.stringify(to)}))`,
  );

  return sql`json_array(${sql.join(read, sql`, `)})`;
}

/** A guard that the deal's engagement is not settled: its prices stand. */
function stillOpen(agency: AgencyScope, dealId: string): Guard {
  const deal = agency.from(deals, "of_engagement");
  const engagement = agency.from(engagements);
  const own = sql`${engagement.id} = (select ${deal.engagementId} from ${deal} where ${deal.id} = ${dealId})`;

  return { code: "engagement-settled", holds: hasRow(engagement, and(own, isNull(engagement.settledOn))) };
}
