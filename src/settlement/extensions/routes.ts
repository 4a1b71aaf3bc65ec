import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { AskedApprovals } from "../../approvals/contract";
import { NothingToSay } from "../../campaigns/contract";
import { body, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { GroupEffect } from "../preview/contract";
import { ExtensionAsked, NewExtension } from "./contract";
import { askExtension, extensionsOf, previewExtension, withdrawExtension } from "./store";

export const extensionRoutes = newRouter();

const tags = ["Days to sign"];
const ofDeal = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), deal: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}/extensions" as const;
const all = "All that was asked for this deal, the first first";

extensionRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "What was asked for more days to sign a deal",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: ofDeal },
    responses: { 200: json(AskedApprovals, all), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");

    return c.json(await extensionsOf(c.var.agency, { campaignId, dealId }), 200);
  },
);

extensionRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Ask for more days to sign a deal",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: ofDeal, body: body(NewExtension) },
    responses: { 201: json(AskedApprovals, all), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");

    return c.json(await askExtension(c.var.agency, { campaignId, dealId }, c.req.valid("json")), 201);
  },
);

extensionRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/preview`,
    summary: "What more days to sign would do to the tier, to the others and to the figures",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: ofDeal, body: body(ExtensionAsked) },
    responses: { 200: json(GroupEffect, "What would happen; nothing has"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");

    return c.json(await previewExtension(c.var.agency, { campaignId, dealId }, c.req.valid("json").extendTo), 200);
  },
);

extensionRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{approval}/withdrawal`,
    summary: "Take the question back before anybody decided",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: ofDeal.extend({ approval: z.string().min(1).max(64) }), body: body(NothingToSay) },
    responses: { 200: json(AskedApprovals, all), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId, approval } = c.req.valid("param");

    return c.json(await withdrawExtension(c.var.agency, { campaignId, dealId }, approval), 200);
  },
);
