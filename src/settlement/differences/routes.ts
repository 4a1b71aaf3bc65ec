import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { json, newRouter, refusals } from "../../http/router";
import { staffOfEither } from "../../tenancy/doors";
import { DifferencePage, DifferenceQuery } from "./contract";
import { differencesIn } from "./store";

export const differenceRoutes = newRouter();

const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
const own = "/api/v1/agencies/{agency}/campaigns/{campaign}/differences" as const;
const handed = "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/differences" as const;

for (const [kind, path, params] of [
  ["agency", own, inCampaign],
  ["developer", handed, inCampaign.extend({ developer: z.string() })],
] as const)
  differenceRoutes.openapi(
    createRoute({
      method: "get",
      path,
      summary: "Final differences of a campaign, home by home, and how they reached their buyers",
      tags: ["Finance"],
      middleware: [staffOfEither(kind, "deal:confirm")] as const,
      request: { params, query: DifferenceQuery },
      responses: { 200: json(DifferencePage, "A page of differences"), ...refusals },
    }),
    async (c) => c.json(await differencesIn(c.var.inShard, c.req.valid("param").campaign, c.req.valid("query")), 200),
  );
