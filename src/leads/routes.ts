import { createRoute } from "@hono/zod-openapi";
import { body, etag, ifMatch, json, newRouter, refusals, versionMatched } from "../http/router";
import { agencyStaff } from "../tenancy/doors";
import { contactRoutes } from "./contacting/routes";
import { Bulk, Bulked, BulkPreview, FoundLeads, LeadCounts, LeadEdit, LeadPage, LeadQuery, LeadSearch, Loss } from "./contract";
import { actOnMany, editLead, loseLead, previewBulk, reopenLead } from "./editing/store";
import { countLeads, listLeads } from "./listing/store";
import { mergeRoutes } from "./merging/routes";
import { readLead } from "./one/store";
import { ownerRoutes } from "./owning/routes";
import { inCampaign, leadsPath, oneLead, reading, shown, tags } from "./paths";
import { reportRoutes } from "./reporting/routes";
import { searchLeads } from "./searching/store";

export const leadRoutes = newRouter();

leadRoutes.openapi(
  createRoute({
    method: "get",
    path: leadsPath,
    summary: "The registered customers of a campaign",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: inCampaign, query: LeadQuery },
    responses: { 200: json(LeadPage, "A page of leads, names and numbers masked"), ...refusals },
  }),
  async (c) => c.json(await listLeads(c.var.agency, c.req.valid("param").campaign, c.req.valid("query"), reading(c)), 200),
);

leadRoutes.openapi(
  createRoute({
    method: "get",
    path: `${leadsPath}/counts`,
    summary: "How many customers are registered, by source and state",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: inCampaign },
    responses: { 200: json(LeadCounts, "The counts"), ...refusals },
  }),
  async (c) => c.json(await countLeads(c.var.agency, c.req.valid("param").campaign, reading(c)), 200),
);

leadRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/search`,
    summary: "Find customers by name, whole phone or receipt, which therefore stand in no address",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: inCampaign, body: body(LeadSearch) },
    responses: { 200: json(FoundLeads, "Who was found, the newest first"), ...refusals },
  }),
  async (c) => c.json(await searchLeads(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"), reading(c)), 200),
);

leadRoutes.route("/", reportRoutes);
leadRoutes.route("/", contactRoutes);
leadRoutes.route("/", ownerRoutes);
leadRoutes.route("/", mergeRoutes);

leadRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/bulk`,
    summary: "One act on many customers, all or nothing",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: inCampaign, body: body(Bulk) },
    responses: { 200: json(Bulked, "How many were changed"), ...refusals },
  }),
  async (c) => c.json(await actOnMany(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);

leadRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/bulk/preview`,
    summary: "Which of them an act would be refused for",
    tags,
    middleware: [agencyStaff("lead:assign", { reckons: true })] as const,
    request: { params: inCampaign, body: body(Bulk) },
    responses: { 200: json(BulkPreview, "What would be refused, and why"), ...refusals },
  }),
  async (c) => c.json(await previewBulk(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);

leadRoutes.openapi(
  createRoute({
    method: "get",
    path: `${leadsPath}/{lead}`,
    summary: "A customer with all that happened",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: oneLead },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await readLead(c.var.agency, campaign, id, reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);

leadRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${leadsPath}/{lead}`,
    summary: "Correct what a customer wants, and through which account they came",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(LeadEdit) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await editLead(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);

leadRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/loss`,
    summary: "Give a customer up, for a reason",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(Loss) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await loseLead(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);

leadRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/reopening`,
    summary: "Take a customer up again who was lost",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, headers: ifMatch },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await reopenLead(c.var.agency, campaign, id, versionMatched(c), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);
