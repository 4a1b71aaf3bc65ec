import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, lt } from "drizzle-orm";
import * as z from "zod";
import { campaignDetail } from "../../campaigns/store";
import { numberPageQuery, pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newRouter, nothing, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { permittedIn } from "../../tenancy/roles";
import { PolicyDraft } from "../contract";
import { findingsIn } from "../wording/findings/rules";
import { PolicyCheck, PolicyFindings, PolicyStart, PolicyVersionDetail, PolicyVersionPage } from "./contract";
import { checkIn, lexiconOf } from "./rules";
import { deleteVersion, draftVersion, findVersion, itemOf, versionDetail, versionList, writeVersion } from "./store";

const tags = ["Policies"];
const inCampaign = z.object({ agency: z.string(), campaign: z.string() });
const params = inCampaign.extend({ version: z.string() });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/policy-versions";
const shown = { 200: json(PolicyVersionDetail, "The version, with what the self-check finds"), ...refusals };

export const versionRoutes = newRouter();

versionRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The versions of a campaign's policy, newest first, and the days each prices",
    tags,
    middleware: [agencyStaff("policy:read")] as const,
    request: { params: inCampaign, query: numberPageQuery },
    responses: { 200: json(PolicyVersionPage, "A page of versions"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { campaign: campaignId } = c.req.valid("param");
    const { after, limit } = c.req.valid("query");
    const { version, query } = versionList(agency);
    const [found, rows] = await agency.read(
      campaignDetail(agency, campaignId),
      query
        .where(and(eq(version.campaignId, campaignId), after ? lt(version.number, after) : undefined))
        .orderBy(desc(version.number))
        .limit(limit + 1),
    );
    if (!found.length) throw new Problem("not-found");

    return c.json(
      pageOf(rows.map(itemOf), limit, ({ number }) => String(number)),
      200,
    );
  },
);

versionRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Begin a draft, from nothing, a template or another version",
    tags,
    middleware: [agencyStaff("policy:draft")] as const,
    request: { params: inCampaign, body: body(PolicyStart) },
    responses: { 201: json(PolicyVersionDetail, "The draft"), ...refusals },
  }),
  async (c) => {
    const found = await draftVersion(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"));
    const detail = versionDetail(found, c.var.facts, permittedIn(c.var.caller.memberships, "agency", c.var.agency.id));

    return c.json(detail, 201, etag(detail.version));
  },
);

versionRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{version}`,
    summary: "A version in full, with what the self-check finds and its latest approval",
    tags,
    middleware: [agencyStaff("policy:read")] as const,
    request: { params },
    responses: shown,
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");
    const found = await findVersion(c.var.agency, campaign, version);
    const detail = versionDetail(found, c.var.facts, permittedIn(c.var.caller.memberships, "agency", c.var.agency.id));

    return c.json(detail, 200, etag(detail.version));
  },
);

versionRoutes.openapi(
  createRoute({
    method: "put",
    path: `${path}/{version}`,
    summary: "Write a draft, or one that was returned",
    tags,
    middleware: [agencyStaff("policy:draft")] as const,
    request: { params, headers: ifMatch, body: body(PolicyDraft) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");
    const expected = versionMatched(c);
    const found = await findVersion(c.var.agency, campaign, version);
    const written = await writeVersion(c.var.agency, found, expected, c.req.valid("json"));
    const detail = versionDetail(written, c.var.facts, permittedIn(c.var.caller.memberships, "agency", c.var.agency.id));

    return c.json(detail, 200, etag(detail.version));
  },
);

versionRoutes.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{version}`,
    summary: "Delete a draft that nobody was asked about",
    tags,
    middleware: [agencyStaff("policy:draft")] as const,
    request: { params },
    responses: { 204: nothing("Deleted"), ...refusals },
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");
    await deleteVersion(c.var.agency, await findVersion(c.var.agency, campaign, version));

    return c.body(null, 204);
  },
);

versionRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{version}/checks`,
    summary: "Check terms that are still being written; nothing is saved",
    tags,
    middleware: [agencyStaff("policy:read")] as const,
    request: { params, body: body(PolicyCheck) },
    responses: { 200: json(PolicyFindings, "What the self-check finds"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { campaign: campaignId, version } = c.req.valid("param");
    const draft = c.req.valid("json");
    const { campaign, row } = await findVersion(agency, campaignId, version, draft.terms);

    const findings = checkIn(campaign, draft, row.homes);

    return c.json({ findings: findingsIn(lexiconOf(campaign, c.var.facts.language), draft.terms, findings) }, 200);
  },
);
