import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { leadsPath, oneLead, reading, shown, tags } from "../paths";
import { Lookalikes, NewMerge } from "./contract";
import { lookalikes, mergeLeads, undoMerge } from "./store";

export const mergeRoutes = newSection();

mergeRoutes.openapi(
  createRoute({
    method: "get",
    path: `${leadsPath}/{lead}/lookalikes`,
    summary: "Who may be the same person: the same ends of the number",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: oneLead },
    responses: { 200: json(Lookalikes, "Those who are called the same first"), ...refusals },
  }),
  async (c) => {
    const { campaign, lead } = c.req.valid("param");

    return c.json(await lookalikes(c.var.agency, campaign, lead, reading(c)), 200);
  },
);

mergeRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/merges`,
    summary: "Merge another registration of the same person into this one",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: oneLead, headers: ifMatch, body: body(NewMerge) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id } = c.req.valid("param");
    const lead = await mergeLeads(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"), reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);

mergeRoutes.openapi(
  createRoute({
    method: "post",
    path: `${leadsPath}/{lead}/merges/{merge}/undoing`,
    summary: "Take a merge back, as long as nothing else has happened",
    tags,
    middleware: [agencyStaff("lead:assign")] as const,
    request: { params: oneLead.extend({ merge: z.string().min(1).max(64) }) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, lead: id, merge } = c.req.valid("param");
    const lead = await undoMerge(c.var.agency, campaign, id, merge, reading(c));

    return c.json(lead, 200, etag(lead.version));
  },
);
