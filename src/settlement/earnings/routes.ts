import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { json, newRouter, refusals } from "../../http/router";
import { Earnings } from "../../rewards/contract";
import { agencyStaff } from "../../tenancy/doors";
import { earningsOf } from "./store";

export const earningRoutes = newRouter();

earningRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/rewards",
    summary: "What an engagement has earned for its key persons, and why each of its deals earns or does not",
    tags: ["Rewards"],
    middleware: [agencyStaff("reward:read")] as const,
    request: { params: z.object({ agency: z.string(), campaign: z.string().min(1).max(64), engagement: z.string().min(1).max(64) }) },
    responses: { 200: json(Earnings, "What has been earned, what became of it, and what earns nothing"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await earningsOf(c.var.agency, campaign, engagement), 200);
  },
);
