import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { body, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { permittedIn } from "../../tenancy/roles";
import { Benefits, BenefitsConfirmation, BenefitsPage, BenefitsQuery, BenefitsVoiding, DealBenefits, NewBenefits } from "./contract";
import { benefitsOf, benefitsOfDeal, oneBenefits } from "./listing/store";
import { confirmBenefits, issueBenefits, voidBenefits } from "./store";

export const benefitRoutes = newRouter();

const tags = ["Settlement"];
const id = z.string().min(1).max(64);
const oneEngagement = z.object({ agency: z.string(), campaign: id, engagement: id });
const onePaper = oneEngagement.extend({ benefits: id });
const campaignPath = "/api/v1/agencies/{agency}/campaigns/{campaign}" as const;
const path = `${campaignPath}/engagements/{engagement}/benefits` as const;

benefitRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "Confirmations of benefits of an engagement: what persons may expect before they choose a home, the latest first",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneEngagement, query: BenefitsQuery },
    responses: { 200: json(BenefitsPage, "The papers"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");

    return c.json(await benefitsOf(c.var.agency, { campaignId: campaign, engagementId: engagement, ...c.req.valid("query") }), 200);
  },
);

benefitRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Issue a confirmation of benefits to somebody without a home",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: oneEngagement, body: body(NewBenefits) },
    responses: { 201: json(Benefits, "The paper"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const at = { campaignId: campaign, engagementId: engagement };

    return c.json(await issueBenefits(c.var.agency, at, c.req.valid("json"), mayBeLate), 201);
  },
);

benefitRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{benefits}`,
    summary: "One confirmation of benefits, as it was issued",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: onePaper },
    responses: { 200: json(Benefits, "The paper"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement, benefits } = c.req.valid("param");

    return c.json(await oneBenefits(c.var.agency, { campaignId: campaign, engagementId: engagement }, benefits), 200);
  },
);

benefitRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{benefits}/confirmation`,
    summary: "Record that the buyer has signed a confirmation of benefits",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: onePaper, body: body(BenefitsConfirmation) },
    responses: { 200: json(Benefits, "The paper"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement, benefits } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const at = { campaignId: campaign, engagementId: engagement };

    return c.json(await confirmBenefits(c.var.agency, at, benefits, c.req.valid("json"), mayBeLate), 200);
  },
);

benefitRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{benefits}/voiding`,
    summary: "Void a confirmation of benefits, with the reason",
    tags,
    middleware: [agencyStaff("deal:record")] as const,
    request: { params: onePaper, body: body(BenefitsVoiding) },
    responses: { 200: json(Benefits, "The paper"), ...refusals },
  }),
  async (c) => {
    const { campaign, engagement, benefits } = c.req.valid("param");
    const at = { campaignId: campaign, engagementId: engagement };

    return c.json(await voidBenefits(c.var.agency, at, benefits, c.req.valid("json").reason), 200);
  },
);

benefitRoutes.openapi(
  createRoute({
    method: "get",
    path: `${campaignPath}/deals/{deal}/benefits`,
    summary: "Confirmations of benefits that a deal was subscribed on, with both prices where another policy version applies",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: z.object({ agency: z.string(), campaign: id, deal: id }) },
    responses: { 200: json(DealBenefits, "The papers"), ...refusals },
  }),
  async (c) => {
    const { campaign, deal } = c.req.valid("param");

    return c.json(await benefitsOfDeal(c.var.agency, campaign, deal), 200);
  },
);
