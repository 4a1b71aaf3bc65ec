import { createRoute } from "@hono/zod-openapi";
import { pageOf } from "../../../http/page";
import { Problem } from "../../../http/problem";
import { body, json, newSection, nothing, refusals } from "../../../http/router";
import { anId, tenantParams, tenantPath } from "../../../organisations/contract";
import { agencyStaff } from "../../../tenancy/doors";
import { formSeen } from "../store";
import { FormTag, FormTagPage, NewTag, TagEdit, TagQuery } from "./contract";
import { deleteTag, editTag, makeTag, ownTag, readTag, tagList } from "./store";

export const tagSection = newSection();

const tags = ["Forms"];
const ofForm = tenantParams.agency.extend({ campaign: anId, form: anId });
const ofTag = ofForm.extend({ tag: anId });
const path = `${tenantPath.agency}/campaigns/{campaign}/forms/{form}` as const;
const shown = { 200: json(FormTag, "The link"), ...refusals };

tagSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/tags`,
    summary: "The links of a form by their tags, with how many registered by each",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofForm, query: TagQuery },
    responses: { 200: json(FormTagPage, "A page of links"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { campaign, form } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[seen], rows] = await agency.read(formSeen(agency, campaign, form), tagList(agency, form, query));
    if (!seen) throw new Problem("not-found");
    const { items, next } = pageOf(
      rows.map((row) => ({ ...row, id: row.tag })),
      query.limit,
    );

    return c.json({ items: items.map(({ id: _, ...tag }) => tag), next }, 200);
  },
);

tagSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/tags`,
    summary: "Put a link up: a place, a group, a member",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofForm, body: body(NewTag) },
    responses: { 201: json(FormTag, "The link"), ...refusals },
  }),
  async (c) => {
    const { campaign, form } = c.req.valid("param");

    return c.json(await makeTag(c.var.agency, { campaignId: campaign, formId: form }, c.req.valid("json")), 201);
  },
);

tagSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/own-link`,
    summary: "One's own link of a form, put up where there is none: who registers by it is one's own",
    tags,
    middleware: [agencyStaff("lead:report")] as const,
    request: { params: ofForm },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form } = c.req.valid("param");

    return c.json(await ownTag(c.var.agency, { campaignId: campaign, formId: form }), 200);
  },
);

tagSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/tags/{tag}`,
    summary: "A link of a form",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofTag },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form, tag } = c.req.valid("param");

    return c.json(await readTag(c.var.agency, { campaignId: campaign, formId: form }, tag), 200);
  },
);

tagSection.openapi(
  createRoute({
    method: "patch",
    path: `${path}/tags/{tag}`,
    summary: "Call a link something else, or give it to somebody; who has come by it already stays whose they are",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofTag, body: body(TagEdit) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form, tag } = c.req.valid("param");

    return c.json(await editTag(c.var.agency, { campaignId: campaign, formId: form }, tag, c.req.valid("json")), 200);
  },
);

tagSection.openapi(
  createRoute({
    method: "delete",
    path: `${path}/tags/{tag}`,
    summary: "Take down a link by which nobody has come",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofTag },
    responses: { 204: nothing("Taken down"), ...refusals },
  }),
  async (c) => {
    const { campaign, form, tag } = c.req.valid("param");
    await deleteTag(c.var.agency, { campaignId: campaign, formId: form }, tag);

    return c.body(null, 204);
  },
);
