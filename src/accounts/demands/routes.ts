import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../../http/problem";
import { body, json, newRouter, nothing, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { DeclaredDemands, NewDemand } from "./contract";
import { declareDemand, demandRows, demandsShown, engagementOf, withdrawDemand } from "./store";

export const demandRoutes = newRouter();

const tags = ["Engagements"];
const oneEngagement = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), engagement: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/demands" as const;

demandRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "How many homes the account says that it will take",
    tags,
    middleware: [agencyStaff("account:read")] as const,
    request: { params: oneEngagement },
    responses: { 200: json(DeclaredDemands, "What it has said"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");
    const [[found], rows] = await c.var.agency.read(engagementOf(c.var.agency, campaign, engagement), demandRows(c.var.agency, engagement));
    if (!found) throw new Problem("not-found");

    return c.json({ items: demandsShown(rows), next: null }, 200);
  },
);

demandRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Record what the account says that it will take of a product",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: oneEngagement, body: body(NewDemand) },
    responses: { 201: json(DeclaredDemands, "What it has said now"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");
    const items = await declareDemand(c.var.agency, campaign, engagement, c.req.valid("json"));

    return c.json({ items, next: null }, 201);
  },
);

demandRoutes.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{demand}`,
    summary: "Take back what the account said",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: oneEngagement.extend({ demand: z.string().min(1).max(64) }) },
    responses: { 204: nothing("Taken back"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement, demand } = c.req.valid("param");
    await withdrawDemand(c.var.agency, { campaignId: campaign, engagementId: engagement, demandId: demand });

    return c.body(null, 204);
  },
);
