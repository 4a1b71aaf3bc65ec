import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import { groupTouched, refuseFuture } from "../../accounts/engagements/store";
import { fileToKeep, keepNamed } from "../../files/store";
import { invalidField, Problem } from "../../http/problem";
import { showing } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import type { LedgerEntry, NewLedgerEntry, NewProof, Proof } from "../contract";
import { recordable, said } from "../recording";
import { dealLedger, dealPrices, deals, parties, priceLines, proofs } from "../schema";
import { dealPath, dealRows, ledgerRows, proofRows } from "../store";

/**
 * Reports a line of a deal's ledger. Neither what is due nor what came in, less what went back, passes the contract's price
 * (before signing the list price); nothing goes back or is kept that did not come in. Only a deposit, or what has no name
 * of its own, comes in before the day of subscription.
 *
 * @param mayBeLate the caller may record a day further back than the campaign's days for that, with a reason
 * @throws Problem `not-found`, `deal-cancelled`, `due-above-price`, `receipt-above-price`, `refund-above-receipts`,
 * `refund-leaves-owing`, `backdated`, `invalid`
 */
export async function reportEntry(
  agency: AgencyScope,
  campaignId: string,
  dealId: string,
  { kind, item, amountFen, onDay, documentId, reason }: NewLedgerEntry,
  mayBeLate: boolean,
): Promise<LedgerEntry> {
  const { now } = agency.facts;
  const [row, document] = await dealAndFile(agency, campaignId, dealId, documentId);
  if (kind === "due" && row.state === "cancelled") throw new Problem("deal-cancelled");
  if (kind !== "due") refuseFuture(agency, onDay, "/onDay");
  if (kind === "receipt" && ofContract.has(item) && onDay < row.subscribedOn) throw invalidField("/onDay", "before-subscription");
  const kept = keepNamed(agency, documentId, document, "deal-document");
  const id = newId(now);
  // A reward waits for the whole first instalment: how much that is decides when it had come in.
  const movesRewards = kind === "due" && item === "first-instalment";

  const [entry] = await agency.change({
    event: `ledger.${kind}-reported`,
    entity: "deal",
    entityId: dealId,
    label: `${row.building} ${row.unitNumber}`,
    changes: [{ field: "item", to: item }, { field: "amountFen", to: amountFen }, { field: "onDay", to: onDay }, ...said(reason)],
    guards: [
      ...recordable(agency, campaignId, onDay, kind === "due" || (mayBeLate && reason !== undefined)),
      ...withinPrice(agency, dealId, kind, amountFen),
      ...kept.guards,
    ],
    writes: [
      ...kept.writes,
      agency.insert(dealLedger, {
        campaignId,
        id,
        dealId,
        kind,
        item,
        amountFen,
        onDay,
        documentId: documentId ?? null,
        reportedBy: agency.actor.id,
        reportedByName: agency.actor.name,
        reportedAt: now,
        // What a buyer owes is agreed on paper: there is nothing that finance could have seen.
        ...(kind === "due"
          ? { state: "confirmed" as const, decidedBy: agency.actor.id, decidedByName: agency.actor.name, decidedAt: now }
          : {}),
      }),
      ...(movesRewards ? [groupTouched(agency, campaignId, row.engagementId)] : []),
    ],
    leavesWork: movesRewards,
    answer: ledgerRows(agency, (line) => eq(line.id, id)),
    location: `${dealPath(agency, campaignId, dealId)}/ledger/${id}`,
    status: 201,
  });
  if (!entry) throw new Problem("not-found");

  return entry;
}

/** What is paid because a home was subscribed. */
const ofContract: ReadonlySet<string> = new Set<NewLedgerEntry["item"]>(["first-instalment", "mortgage", "balance"]);

