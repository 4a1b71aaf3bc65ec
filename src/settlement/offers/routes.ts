import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { body, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { permittedIn } from "../../tenancy/roles";
import { NewOffer, OfferConfirmation, Offers, OfferVoiding } from "./contract";
import { confirmOffer, issueOffer, offersOf, voidOffer } from "./store";

export const offerRoutes = newRouter();

const tags = ["Settlement"];
const id = z.string().min(1).max(64);
const oneDeal = z.object({ agency: z.string(), campaign: id, deal: id });
const oneOffer = oneDeal.extend({ offer: id });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}/offers" as const;
const shown = { 200: json(Offers, "The deal's offers"), ...refusals };

offerRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "Offers of a deal: prices promised on paper, the latest first",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneDeal },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");

    return c.json(await offersOf(c.var.agency, campaign, deal), 200);
  },
);

offerRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Issue an offer of a subscribed home; one that is live is superseded",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneDeal, body: body(NewOffer) },
    responses: { 201: json(Offers, "The deal's offers, the new one first"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");
    const about = { campaignId: campaign, dealId: deal };
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");

    return c.json(await issueOffer(c.var.agency, about, c.req.valid("json"), mayBeLate), 201);
  },
);

offerRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{offer}/confirmation`,
    summary: "Record that the buyer has signed an offer",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneOffer, body: body(OfferConfirmation) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deal, offer } = c.req.valid("param");
    const about = { campaignId: campaign, dealId: deal };
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");

    return c.json(await confirmOffer(c.var.agency, about, offer, c.req.valid("json"), mayBeLate), 200);
  },
);

offerRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{offer}/voiding`,
    summary: "Void an offer, with the reason",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneOffer, body: body(OfferVoiding) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deal, offer } = c.req.valid("param");

    return c.json(await voidOffer(c.var.agency, { campaignId: campaign, dealId: deal }, offer, c.req.valid("json").reason), 200);
  },
);
