import { createRoute } from "@hono/zod-openapi";
import { NothingToSay } from "../../campaigns/contract";
import { campaignSeen } from "../../campaigns/store";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newRouter, nothing, refusals, versionMatched } from "../../http/router";
import { anId, tenantParams, tenantPath } from "../../organisations/contract";
import { agencyStaff } from "../../tenancy/doors";
import { bookingSection } from "./bookings/routes";
import { Form, FormEdit, FormPage, FormQuery, NewForm } from "./contract";
import { slotSection } from "./slots/routes";
import { closeForm, deleteForm, editForm, formList, listedForm, makeForm, openForm, readForm, sinceYesterday } from "./store";
import { tagSection } from "./tags/routes";

export const formRoutes = newRouter();

const tags = ["Forms"];
const ofCampaign = tenantParams.agency.extend({ campaign: anId });
const ofForm = ofCampaign.extend({ form: anId });
const path = `${tenantPath.agency}/campaigns/{campaign}/forms` as const;
const shown = { 200: json(Form, "The form"), ...refusals };

formRoutes.route("/", tagSection);
formRoutes.route("/", slotSection);
formRoutes.route("/", bookingSection);

formRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The public forms of a campaign, newest first, with how many have registered",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofCampaign, query: FormQuery },
    responses: { 200: json(FormPage, "A page of forms"), ...refusals },
  }),
  async (c) => {
    const { agency, facts } = c.var;
    const { campaign } = c.req.valid("param");
    const { after, limit, engagement } = c.req.valid("query");
    const since = sinceYesterday(facts.now);
    const [[seen], rows] = await Promise.all([
      agency.read(campaignSeen(agency, campaign)),
      agency.readList("forms", { campaign, engagement, after, since, rows: limit + 1 }, formList),
    ]);
    if (!seen.length) throw new Problem("not-found");

    return c.json(
      pageOf(
        rows.map((row) => listedForm(row, facts.now)),
        limit,
      ),
      200,
    );
  },
);

formRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Make a form, a draft, from a template or as another stands",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofCampaign, body: body(NewForm) },
    responses: { 201: json(Form, "The form"), ...refusals },
  }),
  async (c) => {
    const form = await makeForm(c.var.agency, c.req.valid("param").campaign, c.req.valid("json"));

    return c.json(form, 201, etag(form.version));
  },
);

formRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{form}`,
    summary: "A form, with what its self-check finds",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofForm },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form: id } = c.req.valid("param");
    const form = await readForm(c.var.agency, campaign, id);

    return c.json(form, 200, etag(form.version));
  },
);

formRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{form}`,
    summary: "Change a form; what was asked stays readable where it was answered",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofForm, headers: ifMatch, body: body(FormEdit) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form: id } = c.req.valid("param");
    const form = await editForm(c.var.agency, campaign, id, versionMatched(c), c.req.valid("json"));

    return c.json(form, 200, etag(form.version));
  },
);

for (const [step, summary, take] of [
  ["opening", "Open a draft: from now on its address takes registrations", openFrom("draft")],
  ["closing", "Close a form: its address says that it is closed", closeForm],
  ["reopening", "Open a closed form again", openFrom("closed")],
] as const) {
  formRoutes.openapi(
    createRoute({
      method: "post",
      path: `${path}/{form}/${step}`,
      summary,
      tags,
      middleware: [agencyStaff("form:manage")] as const,
      request: { params: ofForm, body: body(NothingToSay) },
      responses: shown,
    }),
    async (c) => {
      const { campaign, form: id } = c.req.valid("param");
      const form = await take(c.var.agency, campaign, id);

      return c.json(form, 200, etag(form.version));
    },
  );
}

function openFrom(state: "draft" | "closed"): typeof closeForm {
  return (agency, campaignId, formId) => openForm(agency, campaignId, formId, state);
}

formRoutes.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{form}`,
    summary: "Delete a draft, with its links and times",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofForm },
    responses: { 204: nothing("Deleted"), ...refusals },
  }),
  async (c) => {
    const { campaign, form } = c.req.valid("param");
    await deleteForm(c.var.agency, campaign, form);

    return c.body(null, 204);
  },
);
