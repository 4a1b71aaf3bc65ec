import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Booking, Registration } from "../../../src/leads/forms/bookings/contract";
import type { Form } from "../../../src/leads/forms/contract";
import type { FormSlot } from "../../../src/leads/forms/slots/contract";
import type { FormTag } from "../../../src/leads/forms/tags/contract";
import { addDays } from "../../../src/time/business-day";
import { between } from "../../support/between";
import { coordinatorOf, draftForm, type Gate, gate, openedForm, registration } from "../../support/forms";
import { as, mintAgency, mintMember } from "../../support/kit";
import { holdUntilAllThere } from "../../support/race";

type Caller = ReturnType<typeof as>;
interface List<Item> {
  items: Item[];
  next: string | null;
}
interface Refused {
  code: string;
  errors?: { pointer: string; code: string }[];
}

let at: Gate;
let caller: Caller;

beforeAll(async () => {
  at = await gate("SHARD_2");
  caller = await coordinatorOf(at);
});

const read = async (id: string) => (await caller.get<Form>(`${at.path}/${id}`)).body;
const edit = <Body = Form>({ id, version }: Pick<Form, "id" | "version">, change: object) =>
  caller.patch<Body>(`${at.path}/${id}`, change, { ifMatch: version });

describe("a form", () => {
  test("begins as a draft of a template, under an address of its shard", async () => {
    const form = await draftForm(at, "presentation", "說明會 6月28日");

    expect(form).toMatchObject({
      name: "說明會 6月28日",
      state: "draft",
      now: "draft",
      taken: 0,
      today: 0,
      assignment: { to: "pool" },
      version: 1,
    });
    expect(form.code).toMatch(/^2[2-9a-z]{9}$/);
    expect(form.texts.title).toMatchObject({ "zh-Hant": "說明會後登記", "zh-Hans": "说明会后登记" });
    expect((await caller.get<List<Form>>(at.path)).body.items[0]).toMatchObject({ id: form.id, now: "draft" });
  });

  test("is made as another stands, and not as one of another campaign", async () => {
    const first = await draftForm(at);
    await edit(first, { capacity: 40, fields: first.fields.slice(0, 3) });
    const copy = await caller.post<Form>(at.path, { name: "北門", from: { form: first.id } });

    expect(copy.body).toMatchObject({ name: "北門", capacity: 40, fields: first.fields.slice(0, 3), state: "draft" });
    expect(copy.body.code).not.toBe(first.code);
    const elsewhere = await gate("SHARD_2");
    const other = await (await coordinatorOf(elsewhere)).post<Refused>(elsewhere.path, { name: "x", from: { form: first.id } });
    expect(other.body).toMatchObject({ code: "invalid", errors: [{ pointer: "/from/form", code: "unknown" }] });
  });

  test.each([
    { change: { fields: [{ kind: "name", required: true }] }, error: { pointer: "/fields", code: "form-needs-name-and-phone" } },
    {
      change: { fields: ["name", "phone", "name"].map((kind) => ({ kind, required: true })) },
      error: { pointer: "/fields/2/kind", code: "duplicate-field" },
    },
    { change: { opensOn: "2026-06-02", closesOn: "2026-06-01" }, error: { pointer: "/closesOn", code: "reversed-window" } },
    { change: { assignment: { to: "member", userId: "nobody" } }, error: { pointer: "/assignment", code: "unknown" } },
    { change: { assignment: { to: "turn", groupId: "none" } }, error: { pointer: "/assignment", code: "unknown" } },
    { change: { engagementId: "elsewhere" }, error: { pointer: "/engagementId", code: "unknown" } },
    { change: { texts: { title: { "zh-Hant": "登\u202e記" } } }, error: { pointer: "/texts/title/zh-Hant", code: "control-character" } },
  ])("refuses $error.code", async ({ change, error }) => {
    const form = await draftForm(at);

    expect((await edit<Refused>(form, change)).body).toMatchObject({ code: "invalid", errors: [error] });
  });

  test("is edited from what was read, and the audit says from what to what", async () => {
    const form = await draftForm(at);
    const edited = await edit(form, { capacity: 400, texts: { title: { "zh-Hant": "礦務局團購登記" } } });

    expect(edited.body).toMatchObject({ capacity: 400, texts: { title: { "zh-Hant": "礦務局團購登記" } }, version: 2 });
    expect((await edit<Refused>(form, { capacity: 1 })).status).toBe(412);
    const { results } = await at.shard
      .prepare("select changes from audit where scope = ? and entity_id = ? and event = 'form.edited'")
      .bind(at.agency.id, form.id)
      .all<{ changes: string }>();
    expect(JSON.parse(results[0]?.changes ?? "[]")).toContainEqual({ field: "capacity", from: null, to: 400 });
  });
});

