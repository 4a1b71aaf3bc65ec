import { createRoute } from "@hono/zod-openapi";
import { pageQuery } from "../../http/page";
import { body, etag, json, newSection, refusals } from "../../http/router";
import { agencyStaff, developerStaff, tenantStaff } from "../../tenancy/doors";
import { anId, tenantParams, tenantPath } from "../contract";
import { Link, LinkOffer, LinkPage, LinkTerms } from "./contract";
import { type LinkStep, linkTerms } from "./rules";
import { linkOf, linkPage, linkShown, offer, takeStep } from "./store";

export const linkRoutes = newSection();

const tags = ["Links"];
const shown = { 200: json(Link, "The link"), ...refusals };
const offered = { 201: json(Link, "The offer; the other side's owners get a letter"), ...refusals };
const steps: Record<LinkStep, string> = {
  acceptance: "Accept a link that the other side offered",
  refusal: "Refuse a link that the other side offered",
  withdrawal: "Take an own offer back",
  ending: "End a link that stands",
};

for (const kind of ["agency", "developer"] as const) {
  const path = `${tenantPath[kind]}/links` as const;
  const params = tenantParams[kind].extend({ link: anId });

  linkRoutes.openapi(
    createRoute({
      method: "get",
      path: `${tenantPath[kind]}/link-terms`,
      summary: "What a link shares, before one is offered or accepted",
      tags,
      middleware: [tenantStaff(kind, "project:read")] as const,
      request: { params: tenantParams[kind] },
      responses: { 200: json(LinkTerms, "The terms, the same for every link"), ...refusals },
    }),
    (c) => c.json(linkTerms, 200),
  );

  linkRoutes.openapi(
    createRoute({
      method: "get",
      path,
      summary: "Links and offers, newest first",
      tags,
      middleware: [tenantStaff(kind, "project:read")] as const,
      request: { params: tenantParams[kind], query: pageQuery },
      responses: { 200: json(LinkPage, "A page of links"), ...refusals },
    }),
    async (c) => c.json(await linkPage(c.var.tenant, c.req.valid("query")), 200),
  );

  linkRoutes.openapi(
    createRoute({
      method: "get",
      path: `${path}/{link}`,
      summary: "A link, with what it shares",
      tags,
      middleware: [tenantStaff(kind, "project:read")] as const,
      request: { params },
      responses: shown,
    }),
    async (c) => {
      const [[row]] = await c.var.tenant.read(linkOf(c.var.tenant, c.req.valid("param").link));
      const link = linkShown(row);

      return c.json(link, 200, etag(link.version));
    },
  );

  for (const step of ["acceptance", "refusal", "withdrawal", "ending"] as const) {
    linkRoutes.openapi(
      createRoute({
        method: "post",
        path: `${path}/{link}/${step}`,
        summary: steps[step],
        tags,
        middleware: [tenantStaff(kind, "link:manage")] as const,
        request: { params },
        responses: shown,
      }),
      async (c) => {
        const link = await takeStep(c.var.tenant, c.req.valid("param").link, step);

        return c.json(link, 200, etag(link.version));
      },
    );
  }
}

linkRoutes.openapi(
  createRoute({
    method: "post",
    path: `${tenantPath.agency}/links`,
    summary: "Offer a project to its developer",
    tags,
    middleware: [agencyStaff("link:manage")] as const,
    request: { params: tenantParams.agency, body: body(LinkOffer.agency) },
    responses: offered,
  }),
  async (c) => {
    const { projectId, developerId } = c.req.valid("json");
    const link = await offer(c.var.tenant, projectId, developerId);

    return c.json(link, 201, etag(link.version));
  },
);

linkRoutes.openapi(
  createRoute({
    method: "post",
    path: `${tenantPath.developer}/links`,
    summary: "Offer a project to an agency",
    tags,
    middleware: [developerStaff("link:manage")] as const,
    request: { params: tenantParams.developer, body: body(LinkOffer.developer) },
    responses: offered,
  }),
  async (c) => {
    const { projectId, agencyId } = c.req.valid("json");
    const link = await offer(c.var.tenant, projectId, agencyId);

    return c.json(link, 201, etag(link.version));
  },
);
