import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../../../campaigns/contract";
import { body, json, newRouter, refusals } from "../../../http/router";
import { agencyStaff } from "../../../tenancy/doors";
import { KeyPersonTrail } from "../contract";
import { NewCorrection } from "./contract";
import { askCorrection, withdrawCorrection } from "./store";

export const correctionRoutes = newRouter();

const tags = ["Engagements"];
const id = z.string().min(1).max(64);
const inCampaign = z.object({ agency: z.string(), campaign: id });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}" as const;

correctionRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/engagements/{engagement}/key-person/corrections`,
    summary: "Ask that a key person recorded at most three days ago be corrected: somebody else was meant",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: inCampaign.extend({ engagement: id }), body: body(NewCorrection) },
    responses: { 201: json(KeyPersonTrail, "The key person's story, with the correction waiting for its yes"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await askCorrection(c.var.agency, campaign, engagement, c.req.valid("json")), 201);
  },
);

correctionRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/key-person-corrections/{correction}/withdrawal`,
    summary: "Take the question back before anybody decided",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: inCampaign.extend({ correction: id }), body: body(NothingToSay) },
    responses: { 200: json(KeyPersonTrail, "The key person's story"), ...refusals },
  }),
  async (c) => {
    const { campaign, correction } = c.req.valid("param");

    return c.json(await withdrawCorrection(c.var.agency, campaign, correction), 200);
  },
);
