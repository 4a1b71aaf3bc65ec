import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { forgotten } from "../../src/holdings";
import { jobFacts } from "../../src/http/facts";
import { forgetLeads, knownBy } from "../../src/leads/forgetting/store";
import type { PersonExport } from "../../src/people/holding/contract";
import { openAgencyKey } from "../../src/secrets/agency-key";
import { leadPlaces } from "../../src/secrets/sealed";
import { addDays, businessDay } from "../../src/time/business-day";
import { type Stage, stage } from "../support/campaigns";
import { done } from "../support/deals";
import { as } from "../support/kit";

const typed = { name: "梁素芬", employer: "硬質合金廠三車間", remark: "要帶電梯的" };
const note = "梁小姐說週末帶先生來";
const markers = /13812341234|梁素芬|硬質合金廠三車間|要帶電梯的|梁小姐/;

/** Somebody who registered by a form, called once and left a next step, kept until a day; straight into storage. */
async function known(at: Stage, keptUntil: string, more: { state?: string; mergedInto?: string; phone?: string } = {}) {
  const { agency, campaignId } = at;
  const shard = env[agency.shard as "SHARD_1"];
  const manager = as(await agency.member("manager"));
  const { id: personId } = await done(
    manager.post<{ id: string }>(`/api/v1/agencies/${agency.id}/people`, { name: typed.name, phone: more.phone ?? "13812341234" }),
  );
  const wrapped = await shard
    .prepare("select number, wrapped from agency_keys where agency_id = ?")
    .bind(agency.id)
    .first<{ number: number; wrapped: string }>();
  const key = await openAgencyKey(env, agency.id, wrapped as { number: number; wrapped: string });
  const [leadId, touchId, contactId] = ["lead", "touch", "contact"].map((kind) => `${kind}-${crypto.randomUUID()}`) as [
    string,
    string,
    string,
  ];
  const q = (sql: string, ...params: unknown[]) => shard.prepare(sql).bind(agency.id, campaignId, ...params);
  await shard.batch([
    q(
      `insert into leads (agency_id, campaign_id, id, person_id, source, key_number, phone_hash, masked_hash, next_on, next_kind, next_note_cipher, kept_until, merged_into, created_by, created_at)
        values (?, ?, ?, ?, 'form', 1, ?, ?, '2026-12-01', 'call', ?, ?, ?, 'public', 1)`,
      leadId,
      personId,
      `hash-${leadId}`,
      `ends-${leadId}`,
      await key.seal(leadPlaces.nextNote(leadId), note),
      keptUntil,
      more.mergedInto ?? null,
    ),
    q(
      "insert into lead_touches (agency_id, campaign_id, id, lead_id, at, source, key_number, answers_cipher, by_id, by_name) values (?, ?, ?, ?, 1, 'call', 1, ?, 'x', 'X')",
      touchId,
      more.mergedInto ?? leadId,
      await key.seal(leadPlaces.answers(touchId), JSON.stringify(typed)),
    ),
    q(
      "insert into lead_contacts (agency_id, campaign_id, id, lead_id, kind, outcome, day, at, key_number, note_cipher, by_id, by_name, created_at) values (?, ?, ?, ?, 'call', 'reached', '2026-11-01', 1, 1, ?, 'x', 'X', 1)",
      contactId,
      more.mergedInto ?? leadId,
      await key.seal(leadPlaces.note(contactId), note),
    ),
  ]);
  // As a deal would have it: none is needed here.
  await shard
    .prepare("update leads set state = ? where agency_id = ? and id = ?")
    .bind(more.state ?? "registered", agency.id, leadId)
    .run();

  return { personId, leadId };
}

/** Everything of leads and their persons, as it is stored. */
async function stored({ agency }: Stage) {
  const shard = env[agency.shard as "SHARD_1"];
  const tables = ["people", "leads", "lead_touches", "lead_contacts", "lead_grams", "lead_counts"];
  const rows = await shard.batch(tables.map((table) => shard.prepare(`select * from ${table} where agency_id = ?`).bind(agency.id)));

  return Object.fromEntries(tables.map((table, at) => [table, rows[at]?.results ?? []])) as Record<string, Record<string, unknown>[]>;
}

/** Columns that hold something personal, and are not empty. */
const personal = (rows: Record<string, unknown>[]) =>
  rows.flatMap((row) => Object.entries(row).filter(([column, value]) => /_(cipher|hash)$|^name$/.test(column) && value !== null));

const erase = async ({ agency }: Stage, personId: string) =>
  done(as(await agency.member("owner")).post(`/api/v1/agencies/${agency.id}/people/${personId}/erasure`, {}, { ifMatch: 1 }));

