import { createRoute } from "@hono/zod-openapi";
import { pageOf } from "../../../http/page";
import { Problem } from "../../../http/problem";
import { body, json, newSection, nothing, refusals } from "../../../http/router";
import { anId, tenantParams, tenantPath } from "../../../organisations/contract";
import { agencyStaff } from "../../../tenancy/doors";
import { instantAt } from "../../../time/business-day";
import { formSeen } from "../store";
import { FormSlot, FormSlotPage, NewSlots, SlotEdit, SlotQuery } from "./contract";
import { deleteSlot, editSlot, makeSlots, readSlot, shownSlot, slotList, slotsShown } from "./store";

export const slotSection = newSection();

const tags = ["Forms"];
const ofForm = tenantParams.agency.extend({ campaign: anId, form: anId });
const ofSlot = ofForm.extend({ slot: anId });
const path = `${tenantPath.agency}/campaigns/{campaign}/forms/{form}/slots` as const;
const shown = { 200: json(FormSlot, "The slot"), ...refusals };
const pageOfSlots = (rows: Parameters<typeof shownSlot>[0][], limit: number) => {
  const { items, next } = pageOf(rows, limit, ({ startsAt, id }) => `${startsAt}~${id}`);

  return { items: items.map(shownSlot), next };
};

slotSection.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The times of a form at which visitors may come, by the clock; without a day those to come",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofForm, query: SlotQuery },
    responses: { 200: json(FormSlotPage, "A page of slots"), ...refusals },
  }),
  async (c) => {
    const { agency, facts } = c.var;
    const { campaign, form } = c.req.valid("param");
    const { from, after, limit } = c.req.valid("query");
    const at = after?.indexOf("~") ?? 0;
    const place = after === undefined ? null : ([Number(after.slice(0, at)), after.slice(at + 1)] as const);
    // Whatever the zone, a day has not begun fourteen hours before it does in UTC.
    const since = from === undefined ? facts.now : Date.parse(`${from}T00:00:00Z`) - 14 * 3_600_000;
    const [[seen], rows] = await agency.read(formSeen(agency, campaign, form), slotList(agency, form, since, place, limit + 1));
    if (!seen) throw new Problem("not-found");
    const midnight = from === undefined ? 0 : instantAt(from, 0, seen.zone);

    return c.json(
      pageOfSlots(
        rows.filter(({ startsAt }) => startsAt >= midnight),
        limit,
      ),
      200,
    );
  },
);

slotSection.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Make slots at the same times of many days, all or none",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofForm, body: body(NewSlots) },
    responses: { 201: json(FormSlotPage, "A page of the slots from the first of these days on"), ...refusals },
  }),
  async (c) => {
    const { campaign, form } = c.req.valid("param");

    const rows = await makeSlots(c.var.agency, { campaignId: campaign, formId: form }, c.req.valid("json"));

    return c.json(pageOfSlots(rows, slotsShown), 201);
  },
);

slotSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/{slot}`,
    summary: "A slot",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofSlot },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form, slot } = c.req.valid("param");

    return c.json(await readSlot(c.var.agency, { campaignId: campaign, formId: form }, slot), 200);
  },
);

slotSection.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{slot}`,
    summary: "Let more or fewer come at a time, never fewer than have booked",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofSlot, body: body(SlotEdit) },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form, slot } = c.req.valid("param");
    const { capacity } = c.req.valid("json");

    return c.json(await editSlot(c.var.agency, { campaignId: campaign, formId: form }, slot, capacity), 200);
  },
);

slotSection.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{slot}`,
    summary: "Take a time away that nobody has booked",
    tags,
    middleware: [agencyStaff("form:manage")] as const,
    request: { params: ofSlot },
    responses: { 204: nothing("Taken away"), ...refusals },
  }),
  async (c) => {
    const { campaign, form, slot } = c.req.valid("param");
    await deleteSlot(c.var.agency, { campaignId: campaign, formId: form }, slot);

    return c.body(null, 204);
  },
);
