import { createRoute } from "@hono/zod-openapi";
import { and, eq, lt } from "drizzle-orm";
import * as z from "zod";
import { NothingToSay } from "../../campaigns/contract";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import {
  Engagement,
  EngagementEdit,
  FirstVisitReport,
  FirstVisitWithdrawal,
  KeyPersonChange,
  KeyPersonTrail,
  NewEngagement,
  NewReferrals,
  ReferralPage,
  ReferralQuery,
  ReferralWithdrawal,
} from "./contract";
import { oneOf, recordReferrals, referralRows } from "./referring";
import { editEngagement, engage, engagementById } from "./store";
import { withdrawReferral } from "./taking-back";
import { changeKeyPerson, confirmFirstVisit, reportFirstVisit, trailOf, trailQueries, withdrawFirstVisit } from "./trail";

/** Accounts in a campaign and their key persons, but for the list of them, which says what they have come to. */
export const engagementSection = newSection();

const tags = ["Engagements"];
const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
const oneEngagement = inCampaign.extend({ engagement: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements" as const;
const trail = { 200: json(KeyPersonTrail, "The key person's story"), ...refusals };

engagementSection.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Take an account into a campaign, or open a credential's channel",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: inCampaign, body: body(NewEngagement) },
    responses: { 201: json(Engagement, "The engagement"), ...refusals },
  }),
  async (c) => {
    const engagement = await engage(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"));

    return c.json(engagement, 201, etag(engagement.version));
  },
);

engagementSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/{engagement}`,
    summary: "An account in a campaign",
    tags,
    middleware: [agencyStaff("account:read")] as const,
    request: { params: oneEngagement },
    responses: { 200: json(Engagement, "The engagement"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement: id } = c.req.valid("param");
    const [[engagement]] = await c.var.agency.read(engagementById(c.var.agency, campaign, id));
    if (!engagement) throw new Problem("not-found");

    return c.json(engagement, 200, etag(engagement.version));
  },
);

engagementSection.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{engagement}`,
    summary: "Correct what an account counts as; its deals are settled anew",
    tags,
    middleware: [agencyStaff("key-person:decide")] as const,
    request: { params: oneEngagement, headers: ifMatch, body: body(EngagementEdit) },
    responses: { 200: json(Engagement, "The engagement"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement: id } = c.req.valid("param");
    const engagement = await editEngagement(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"));

    return c.json(engagement, 200, etag(engagement.version));
  },
);

engagementSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/{engagement}/key-person`,
    summary: "Who is and was the key person, and what proves it",
    tags,
    middleware: [agencyStaff("person:read")] as const,
    request: { params: oneEngagement },
    responses: trail,
  }),
  async (c) => {
    const { campaign, engagement: id } = c.req.valid("param");
    const [[engagement], ...rows] = await c.var.agency.read(engagementById(c.var.agency, campaign, id), ...trailQueries(c.var.agency, id));
    if (!engagement) throw new Problem("not-found");

    return c.json(trailOf(rows, c.var.facts.now), 200);
  },
);

engagementSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/{engagement}/first-visit`,
    summary: "Report the first visit with a named person in a listed post",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: oneEngagement, body: body(FirstVisitReport) },
    responses: { 201: json(KeyPersonTrail, "The key person's story"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await reportFirstVisit(c.var.agency, campaign, engagement, c.req.valid("json")), 201);
  },
);

engagementSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/{engagement}/first-visit/confirmation`,
    summary: "Confirm the first visit: who was visited is the key person",
    tags,
    middleware: [agencyStaff("key-person:decide")] as const,
    request: { params: oneEngagement, body: body(NothingToSay) },
    responses: trail,
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await confirmFirstVisit(c.var.agency, campaign, engagement), 200);
  },
);

engagementSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/{engagement}/first-visit/withdrawal`,
    summary: "Take back a first visit that nobody has confirmed",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: oneEngagement, body: body(FirstVisitWithdrawal) },
    responses: trail,
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await withdrawFirstVisit(c.var.agency, campaign, engagement, c.req.valid("json")), 200);
  },
);

engagementSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/{engagement}/key-person`,
    summary: "Somebody else is the key person from a day on, or nobody is",
    tags,
    middleware: [agencyStaff("key-person:decide")] as const,
    request: { params: oneEngagement, body: body(KeyPersonChange) },
    responses: trail,
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await changeKeyPerson(c.var.agency, campaign, engagement, c.req.valid("json")), 200);
  },
);

engagementSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/{engagement}/referrals`,
    summary: "Whom the key persons recommended, the latest first",
    tags,
    middleware: [agencyStaff("person:read")] as const,
    request: { params: oneEngagement, query: ReferralQuery },
    responses: { 200: json(ReferralPage, "A page of referrals"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement: id } = c.req.valid("param");
    const { after, ids, limit } = c.req.valid("query");
    const [[engagement], rows] = await c.var.agency.read(
      engagementById(c.var.agency, campaign, id),
      referralRows(c.var.agency, (referral) =>
        and(
          eq(referral.engagementId, id),
          after ? lt(referral.id, after) : undefined,
          ids ? oneOf(referral.id, ids.split(",")) : undefined,
        ),
      ).limit(limit + 1),
    );
    if (!engagement) throw new Problem("not-found");

    return c.json(pageOf(rows, limit), 200);
  },
);

engagementSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/{engagement}/referrals`,
    summary: "Record whom the key person of a day recommended: one, or a roster",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: oneEngagement, body: body(NewReferrals) },
    responses: { 201: json(ReferralPage, "The referrals"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json({ items: await recordReferrals(c.var.agency, campaign, engagement, c.req.valid("json")), next: null }, 201);
  },
);

engagementSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/{engagement}/referrals/{referral}/withdrawal`,
    summary: "Take a referral back that was recorded by mistake; it stays in sight and counts for nothing",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: oneEngagement.extend({ referral: z.string().min(1).max(64) }), body: body(ReferralWithdrawal) },
    responses: { 200: json(ReferralPage, "The referral alone"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, engagement: engagementId, referral: referralId } = c.req.valid("param");

    const items = await withdrawReferral(c.var.agency, { campaignId, engagementId, referralId }, c.req.valid("json"));

    return c.json({ items, next: null }, 200);
  },
);
