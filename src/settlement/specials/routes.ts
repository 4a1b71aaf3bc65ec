import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { NothingToSay } from "../../campaigns/contract";
import { body, etag, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { permittedIn } from "../../tenancy/roles";
import { NewSpecial, Special, SpecialAsked, SpecialEvaluation, Specials, SpecialsQuery } from "./contract";
import { readSpecial, specialsOf } from "./listing/store";
import { acceptCounter, askSpecial, previewSpecial, withdrawSpecial } from "./store";

export const specialRoutes = newRouter();

const tags = ["Special prices"];
const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
const oneSpecial = inCampaign.extend({ special: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/campaigns/{campaign}/specials" as const;
const shown = { 200: json(Special, "The special price as it stands now"), ...refusals };

specialRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The special prices asked for one deal (its engagement's too) or one engagement",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: inCampaign, query: SpecialsQuery },
    responses: { 200: json(Specials, "All of them, and what prices a contract signed today"), ...refusals },
  }),
  async (c) => {
    const mayAsk = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("special:ask");

    return c.json(await specialsOf(c.var.agency, c.req.valid("param").campaign, c.req.valid("query"), mayAsk), 200);
  },
);

specialRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Ask for a special price",
    tags,
    middleware: [agencyStaff("special:ask")] as const,
    request: { params: inCampaign, body: body(NewSpecial) },
    responses: { 201: json(Special, "The special price, waiting for its yes"), ...refusals },
  }),
  async (c) => {
    const special = await askSpecial(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"));

    return c.json(special, 201, etag(special.version));
  },
);

specialRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/preview`,
    summary: "What a special price would cost against the price without it",
    tags,
    middleware: [agencyStaff("special:ask", { reckons: true })] as const,
    request: { params: inCampaign, body: body(SpecialAsked) },
    responses: { 200: json(SpecialEvaluation, "What it would cost; nothing is written"), ...refusals },
  }),
  async (c) => c.json(await previewSpecial(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);

specialRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{special}`,
    summary: "One special price",
    tags,
    middleware: [agencyStaff("deal:read")] as const,
    request: { params: oneSpecial },
    responses: shown,
  }),
  async (c) => {
    const { campaign, special: id } = c.req.valid("param");
    const mayAsk = permittedIn(c.var.caller.memberships, "agency", c.var.agency.id)("special:ask");
    const special = await readSpecial(c.var.agency, campaign, id, mayAsk);

    return c.json(special, 200, etag(special.version));
  },
);

specialRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{special}/withdrawal`,
    summary: "Take the question back before anybody decided, or let it go once answered with other terms",
    tags,
    middleware: [agencyStaff("special:ask")] as const,
    request: { params: oneSpecial, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, special: id } = c.req.valid("param");
    const special = await withdrawSpecial(c.var.agency, campaign, id);

    return c.json(special, 200, etag(special.version));
  },
);

specialRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{special}/acceptance`,
    summary: "Accept counter-terms: they are what was approved",
    tags,
    middleware: [agencyStaff("special:ask")] as const,
    request: { params: oneSpecial, body: body(NothingToSay) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, special: id } = c.req.valid("param");
    const special = await acceptCounter(c.var.agency, campaign, id);

    return c.json(special, 200, etag(special.version));
  },
);
