import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { AskedApprovals } from "../../approvals/contract";
import { NothingToSay } from "../../campaigns/contract";
import { body, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { GroupEffect } from "../preview/contract";
import { NewReopening } from "./contract";
import { askReopening, previewReopening, reopeningsOf, withdrawReopening } from "./store";

export const reopeningRoutes = newRouter();

const tags = ["Settlement"];
const ofEngagement = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), engagement: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/reopenings" as const;
const all = "All that was asked about this engagement, the first first";

reopeningRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "What was asked to open a settled engagement again",
    tags,
    middleware: [agencyStaff("account:read")] as const,
    request: { params: ofEngagement },
    responses: { 200: json(AskedApprovals, all), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await reopeningsOf(c.var.agency, { campaignId, engagementId }), 200);
  },
);

reopeningRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Ask to open a settled engagement again",
    tags,
    middleware: [agencyStaff("settlement:settle")] as const,
    request: { params: ofEngagement, body: body(NewReopening) },
    responses: { 201: json(AskedApprovals, all), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await askReopening(c.var.agency, { campaignId, engagementId }, c.req.valid("json")), 201);
  },
);

reopeningRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/preview`,
    summary: "What opening a settled engagement again would do now; nothing has happened",
    tags,
    middleware: [agencyStaff("settlement:settle")] as const,
    request: { params: ofEngagement },
    responses: { 200: json(GroupEffect, "Its prices and figures as settled and as open; of no deal of its own"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await previewReopening(c.var.agency, { campaignId, engagementId }), 200);
  },
);

reopeningRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{approval}/withdrawal`,
    summary: "Take the question back before anybody decided",
    tags,
    middleware: [agencyStaff("settlement:settle")] as const,
    request: { params: ofEngagement.extend({ approval: z.string().min(1).max(64) }), body: body(NothingToSay) },
    responses: { 200: json(AskedApprovals, all), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId, approval } = c.req.valid("param");

    return c.json(await withdrawReopening(c.var.agency, { campaignId, engagementId }, approval), 200);
  },
);
