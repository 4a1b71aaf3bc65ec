import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { dealDetail, detailOf } from "../../deals/store";
import { Problem } from "../../http/problem";
import { body, json, newRouter, nothing, refusals } from "../../http/router";
import { agencyStaff, receiptBearer } from "../../tenancy/doors";
import { OwnDeal, ReceiptLookup, ReceiptOfDeal } from "./contract";
import { issueReceipt, liveReceipt, openReceipt, ownDeal, receiptShown, refuseMany, withdrawReceipt } from "./store";

export const receiptRoutes = newRouter();

const tags = ["Settlement"];
const oneDeal = z.object({ agency: z.string(), campaign: z.string().min(1).max(64), deal: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}/receipt" as const;

receiptRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The receipt by which the buyer sees this deal, if one stands",
    tags,
    middleware: [agencyStaff("deal:receipt")] as const,
    request: { params: oneDeal },
    responses: { 200: json(ReceiptOfDeal, "The receipt, or none"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    const { agency } = c.var;
    const [row, money, settling, found] = await agency.read(...dealDetail(agency, campaign, deal), liveReceipt(agency, campaign, deal));
    detailOf([row, money, settling]);

    return c.json({ receipt: await receiptShown(agency, found) }, 200);
  },
);

receiptRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Issue a receipt whose secret opens this deal; the one before opens nothing any more",
    tags,
    middleware: [agencyStaff("deal:receipt")] as const,
    request: { params: oneDeal, body: body(z.strictObject({})) },
    responses: { 201: json(ReceiptOfDeal, "The new receipt"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");

    return c.json({ receipt: await issueReceipt(c.var.agency, campaign, deal) }, 201);
  },
);

receiptRoutes.openapi(
  createRoute({
    method: "delete",
    path,
    summary: "Withdraw the receipt: its secret opens nothing any more",
    tags,
    middleware: [agencyStaff("deal:receipt")] as const,
    request: { params: oneDeal },
    responses: { 204: nothing("Withdrawn"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    await withdrawReceipt(c.var.agency, campaign, deal);

    return c.body(null, 204);
  },
);

receiptRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/public/receipts/lookup",
    summary: "What the bearer of a receipt sees: one deal, and how many others count with it",
    tags,
    security: [],
    middleware: [receiptBearer()] as const,
    request: { body: body(ReceiptLookup) },
    responses: { 200: json(OwnDeal, "The deal"), ...refusals },
  }),
  async (c) => {
    await refuseMany(c.var.entrance, c.req.header("cf-connecting-ip"));
    const named = await openReceipt(c.var.facts, c.req.valid("json").secret);
    if (!named) throw new Problem("not-found");

    return c.json(await ownDeal(await c.var.inAgency(named.agencyId), named.receiptId), 200);
  },
);
