import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { newRouter, refusals } from "../../http/router";
import { languages } from "../../i18n/names";
import { anId, tenantParams, tenantPath } from "../../organisations/contract";
import { agencyStaff } from "../../tenancy/doors";
import { previewPage } from "./store";

export const previewRoutes = newRouter();

previewRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.agency}/campaigns/{campaign}/forms/{form}/preview`,
    summary: "A form's page as visitors will see it, of a draft too; nothing can be sent by it",
    tags: ["Forms"],
    middleware: [agencyStaff("form:read")] as const,
    request: {
      params: tenantParams.agency.extend({ campaign: anId, form: anId }),
      query: z.strictObject({ lang: z.enum(languages).default("zh-Hant") }),
    },
    responses: { 200: { content: { "text/html": { schema: { type: "string" } } }, description: "The page" }, ...refusals },
  }),
  async (c) => {
    const { campaign, form } = c.req.valid("param");
    const page = await previewPage(c.var.agency, campaign, form, c.req.valid("query").lang);

    return c.body(page, 200, { "Content-Type": "text/html; charset=utf-8" });
  },
);
