import { createRoute } from "@hono/zod-openapi";
import { desc } from "drizzle-orm";
import * as z from "zod";
import { acceptedLink } from "../../campaigns/deciding";
import { Problem } from "../../http/problem";
import { json, newRouter, refusals } from "../../http/router";
import { links } from "../../organisations/schema";
import { db } from "../../tenancy/database";
import { agencyStaff, developerStaff } from "../../tenancy/doors";
import { agencyRows } from "../../tenancy/schema";
import {
  ConfirmedPage,
  ConfirmedQuery,
  countedAtMost,
  type SharedCampaign,
  SharedCampaigns,
  Waiting,
  WaitingAtDesk,
  WaitingInCampaign,
} from "./contract";
import { campaignShown, confirmedIn, sharedCampaigns, waitingIn } from "./store";

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
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/waiting/count",
    summary: "How much waits in a campaign for the agency's own finance",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: inCampaign },
    responses: { 200: json(WaitingInCampaign, "The count"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { campaign } = c.req.valid("param");
    const [[row], [link]] = await agency.read(sharedCampaigns(agency, campaign), acceptedLink(agency, campaign));
    if (!row) throw new Problem("not-found");
    const { waiting } = campaignShown(row);

    return c.json({ waiting: upToMost(link ? [waiting.differences] : Object.values(waiting)) }, 200);
  },
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
    const [[agency], rows] = await scope.read(db.select({ id: linked.id }).from(linked), sharedCampaigns(scope));
    if (!agency) throw new Problem("not-found");

    return c.json({ items: rows.map(campaignShown), next: null }, 200);
  },
);

waitingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/developers/{developer}/waiting",
    summary: "How much waits for the developer's finance, agency by agency",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: z.object({ developer: z.string() }) },
    responses: { 200: json(WaitingAtDesk, "The counts"), ...refusals },
  }),
  async (c) => {
    const { tenant, inAgency } = c.var;
    const link = tenant.from(links);
    const [newest] = await tenant.read(
      db.select({ agencyId: link.agencyId, state: link.state }).from(link).orderBy(desc(link.id)).limit(linksAtMost),
    );
    const linked = new Set(newest.flatMap(({ agencyId, state }) => (state === "accepted" ? [agencyId] : [])));
    const items = await Promise.all(
      [...linked].toSorted().map(async (id) => {
        const scope = await inAgency(id);
        const [rows] = await scope.read(sharedCampaigns(scope));

        return { agencyId: id, waiting: upToMost(rows.map((row) => waitingOf(campaignShown(row)))) };
      }),
    );

    return c.json({ items, waiting: upToMost(items.map(({ waiting }) => waiting)) }, 200);
  },
);

/** A developer has a handful of projects, each sold by a handful of agencies. */
const linksAtMost = 100;

const sumOf = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
const upToMost = (counts: number[]) => Math.min(countedAtMost, sumOf(counts));

/** What finance itself does: differences are the agency's to record. */
const waitingOf = ({ waiting: { differences: _, ...own } }: SharedCampaign) => sumOf(Object.values(own));

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
