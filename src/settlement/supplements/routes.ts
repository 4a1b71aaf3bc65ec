import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { DealDetail } from "../../deals/contract";
import { dealDetail, detailOf } from "../../deals/store";
import { body, etag, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { ChangeEffect, GroupEffect } from "../preview/contract";
import { NewSupplement, SupplementAsked, Supplements } from "./contract";
import { previewSupplement } from "./preview";
import { supplement, supplementRows } from "./store";

export const supplementRoutes = newRouter();

const tags = ["Deals"];
const oneDeal = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), deal: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}/supplements" as const;
const Effect = ChangeEffect.extend({ joined: z.union([GroupEffect, z.null()]) }).meta({ id: "SupplementEffect" });

supplementRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The supplements of a deal",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: { 200: json(Supplements, "All of them"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    const [row, money, settling, items] = await c.var.agency.read(
      ...dealDetail(c.var.agency, campaign, deal),
      supplementRows(c.var.agency, deal).limit(supplementsAtMost),
    );
    detailOf([row, money, settling]);

    return c.json({ items, next: null }, 200);
  },
);

/** More supplements than this no contract bears. */
const supplementsAtMost = 200;

supplementRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/preview`,
    summary: "What a supplement would do to the tier, to the others and to the figures",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal, body: body(SupplementAsked) },
    responses: { 200: json(Effect, "What would happen; nothing has"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");

    return c.json(await previewSupplement(c.var.agency, { campaignId, dealId }, c.req.valid("json")), 200);
  },
);

supplementRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Record a signed supplement; the group is settled anew",
    tags,
    middleware: [agencyStaff("deal:cancel")] as const,
    request: { params: oneDeal, body: body(NewSupplement) },
    responses: { 200: json(DealDetail, "The deal, its group settled"), ...refusals },
  }),
  async (c) => {
    const { campaign: campaignId, deal: dealId } = c.req.valid("param");
    const deal = await supplement(c.var.agency, { campaignId, dealId }, c.req.valid("json"));

    return c.json(deal, 200, etag(deal.version));
  },
);
