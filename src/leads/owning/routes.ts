import { createRoute } from "@hono/zod-openapi";
import { body, etag, ifMatch, newSection, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { AssignTo } from "../contract";
import { leadsPath, oneLead, reading, shown, tags } from "../paths";
import { GiveBack } from "./contract";
import { assignLead, giveBack, pickLead } from "./store";

export const ownerRoutes = newSection();

ownerRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/assignment`,
    summary: "Say whose a customer is: one member's, a group's in turn, or whoever picks them",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(AssignTo) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await assignLead(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);

ownerRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/pick`,
    summary: "Pick a customer from the pool",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await pickLead(c.var.agency, campaign, id, reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);

ownerRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/return`,
    summary: "Give a customer back to the pool, for a reason",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(GiveBack) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await giveBack(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);
