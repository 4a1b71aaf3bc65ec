import { expect, test } from "vitest";
import type { LeadDay, Visit } from "../../src/leads/contacting/contract";
import type { Bulk, LeadDetail, LeadPage } from "../../src/leads/contract";
import { as } from "../support/kit";
import { codeOf, leadStage, phone, reported } from "./at";

type Page = (typeof LeadPage)["_output"];

test("a contact that reached them confirms the report; a visit with the owner is remembered and prolongs protection", async () => {
  const at = await leadStage();
  const [zhou, he] = at.consultants;
  const lead = await reported(at, zhou);
  const contact = (told: object, by = zhou) => as(by).post<LeadDetail>(`${at.leads}/${lead.id}/contacts`, told);

  const missed = await contact({ kind: "call", outcome: "no-answer" });
  const reached = await contact({ kind: "call", outcome: "reached", note: "想看三房" });
  const others = await contact({ kind: "call", outcome: "reached" }, he);
  const came = await contact({ kind: "site-visit", outcome: "came", next: { on: "2020-01-01", kind: "earnest" } });
  const day = await as(zhou).get<LeadDay>(`/api/v1/agencies/${at.agency.id}/leads/day`);

  expect(missed.status, JSON.stringify(missed.body)).toBe(201);
  expect(missed.body).toMatchObject({ state: "registered", contacts: 1, clocks: { confirmedAt: null } });
  expect(reached.body).toMatchObject({ state: "contacted", clocks: { confirmedAt: expect.any(String) } });
  expect(reached.body.contactList[0]).toMatchObject({ note: "想看三房", outcome: "reached" });
  expect(codeOf(others.body)).toBe("not-your-lead");
  expect(came.body.clocks.visitedOn).not.toBeNull();
  expect(Date.parse(came.body.clocks.protectedUntil ?? "")).toBeGreaterThan(Date.parse(reached.body.clocks.protectedUntil ?? ""));
  expect(day.body).toMatchObject({ calls: 2, callsPerDay: 30, due: [{ id: lead.id, next: { kind: "earnest" } }] });
  expect(day.cost.trips).toBe(1);
});

test("twenty pick one lead at once, and one has it; who gave it back waits", async () => {
  const at = await leadStage();
  const [zhou, he, luo] = at.consultants;
  const lead = await reported(at, zhou);
  const given = await as(zhou).post<LeadDetail>(`${at.leads}/${lead.id}/return`, { reason: "no-time" }, { ifMatch: lead.version });
  expect(given.body, JSON.stringify(given.body)).toMatchObject({ standing: "free", ownerId: null });
  expect(codeOf((await as(zhou).post(`${at.leads}/${lead.id}/pick`)).body)).toBe("lead-cooling");
  const pool = await as(he).get<Page>(`${at.leads}?pool=1`);
  expect(pool.body.items.map(({ id }) => id)).toEqual([lead.id]);

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => as(n % 2 ? he : luo).post<LeadDetail>(`${at.leads}/${lead.id}/pick`)),
  );

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => codeOf(body)))).toEqual(new Set(["lead-not-free"]));
});

test("so many picks a day and no more", async () => {
  const at = await leadStage();
  const [zhou, he] = at.consultants;
  const ids: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const lead = await reported(at, zhou);
    await as(zhou).post(`${at.leads}/${lead.id}/return`, { reason: "other" }, { ifMatch: lead.version });
    ids.push(lead.id);
  }
  const answers = [];
  for (const id of ids) answers.push(await as(he).post(`${at.leads}/${id}/pick`));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 409]);
  expect(codeOf(answers[5]?.body)).toBe("picks-used-up");
});

test("a visit that another brought about waits for a third, and then hands the lead over", async () => {
  const at = await leadStage();
  const [zhou, he] = at.consultants;
  const manager = as(await at.agency.member("manager"));
  const lead = await reported(at, zhou);

  const brought = await as(he).post<LeadDetail>(`${at.leads}/${lead.id}/contacts`, { kind: "site-visit", outcome: "came" });
  expect(brought.status, JSON.stringify(brought.body)).toBe(201);
  expect(brought.body).toMatchObject({ standing: "protected", ownerName: null, person: { name: "施＊英" } });
  const waiting = await manager.get<{ items: Visit[] }>(`${at.leads}/visits`);
  expect(waiting.body.items).toMatchObject([{ leadId: lead.id, broughtById: he.id, ownerName: zhou.name, handsOver: true }]);
  const decided = await manager.post<Visit>(`${at.leads}/visits/${waiting.body.items[0]?.id}/decision`, { accept: true });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);

  expect((await as(he).get<LeadDetail>(`${at.leads}/${lead.id}`)).body).toMatchObject({
    standing: "mine",
    state: "contacted",
    clocks: { confirmedAt: expect.any(String) },
  });
  expect(codeOf((await manager.post(`${at.leads}/visits/${waiting.body.items[0]?.id}/decision`, { accept: true })).body)).toBe(
    "already-decided",
  );
});

