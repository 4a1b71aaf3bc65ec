import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../../campaigns/contract";
import { body, etag, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { NewWriteOff, WriteOff } from "./contract";
import { askWriteOff, withdrawWriteOff, writeOffById, writeOffShown } from "./store";

export const writeOffRoutes = newRouter();

const tags = ["Rewards"];
const id = z.string().min(1).max(64);
const inCampaign = z.object({ agency: z.string(), campaign: id });
const oneWriteOff = inCampaign.extend({ writeOff: id });
const campaignPath = "/api/v1/agencies/{agency}/campaigns/{campaign}" as const;
const shown = { 200: json(WriteOff, "The write-off as it stands now"), ...refusals };

writeOffRoutes.openapi(
  createRoute({
    method: "post",
    path: `${campaignPath}/engagements/{engagement}/rewards/write-offs`,
    summary: "Ask that what is open of a recovery be written off",
    tags,
    middleware: [agencyStaff("reward:write-off")] as const,
    request: { params: inCampaign.extend({ engagement: id }), body: body(NewWriteOff) },
    responses: { 201: json(WriteOff, "The write-off, waiting for its yes"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");
    const made = await askWriteOff(c.var.agency, campaign, engagement, c.req.valid("json"));

    return c.json(made, 201, etag(made.version));
  },
);

writeOffRoutes.openapi(
  createRoute({
    method: "get",
    path: `${campaignPath}/write-offs/{writeOff}`,
    summary: "One write-off",
    tags,
    middleware: [agencyStaff("reward:read")] as const,
    request: { params: oneWriteOff },
    responses: shown,
  }),
  async (c) => {
    const { campaign, writeOff } = c.req.valid("param");
    const found = writeOffShown((await c.var.agency.read(writeOffById(c.var.agency, campaign, writeOff)))[0]);

    return c.json(found, 200, etag(found.version));
  },
);

writeOffRoutes.openapi(
  createRoute({
    method: "post",
    path: `${campaignPath}/write-offs/{writeOff}/withdrawal`,
    summary: "Take the question back before anybody decided",
    tags,
    middleware: [agencyStaff("reward:write-off")] as const,
    request: { params: oneWriteOff, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, writeOff } = c.req.valid("param");
    const taken = await withdrawWriteOff(c.var.agency, campaign, writeOff);

    return c.json(taken, 200, etag(taken.version));
  },
);
