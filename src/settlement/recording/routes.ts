import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { DealDetail, Withdrawal } from "../../deals/contract";
import { body, etag, json, newRouter, nothing, refusals } from "../../http/router";
import { agencyStaff, developerStaff } from "../../tenancy/doors";
import { permittedIn } from "../../tenancy/roles";
import { CancellationAsked, ChangeEffect } from "../preview/contract";
import { previewCancellation } from "../preview/store";
import { complete } from "./completing";
import { confirmByAgency, confirmByDeveloper } from "./confirming";
import { Cancellation, Completion, Confirmation, Confirmed, ProofDecision, Refusal, Refused, Signing } from "./contract";
import { refuseByAgency, refuseByDeveloper } from "./refusing";
import { cancel, decideProof, sign } from "./store";
import { previewWithdrawal, unconfirmByAgency, unconfirmByDeveloper, withdrawSigning } from "./unsigning";

export const recordingRoutes = newRouter();

const tags = ["Deals"];
const oneDeal = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), deal: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}" as const;
const shown = { 200: json(DealDetail, "The deal, its group settled"), ...refusals };

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/signing`,
    summary: "Record the signing of the contract; from its day the deal counts",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal, body: body(Signing) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const deal = await sign(c.var.agency, { campaignId, dealId }, c.req.valid("json"), mayBeLate);

    return c.json(deal, 200, etag(deal.version));
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/signing/withdrawal/preview`,
    summary: "What taking a signing back would do to the tier, to the others and to rewards",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: { 200: json(ChangeEffect, "What would happen; nothing has"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");

    return c.json(await previewWithdrawal(c.var.agency, { campaignId, dealId }), 200);
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/signing/withdrawal`,
    summary: "Take a signing back that finance has not confirmed: one's own, or as a manager",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal, body: body(Withdrawal) },
    responses: { 200: json(DealDetail, "The deal, subscribed again"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");
    const isManager = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:cancel");
    const deal = await withdrawSigning(c.var.agency, { campaignId, dealId }, c.req.valid("json").reason, isManager);

    return c.json(deal, 200, etag(deal.version));
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/signing/confirmation/withdrawal`,
    summary: "Take finance's yes to a signing back where no developer is linked, while nothing rests on it",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: oneDeal, body: body(Withdrawal) },
    responses: { 204: nothing("The signing waits for finance again"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");
    await unconfirmByAgency(c.var.agency, { campaignId, dealId }, c.req.valid("json").reason);

    return c.body(null, 204);
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/deals/{deal}/signing/confirmation/withdrawal",
    summary: "Take the yes to a signing of an agency's back, while nothing rests on it",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: oneDeal.extend({ developer: z.string() }), body: body(Withdrawal) },
    responses: { 204: nothing("The signing waits for finance again"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign: campaignId, deal: dealId } = c.req.valid("param");
    await unconfirmByDeveloper(await c.var.inAgency(agency), { campaignId, dealId }, c.req.valid("json").reason);

    return c.body(null, 204);
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/completion`,
    summary: "Record that a deal is done: all of it paid and confirmed",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal, body: body(Completion) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const deal = await complete(c.var.agency, { campaignId, dealId }, c.req.valid("json"), mayBeLate);

    return c.json(deal, 200, etag(deal.version));
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/cancellation/preview`,
    summary: "What cancelling a deal would do to the tier, to the others and to the figures",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal, body: body(CancellationAsked) },
    responses: { 200: json(ChangeEffect, "What would happen; nothing has"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");

    return c.json(await previewCancellation(c.var.agency, { campaignId, dealId }, c.req.valid("json").cancelledOn), 200);
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/cancellation`,
    summary: "Cancel a deal; its unit is free again",
    tags,
    middleware: [agencyStaff("deal:cancel")] as const,
    request: { params: oneDeal, body: body(Cancellation) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const deal = await cancel(c.var.agency, { campaignId, dealId }, c.req.valid("json"), mayBeLate);

    return c.json(deal, 200, etag(deal.version));
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/proofs/{proof}/decision`,
    summary: "Say whether a proof holds; never the seller's own",
    tags,
    middleware: [agencyStaff("proof:check")] as const,
    request: { params: oneDeal.extend({ proof: z.string().min(1).max(64) }), body: body(ProofDecision) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId, proof: proofId } = c.req.valid("param");
    const deal = await decideProof(c.var.agency, { campaignId, dealId, proofId }, c.req.valid("json"));

    return c.json(deal, 200, etag(deal.version));
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/confirmations",
    summary: "Confirm signings and money where no developer is linked, several at once",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: oneDeal.omit({ deal: true }), body: body(Confirmation) },
    responses: { 200: json(Confirmed, "How many were confirmed"), ...refusals },
  }),
  async (c) => c.json(await confirmByAgency(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/confirmations",
    summary: "Confirm signings and money of an agency's campaign, several at once",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: {
      params: z.object({ developer: z.string(), agency: z.string(), campaign: z.string().min(1).max(64) }),
      body: body(Confirmation),
    },
    responses: { 200: json(Confirmed, "How many were confirmed"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign } = c.req.valid("param");

    return c.json(await confirmByDeveloper(await c.var.inAgency(agency), campaign, c.req.valid("json")), 200);
  },
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/refusals",
    summary: "Refuse signings and money where no developer is linked, with the reason",
    tags,
    middleware: [agencyStaff("deal:confirm")] as const,
    request: { params: oneDeal.omit({ deal: true }), body: body(Refusal) },
    responses: { 200: json(Refused, "How many were refused"), ...refusals },
  }),
  async (c) => c.json(await refuseByAgency(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);

recordingRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/refusals",
    summary: "Refuse signings and money of an agency's campaign, with the reason",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: {
      params: z.object({ developer: z.string(), agency: z.string(), campaign: z.string().min(1).max(64) }),
      body: body(Refusal),
    },
    responses: { 200: json(Refused, "How many were refused"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign } = c.req.valid("param");

    return c.json(await refuseByDeveloper(await c.var.inAgency(agency), campaign, c.req.valid("json")), 200);
  },
);
