import { expect, test } from "vitest";
import { holdUntilAllThere } from "../support/race";
import { codeOf, type MintedForm, mintForm, rowsOf, tokenOf, usual, visit } from "../support/registering";

const address = "203.0.113.99";
const fields = [
  { kind: "name", required: true },
  { kind: "phone", required: true },
] as const;

test("a thousand at once from one address, a third of them doubled, over several forms: exactly the distinct leads, each with its touches", async () => {
  const first = await mintForm({ fields: [...fields] });
  const forms = [first, await mintForm({ beside: first, fields: [...fields] }), await mintForm({ beside: first, fields: [...fields] })];
  const tokens = await Promise.all(forms.map(async (form) => tokenOf(await visit(form))));
  // Of 750 registrations every third is sent twice; each phone stands on two forms.
  const registrations = Array.from({ length: 750 }, (_, at) => ({ form: at % 3, phone: `139${String((at * 7) % 375).padStart(8, "0")}` }));
  const distinct = new Set(registrations.map(({ form, phone }) => `${form} ${phone}`));
  const sent = registrations.flatMap((one, at) => (at % 3 === 0 ? [one, one] : [one]));
  expect(sent).toHaveLength(1000);

  const codes = new Map<string, Set<string>>();
  await Promise.all(
    sent.map(async ({ form, phone }) => {
      const answer = await visit(forms[form] as MintedForm, { address }, { ...usual, token: tokens[form] ?? "", phone });
      expect(answer.status, answer.html.slice(-2000)).toBe(303);
      const key = `${form} ${phone}`;
      codes.set(key, (codes.get(key) ?? new Set()).add(codeOf(answer)));
    }),
  );

  expect(
    [...codes.values()].every((of) => of.size === 1),
    "who is led twice is led to one code",
  ).toBe(true);
  const leads = await rowsOf<{ id: string; touches: number }>(first, "select id, touches from leads where agency_id = ?");
  expect(leads).toHaveLength(new Set(registrations.map(({ phone }) => phone)).size);
  expect(leads.reduce((sum, { touches }) => sum + touches, 0)).toBe(distinct.size);
  expect(await rowsOf(first, "select receipt from lead_touches where agency_id = ?")).toHaveLength(distinct.size);
  expect(await rowsOf(first, "select id from people where agency_id = ?"), "nobody is left without a lead").toHaveLength(leads.length);
  expect(await rowsOf(first, "select sum(taken) as taken from forms where agency_id = ?")).toEqual([{ taken: distinct.size }]);
  expect(await rowsOf(first, "select leads from lead_counts where agency_id = ?")).toEqual([{ leads: leads.length }]);
}, 240_000);

test("fifty at once for a time of ten: ten booked, forty told, nobody half written", async () => {
  const form = await mintForm({
    fields: [...fields, { kind: "visit-slot", required: true }],
    slots: [{ id: "ten", capacity: 10 }],
  });
  const token = tokenOf(await visit(form));
  const over = holdUntilAllThere(/insert into guard select code/, 50);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      visit(form, {}, { ...usual, token, phone: `138000001${String(at).padStart(2, "0")}`, "visit-slot": "ten" }),
    ),
  );
  over();

  expect(answers.filter(({ status }) => status === 303)).toHaveLength(10);
  const told = answers.filter(({ status }) => status === 422);
  expect(told).toHaveLength(40);
  expect(told.every(({ html }) => html.includes("這個時段剛剛滿了") && html.includes('value="林曉雯"'))).toBe(true);
  expect(await rowsOf(form, "select taken from form_slots where agency_id = ?")).toEqual([{ taken: 10 }]);
  for (const table of ["leads", "people", "lead_touches", "bookings"])
    expect(await rowsOf(form, `select id from ${table} where agency_id = ?`), table).toHaveLength(10);
});
