import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { LeadDetail } from "../contract";
import { inCampaign, leadsPath, oneLead, reading, shown, tags } from "../paths";
import { LeadDay, NewContact, NextStepEdit, Visit, VisitDecision, VisitPage, VisitQuery } from "./contract";
import { dayOf } from "./day";
import { recordContact, setNextStep } from "./store";
import { decideVisit, waitingVisits } from "./visits";

export const contactRoutes = newSection();

contactRoutes.openapi(
  createRoute({
    method: "get",
    path: `${leadsPath}/visits`,
    summary: "Visits to the site that another than the owner brought about, and that wait for a yes",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: inCampaign, query: VisitQuery },
    responses: { 200: json(VisitPage, "The oldest first"), ...refusals },
  }),
  async (c) => c.json(await waitingVisits(c.var.agency, c.req.valid("param").campaign, c.req.valid("query")), 200),
);

contactRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/visits/{visit}/decision`,
    summary: "Say whether a visit took place as reported; never one's own",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: inCampaign.extend({ visit: z.string().min(1).max(64) }), body: body(VisitDecision) },
    responses: { 200: json(Visit, "The visit, decided"), ...refusals },
  }),
  async (c) => {
    const { campaign, visit } = c.req.valid("param");

    return c.json(await decideVisit(c.var.agency, campaign, visit, c.req.valid("json").accept), 200);
  },
);

contactRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/leads/day",
    summary: "What is due of one's customers until today, and the calls of the day",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: z.object({ agency: z.string() }) },
    responses: { 200: json(LeadDay, "The day"), ...refusals },
  }),
  async (c) => c.json(await dayOf(c.var.agency, reading(c)), 200),
);

contactRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/contacts`,
    summary: "Record a call, a message or a visit, with what comes next",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, body: body(NewContact) },
    responses: { 201: json(LeadDetail, "The customer"), ...refusals },
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await recordContact(c.var.agency, campaign, id, c.req.valid("json"), reading(c));

    return c.json(lead, 201, etag(lead.version));
  },
);

contactRoutes.openapi(
  createRoute({
    method: "put",
    path: `${leadsPath}/{lead}/next-step`,
    summary: "Say what comes next, or that nothing does",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(NextStepEdit) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await setNextStep(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);
