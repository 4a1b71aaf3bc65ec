import { describe, expect, test } from "vitest";
import type { LeadDetail } from "../../src/leads/contract";
import { as } from "../support/kit";
import { codeOf, hours, leadStage, phone, reported } from "./at";

describe("reporting", () => {
  test("who reports somebody free has them, and the report runs for a day", async () => {
    const at = await leadStage();
    const [zhou] = at.consultants;

    const lead = await reported(at, zhou, {
      intent: "high",
      unitsWanted: 2,
      note: "要高樓層",
      next: { on: "2030-01-02", kind: "call", note: "下午" },
    });

    expect(lead).toMatchObject({
      standing: "mine",
      ownerId: zhou.id,
      state: "registered",
      nameMasked: "施＊英",
      intent: "high",
      unitsWanted: 2,
      next: { on: "2030-01-02", kind: "call" },
      nextNote: "下午",
      touches: 1,
      person: { name: "施小英" },
    });
    expect(Date.parse(lead.clocks.reportUntil ?? "") - Date.parse(lead.clocks.reportedAt ?? "")).toBe(hours(24));
    expect(lead.touchList[0]?.answers).toEqual({ name: "施小英", remark: "要高樓層" });
    expect(lead.owners).toMatchObject([{ how: "reported", ownerId: zhou.id }]);
    expect((await as(zhou).get(`${at.leads}/${lead.id}`)).cost.trips).toBe(1);
  });

  test.each([
    { told: "the whole number", of: (number: string) => ({ phone: `+86 ${number}` }) },
    { told: "the ends of the number", of: (number: string) => ({ maskedPhone: `${number.slice(0, 3)}****${number.slice(-4)}` }) },
  ])("another is told that they are protected and nothing more: $told", async ({ of }) => {
    const at = await leadStage();
    const [zhou, he] = at.consultants;
    const number = phone();
    const lead = await reported(at, zhou, { phone: number });

    const refused = await as(he).post(at.leads, { name: "施小英", source: "call", ...of(number) });
    const own = await as(zhou).post(at.leads, { name: "施小英", source: "call", ...of(number) });

    expect({ status: refused.status, code: codeOf(refused.body), at: refused.headers.get("location") }).toEqual({
      status: 409,
      code: "lead-protected",
      at: null,
    });
    expect(JSON.stringify(refused.body)).not.toContain(zhou.name);
    expect({ code: codeOf(own.body), at: own.headers.get("location") }).toEqual({ code: "lead-yours", at: `${at.leads}/${lead.id}` });
  });

  test("a report that nobody confirmed is free on the instant it runs out, and not one before", async () => {
    const at = await leadStage();
    const [zhou, he] = at.consultants;
    const number = phone();
    const lead = await reported(at, zhou, { phone: number });
    const until = Date.now() + 60_000;
    await at.shard.prepare("update leads set report_until = ? where agency_id = ? and id = ?").bind(until, at.agency.id, lead.id).run();
    const at_ = (ms: number) => ({ headers: { "x-local-now": new Date(ms).toISOString() } });

    const before = await as(he).post(at.leads, { name: "施", phone: number, source: "call" }, at_(until - 1));
    const taken = await as(he).post<LeadDetail>(at.leads, { name: "施", phone: number, source: "walk-in" }, at_(until));

    expect(codeOf(before.body)).toBe("lead-protected");
    expect(taken.status, JSON.stringify(taken.body)).toBe(201);
    expect(taken.body).toMatchObject({ id: lead.id, ownerId: he.id, touches: 2, source: "call" });
    expect(taken.body.owners.map(({ how }) => how).toSorted()).toEqual(["picked", "reported"]);
  });

  test("two report one person at the same moment, one of them masked: one has them, the other is told no more than protected", async () => {
    const at = await leadStage();
    const [zhou, he] = at.consultants;
    await reported(at, zhou);
    for (let round = 0; round < 8; round += 1) {
      const number = phone();
      const masked = { name: "曾國民", maskedPhone: `${number.slice(0, 3)}****${number.slice(-4)}`, source: "call" };
      const answers = await Promise.all([
        as(zhou).post(at.leads, { name: "曾國民", phone: number, source: "call" }),
        as(he).post(at.leads, masked),
      ]);

      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
      const refused = answers.find(({ status }) => status === 409);
      const { requestId: _, ...said } = (refused?.body ?? {}) as Record<string, unknown>;
      expect(said).toEqual({
        type: "/problems/lead-protected",
        title: "這位客戶已受保護，不能報備。",
        status: 409,
        code: "lead-protected",
        detail: "這位客戶已受保護，不能報備。",
      });
      expect(refused?.headers.get("location")).toBeNull();
    }
  });

  test("a refusal says the same, in the same bytes and the same time, whoever holds them and however", async () => {
    const at = await leadStage();
    const [zhou, he, luo] = at.consultants;
    const [ofZhou, ofHe] = [phone(), phone()];
    await reported(at, zhou, { phone: ofZhou });
    const held = await reported(at, he, { phone: ofHe, name: "何某" });
    await as(he).post(`${at.leads}/${held.id}/contacts`, { kind: "call", outcome: "reached" });
    const ask = async (number: string) => {
      const began = performance.now();
      const { status, body } = await as(luo).post(at.leads, { name: "某", phone: number, source: "call" });
      const { requestId: _, ...said } = body as Record<string, unknown>;
      return { ms: performance.now() - began, said: JSON.stringify({ status, said }) };
    };
    const times: Record<string, number[]> = { [ofZhou]: [], [ofHe]: [] };
    const said = new Set<string>();
    for (let turn = 0; turn < 40; turn += 1)
      for (const number of turn % 2 ? [ofZhou, ofHe] : [ofHe, ofZhou]) {
        const answer = await ask(number);
        times[number]?.push(answer.ms);
        said.add(answer.said);
      }
    const median = (list: number[] = []) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;

    expect(said.size).toBe(1);
    const [one, other] = [median(times[ofZhou]), median(times[ofHe])];
    expect(Math.abs(one - other)).toBeLessThan(0.5 * Math.max(one, other, 4));
  });
});