describe("erasing who registered", () => {
  test("takes what was typed and noted along, and everything by which they would be known again; the figures stay", async () => {
    const at = await stage();
    const { personId } = await known(at, "2099-01-01");
    const before = await stored(at);
    await erase(at, personId);
    const after = await stored(at);

    expect(personal(before.leads ?? []).length, "there was something to erase").toBeGreaterThan(2);
    for (const table of ["people", "leads", "lead_touches", "lead_contacts"]) expect(personal(after[table] ?? []), table).toEqual([]);
    expect(after.lead_grams).toEqual([]);
    expect(after.lead_counts).toEqual(before.lead_counts);
    expect([after.leads?.length, after.lead_touches?.length, after.lead_contacts?.length]).toEqual([1, 1, 1]);
  });

  test("whose lead another was merged into goes with both persons", async () => {
    const at = await stage();
    const kept = await known(at, "2099-01-01");
    await known(at, "2099-01-01", { mergedInto: kept.leadId, phone: "13812341235" });
    await erase(at, kept.personId);

    const after = await stored(at);
    expect(after.people).toHaveLength(2);
    for (const table of ["people", "leads", "lead_touches", "lead_contacts"]) expect(personal(after[table] ?? []), table).toEqual([]);
  });

  test("a neighbour of theirs keeps everything", async () => {
    const at = await stage();
    const { personId } = await known(at, "2099-01-01");
    const other = await known(at, "2099-01-01", { phone: "13812341236" });
    await erase(at, personId);

    const after = await stored(at);
    expect(personal((after.leads ?? []).filter(({ id }) => id === other.leadId))).toHaveLength(3);
    expect(personal((after.lead_touches ?? []).filter(({ lead_id: id }) => id === other.leadId))).toHaveLength(1);
  });
});

test("an export tells what they typed and what was noted, opened, and no cipher", async () => {
  const at = await stage();
  const { personId } = await known(at, "2099-01-01");
  const { held } = await done(
    as(await at.agency.member("compliance")).post<PersonExport>(`/api/v1/agencies/${at.agency.id}/people/${personId}/export`, {}),
  );
  const of = (kind: string) => held.find((one) => one.kind === kind)?.rows;

  expect(of("leads")).toMatchObject([{ source: "form", state: "registered" }]);
  expect(of("touches")).toMatchObject([{ source: "call", employer: typed.employer, remark: typed.remark }]);
  expect(of("lead-contacts")).toMatchObject([{ outcome: "reached", note }]);
  expect(JSON.stringify(held)).not.toMatch(/cipher|keyNumber/i);
});

describe("retention", () => {
  const now = Date.now();
  const day = (days: number) => addDays(businessDay(now, "Asia/Shanghai"), days);
  const sweep = () => forgetLeads(jobFacts(env, "cron", now), forgotten);

  test.each([
    { keptUntil: day(-2), state: "registered", gone: true, why: "the last day is over everywhere" },
    { keptUntil: day(0), state: "registered", gone: false, why: "on the last day they are still kept" },
    { keptUntil: day(-2), state: "signed", gone: false, why: "who bought is kept" },
    { keptUntil: day(-2), state: "selected", gone: false, why: "who chose a home is kept" },
  ])("$state, kept until $keptUntil: $why", async ({ keptUntil, state, gone }) => {
    const at = await stage();
    await known(at, keptUntil, { state });
    await sweep();
    await sweep(); // a second run finds nothing to do

    const after = await stored(at);
    expect(personal(after.people ?? []).length === 0).toBe(gone);
    expect(personal(after.lead_touches ?? []).length === 0).toBe(gone);
    const audited = await env[at.agency.shard as "SHARD_1"]
      .prepare("select count(*) as many from audit where scope = ? and event = 'person.expired'")
      .bind(at.agency.id)
      .first("many");
    expect(audited).toBe(gone ? 1 : 0);
  });

  test("who is a contact of an account too is forgotten as a lead alone", async () => {
    const at = await stage();
    const { personId } = await known(at, day(-2));
    const shard = env[at.agency.shard as "SHARD_1"];
    await shard.batch([
      shard
        .prepare(
          "insert into accounts (agency_id, id, name, folded_name, created_by, created_at) values (?, 'acc', '商會', '商會', 'x', 1)",
        )
        .bind(at.agency.id),
      shard
        .prepare(
          "insert into contacts (agency_id, id, account_id, person_id, post, is_listed_post, created_at) values (?, 'con', 'acc', ?, '主席', 1, 1)",
        )
        .bind(at.agency.id, personId),
    ]);
    await sweep();

    const after = await stored(at);
    expect(after.people?.[0]).toMatchObject({ name: typed.name, erased_at: null });
    for (const table of ["leads", "lead_touches", "lead_contacts"]) expect(personal(after[table] ?? []), table).toEqual([]);
  });

  test("knows every table by which somebody is more than one who registered", async () => {
    const { results } = await env.SHARD_1.prepare(
      `select t.name || '.' || k."from" as name from sqlite_master t join pragma_foreign_key_list(t.name) k
        where t.type = 'table' and t.name not like '\\_cf%' escape '\\' and k."table" = 'people' and k."from" <> 'agency_id'`,
    ).all<{ name: string }>();
    const papers = ["shown_persons.person_id"]; // a paper alone makes nobody known: it goes with them

    expect([...knownBy.map(([table, column]) => `${table}.${column}`), ...papers, "leads.person_id"].toSorted()).toEqual(
      results.map(({ name }) => name).toSorted(),
    );
  });

  test("nothing of the marked is left anywhere in the clear", async () => {
    const at = await stage();
    await known(at, day(-2));
    expect(JSON.stringify((await stored(at)).people)).toMatch(markers);
    await sweep();
    expect(JSON.stringify(await stored(at))).not.toMatch(markers);
  });
});
