import { createRoute } from "@hono/zod-openapi";
import { body, etag, ifMatch, json, newRouter, refusals, versionMatched } from "../../http/router";
import { anId, tenantParams, tenantPath } from "../../organisations/contract";
import { agencyStaff } from "../../tenancy/doors";
import { LeadRules, LeadRulesShown } from "./contract";
import { readRules, setRules } from "./store";

export const rulingRoutes = newRouter();

const tags = ["Leads"];
const ofCampaign = tenantParams.agency.extend({ campaign: anId });
const path = `${tenantPath.agency}/campaigns/{campaign}/lead-rules` as const;
const shown = { 200: json(LeadRulesShown, "The rules"), ...refusals };

rulingRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "How a campaign treats its leads: clocks, limits, retention",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: ofCampaign },
    responses: shown,
  }),
  async (c) => {
    const rules = await readRules(c.var.agency, c.req.valid("param").campaign);

    return c.json(rules, 200, etag(rules.version));
  },
);

rulingRoutes.openapi(
  createRoute({
    method: "put",
    path,
    summary: "Set how a campaign treats its leads from now on; clocks that run keep their ends",
    tags,
    middleware: [agencyStaff("lead:rules")] as const,
    request: { params: ofCampaign, headers: ifMatch, body: body(LeadRules) },
    responses: shown,
  }),
  async (c) => {
    const rules = await setRules(c.var.agency, c.req.valid("param").campaign, versionMatched(c), c.req.valid("json"));

    return c.json(rules, 200, etag(rules.version));
  },
);
