import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { campaignSeen } from "../../campaigns/store";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { body, ifMatch, json, newRouter, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { dealDetail, detailOf } from "../store";
import { AttributionEdit, Attributions, CommissionPage, CommissionQuery } from "./contract";
import { attribute, attributionRows, commissionRows } from "./store";

export const attributionRoutes = newRouter();

const tags = ["Deals"];
const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
const oneDeal = inCampaign.extend({ deal: z.string().min(1).max(64) });
const campaignPath = "/api/v1/agencies/{agency}/campaigns/{campaign}" as const;
const path = `${campaignPath}/deals/{deal}/attributions` as const;
const shown = { 200: json(Attributions, "All shares"), ...refusals };

attributionRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "Whose work a deal is",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    const [row, money, settling, items] = await c.var.agency.read(
      ...dealDetail(c.var.agency, campaign, deal),
      attributionRows(c.var.agency, deal),
    );
    detailOf([row, money, settling]);

    return c.json({ items, next: null }, 200);
  },
);

attributionRoutes.openapi(
  createRoute({
    method: "put",
    path,
    summary: "Say whose work a deal is, in shares",
    tags,
    middleware: [agencyStaff("deal:attribute")] as const,
    request: { params: oneDeal, headers: ifMatch, body: body(AttributionEdit) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    const items = await attribute(c.var.agency, campaign, deal, versionMatched(c), c.req.valid("json"));

    return c.json({ items, next: null }, 200);
  },
);

attributionRoutes.openapi(
  createRoute({
    method: "get",
    path: `${campaignPath}/commission-lines`,
    summary: "Every share of every deal: what commissions are computed from",
    tags,
    middleware: [agencyStaff("deal:attribute")] as const,
    request: { params: inCampaign, query: CommissionQuery },
    responses: { 200: json(CommissionPage, "A page of shares, by deal"), ...refusals },
  }),
  async (c) => {
    const { campaign } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[seen], rows] = await c.var.agency.read(campaignSeen(c.var.agency, campaign), commissionRows(c.var.agency, campaign, query));
    if (!seen) throw new Problem("not-found");

    return c.json(pageOf(rows, query.limit), 200);
  },
);
