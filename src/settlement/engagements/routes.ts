import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { engagementSection } from "../../accounts/engagements/routes";
import { json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { EngagementPage, EngagementQuery } from "./contract";
import { listEngagements } from "./store";

/** Engagements, with what they have come to. */
export const engagementRoutes = newRouter();

engagementRoutes.route("/", engagementSection);

engagementRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements",
    summary: "The accounts in a campaign with what they have come to, found and put in order",
    tags: ["Engagements"],
    middleware: [agencyStaff("account:read")] as const,
    request: { params: z.object({ agency: z.string(), campaign: z.string().min(1).max(64) }), query: EngagementQuery },
    responses: { 200: json(EngagementPage, "A page of engagements"), ...refusals },
  }),
  async (c) => c.json(await listEngagements(c.var.agency, c.req.valid("param").campaign, c.req.valid("query")), 200),
);
