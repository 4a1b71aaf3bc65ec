import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../../campaigns/contract";
import { body, json, newRouter, refusals } from "../../http/router";
import { Earnings, HoldRequest } from "../../rewards/contract";
import { agencyStaff } from "../../tenancy/doors";
import { earningsOf, holdEarnings, releaseEarnings } from "./store";

export const earningRoutes = newRouter();

const tags = ["Rewards"];
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/rewards" as const;
const params = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), engagement: z.string().min(1).max(64) });
const shown = { 200: json(Earnings, "What has been earned, what became of it, and what earns nothing"), ...refusals };

earningRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "What an engagement has earned for its key persons, and why each of its deals earns or does not",
    tags,
    middleware: [agencyStaff("reward:read")] as const,
    request: { params },
    responses: shown,
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await earningsOf(c.var.agency, campaign, engagement), 200);
  },
);

earningRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/hold`,
    summary: "Stop all that an engagement has earned",
    tags,
    middleware: [agencyStaff("reward:hold")] as const,
    request: { params, body: body(HoldRequest) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await holdEarnings(c.var.agency, { campaignId, engagementId }, c.req.valid("json").reason), 200);
  },
);

earningRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/release`,
    summary: "Let what was stopped go on",
    tags,
    middleware: [agencyStaff("reward:hold")] as const,
    request: { params, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await releaseEarnings(c.var.agency, { campaignId, engagementId }), 200);
  },
);
