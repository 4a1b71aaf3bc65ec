import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { json, newRouter, refusals } from "../http/router";
import { agencyStaff } from "../tenancy/doors";
import { permittedIn } from "../tenancy/roles";
import { Results, ResultsQuery } from "./contract";
import { resultsOf } from "./store";

export const resultRoutes = newRouter();

resultRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/results",
    summary: "What a campaign has come to, by day and by category",
    tags: ["Results"],
    middleware: [agencyStaff("result:read")] as const,
    request: { params: z.object({ agency: z.string(), campaign: z.string().min(1).max(64) }), query: ResultsQuery },
    responses: { 200: json(Results, "The figures"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign } = c.req.valid("param");
    const may = permittedIn(c.var.caller.memberships, "agency", agency);

    return c.json(await resultsOf(c.var.agency, campaign, c.req.valid("query"), may), 200);
  },
);