test("is shown as visitors will see it before it is opened, by its own words, and nothing in it runs", async () => {
  const form = await draftForm(at);
  await edit(form, { texts: { title: { "zh-Hant": "礦務局團購登記", en: "Mining bureau" } } });
  const page = await caller.get<string>(`${at.path}/${form.id}/preview?lang=en`);

  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.cost.trips).toBe(1);
  expect(page.body).toContain("<h1>Mining bureau</h1>");
  expect(page.body).not.toContain("<script");
});

describe("opening", () => {
  test("tells the directory where the address leads, which closing does not take back", async () => {
    const form = await openedForm(at);
    expect(form).toMatchObject({ state: "open", now: "open", version: 2 });
    const address = () =>
      env.DIRECTORY.prepare("select agency_id, form_id, version from form_addresses where code = ?").bind(form.code).first();
    expect(await address()).toEqual({ agency_id: at.agency.id, form_id: form.id, version: 2 });

    const closed = await caller.post<Form>(`${at.path}/${form.id}/closing`, {});
    expect(closed.body).toMatchObject({ state: "closed", now: "closed" });
    expect(await address()).toMatchObject({ form_id: form.id });
    expect((await caller.post<Form>(`${at.path}/${form.id}/reopening`, {})).body).toMatchObject({ state: "open", version: 4 });
    expect(await address()).toMatchObject({ version: 4 });
  });

  test("waits for the errors of the self-check, and an opened form takes none in", async () => {
    const form = await draftForm(at);
    const choice = { kind: "budget", required: false };
    const wrong = await edit(form, { fields: [...form.fields.slice(0, 2), choice] });
    expect(wrong.body.findings[0]).toEqual({ code: "choice-without-options", severity: "error", pointer: "/fields/2/options" });
    const refused = await caller.post<Refused>(`${at.path}/${form.id}/opening`, {});
    expect(refused).toMatchObject({ status: 409, body: { code: "findings-open", errors: [{ pointer: "/fields/2/options" }] } });

    const opened = await openedForm(at);
    expect((await edit<Refused>(opened, { fields: [...opened.fields, choice] })).body).toMatchObject({ code: "findings-open" });
    expect((await edit<Refused>(opened, { engagementId: "x" })).body).toMatchObject({ errors: [{ code: "fixed-once-open" }] });
    expect((await edit(opened, { fields: opened.fields.slice(0, 3) })).status).toBe(200);
  });

  test("twice at once opens it once", async () => {
    const form = await draftForm(at);
    const over = holdUntilAllThere(/update "forms"/, 2);
    const answers = await Promise.all([1, 2].map(() => caller.post<Refused>(`${at.path}/${form.id}/opening`, {})));
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await read(form.id)).toMatchObject({ state: "open", version: 2 });
  });

  test("not while somebody takes an option away that it was found fit with", async () => {
    const form = await draftForm(at);
    const answer = await between(
      /update "forms" set "state"|update "forms" set .*"state"/,
      () => edit(form, { fields: [...form.fields.slice(0, 2), { kind: "area", required: true }] }),
      () => caller.post<Refused>(`${at.path}/${form.id}/opening`, {}),
    );

    expect(answer.body.code).toBe("stale");
    expect((await read(form.id)).state).toBe("draft");
  });
});

describe("places", () => {
  test("are never fewer than have registered, also when somebody registers meanwhile", async () => {
    const form = await openedForm(at);
    await registration(at, form.id);
    await registration(at, form.id);

    expect((await edit<Refused>(form, { capacity: 1 })).body).toMatchObject({
      code: "capacity-below-taken",
      errors: [{ pointer: "/capacity", code: "below-taken" }],
    });
    const raced = await between(
      /update "forms" set/,
      () => registration(at, form.id),
      () => edit<Refused>(form, { capacity: 2 }),
    );
    expect(raced).toMatchObject({ status: 409, body: { code: "capacity-below-taken" } });
    expect((await edit(form, { capacity: 3 })).body).toMatchObject({ capacity: 3, taken: 3, now: "full", today: 3 });
  });

  test("of a draft with nobody's registration go with it, its links and times too", async () => {
    const form = await draftForm(at);
    await caller.post(`${at.path}/${form.id}/tags`, { label: "南門" });
    expect((await caller.delete(`${at.path}/${form.id}`)).status).toBe(204);
    expect((await caller.get(`${at.path}/${form.id}`)).status).toBe(404);

    const opened = await openedForm(at);
    expect((await caller.delete<Refused>(`${at.path}/${opened.id}`)).body).toMatchObject({ code: "wrong-state" });
    const registeredMeanwhile = await draftForm(at);
    await registration(at, registeredMeanwhile.id);
    expect((await caller.delete<Refused>(`${at.path}/${registeredMeanwhile.id}`)).body).toMatchObject({ code: "form-registered" });
  });
});

