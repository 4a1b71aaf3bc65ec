import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { SimulationPage, SimulationQuery } from "./contract";
import { simulation } from "./store";

export const simulationRoutes = newRouter();

simulationRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/policy-versions/{version}/simulation",
    summary: "What a version would do to the campaign's deals, some counting groups at a time",
    tags: ["Settlement"],
    middleware: [agencyStaff("policy:draft")] as const,
    request: {
      params: z.object({ agency: z.string(), campaign: z.string().min(1).max(64), version: z.string().min(1).max(64) }),
      query: SimulationQuery,
    },
    responses: { 200: json(SimulationPage, "Groups with signed homes"), ...refusals },
  }),
  async (c) => {
    const { campaign, version } = c.req.valid("param");

    return c.json(await simulation(c.var.agency, campaign, version, c.req.valid("query")), 200);
  },
);
