import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../campaigns/contract";
import { campaignSeen } from "../campaigns/store";
import { notLinked } from "../deals/recording";
import { pageOf } from "../http/page";
import { Problem } from "../http/problem";
import { body, etag, ifMatch, json, newRouter, refusals, versionMatched } from "../http/router";
import { agencyStaff, developerStaff } from "../tenancy/doors";
import { approveClaim, claim, payByAgency, payByDeveloper, returnClaim } from "./claiming";
import {
  Claim,
  ClaimPage,
  ClaimQuery,
  ClaimReturn,
  HandedClaim,
  HandedClaimQuery,
  NewClaim,
  OwnPayment,
  Payment,
  Recipient,
  RecipientDecision,
  RecipientEdit,
} from "./contract";
import { decideRecipient, describeRecipient, recipientById, recipientShown } from "./gate";
import { claimById, claimList, handedClaim } from "./store";

export const rewardRoutes = newRouter();

const tags = ["Rewards"];
const id = z.string().min(1).max(64);
const inCampaign = z.object({ agency: z.string(), campaign: id });
const oneEngagement = inCampaign.extend({ engagement: id });
const oneClaim = inCampaign.extend({ claim: id });
const oneRecipient = z.object({ agency: z.string(), person: id });
const campaignPath = "/api/v1/agencies/{agency}/campaigns/{campaign}" as const;
const ofEngagement = `${campaignPath}/engagements/{engagement}/rewards` as const;
const handedPath = "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/claims" as const;
const claimsPath = `${campaignPath}/claims` as const;
const recipientPath = "/api/v1/agencies/{agency}/recipients/{person}" as const;
const claimed = { 200: json(Claim, "The claim as it stands now"), ...refusals };
const recipient = { 200: json(Recipient, "The recipient"), ...refusals };

