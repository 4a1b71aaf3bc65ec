import { createRoute } from "@hono/zod-openapi";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { LeadDetail } from "../contract";
import { inCampaign, leadsPath, oneLead, reading, shown, tags } from "../paths";
import { checkLead } from "./checking";
import { Check, CheckAnswer, Completion, Report } from "./contract";
import { completeLead, reportLead } from "./store";

export const reportRoutes = newSection();

reportRoutes.openapi(
  createRoute({
    method: "post",
    path: leadsPath,
    summary: "Report a customer as one's own",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: inCampaign, body: body(Report) },
    responses: { 201: json(LeadDetail, "The customer, whose report runs"), ...refusals },
  }),
  async (c) => {
    const lead = await reportLead(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"), reading(c));

    return c.json(lead, 201, etag(lead.version));
  },
);

reportRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/check`,
    summary: "Whether a customer may be reported: free, yours or protected, and nothing else",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: inCampaign, body: body(Check) },
    responses: { 200: json(CheckAnswer, "The answer"), ...refusals },
  }),
  async (c) => c.json(await checkLead(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);

reportRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/completion`,
    summary: "Complete a masked report with the whole number",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(Completion) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await completeLead(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);