describe("completing a masked report", () => {
  const masked = (number: string) => ({ name: "曾國民", phone: undefined, maskedPhone: `${number.slice(0, 3)}xxxx${number.slice(-4)}` });

  test("with the whole number it is whole, and confirmed if they were reached by then", async () => {
    const at = await leadStage();
    const [zhou] = at.consultants;
    const number = phone();
    const lead = await reported(at, zhou, masked(number));
    const called = await as(zhou).post<LeadDetail>(`${at.leads}/${lead.id}/contacts`, { kind: "call", outcome: "reached" });

    const wrong = await as(zhou).post(`${at.leads}/${lead.id}/completion`, { phone: "13000000000" }, { ifMatch: called.body.version });
    const done = await as(zhou).post<LeadDetail>(`${at.leads}/${lead.id}/completion`, { phone: number }, { ifMatch: called.body.version });

    expect(lead).toMatchObject({
      isNumberMasked: true,
      phoneMasked: `${number.slice(0, 3)}****${number.slice(-4)}`,
      clocks: { confirmedAt: null },
    });
    expect(called.body).toMatchObject({ state: "contacted", clocks: { confirmedAt: null } });
    expect(wrong.body).toMatchObject({ errors: [{ pointer: "/phone", code: "not-the-masked-number" }] });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.body).toMatchObject({ isNumberMasked: false, maskedPhone: null, clocks: { confirmedAt: expect.any(String) } });
    expect((await as(zhou).post(at.leads, { name: "曾", phone: number, source: "call" })).headers.get("location")).toBe(
      `${at.leads}/${lead.id}`,
    );
  });

  test.each([
    { whose: "another's", by: 1, status: 409 },
    { whose: "one's own", by: 0, status: 200 },
  ])("where the number is $whose lead, it is $status", async ({ by, status }) => {
    const at = await leadStage();
    const [zhou] = at.consultants;
    const number = phone();
    const lead = await reported(at, zhou, masked(number));
    const holder = at.consultants[by] as typeof zhou;
    // As a form does it, which asks no report: the whole number comes in while the masked one runs.
    const other = await reported(at, holder, { phone: phone(), name: "曾國民" });
    const hashes = await at.shard
      .prepare("select masked_hash from leads where agency_id = ? and id = ?")
      .bind(at.agency.id, lead.id)
      .first<{ masked_hash: string }>();
    const key = await hashOf(at, number);
    await at.shard
      .prepare("update leads set phone_hash = ?, masked_hash = ? where agency_id = ? and id = ?")
      .bind(key, hashes?.masked_hash, at.agency.id, other.id)
      .run();

    const done = await as(zhou).post<LeadDetail>(`${at.leads}/${lead.id}/completion`, { phone: number }, { ifMatch: lead.version });

    expect(done.status, JSON.stringify(done.body)).toBe(status);
    if (status === 409) expect(codeOf(done.body)).toBe("lead-protected");
    else expect(done.body).toMatchObject({ id: other.id, touches: 2, ownerId: zhou.id });
  });
});

describe("checking", () => {
  test("says free, yours or protected, with the same cost and of the same length, and is counted", async () => {
    const at = await leadStage();
    const [zhou, he] = at.consultants;
    const [mine, others] = [phone(), phone()];
    await reported(at, zhou, { phone: mine });
    await reported(at, he, { phone: others });
    const ask = (told: object) => as(zhou).post<{ answer: string }>(`${at.leads}/check`, told);

    const answers = [
      await ask({ phone: phone() }),
      await ask({ phone: mine }),
      await ask({ phone: others }),
      await ask({ name: "施小英", maskedPhone: `${others.slice(0, 3)}****${others.slice(-4)}` }),
    ];

    expect(answers.map(({ body }) => body.answer)).toEqual(["free", "yours", "protected", "protected"]);
    expect(new Set(answers.map(({ cost, status }) => `${status} ${cost.trips} ${cost.written}`)).size).toBeLessThanOrEqual(2);
    for (let more = answers.length; more < 60; more += 1) expect((await ask({ phone: others })).status).toBe(200);
    const refused = await ask({ phone: others });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await at.shard.prepare("update form_tries set window_at = window_at - 3600000 where agency_id = ?").bind(at.agency.id).run();
    expect((await ask({ phone: others })).status).toBe(200);
    const told = await at.shard
      .prepare("select changes from audit where scope = ? and event = 'lead.checked'")
      .bind(at.agency.id)
      .all<{ changes: string }>();
    expect(new Set(told.results.map(({ changes }) => changes))).toEqual(new Set(["[]"]));
  });
});

async function hashOf(at: { agency: { id: string }; shard: D1Database }, number: string): Promise<string> {
  const { env } = await import("cloudflare:workers");
  const { openAgencyKey } = await import("../../src/secrets/agency-key");
  const row = await at.shard
    .prepare("select number, wrapped from agency_keys where agency_id = ?")
    .bind(at.agency.id)
    .first<{ number: number; wrapped: string }>();
  if (!row) throw new Error("no key");

  return (await openAgencyKey(env, at.agency.id, row)).hash("phone", `+86${number}`);
}