rewardRoutes.openapi(
  createRoute({
    method: "post",
    path: `${ofEngagement}/claims`,
    summary: "Claim all that may be claimed for a person, with what was seen",
    tags,
    middleware: [agencyStaff("reward:claim")] as const,
    request: { params: oneEngagement, body: body(NewClaim) },
    responses: { 201: json(Claim, "The claim"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId } = c.req.valid("param");
    const made = await claim(c.var.agency, campaignId, engagementId, c.req.valid("json"));

    return c.json(made, 201, etag(made.version));
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "get",
    path: claimsPath,
    summary: "The claims of a campaign, the latest first",
    tags,
    middleware: [agencyStaff("reward:read")] as const,
    request: { params: inCampaign, query: ClaimQuery },
    responses: { 200: json(ClaimPage, "A page of claims"), ...refusals },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const { campaign } = c.req.valid("param");
    const [[seen], rows] = await c.var.agency.read(campaignSeen(c.var.agency, campaign), claimList(c.var.agency, campaign, query));
    if (!seen) throw new Problem("not-found");

    return c.json(pageOf(rows, query.limit), 200);
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "get",
    path: `${claimsPath}/{claim}`,
    summary: "A claim",
    tags,
    middleware: [agencyStaff("reward:read")] as const,
    request: { params: oneClaim },
    responses: claimed,
  }),
  async (c) => {
    const { campaign: campaignId, claim: claimId } = c.req.valid("param");
    const [[found]] = await c.var.agency.read(claimById(c.var.agency, campaignId, claimId));
    if (!found) throw new Problem("not-found");

    return c.json(found, 200, etag(found.version));
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "post",
    path: `${claimsPath}/{claim}/approval`,
    summary: "Approve a claim; never one's own",
    tags,
    middleware: [agencyStaff("reward:approve")] as const,
    request: { params: oneClaim, body: body(NothingToSay) },
    responses: claimed,
  }),
  async (c) => {
    const { campaign: campaignId, claim: claimId } = c.req.valid("param");

    return c.json(await approveClaim(c.var.agency, { campaignId, claimId }), 200);
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "post",
    path: `${claimsPath}/{claim}/return`,
    summary: "Send a claim back with the reason",
    tags,
    middleware: [agencyStaff("reward:approve")] as const,
    request: { params: oneClaim, body: body(ClaimReturn) },
    responses: claimed,
  }),
  async (c) => {
    const { campaign: campaignId, claim: claimId } = c.req.valid("param");

    return c.json(await returnClaim(c.var.agency, { campaignId, claimId }, c.req.valid("json").remark), 200);
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "post",
    path: `${claimsPath}/{claim}/payment`,
    summary: "Pay a claim where no developer is linked, in cash or set off",
    tags,
    middleware: [agencyStaff("reward:pay")] as const,
    request: { params: oneClaim, body: body(OwnPayment) },
    responses: claimed,
  }),
  async (c) => {
    const { campaign: campaignId, claim: claimId } = c.req.valid("param");
    const linked = notLinked(c.var.agency, campaignId);

    return c.json(await payByAgency(c.var.agency, { campaignId, claimId }, c.req.valid("json"), linked), 200);
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "post",
    path: `${handedPath}/{claim}/payment`,
    summary: "Pay a claim of an agency's campaign",
    tags,
    middleware: [developerStaff("reward:pay")] as const,
    request: { params: oneClaim.extend({ developer: z.string() }), body: body(Payment) },
    responses: { 200: json(HandedClaim, "The claim as it stands now"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign: campaignId, claim: claimId } = c.req.valid("param");

    return c.json(await payByDeveloper(await c.var.inAgency(agency), { campaignId, claimId }, c.req.valid("json")), 200);
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "get",
    path: handedPath,
    summary: "The claims of an agency's campaign that were paid, or wait for payment, the latest first",
    tags,
    middleware: [developerStaff("reward:pay")] as const,
    request: { params: inCampaign.extend({ developer: z.string() }), query: HandedClaimQuery },
    responses: { 200: json(ClaimPage, "A page of claims"), ...refusals },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const { agency, campaign } = c.req.valid("param");
    const scope = await c.var.inAgency(agency);
    const [[seen], rows] = await scope.read(campaignSeen(scope, campaign), claimList(scope, campaign, query));
    if (!seen) throw new Problem("not-found");

    return c.json(pageOf(rows, query.limit), 200);
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "get",
    path: `${handedPath}/{claim}`,
    summary: "A claim of an agency's campaign that was paid, or waits for payment, home by home",
    tags,
    middleware: [developerStaff("reward:pay")] as const,
    request: { params: oneClaim.extend({ developer: z.string() }) },
    responses: { 200: json(HandedClaim, "The claim"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign, claim: claimId } = c.req.valid("param");
    const scope = await c.var.inAgency(agency);
    const [[found]] = await scope.read(handedClaim(scope, campaign, claimId));
    if (!found) throw new Problem("not-found");

    return c.json(found, 200, etag(found.version));
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "get",
    path: recipientPath,
    summary: "Whether somebody may be given money",
    tags,
    middleware: [agencyStaff("reward:read")] as const,
    request: { params: oneRecipient },
    responses: recipient,
  }),
  async (c) => {
    const found = recipientShown((await c.var.agency.read(recipientById(c.var.agency, c.req.valid("param").person)))[0]);

    return c.json(found, 200, etag(found.version));
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "put",
    path: recipientPath,
    summary: "Say what somebody is, with the employer's consent",
    tags,
    middleware: [agencyStaff("reward:claim")] as const,
    request: { params: oneRecipient, headers: ifMatch, body: body(RecipientEdit) },
    responses: recipient,
  }),
  async (c) => {
    const found = await describeRecipient(c.var.agency, c.req.valid("param").person, versionMatched(c), c.req.valid("json"));

    return c.json(found, 200, etag(found.version));
  },
);

rewardRoutes.openapi(
  createRoute({
    method: "post",
    path: `${recipientPath}/decision`,
    summary: "Allow or hold what somebody is given, with the reason",
    tags,
    middleware: [agencyStaff("reward:comply")] as const,
    request: { params: oneRecipient, headers: ifMatch, body: body(RecipientDecision) },
    responses: recipient,
  }),
  async (c) => {
    const found = await decideRecipient(c.var.agency, c.req.valid("param").person, versionMatched(c), c.req.valid("json"));

    return c.json(found, 200, etag(found.version));
  },
);