describe("links", () => {
  test("are put up, called otherwise, counted, and stay once somebody came by one", async () => {
    const form = await openedForm(at);
    const path = `${at.path}/${form.id}/tags`;
    const made = await caller.post<FormTag>(path, { tag: "north-gate", label: "北門" });
    expect(made).toMatchObject({ status: 201, body: { tag: "north-gate", label: "北門", ownerId: null, touches: 0 } });
    expect((await caller.post<Refused>(path, { tag: "north-gate", label: "又一個" })).body.code).toBe("tag-taken");
    expect((await caller.post<Refused>(path, { label: "x", ownerId: "nobody" })).body).toMatchObject({ errors: [{ pointer: "/ownerId" }] });

    const consultant = await at.agency.member("consultant");
    const given = await caller.patch<FormTag>(`${path}/north-gate`, { label: "北門崗亭", ownerId: consultant.id });
    expect(given.body).toMatchObject({ label: "北門崗亭", ownerName: consultant.name });
    await registration(at, form.id, { tag: "north-gate" });
    expect((await caller.get<List<FormTag>>(path)).body.items).toMatchObject([{ tag: "north-gate", touches: 1 }]);
    expect((await caller.delete<Refused>(`${path}/north-gate`)).body.code).toBe("tag-used");

    await caller.post(path, { tag: "south", label: "南門" });
    expect((await caller.delete(`${path}/south`)).status).toBe(204);
  });

  test("of a consultant's own: one, however often and at once it is pressed", async () => {
    const form = await openedForm(at);
    const consultant = as(await mintMember(at.agency, "consultant"));
    const over = holdUntilAllThere(/insert into "form_tags"/, 2);
    const answers = await Promise.all([1, 2].map(() => consultant.post<FormTag>(`${at.path}/${form.id}/own-link`)));
    over();
    const again = await consultant.post<FormTag>(`${at.path}/${form.id}/own-link`);

    expect([...answers, again].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set([...answers, again].map(({ body }) => body.tag)).size).toBe(1);
    expect((await caller.get<List<FormTag>>(`${at.path}/${form.id}/tags`)).body.items).toHaveLength(1);
    expect((await as(await at.agency.member("viewer")).post(`${at.path}/${form.id}/own-link`)).status).toBe(403);
  });
});