/** Guards on the sums of a deal's ledger, read in the batch that adds to them. */
function withinPrice(agency: AgencyScope, dealId: string, kind: NewLedgerEntry["kind"], amountFen: number): Guard[] {
  const deal = agency.from(deals);
  const money = sumsOf(agency, dealId);
  if (kind === "receipt") {
    const price = sql`coalesce(${deal.contractPriceFen}, ${deal.listPriceFen})`;
    const fits = and(
      eq(deal.id, dealId),
      ne(deal.state, "cancelled"),
      sql`${money("receipt")} - ${money("refund")} + ${amountFen} <= ${price}`,
    );

    return [
      { code: "deal-cancelled", holds: hasRow(deal, and(eq(deal.id, dealId), ne(deal.state, "cancelled"))) },
      { code: "receipt-above-price", holds: hasRow(deal, fits) },
    ];
  }
  if (kind === "due") {
    const fits = sql`${money("due")} + ${amountFen} <= coalesce(${deal.contractPriceFen}, ${deal.listPriceFen})`;

    return [{ code: "due-above-price", holds: hasRow(deal, and(eq(deal.id, dealId), fits)) }];
  }

  return [
    { code: "refund-above-receipts", holds: sql`${money("refund")} + ${money("forfeit")} + ${amountFen} <= ${money("receipt")}` },
    ...(kind === "refund" ? [notPaidOutTwice(agency, dealId, amountFen)] : []),
  ];
}

/** A guard on a deal of which a difference was paid out (退現): what goes back after that leaves the buyer owing nothing. */
function notPaidOutTwice(agency: AgencyScope, dealId: string, amountFen: number): Guard {
  const line = agency.from(priceLines);
  const price = agency.from(dealPrices);
  const money = sumsOf(agency, dealId);
  const left = sql`${money("receipt")} - ${money("refund")} - ${money("forfeit")} - ${amountFen}`;

  return {
    code: "refund-leaves-owing",
    holds: sql`not ${hasRow(line, and(eq(line.dealId, dealId), eq(line.route, "cash")))} or ${hasRow(price, and(eq(price.dealId, dealId), sql`${left} >= ${price.payableFen}`))}`,
  };
}

/** The sum of a kind of line of a deal, refused and withdrawn ones left out, as an expression. */
export function sumsOf(agency: AgencyScope, dealId: string): (kind: NewLedgerEntry["kind"]) => SQL {
  const entry = agency.from(dealLedger, "sums");

  return (kind) =>
    sql`(select coalesce(sum(${entry.amountFen}), 0) from ${entry} where ${entry.dealId} = ${dealId} and ${entry.kind} = ${kind} and ${entry.state} in ('reported', 'confirmed'))`;
}

/** Hands in a proof, to be checked by somebody else. @throws Problem `not-found`, `deal-cancelled`, `invalid` at `/kind` or `/documentId` */
export async function submitProof(
  agency: AgencyScope,
  campaignId: string,
  dealId: string,
  { kind, documentId, expiresOn }: NewProof,
): Promise<Proof> {
  const { now } = agency.facts;
  const [row, document] = await dealAndFile(agency, campaignId, dealId, documentId);
  if (row.state === "cancelled") throw new Problem("deal-cancelled");
  if (kind === "credential" && row.credential === null) throw invalidField("/kind", "no-credential-claimed");
  const kept = keepNamed(agency, documentId, document, "deal-document");
  const buyer = agency.from(parties);
  const id = newId(now);

  const [proof] = await agency.change({
    event: "proof.submitted",
    entity: "deal",
    entityId: dealId,
    label: `${row.building} ${row.unitNumber}`,
    changes: [{ field: "proof", to: kind }, ...(expiresOn === undefined ? [] : [{ field: "expiresOn", to: expiresOn }])],
    guards: kept.guards,
    writes: [
      ...kept.writes,
      agency.insert(proofs, {
        campaignId,
        id,
        dealId,
        kind,
        credential: kind === "credential" ? row.credential : null,
        documentId: documentId ?? null,
        expiresOn: expiresOn ?? null,
        submittedBy: agency.actor.id,
        submittedByName: agency.actor.name,
        submittedAt: now,
      }),
      ...showing(agency, documentId, sql`(select ${buyer.personId} from ${buyer} where ${buyer.dealId} = ${dealId})`),
    ],
    answer: proofRows(agency, (line) => eq(line.id, id)),
    location: `${dealPath(agency, campaignId, dealId)}/proofs/${id}`,
    status: 201,
  });
  if (!proof) throw new Problem("not-found");

  return proof;
}

/** @throws Problem `not-found` */
async function dealAndFile(agency: AgencyScope, campaignId: string, dealId: string, documentId: string | undefined) {
  const { deal, query } = dealRows(agency);
  const [[row], [document]] = await agency.read(
    query.where(and(eq(deal.id, dealId), eq(deal.campaignId, campaignId))),
    fileToKeep(agency, documentId ?? ""),
  );
  if (!row) throw new Problem("not-found");

  return [row, document] as const;
}