test("many are given out in turn, all or nothing", async () => {
  const at = await leadStage();
  const manager = as(await at.agency.member("manager"));
  const [zhou, he, luo] = at.consultants;
  await at.shard.batch([
    at.shard.prepare("insert into groups (agency_id, id, name, created_at) values (?, 'g', '一組', 1)").bind(at.agency.id),
    ...[zhou, he].map(({ id }) =>
      at.shard.prepare("insert into group_members (agency_id, user_id, group_id) values (?, ?, 'g')").bind(at.agency.id, id),
    ),
  ]);
  const made = [];
  for (let n = 0; n < 4; n += 1) made.push(await reported(at, luo));
  const bulk: Bulk = { leads: made.map(({ id, version }) => ({ id, version })), act: { kind: "assign", to: { to: "turn", groupId: "g" } } };
  const stale = { ...bulk, leads: bulk.leads.map((lead, n) => (n === 2 ? { ...lead, version: 9 } : lead)) };

  const preview = await manager.post(`${at.leads}/bulk/preview`, stale);
  const refused = await manager.post(`${at.leads}/bulk`, stale);
  expect(preview.body, JSON.stringify(preview.body)).toEqual({ leads: 4, refused: [{ id: made[2]?.id, code: "stale" }] });
  expect(refused.body).toMatchObject({ code: "leads-refused", errors: [{ pointer: "/leads/2", code: "stale" }] });
  const done = await manager.post(`${at.leads}/bulk`, bulk);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  for (const who of [zhou, he]) expect((await as(who).get<Page>(`${at.leads}?owner=me`)).body.items).toHaveLength(2);
  expect((await as(luo).get<Page>(`${at.leads}?owner=me`)).body.items).toHaveLength(0);
  // Who leaves the agency leaves them to all.
  await at.shard.prepare("update staff set state = 'removed' where agency_id = ? and id = ?").bind(at.agency.id, zhou.id).run();
  expect((await as(luo).get<Page>(`${at.leads}?pool=1`)).body.items).toHaveLength(2);
});

test("merged leads are one, a later report of either number reaches the one that was kept, and a merge is undone", async () => {
  const at = await leadStage();
  const manager = as(await at.agency.member("manager"));
  const [zhou, he] = at.consultants;
  const number = phone();
  const one = await reported(at, zhou);
  const other = await reported(at, he, { phone: number });
  await as(he).post(`${at.leads}/${other.id}/contacts`, { kind: "call", outcome: "reached", note: "舊註" });
  const before = (await manager.get<LeadDetail>(`${at.leads}/${one.id}`)).body;

  const merged = await manager.post<LeadDetail>(
    `${at.leads}/${one.id}/merges`,
    { otherId: other.id, otherVersion: other.version + 1 },
    { ifMatch: one.version },
  );
  expect(merged.status, JSON.stringify(merged.body)).toBe(200);
  expect(merged.body).toMatchObject({
    id: one.id,
    ownerId: zhou.id,
    state: "contacted",
    touches: 2,
    contacts: 1,
    contactList: [{ note: "舊註" }],
  });
  expect((await as(he).post(at.leads, { name: "x", phone: number, source: "call" })).body).toMatchObject({ code: "lead-protected" });
  const undone = await manager.post<LeadDetail>(`${at.leads}/${one.id}/merges/${merged.body.merges[0]?.id}/undoing`);

  expect(undone.status, JSON.stringify(undone.body)).toBe(200);
  const { version: _, merges: __, ...was } = before;
  expect(undone.body).toMatchObject(was);
  expect((await as(he).get<LeadDetail>(`${at.leads}/${other.id}`)).body).toMatchObject({
    standing: "mine",
    contactList: [{ note: "舊註" }],
    mergedInto: null,
  });
});

test("leads are found by name and by what the list declares, and counted", async () => {
  const at = await leadStage();
  const [zhou] = at.consultants;
  const viewer = as(await at.agency.member("viewer"));
  const a = await reported(at, zhou, { name: "歐陽震華", next: { on: "2030-01-01", kind: "call" } });
  const b = await reported(at, zhou, { name: "陽春麵", source: "referral" });
  const list = async (query: string) => (await viewer.get<Page>(`${at.leads}?${query}`)).body.items.map(({ id }) => id);

  expect(await list("")).toEqual([b.id, a.id]);
  expect(await list("source=referral")).toEqual([b.id]);
  expect(await list("state=registered&source=call")).toEqual([a.id]);
  expect(await list("sort=next")).toEqual([a.id]);
  expect(await list("expiring=24&unvisited=1")).toEqual([a.id, b.id]);
  expect(await list("pool=1")).toEqual([]);
  const found = async (name: string) =>
    (await viewer.post<{ items: { id: string }[] }>(`${at.leads}/search`, { name })).body.items.map(({ id }) => id);
  expect(await found("陽震")).toEqual([a.id]);
  expect(await found("陽")).toEqual([b.id]);
  expect((await viewer.get(`${at.leads}/counts`)).body).toMatchObject({ registered: 2, otherChannels: 1, expiring: 0, free: 0 });
  expect((await viewer.get(`${at.leads}?pool=1&sort=newest`)).status).toBe(422);
});
