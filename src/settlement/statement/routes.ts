import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { Statement } from "./contract";
import { statementOf } from "./store";

export const statementRoutes = newRouter();

statementRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/statement",
    summary: "What the buyers of an engagement owe and have paid, deal by deal, with every cause",
    tags: ["Settlement"],
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: z.object({ agency: z.string(), campaign: z.string().min(1).max(64), engagement: z.string().min(1).max(64) }) },
    responses: { 200: json(Statement, "The statement"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await statementOf(c.var.agency, campaign, engagement), 200);
  },
);
