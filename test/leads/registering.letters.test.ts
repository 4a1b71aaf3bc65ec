import { expect, test } from "vitest";
import { mintAgency } from "../support/kit";
import { codeOf, type MintedForm, mintForm, registerAt, rowsOf, usualFields, visit, visitedAt } from "../support/registering";

interface Row {
  once_key: string;
  template: string;
  channel: string;
  language: string | null;
  recipient_kind: string;
  recipient_id: string;
  params: string;
  due_at: number;
}

const letters = (form: MintedForm) => rowsOf<Row>(form, "select * from messages where scope = ? order by due_at, template");
const leadOf = async (form: MintedForm) =>
  (await rowsOf<{ id: string; person_id: string; owner_id: string | null }>(form, "select * from leads where agency_id = ?"))[0];

test("the owner hears of a new customer, the customer what they hold in hand; neither says who they are", async () => {
  const agency = await mintAgency();
  const owner = await agency.member("consultant");
  const form = await mintForm({ agency, assignment: { to: "member", userId: owner.id } });
  const receipt = codeOf(await registerAt(form, {}, { at: "?lang=en" }));
  const lead = await leadOf(form);

  const sent = await letters(form);
  expect(
    sent.map(({ template, channel, language, recipient_kind: kind, recipient_id: id }) => [template, channel, language, kind, id]),
  ).toEqual([
    ["lead-confirmation", "sms", "en", "person", lead?.person_id],
    ["lead-new", "mail", null, "user", owner.id],
  ]);
  expect(JSON.parse(sent[1]?.params ?? "")).toEqual({
    agency: agency.id,
    campaign: form.campaignId,
    campaignName: "大客戶拓展 2008",
    lead: lead?.id,
    source: "泉州商會團購登記",
  });
  expect(JSON.parse(sent[0]?.params ?? "")).toMatchObject({ path: `/f/${form.code}/done?c=${receipt}`, agencyName: expect.any(String) });
  expect(JSON.stringify(sent)).not.toMatch(/林曉雯|138 ?0000 ?1234/);
});

test("nobody owns it: only the customer hears; the same again sends nothing more, another form is told to the owner of the lead", async () => {
  const agency = await mintAgency();
  const owner = await agency.member("consultant");
  const form = await mintForm({ agency });
  await registerAt(form);
  await registerAt(form);
  expect((await letters(form)).map(({ template }) => template)).toEqual(["lead-confirmation"]);

  await form.shard
    .prepare("update leads set owner_id = ?, reported_at = 1, report_until = 2 where agency_id = ?")
    .bind(owner.id, agency.id)
    .run();
  await registerAt(await mintForm({ beside: form }));
  expect((await letters(form)).filter(({ template }) => template === "lead-new").map(({ recipient_id: id }) => id)).toEqual([owner.id]);
});

test("a booked visit is reminded of the day before and two hours before, and so is another that is chosen instead", async () => {
  const day = 86_400_000;
  const fields = [...usualFields, { kind: "visit-slot" as const, required: false }];
  const slots = [
    { id: "soon", startsAt: visitedAt + 3 * day, capacity: 1 },
    { id: "later", startsAt: visitedAt + 5 * day, capacity: 1 },
  ];
  const form = await mintForm({ fields, slots });
  const receipt = codeOf(await registerAt(form, { "visit-slot": "soon" }));
  const remindersIn = async () => (await letters(form)).filter(({ template }) => template === "visit-reminder");
  expect((await remindersIn()).map(({ due_at: at }) => (at - visitedAt) / 3_600_000)).toEqual([48, 70]);

  await visit(form, { at: `/done?c=${receipt}` }, { "visit-slot": "later" });
  const bookings = await rowsOf<{ id: string; state: string }>(
    form,
    "select id, state from bookings where agency_id = ? order by state desc",
  );
  expect(bookings.map(({ state }) => state)).toEqual(["cancelled", "booked"]);
  const added = (await remindersIn()).filter(({ params }) => JSON.parse(params).booking === bookings[1]?.id);
  expect(added.map(({ due_at: at }) => (at - visitedAt) / 3_600_000)).toEqual([96, 118]);
});
