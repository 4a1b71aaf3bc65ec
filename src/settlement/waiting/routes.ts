import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../../http/problem";
import { json, newRouter, refusals } from "../../http/router";
import { db } from "../../tenancy/database";
import { agencyStaff, developerStaff } from "../../tenancy/doors";
import { agencyRows } from "../../tenancy/schema";
import { ConfirmedPage, ConfirmedQuery, SharedCampaigns, Waiting } from "./contract";
import { confirmedIn, sharedCampaigns, waitingIn } from "./store";

export const waitingRoutes = newRouter();

const tags = ["Finance"];
const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
const waiting = { 200: json(Waiting, "What waits"), ...refusals };

waitingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/waiting",
    summary: "What waits in a campaign: for finance, and contracts that were to be paid by now",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: inCampaign },
    responses: waiting,
  }),
  async (c) => c.json(await waitingIn(c.var.agency, c.req.valid("param").campaign, true), 200),
);

waitingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns",
    summary: "The campaigns of a linked agency, the latest start first",
    tags,
    middleware: [developerStaff("deal:read")] as const,
    request: { params: z.object({ developer: z.string(), agency: z.string() }) },
    responses: { 200: json(SharedCampaigns, "The campaigns"), ...refusals },
  }),
  async (c) => {
    const scope = await c.var.inAgency(c.req.valid("param").agency);
    const linked = scope.from(agencyRows);
    const [[agency], items] = await scope.read(db.select({ id: linked.id }).from(linked), sharedCampaigns(scope));
    if (!agency) throw new Problem("not-found");

    return c.json({ items, next: null }, 200);
  },
);

waitingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/waiting",
    summary: "What waits for the developer's finance in an agency's campaign",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: inCampaign.extend({ developer: z.string() }) },
    responses: waiting,
  }),
  async (c) => {
    const { agency, campaign } = c.req.valid("param");

    return c.json(await waitingIn(await c.var.inAgency(agency), campaign, false), 200);
  },
);

const confirmed = { 200: json(ConfirmedPage, "A page of signings, the latest confirmed first"), ...refusals };

waitingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/waiting/confirmed",
    summary: "The signings that finance has confirmed, until their deals are done",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: inCampaign, query: ConfirmedQuery },
    responses: confirmed,
  }),
  async (c) => c.json(await confirmedIn(c.var.agency, c.req.valid("param").campaign, c.req.valid("query")), 200),
);

waitingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/waiting/confirmed",
    summary: "The signings of an agency's campaign that the developer's finance has confirmed, until their deals are done",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: inCampaign.extend({ developer: z.string() }), query: ConfirmedQuery },
    responses: confirmed,
  }),
  async (c) => {
    const { agency, campaign } = c.req.valid("param");

    return c.json(await confirmedIn(await c.var.inAgency(agency), campaign, c.req.valid("query")), 200);
  },
);
