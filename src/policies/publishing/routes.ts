import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../../campaigns/contract";
import { body, etag, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { permittedIn } from "../../tenancy/roles";
import { PolicyVersionDetail } from "../versions/contract";
import { versionDetail } from "../versions/store";
import { PolicyComparison, PolicySubmission } from "./contract";
import { compareVersions, publishVersion, submitVersion, withdrawVersion } from "./store";

const tags = ["Policies"];
const params = z.object({ agency: z.string(), campaign: z.string(), version: z.string() });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/policy-versions/{version}";
const shown = { 200: json(PolicyVersionDetail, "The version as it stands now"), ...refusals };

export const publishingRoutes = newRouter();

publishingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/submission`,
    summary: "Send a version to who decides",
    tags,
    middleware: [agencyStaff("policy:draft")] as const,
    request: { params, body: body(PolicySubmission) },
    responses: shown,
  }),
  async (c) => {
    const { campaign: campaignId, version: versionId } = c.req.valid("param");
    const found = await submitVersion(c.var.agency, { campaignId, versionId, ...c.req.valid("json") });
    const detail = versionDetail(found, c.var.facts, permittedIn(c.var.caller.memberships, "agency", c.var.agency.id));

    return c.json(detail, 200, etag(detail.version));
  },
);

publishingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/withdrawal`,
    summary: "Take a version back before anybody decided",
    tags,
    middleware: [agencyStaff("policy:draft")] as const,
    request: { params, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");
    const found = await withdrawVersion(c.var.agency, campaign, version);
    const detail = versionDetail(found, c.var.facts, permittedIn(c.var.caller.memberships, "agency", c.var.agency.id));

    return c.json(detail, 200, etag(detail.version));
  },
);

publishingRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/publication`,
    summary: "Publish an approved version from its effective-from day; it never changes again",
    tags,
    middleware: [agencyStaff("policy:publish")] as const,
    request: { params, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");
    const found = await publishVersion(c.var.agency, campaign, version);
    const detail = versionDetail(found, c.var.facts, permittedIn(c.var.caller.memberships, "agency", c.var.agency.id));

    return c.json(detail, 200, etag(detail.version));
  },
);

publishingRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/comparison`,
    summary: "What a version changes of another of the campaign, in sentences",
    tags,
    middleware: [agencyStaff("policy:read")] as const,
    request: {
      params,
      query: z.strictObject({ with: z.string().min(1).max(64).meta({ description: "Id of the version to compare with" }) }),
    },
    responses: { 200: json(PolicyComparison, "The changes"), ...refusals },
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");

    return c.json(await compareVersions(c.var.agency, campaign, [c.req.valid("query").with, version]), 200);
  },
);
