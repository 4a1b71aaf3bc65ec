import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { page, pageOf, placeAt, placeOf } from "../http/page";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../http/router";
import { agencyStaff } from "../tenancy/doors";
import { CampaignDetail, CampaignEdit, CampaignPage, CampaignQuery, type CampaignStep, CampaignTemplate, NothingToSay } from "./contract";
import { campaignDetail, campaignList, detailOf, editCampaign, takeStep } from "./store";
import { templates } from "./templates/templates";

const tags = ["Campaigns"];
const inAgency = z.object({ agency: z.string() });
export const campaignParams = inAgency.extend({ campaign: z.string() });
export const shown = { 200: json(CampaignDetail, "The campaign"), ...refusals };

/** What a campaign does alone; planning, opening and the words need the policies and stand there. */
export const campaignSection = newSection();

campaignSection.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/templates",
    summary: "The campaigns that are shipped as templates",
    tags,
    middleware: [agencyStaff("campaign:read")] as const,
    request: { params: inAgency },
    responses: { 200: json(page(CampaignTemplate), "All templates"), ...refusals },
  }),
  (c) => {
    const items = Object.entries(templates).map(([id, { sampleHomes: _, ...template }]) => ({ id: id as "plan-2008", ...template }));

    return c.json({ items, next: null }, 200);
  },
);

campaignSection.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns",
    summary: "The campaigns this person may see, the latest to start first",
    tags,
    middleware: [agencyStaff("campaign:read")] as const,
    request: { params: inAgency, query: CampaignQuery },
    responses: { 200: json(CampaignPage, "A page of campaigns"), ...refusals },
  }),
  async (c) => {
    const { status, after, limit } = c.req.valid("query");
    const [day, last] = after ? placeOf(after) : [];
    const rows = await c.var.agency.readList("campaigns", { status, day, last, rows: limit + 1 }, campaignList);

    return c.json(
      pageOf(rows, limit, ({ startsOn, id }) => placeAt(startsOn, id)),
      200,
    );
  },
);

campaignSection.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}",
    summary: "A campaign, with its words",
    tags,
    middleware: [agencyStaff("campaign:read")] as const,
    request: { params: campaignParams },
    responses: shown,
  }),
  async (c) => {
    const [rows] = await c.var.agency.read(campaignDetail(c.var.agency, c.req.valid("param").campaign));
    const campaign = detailOf(rows);

    return c.json(campaign, 200, etag(campaign.version));
  },
);

campaignSection.openapi(
  createRoute({
    method: "patch",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}",
    summary: "Change a campaign's name, window or groups",
    tags,
    middleware: [agencyStaff("campaign:plan")] as const,
    request: { params: campaignParams, headers: ifMatch, body: body(CampaignEdit) },
    responses: shown,
  }),
  async (c) => {
    const campaign = await editCampaign(c.var.agency, c.req.valid("param").campaign, versionMatched(c), c.req.valid("json"));

    return c.json(campaign, 200, etag(campaign.version));
  },
);

step("closing", "Close a campaign: its window is over");
step("reopening", "Run a closed campaign again");
step("archiving", "Put a campaign away: it can be read and copied, no longer changed");

function step(name: Exclude<CampaignStep, "opening">, summary: string): void {
  campaignSection.openapi(
    createRoute({
      method: "post",
      path: `/api/v1/agencies/{agency}/campaigns/{campaign}/${name}`,
      summary,
      tags,
      middleware: [agencyStaff("campaign:plan")] as const,
      request: { params: campaignParams, body: body(NothingToSay) },
      responses: shown,
    }),
    async (c) => {
      const campaign = await takeStep(c.var.agency, c.req.valid("param").campaign, name);

      return c.json(campaign, 200, etag(campaign.version));
    },
  );
}
