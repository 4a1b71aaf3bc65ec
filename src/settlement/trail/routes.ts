import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { json, newRouter, refusals } from "../../http/router";
import { developerStaff } from "../../tenancy/doors";
import { HandedDeal } from "./contract";
import { handedDeal } from "./store";

export const trailRoutes = newRouter();

trailRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/deals/{deal}",
    summary: "The papers of a linked agency's deal: contract, price lines, ledger, supplements and cancellation",
    tags: ["Finance"],
    middleware: [developerStaff("deal:confirm")] as const,
    request: {
      params: z.object({
        developer: z.string(),
        agency: z.string(),
        campaign: z.string().min(1).max(64),
        deal: z.string().min(1).max(64),
      }),
    },
    responses: { 200: json(HandedDeal, "The deal"), ...refusals },
  }),
  async (c) => {
    const { agency, campaign, deal } = c.req.valid("param");

    return c.json(await handedDeal(await c.var.inAgency(agency), campaign, deal), 200);
  },
);
