import { afterAll, beforeAll, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { killable } from "./killable";

const worker = killable(".wrangler/form-kills");
const form = "/f/1quanzhou8";
const visitors = 40;

beforeAll(() => worker.begin(), 120_000);
afterAll(() => worker.kill());

/** A visitor's page holds the same token for whatever they send, also again. */
interface Visitor {
  phone: string;
  token: string;
}

async function visitorsFrom(first: number): Promise<Visitor[]> {
  const html = await (await fetch(worker.url + form)).text();
  const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";

  return Array.from({ length: visitors }, (_, at) => ({ phone: `139${String(first + at).padStart(8, "0")}`, token }));
}

/** @returns the code that the page thereafter shows; null where no answer came */
async function register({ phone, token }: Visitor): Promise<string | null> {
  const answer = await fetch(worker.url + form, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "null" },
    body: new URLSearchParams({ token, name: "林曉雯", phone, units: "2", consent: "1" }),
  }).catch(() => null);
  if (answer === null) return null;
  expect(answer.status, answer.status === 303 ? "" : await answer.text()).toBe(303);

  return new URL(answer.headers.get("location") ?? "", worker.url).searchParams.get("c");
}

/** Registrations of which a part is there and another is not. */
const halves = [
  "select id from leads where touches <> (select count(*) from lead_touches t where t.agency_id = leads.agency_id and t.lead_id = leads.id)",
  "select id from leads where not exists (select 1 from people p where p.agency_id = leads.agency_id and p.id = leads.person_id)",
  "select id from lead_touches t where not exists (select 1 from leads l where l.agency_id = t.agency_id and l.id = t.lead_id)",
  "select id from lead_touches where form_id is not null and consent_id is null",
  "select id from forms where taken <> (select count(*) from lead_touches t where t.agency_id = forms.agency_id and t.form_id = forms.id)",
];

test.each([
  { moment: "at the first answer", answered: 1, first: 20_000_000 },
  { moment: "when half are answered", answered: visitors / 2, first: 30_000_000 },
])(
  "killed $moment, every registration that was answered is there, none by half, and whoever sends again has one code",
  async ({ answered, first }) => {
    const all = await visitorsFrom(first);
    const codes = new Map<string, string>();
    let enough = () => {};
    const isTime = new Promise<void>((resolve) => {
      enough = resolve;
    });
    // Every third is sent twice, as by a double tap.
    const sent = Promise.all(
      all
        .flatMap((visitor, at) => (at % 3 === 0 ? [visitor, visitor] : [visitor]))
        .map(async (visitor) => {
          const code = await register(visitor);
          if (code !== null) codes.set(visitor.phone, code);
          if (codes.size >= answered) enough();
        }),
    );
    await Promise.race([isTime, sent]);
    await worker.kill();
    await sent;
    expect(codes.size).toBeGreaterThanOrEqual(answered);
    if (answered === 1) expect(codes.size, "killed in the middle").toBeLessThan(visitors);

    for (const half of halves) expect(worker.found(half), half).toEqual([]);
    const held = new Set(worker.found("select receipt from lead_touches where form_id is not null").map(({ receipt }) => receipt));
    expect([...codes.values()].filter((code) => !held.has(code))).toEqual([]);

    await worker.start();
    for (const visitor of all) {
      const again = await register(visitor);
      expect(again).toBe(codes.get(visitor.phone) ?? again);
      codes.set(visitor.phone, again ?? "");
    }
    expect(new Set(codes.values()).size).toBe(visitors);
    await worker.kill();
    for (const half of halves) expect(worker.found(half), half).toEqual([]);
    for (const { says, sql } of invariants) expect(worker.found(sql), says).toEqual([]);
    await worker.start();
  },
  120_000,
);
