import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { invalidField, Problem } from "../../http/problem";
import { body, json, newRouter, refusals } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { buyerOf, homeOf, lacksArea, unknownCodes } from "../facts/rules";
import { PriceList, PriceListRequest } from "../pricelist/contract";
import { priceListFor } from "../pricelist/store";
import { quoteWith } from "../specials/rules";
import { lexiconOf } from "../versions/rules";
import { listPriceIn, quoteIn, savedIn } from "../wording/quotes/rules";
import { nameOf } from "../wording/rules";
import { QuoteRequest, QuoteSlip } from "./contract";
import { headOf, pricingFor } from "./store";

const tags = ["Policies"];
const params = z.object({ agency: z.string(), campaign: z.string() });

export const quoteRoutes = newRouter();

quoteRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/quotes",
    summary: "What one home costs, step by step",
    tags,
    middleware: [agencyStaff("quote:ask")] as const,
    request: { params, body: body(QuoteRequest) },
    responses: { 200: json(QuoteSlip, "The price and the next tier, ready to print"), ...refusals },
  }),
  async (c) => {
    const asked = c.req.valid("json");
    const pricing = await pricingFor(c.var.agency, c.req.valid("param").campaign, asked);
    const { campaign, version, on } = pricing;
    const unknown = unknownCodes(asked, campaign.catalogue);
    if (unknown.length) throw new Problem("invalid", unknown);
    const home = homeOf(asked);
    const { priced } = quoteWith(version.terms, home, buyerOf(asked, on), asked.countedUnits, asked.specials ?? []);
    if (lacksArea(priced)) throw invalidField("/areaCentiSqm", "area-needed");

    const lexicon = lexiconOf(campaign, c.var.facts.language);
    const slip = {
      ...headOf(pricing, asked, c.var.facts),
      ...quoteIn(lexicon, version.terms, home, priced),
      paymentMethod: { code: asked.paymentMethod, label: nameOf(lexicon, "paymentMethods", asked.paymentMethod) },
      countedUnits: asked.countedUnits,
      list: listPriceIn(lexicon, { ...home, pricePerSqmFen: asked.pricePerSqmFen ?? null }),
      saved: savedIn(lexicon, priced.lines, priced.savedFen),
    };
    return c.json(slip, 200);
  },
);

quoteRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/agencies/{agency}/campaigns/{campaign}/price-lists",
    summary: "購房優惠情況明細表: one home by payment method and number of counted units",
    tags,
    middleware: [agencyStaff("quote:ask")] as const,
    request: { params, body: body(PriceListRequest) },
    responses: { 200: json(PriceList, "The price list, ready to print"), ...refusals },
  }),
  async (c) => c.json(await priceListFor(c.var.agency, c.req.valid("param").campaign, c.req.valid("json")), 200),
);