describe("times to come", () => {
  const plan = () => ({
    fromDay: addDays(at.today, 1),
    toDay: addDays(at.today, 2),
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    times: ["09:00", "14:30"],
    minutes: 30,
    capacity: 2,
  });
  const withSlots = async () => {
    const form = await openedForm(at, "presentation");
    const path = `${at.path}/${form.id}/slots`;
    const { body } = await caller.post<List<FormSlot>>(path, plan());

    return { form, path, slots: body.items };
  };

  test("are made for days and times at once, none twice", async () => {
    const { form, path, slots } = await withSlots();

    expect(slots).toHaveLength(4);
    expect(slots[0]?.startsAt).toBe(`${addDays(at.today, 1)}T01:00:00.000Z`);
    expect((await caller.post<Refused>(path, { ...plan(), times: ["09:00", "10:00"] })).body.code).toBe("slot-exists");
    expect((await caller.get<List<FormSlot>>(`${path}?limit=3`)).body).toMatchObject({ items: [{}, {}, {}], next: expect.any(String) });
    const { next } = (await caller.get<List<FormSlot>>(`${path}?limit=3`)).body;
    expect((await caller.get<List<FormSlot>>(`${path}?limit=3&after=${next}`)).body).toMatchObject({
      items: [{ id: slots[3]?.id }],
      next: null,
    });
    expect((await caller.get<List<FormSlot>>(`${path}?from=${addDays(at.today, 2)}`)).body.items).toHaveLength(2);
    expect((await caller.post<Refused>(path, { ...plan(), fromDay: at.today, times: ["00:00"] })).body).toMatchObject({
      errors: [{ pointer: "/fromDay", code: "in-past" }],
    });
    expect((await read(form.id)).findings).toEqual([expect.objectContaining({ code: "no-closing-day" })]);
  });

  test("take in no fewer than have booked, and stay once booked, also when that happens meanwhile", async () => {
    const { form, path, slots } = await withSlots();
    const [first, second, third] = slots.map(({ id }) => id) as [string, string, string];
    await registration(at, form.id, { slotId: first });
    await registration(at, form.id, { slotId: first });

    expect((await caller.patch<Refused>(`${path}/${first}`, { capacity: 1 })).body.code).toBe("capacity-below-taken");
    expect((await caller.patch<FormSlot>(`${path}/${first}`, { capacity: 3 })).body).toMatchObject({ capacity: 3, taken: 2 });
    expect((await caller.delete<Refused>(`${path}/${first}`)).body.code).toBe("slot-booked");
    const raced = await between(
      /delete from "form_slots"/,
      () => registration(at, form.id, { slotId: second }),
      () => caller.delete<Refused>(`${path}/${second}`),
    );
    expect(raced.body.code).toBe("slot-booked");
    expect((await caller.delete(`${path}/${third}`)).status).toBe(204);
  });

  test("at the gate: by the code that a visitor holds, marked as come, taken back, called off", async () => {
    const { form, slots } = await withSlots();
    const [slot] = slots as [FormSlot];
    const booked = await registration(at, form.id, { slotId: slot.id });
    const alone = await registration(at, form.id);
    const path = `${at.path}/${form.id}/bookings`;
    const consultant = as(await at.agency.member("consultant"));
    const find = <Body>(receipt: string) => consultant.post<Body>(`${path}/search`, { receipt });

    const found = await find<Registration>(` ${booked.receipt.toLowerCase().split("").join(" ")} `);
    expect(found.body).toMatchObject({
      leadId: booked.leadId,
      nameMasked: "林＊雯",
      booking: { id: booked.bookingId, state: "booked", startsAt: slot.startsAt },
    });
    expect((await find<Registration>(alone.receipt)).body).toMatchObject({ leadId: alone.leadId, booking: null });
    expect((await find("R9999")).status).toBe(404);

    const move = (step: string) => consultant.post<Booking>(`${path}/${booked.bookingId}/${step}`, {});
    expect((await move("arrival")).body).toMatchObject({ state: "came", nameMasked: "林＊雯" });
    expect((await move("cancellation")).status).toBe(409);
    expect((await move("return")).body.state).toBe("booked");
    expect((await move("cancellation")).body.state).toBe("cancelled");
    expect((await move("arrival")).status).toBe(409);
    expect((await caller.get<FormSlot>(`${at.path}/${form.id}/slots/${slot.id}`)).body.taken).toBe(0);

    const day = slot.startsAt.slice(0, 10);
    const listed = await caller.get<List<Booking>>(`${path}?day=${day}`);
    expect(listed.body.items).toMatchObject([{ id: booked.bookingId, receipt: booked.receipt, state: "cancelled" }]);
    expect((await caller.get<List<Booking>>(`${path}?day=${addDays(day, 1)}`)).body.items).toEqual([]);
  });

  test("two at the desk who mark one booking differently: the second is told so", async () => {
    const { form, slots } = await withSlots();
    const { bookingId } = await registration(at, form.id, { slotId: slots[0]?.id ?? "" });
    const over = holdUntilAllThere(/update "bookings"/, 2);
    const answers = await Promise.all(
      ["arrival", "absence"].map((step) => caller.post(`${at.path}/${form.id}/bookings/${bookingId}/${step}`, {})),
    );
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("names go with the last day on which they are kept", async () => {
    const { form, slots } = await withSlots();
    const gone = await registration(at, form.id, { slotId: slots[0]?.id ?? "", keptUntil: addDays(at.today, -1) });
    const found = await caller.post<Registration>(`${at.path}/${form.id}/bookings/search`, { receipt: gone.receipt });

    expect(found.body).toMatchObject({ nameMasked: null, booking: { nameMasked: null } });
  });
});

test("another agency's form looks like none, wherever it is named", async () => {
  const form = await openedForm(at, "presentation");
  const stranger = as(await (await mintAgency("SHARD_2")).member("owner"));
  const own = await gate("SHARD_2");
  const other = await coordinatorOf(own);
  const { body } = await other.get<Refused>(`${own.path}/${form.id}`);

  expect(body.code).toBe("not-found");
  for (const part of ["tags", "slots", `bookings?day=${at.today}`]) {
    expect((await other.get(`${own.path}/${form.id}/${part}`)).status, part).toBe(404);
    expect((await stranger.get(`${at.path}/${form.id}/${part}`)).status, part).toBe(404);
  }
});
