import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Catalogue } from "../../campaigns/catalogue/contract";
import { CampaignDetail, CampaignPlan, NothingToSay } from "../../campaigns/contract";
import { campaignParams, campaignSection, shown } from "../../campaigns/routes";
import { takeStep } from "../../campaigns/store";
import { body, etag, ifMatch, json, newRouter, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { planCampaign, pricedFromTheStart, wordCampaign } from "./store";

const tags = ["Campaigns"];

/** Campaigns, with what needs their policies: a plan brings its first draft, opening asks for a price, words may be in use. */
export const campaignRoutes = newRouter();

campaignRoutes.route("/", campaignSection);

campaignRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/agencies/{agency}/campaigns",
    summary: "Plan a campaign, from nothing, a template or another campaign",
    tags,
    middleware: [agencyStaff("campaign:plan")] as const,
    request: { params: z.object({ agency: z.string() }), body: body(CampaignPlan) },
    responses: { 201: json(CampaignDetail, "The campaign, in draft"), ...refusals },
  }),
  async (c) => {
    const campaign = await planCampaign(c.var.agency, c.req.valid("json"));

    return c.json(campaign, 201, etag(campaign.version));
  },
);

campaignRoutes.openapi(
  createRoute({
    method: "put",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/catalogue",
    summary: "Name a campaign's categories, credentials, payment methods and products",
    tags,
    middleware: [agencyStaff("campaign:plan")] as const,
    request: { params: campaignParams, headers: ifMatch, body: body(Catalogue) },
    responses: shown,
  }),
  async (c) => {
    const campaign = await wordCampaign(c.var.agency, c.req.valid("param").campaign, versionMatched(c), c.req.valid("json"));

    return c.json(campaign, 200, etag(campaign.version));
  },
);

campaignRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/opening",
    summary: "Run a campaign; some published version must price its first day",
    tags,
    middleware: [agencyStaff("campaign:plan")] as const,
    request: { params: campaignParams, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { agency } = c.var;
    const { campaign: campaignId } = c.req.valid("param");
    const campaign = await takeStep(agency, campaignId, "opening", [pricedFromTheStart(agency, campaignId)]);

    return c.json(campaign, 200, etag(campaign.version));
  },
);
