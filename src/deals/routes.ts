import { createRoute } from "@hono/zod-openapi";
import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { Problem } from "../http/problem";
import { body, etag, json, newRouter, refusals } from "../http/router";
import { agencyStaff } from "../tenancy/doors";
import { permittedIn } from "../tenancy/roles";
import {
  DealDetail,
  DealPage,
  DealQuery,
  Ledger,
  LedgerEntry,
  NewLedgerEntry,
  NewProof,
  Proof,
  Proofs,
  Subscription,
  Withdrawal,
} from "./contract";
import { reportEntry, submitProof } from "./ledger/store";
import { withdrawEntry } from "./ledger/withdrawing";
import { listDeals } from "./listing/store";
import { dealDetail, dealRows, detailOf, ledgerRows, proofRows } from "./store";
import { subscribe } from "./subscribing/store";

export const dealRoutes = newRouter();

const tags = ["Deals"];
const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
const oneDeal = inCampaign.extend({ deal: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals" as const;

dealRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The deals of a campaign, found and put in order",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: inCampaign, query: DealQuery },
    responses: { 200: json(DealPage, "A page of deals"), ...refusals },
  }),
  async (c) => {
    return c.json(await listDeals(c.var.agency, c.req.valid("param").campaign, c.req.valid("query")), 200);
  },
);

dealRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Subscribe a home for its buyers",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: inCampaign, body: body(Subscription) },
    responses: { 201: json(DealDetail, "The deal"), ...refusals },
  }),
  async (c) => {
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const deal = await subscribe(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"), mayBeLate);

    return c.json(deal, 201, etag(deal.version));
  },
);

dealRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{deal}`,
    summary: "A deal, with its buyers and what it costs",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: { 200: json(DealDetail, "The deal"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal: id } = c.req.valid("param");
    const deal = detailOf(await c.var.agency.read(...dealDetail(c.var.agency, campaign, id)));

    return c.json(deal, 200, etag(deal.version));
  },
);

dealRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{deal}/ledger`,
    summary: "What is due, came in, went back or was kept of a deal",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: { 200: json(Ledger, "All lines of the ledger"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal: id } = c.req.valid("param");
    const { deal, query } = dealRows(c.var.agency);
    const [[known], items] = await c.var.agency.read(
      query.where(and(eq(deal.id, id), eq(deal.campaignId, campaign))),
      ledgerRows(c.var.agency, (entry) => eq(entry.dealId, id)).limit(linesAtMost),
    );
    if (!known) throw new Problem("not-found");

    return c.json({ items, next: null }, 200);
  },
);

/** A deal's ledger has some ten lines; no home is paid in more than this. */
const linesAtMost = 500;

dealRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deal}/ledger`,
    summary: "Report what is due, came in, went back or was kept",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal, body: body(NewLedgerEntry) },
    responses: { 201: json(LedgerEntry, "The line"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");

    return c.json(await reportEntry(c.var.agency, campaign, deal, c.req.valid("json"), mayBeLate), 201);
  },
);

dealRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deal}/ledger/{entry}/withdrawal`,
    summary: "Take a line back: one's own before finance has decided, what is due at any time",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal.extend({ entry: z.string().min(1).max(64) }), body: body(Withdrawal) },
    responses: { 200: json(LedgerEntry, "The line, which counts for nothing any more"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId, entry: entryId } = c.req.valid("param");
    const isManager = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:cancel");
    const withdrawn = await withdrawEntry(c.var.agency, { campaignId, dealId, entryId }, c.req.valid("json").reason, isManager);

    return c.json(withdrawn, 200);
  },
);

dealRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{deal}/proofs`,
    summary: "What shows that a buyer belongs to the account, or holds a credential",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: { 200: json(Proofs, "All proofs handed in"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal: id } = c.req.valid("param");
    const { deal, query } = dealRows(c.var.agency);
    const [[known], items] = await c.var.agency.read(
      query.where(and(eq(deal.id, id), eq(deal.campaignId, campaign))),
      proofRows(c.var.agency, (proof) => eq(proof.dealId, id)).limit(linesAtMost),
    );
    if (!known) throw new Problem("not-found");

    return c.json({ items, next: null }, 200);
  },
);

dealRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deal}/proofs`,
    summary: "Hand in a proof, to be checked by somebody else",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal, body: body(NewProof) },
    responses: { 201: json(Proof, "The proof"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");

    return c.json(await submitProof(c.var.agency, campaign, deal, c.req.valid("json")), 201);
  },
);

dealRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{deal}/ledger/{entry}`,
    summary: "A line of a deal's ledger",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal.extend({ entry: z.string().min(1).max(64) }) },
    responses: { 200: json(LedgerEntry, "It"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal, entry: id } = c.req.valid("param");
    const [[found]] = await c.var.agency.read(
      ledgerRows(c.var.agency, (row) => and(eq(row.id, id), eq(row.dealId, deal), eq(row.campaignId, campaign))),
    );
    if (!found) throw new Problem("not-found");

    return c.json(found, 200);
  },
);

dealRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{deal}/proofs/{proof}`,
    summary: "A proof that was handed in",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal.extend({ proof: z.string().min(1).max(64) }) },
    responses: { 200: json(Proof, "It"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal, proof: id } = c.req.valid("param");
    const [[found]] = await c.var.agency.read(
      proofRows(c.var.agency, (row) => and(eq(row.id, id), eq(row.dealId, deal), eq(row.campaignId, campaign))),
    );
    if (!found) throw new Problem("not-found");

    return c.json(found, 200);
  },
);
