import { createRoute } from "@hono/zod-openapi";
import { sql } from "drizzle-orm";
import * as z from "zod";
import { execute, rawStatement } from "../tenancy/database";
import { databaseNames, databaseOf } from "../tenancy/shards";
import { json, newRouter } from "./router";

const Health = z
  .strictObject({ status: z.enum(["ok", "degraded"]), databases: z.record(z.string(), z.enum(["ok", "unreachable"])) })
  .meta({ id: "Health" });

export const healthRoutes = newRouter();

healthRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/health",
    summary: "Whether the Worker reaches the directory and every shard",
    security: [],
    responses: { 200: json(Health, "All databases answer"), 503: json(Health, "At least one does not") },
  }),
  async (c) => {
    const found = await Promise.all(
      databaseNames.map(async (name) => {
        const answers = await execute(databaseOf(c.env, name), [rawStatement(sql`select 1 as one`)], c.var.facts.cost)
          .then(() => true)
          .catch(() => false);

        return [name, answers ? "ok" : "unreachable"] as const;
      }),
    );
    const healthy = found.every(([, state]) => state === "ok");
    const health = { status: healthy ? ("ok" as const) : ("degraded" as const), databases: Object.fromEntries(found) };

    return healthy ? c.json(health, 200) : c.json(health, 503);
  },
);
