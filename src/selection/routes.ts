import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../campaigns/contract";
import { body, etag, json, newRouter, refusals } from "../http/router";
import { agencyStaff, developerStaff } from "../tenancy/doors";
import { permittedIn } from "../tenancy/roles";
import { EarnestDeposit, EarnestPage, EarnestQuery, EarnestReason, EarnestRefund, NewEarnestDeposit } from "./contract";
import {
  askRefund,
  confirmEarnest,
  earnestIn,
  earnestOf,
  keepEarnest,
  refundEarnest,
  refuseEarnest,
  reportEarnest,
  withdrawEarnest,
} from "./store";

export const earnestRoutes = newRouter();

const tags = ["Earnest money"];
const id = z.string().min(1).max(64);
const inCampaign = z.object({ agency: z.string(), campaign: id });
const one = inCampaign.extend({ deposit: id });
const handed = inCampaign.extend({ developer: z.string() });
const oneHanded = one.extend({ developer: z.string() });
const campaignPath = "/api/v1/agencies/{agency}/campaigns/{campaign}" as const;
const path = `${campaignPath}/earnest-deposits` as const;
const handedPath = "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/earnest-deposits" as const;
const listed = { 200: json(EarnestPage, "A page of deposits"), ...refusals };
const shown = { 200: json(EarnestDeposit, "The deposit as it stands now"), ...refusals };

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${campaignPath}/leads/{lead}/earnest-deposits`,
    summary: "Report earnest money of a lead",
    tags,
    middleware: [agencyStaff("earnest:record")] as const,
    request: { params: inCampaign.extend({ lead: id }), body: body(NewEarnestDeposit) },
    responses: { 201: json(EarnestDeposit, "The deposit, to be confirmed by finance"), ...refusals },
  }),
  async (c) => {
    const { campaign, lead } = c.req.valid("param");
    const mayBeLate = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("deal:backdate");
    const made = await reportEarnest(c.var.agency, campaign, lead, c.req.valid("json"), mayBeLate);

    return c.json(made, 201, etag(made.version));
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The earnest money of a campaign, the latest reported first",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: inCampaign, query: EarnestQuery },
    responses: listed,
  }),
  async (c) => c.json(await earnestIn(c.var.agency, c.req.valid("param").campaign, c.req.valid("query")), 200),
);

earnestRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{deposit}`,
    summary: "A deposit",
    tags,
    middleware: [agencyStaff("lead:read")] as const,
    request: { params: one },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");
    const found = await earnestOf(c.var.agency, campaign, deposit);

    return c.json(found, 200, etag(found.version));
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deposit}/withdrawal`,
    summary: "Take back what one reported by mistake, before finance has decided",
    tags,
    middleware: [agencyStaff("earnest:record")] as const,
    request: { params: one, body: body(EarnestReason) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");

    return c.json(await withdrawEarnest(c.var.agency, campaign, deposit, c.req.valid("json").reason), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deposit}/refund-request`,
    summary: "Ask that confirmed money be given back",
    tags,
    middleware: [agencyStaff("earnest:record")] as const,
    request: { params: one, body: body(EarnestReason) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");

    return c.json(await askRefund(c.var.agency, campaign, deposit, c.req.valid("json").reason), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deposit}/keeping`,
    summary: "Let it stand after all, before it was given back",
    tags,
    middleware: [agencyStaff("earnest:record")] as const,
    request: { params: one, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");

    return c.json(await keepEarnest(c.var.agency, campaign, deposit), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deposit}/confirmation`,
    summary: "Confirm earnest money where no developer is linked; never one's own report",
    tags,
    middleware: [agencyStaff("earnest:confirm")] as const,
    request: { params: one, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");

    return c.json(await confirmEarnest(c.var.agency, campaign, deposit), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deposit}/refusal`,
    summary: "Refuse earnest money that was not seen, where no developer is linked",
    tags,
    middleware: [agencyStaff("earnest:confirm")] as const,
    request: { params: one, body: body(EarnestReason) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");

    return c.json(await refuseEarnest(c.var.agency, campaign, deposit, c.req.valid("json").reason), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{deposit}/refund`,
    summary: "Record that it was given back, where no developer is linked; never by who asked",
    tags,
    middleware: [agencyStaff("earnest:confirm")] as const,
    request: { params: one, body: body(EarnestRefund) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, deposit } = c.req.valid("param");

    return c.json(await refundEarnest(c.var.agency, campaign, deposit, c.req.valid("json")), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "get",
    path: handedPath,
    summary: "The earnest money of an agency's campaign, the latest reported first",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: handed, query: EarnestQuery },
    responses: listed,
  }),
  async (c) => {
    const { agency, campaign } = c.req.valid("param");

    return c.json(await earnestIn(await c.var.inAgency(agency), campaign, c.req.valid("query")), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "get",
    path: `${handedPath}/{deposit}`,
    summary: "A deposit of an agency's campaign",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: oneHanded },
    responses: shown,
  }),
  async (c) => {
    const { agency, campaign, deposit } = c.req.valid("param");
    const found = await earnestOf(await c.var.inAgency(agency), campaign, deposit);

    return c.json(found, 200, etag(found.version));
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${handedPath}/{deposit}/confirmation`,
    summary: "Confirm earnest money of an agency's campaign",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: oneHanded, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { agency, campaign, deposit } = c.req.valid("param");

    return c.json(await confirmEarnest(await c.var.inAgency(agency), campaign, deposit), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${handedPath}/{deposit}/refusal`,
    summary: "Refuse earnest money that was not seen",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: oneHanded, body: body(EarnestReason) },
    responses: shown,
  }),
  async (c) => {
    const { agency, campaign, deposit } = c.req.valid("param");

    return c.json(await refuseEarnest(await c.var.inAgency(agency), campaign, deposit, c.req.valid("json").reason), 200);
  },
);

earnestRoutes.openapi(
  createRoute({
    method: "post",
    path: `${handedPath}/{deposit}/refund`,
    summary: "Record that it was given back",
    tags,
    middleware: [developerStaff("deal:confirm")] as const,
    request: { params: oneHanded, body: body(EarnestRefund) },
    responses: shown,
  }),
  async (c) => {
    const { agency, campaign, deposit } = c.req.valid("param");

    return c.json(await refundEarnest(await c.var.inAgency(agency), campaign, deposit, c.req.valid("json")), 200);
  },
);
