import { createRoute } from "@hono/zod-openapi";
import { NothingToSay } from "../../../campaigns/contract";
import { pageOf } from "../../../http/page";
import { Problem } from "../../../http/problem";
import { body, etag, json, newSection, refusals } from "../../../http/router";
import { anId, tenantParams, tenantPath } from "../../../organisations/contract";
import { agencyStaff } from "../../../tenancy/doors";
import { addDays, businessDay, instantAt } from "../../../time/business-day";
import { formSeen } from "../store";
import { Booking, BookingPage, BookingQuery, ReceiptSearch, Registration } from "./contract";
import { type BookingStep, bookingSteps } from "./rules";
import { bookingList, findRegistration, moveBooking, readBooking, shownBooking } from "./store";

export const bookingSection = newSection();

const tags = ["Forms"];
const ofForm = tenantParams.agency.extend({ campaign: anId, form: anId });
const ofBooking = ofForm.extend({ booking: anId });
const path = `${tenantPath.agency}/campaigns/{campaign}/forms/{form}/bookings` as const;
const shown = { 200: json(Booking, "The booking"), ...refusals };

/** Whatever the zone, a day lies within these hours around its day in UTC. */
const before = 14 * 3_600_000;
const behind = 38 * 3_600_000;

bookingSection.openapi(
  createRoute({
    method: "get",
    path,
    summary: "Who has booked to come on a day, by the clock; names are masked",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofForm, query: BookingQuery },
    responses: { 200: json(BookingPage, "A page of bookings"), ...refusals },
  }),
  async (c) => {
    const { agency, facts } = c.var;
    const { campaign, form } = c.req.valid("param");
    const { day, after, limit } = c.req.valid("query");
    const at = after?.indexOf("~") ?? 0;
    const place = after === undefined ? null : ([Number(after.slice(0, at)), after.slice(at + 1)] as const);
    const utc = Date.parse(`${day}T00:00:00Z`);
    const [[seen], rows] = await agency.read(
      formSeen(agency, campaign, form),
      bookingList(agency, form, utc - before, utc + behind, place, limit + 1),
    );
    if (!seen) throw new Problem("not-found");
    const [from, until] = [instantAt(day, 0, seen.zone), instantAt(addDays(day, 1), 0, seen.zone)];
    const { items, next } = pageOf(rows, limit, ({ startsAt, id }) => `${startsAt}~${id}`);
    const today = businessDay(facts.now, seen.zone);
    const ofDay = items.filter(({ startsAt }) => startsAt >= from && startsAt < until);

    return c.json({ items: ofDay.map((row) => shownBooking(row, today)), next: (items.at(-1)?.startsAt ?? 0) < until ? next : null }, 200);
  },
);

bookingSection.openapi(
  createRoute({
    method: "post",
    path: `${path}/search`,
    summary: "Who holds a receipt code of this form, and what they booked",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofForm, body: body(ReceiptSearch) },
    responses: { 200: json(Registration, "Who registered"), ...refusals },
  }),
  async (c) => {
    const { campaign, form } = c.req.valid("param");

    return c.json(await findRegistration(c.var.agency, { campaignId: campaign, formId: form }, c.req.valid("json").receipt), 200);
  },
);

bookingSection.openapi(
  createRoute({
    method: "get",
    path: `${path}/{booking}`,
    summary: "A booking",
    tags,
    middleware: [agencyStaff("form:read")] as const,
    request: { params: ofBooking },
    responses: shown,
  }),
  async (c) => {
    const { campaign, form, booking: id } = c.req.valid("param");
    const booking = await readBooking(c.var.agency, { campaignId: campaign, formId: form }, id);

    return c.json(booking, 200, etag(booking.version));
  },
);

for (const step of Object.keys(bookingSteps) as BookingStep[]) {
  bookingSection.openapi(
    createRoute({
      method: "post",
      path: `${path}/{booking}/${step}`,
      summary: bookingSteps[step].summary,
      tags,
      middleware: [agencyStaff("lead:report")] as const,
      request: { params: ofBooking, body: body(NothingToSay) },
      responses: shown,
    }),
    async (c) => {
      const { campaign, form, booking: id } = c.req.valid("param");
      const booking = await moveBooking(c.var.agency, { campaignId: campaign, formId: form }, id, step);

      return c.json(booking, 200, etag(booking.version));
    },
  );
}
