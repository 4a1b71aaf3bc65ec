import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { accountById } from "../../../accounts/store";
import { pageOf, pageQuery } from "../../../http/page";
import { Problem } from "../../../http/problem";
import { json, newRouter, refusals } from "../../../http/router";
import { agencyStaff } from "../../../tenancy/doors";
import { AccountEngagementPage } from "./contract";
import { engagementsOf } from "./store";

export const listingRoutes = newRouter();

listingRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/accounts/{account}/engagements",
    summary: "The campaigns that an account takes part in, the latest first, with what it has come to",
    tags: ["Accounts"],
    middleware: [agencyStaff("account:read")] as const,
    request: { params: z.object({ agency: z.string(), account: z.string().min(1).max(64) }), query: pageQuery },
    responses: { 200: json(AccountEngagementPage, "A page of engagements"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { account: accountId } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[account], rows] = await agency.read(accountById(agency, accountId), engagementsOf(agency, accountId, query));
    if (!account) throw new Problem("not-found");

    return c.json(pageOf(rows, query.limit), 200);
  },
);
