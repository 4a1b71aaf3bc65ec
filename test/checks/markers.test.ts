import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { turnAgencyKeys } from "../../src/people/turning/store";
import { databaseNames } from "../../src/tenancy/shards";
import { freshStorage } from "../support/fresh";
import { as } from "../support/kit";
import { local } from "./rows";
import { newWorld } from "./world";

/** Particulars that stand nowhere else: what is stored, logged or sent must not hold them in the clear. */
const phones = ["13912345671", "13912345672", "13912345673", "13912345674", "13912345675"] as const;
const identity = "11010519491231002X";
const names = ["馬克一號", "馬克二號", "馬克三號", "馬克四號"] as const;

const logged: string[] = [];
beforeEach(async () => {
  await freshStorage();
  logged.length = 0;
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void logged.push(said.map(String).join(" ")));
});
afterEach(() => vi.restoreAllMocks());

test("phones and identity numbers stand nowhere in the clear, and names in `people` alone", async () => {
  const world = await newWorld();
  const manager = as(await world.agency.member("manager"));
  const agency = `/api/v1/agencies/${world.agency.id}`;
  const campaign = `${agency}/campaigns/${local.linkedCampaign}`;
  const key = { key: "key-of-the-marker-scan" };

  const person = await manager.post<{ id: string }>(`${agency}/people`, { name: names[0], phone: phones[0], identity }, key);
  const asked = [
    person,
    await manager.call("PATCH", `${agency}/people/${person.body.id}`, { phone: `+86 ${phones[1]}` }, { ifMatch: 1 }),
    await manager.post(`${agency}/people/search`, { phone: phones[1] }),
    await manager.post(`${agency}/people/${person.body.id}/revelation`, { particulars: ["phone", "identity"] }),
    await as(await world.agency.member("owner")).post(`${agency}/people/${person.body.id}/export`),
    await manager.get(`${agency}/people/${person.body.id}/looks`),
    await manager.post(`${agency}/accounts/${local.account}/contacts`, {
      person: { name: names[1], phone: phones[2] },
      post: "辦公室主任",
      isListedPost: true,
    }),
    await manager.post(`${campaign}/engagements/${local.engagement}/referrals`, {
      referredOn: "2008-05-28",
      evidence: "roster",
      people: [{ name: names[2], phone: phones[3] }],
    }),
    await manager.post(`${campaign}/deals`, {
      engagementId: local.engagement,
      unitId: local.unit,
      paymentMethod: "lump-sum",
      buyers: [{ person: { name: names[3], phone: phones[4] }, shareBps: 10_000 }],
      subscribedOn: "2008-06-10",
      reason: "當時在外地，今日補記",
    }),
  ];
  // What is refused must leave no trace of what it brought either.
  const refused = [
    await manager.post(`${agency}/people`, { name: names[0], phone: `${phones[0]}9`, identity: `${identity}9` }),
    await manager.post(`${agency}/accounts`, { name: "單位", phone: phones[0] }),
    await manager.post(`${agency}/people`, { name: names[0], phone: phones[1] }, key),
    await manager.get(`${agency}/accounts?search=${phones[0]}`),
  ];
  expect(asked.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200, 201, 201, 201]);
  // Nor does what seals all of it anew.
  await turned(world.agency.id);
  expect(refused.map(({ status }) => status)).toEqual([422, 422, 409, 200]);

  const places = await stored();
  const digits = [...phones, identity.slice(0, 17)];
  expect(places.filter(({ text }) => digits.some((marker) => text.includes(marker))).map(({ where }) => where)).toEqual([]);
  expect(new Set(places.filter(({ text }) => names.some((marker) => text.includes(marker))).map(({ where }) => where))).toEqual(
    new Set(["SHARD_1.people"]),
  );
  expect(logged.filter((line) => [...digits, ...names].some((marker) => line.includes(marker)))).toEqual([]);
});

/** Turns the agency's key, from the order to its end. */
async function turned(agencyId: string): Promise<void> {
  const now = Date.now();
  await env.SHARD_1.prepare("insert into key_rotations (agency_id, id, ordered_at, rest_ms) values (?, 'marker', ?, 0)")
    .bind(agencyId, now)
    .run();
  await turnAgencyKeys(jobFacts(env, "cron", now));
  await turnAgencyKeys(jobFacts(env, "cron", now + 1));
  const order = await env.SHARD_1.prepare("select to_number, finished_at from key_rotations where agency_id = ?").bind(agencyId).first();
  expect(order).toMatchObject({ finished_at: now + 1 });
}

test("once a buyer is erased, nothing of them is left in the papers that proved who they are", async () => {
  const world = await newWorld();
  const owner = as(await world.agency.member("owner"));
  const agency = `/api/v1/agencies/${world.agency.id}`;
  const campaign = `${agency}/campaigns/${local.linkedCampaign}`;
  const deal = await owner.post<{ id: string; parties: { personId: string }[] }>(`${campaign}/deals`, {
    engagementId: local.engagement,
    unitId: local.unit,
    paymentMethod: "lump-sum",
    buyers: [{ person: { name: names[3], phone: phones[4], identity }, shareBps: 10_000 }],
    subscribedOn: "2008-06-10",
    reason: "當時在外地，今日補記",
  });
  const scan = new TextEncoder().encode(`%PDF-1.4 ${names[3]} ${identity}`);
  const named = { headers: { "content-type": "application/pdf", "x-file-name": encodeURIComponent(`${names[3]}工作證.pdf`) } };
  const file = await owner.call<{ id: string }>("POST", `${agency}/files?purpose=deal-document`, scan, named);
  const proof = await owner.post(`${campaign}/deals/${deal.body.id}/proofs`, { kind: "work-permit", documentId: file.body.id });
  const markers = [names[3], identity];
  const where = async () =>
    new Set((await stored()).filter(({ text }) => markers.some((marker) => text.includes(marker))).map(({ where: place }) => place));
  expect([deal.status, file.status, proof.status]).toEqual([201, 201, 201]);
  expect(await where()).toEqual(new Set(["SHARD_1.people", "SHARD_1.files", `FILES/${world.agency.id}/${file.body.id}`]));

  const buyer = deal.body.parties[0]?.personId ?? "";
  expect((await owner.post(`${agency}/people/${buyer}/erasure`, undefined, { ifMatch: 1 })).status).toBe(200);

  expect(await where()).toEqual(new Set());
});

/** Every stored byte, as text: all rows of all tables, all objects of the bucket. */
async function stored(): Promise<{ where: string; text: string }[]> {
  const rows = await Promise.all(
    databaseNames.map(async (name) => {
      const { results } = await env[name]
        .prepare("select name from sqlite_master where type = 'table' and name not like '_cf_%'")
        .all<{ name: string }>();
      const tables = await env[name].batch(results.map((table) => env[name].prepare(`select * from ${table.name}`)));

      return results.flatMap((table, at) =>
        (tables[at]?.results ?? []).map((row) => ({ where: `${name}.${table.name}`, text: JSON.stringify(row) })),
      );
    }),
  );
  const { objects } = await env.FILES.list();
  const files = await Promise.all(
    objects.map(async ({ key }) => ({ where: `FILES/${key}`, text: `${key}${(await (await env.FILES.get(key))?.text()) ?? ""}` })),
  );

  return [...rows.flat(), ...files];
}
