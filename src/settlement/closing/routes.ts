import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../../campaigns/contract";
import { body, json, newRouter, refusals } from "../../http/router";
import { agencyStaff, developerStaff } from "../../tenancy/doors";
import { Statement } from "../statement/contract";
import { Fulfilment, SettlementAct, SettlementApproved, SettlementToApprove } from "./contract";
import { approveByAgency, approveByDeveloper, fulfil, settleEngagement, settlementToApprove } from "./store";

export const closingRoutes = newRouter();

const tags = ["Settlement"];
const oneEngagement = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), engagement: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}" as const;
const developerPath = "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}";
const atDeveloper = oneEngagement.extend({ developer: z.string() });
const shown = { 200: json(Statement, "The statement as it stands now"), ...refusals };

closingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/settlement`,
    summary: "Settle an engagement as of a business day",
    tags,
    middleware: [agencyStaff("settlement:settle")] as const,
    request: { params: oneEngagement, body: body(SettlementAct) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await settleEngagement(c.var.agency, { campaignId, engagementId }, c.req.valid("json")), 200);
  },
);

closingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/settlement/approval`,
    summary: "Approve a settlement where no developer is linked; its lines are final",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: oneEngagement, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await approveByAgency(c.var.agency, { campaignId, engagementId }), 200);
  },
);

closingRoutes.openapi(
  createRoute({
    method: "get",
    path: `${developerPath}/settlement`,
    summary: "What approving a settlement would make final, home by home",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: atDeveloper },
    responses: { 200: json(SettlementToApprove, "What waits for the developer's finance"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await settlementToApprove(await c.var.inAgency(agency), { campaignId, engagementId }), 200);
  },
);

closingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${developerPath}/settlement/approval`,
    summary: "Approve a settlement of a linked agency; its lines are final",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: atDeveloper, body: body(NothingToSay) },
    responses: { 200: json(SettlementApproved, "It is final"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign: campaignId, engagement: engagementId } = c.req.valid("param");

    return c.json(await approveByDeveloper(await c.var.inAgency(agency), { campaignId, engagementId }), 200);
  },
);

closingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/lines/{line}/fulfilment`,
    summary: "Record how a final difference reached the buyer",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: oneEngagement.extend({ line: z.string().min(1).max(64) }), body: body(Fulfilment) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId, line: lineId } = c.req.valid("param");

    return c.json(await fulfil(c.var.agency, { campaignId, engagementId, lineId }, c.req.valid("json")), 200);
  },
);
