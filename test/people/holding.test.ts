import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Person } from "../../src/people/contract";
import type { Held, Look, PersonExport } from "../../src/people/holding/contract";
import type { AgencyRole } from "../../src/tenancy/roles";
import { regularFen } from "../settlement/facts";
import { upload } from "../support/campaigns";
import { done, proven, type Selling, selling, signed, subscribed } from "../support/deals";
import { as, mintAgency } from "../support/kit";
import { keyPerson, referred, reported } from "../support/rewards";

interface Refused {
  code: string;
}

const particulars = { name: "梁素芬", phone: "13812341234", identity: "11010519491231002X" };
const caller = async ({ agency }: Pick<Selling, "agency">, role: AgencyRole) => as(await agency.member(role));
const peopleOf = ({ agency }: Pick<Selling, "agency">) => `/api/v1/agencies/${agency.id}/people`;

async function recorded(at: Pick<Selling, "agency">, told: object = particulars): Promise<Person> {
  return done((await caller(at, "manager")).post<Person>(peopleOf(at), told));
}

describe("who has looked", () => {
  test("is told by act and field, the latest first, page by page, and of this person alone", async () => {
    const at = { agency: await mintAgency("SHARD_2") };
    const person = await recorded(at);
    const other = await recorded(at, { name: "別人" });
    const reveal = `${peopleOf(at)}/${person.id}/revelation`;
    await done((await caller(at, "finance")).post(reveal, { particulars: ["phone"] }));
    await done((await caller(at, "consultant")).post(reveal, { particulars: ["phone", "identity"] }));
    await done((await caller(at, "manager")).patch(`${peopleOf(at)}/${person.id}`, { phone: null }, { ifMatch: 1 }));
    await done((await caller(at, "finance")).post(`${peopleOf(at)}/${other.id}/revelation`, { particulars: ["phone"] }));

    const owner = await caller(at, "owner");
    const looks = `${peopleOf(at)}/${person.id}/looks`;
    const first = await owner.get<{ items: Look[]; next: string | null }>(`${looks}?limit=3`);
    expect(first.body.items.map(({ event, fields, actorName }) => [event, fields.toSorted(), actorName.split(" ")[0]])).toEqual([
      ["person.corrected", ["phone"], "manager"],
      ["person.revealed", ["identity", "phone"], "consultant"],
      ["person.revealed", ["phone"], "finance"],
    ]);
    expect(first.cost.trips).toBe(1);
    const rest = await owner.get<{ items: Look[]; next: string | null }>(`${looks}?limit=3&after=${first.body.next}`);
    expect([rest.body.items.map(({ event }) => event), rest.body.next]).toEqual([["person.recorded"], null]);
    expect(JSON.stringify([first.body, rest.body])).not.toMatch(/13812341234|梁素芬|110105/);
  });

  test.each([
    { role: "owner" as const, status: 200 },
    { role: "manager" as const, status: 200 },
    { role: "compliance" as const, status: 200 },
    { role: "finance" as const, status: 403 },
    { role: "consultant" as const, status: 403 },
  ])("is $role's to know: $status", async ({ role, status }) => {
    const at = { agency: await mintAgency("SHARD_2") };
    const { id } = await recorded(at);
    expect((await (await caller(at, role)).get(`${peopleOf(at)}/${id}/looks`)).status).toBe(status);
    if (status === 200) expect((await (await caller(at, role)).get(`${peopleOf(at)}/nobody/looks`)).status).toBe(404);
  });
});

/** What is held, by kind, without what is empty. */
const kindsOf = ({ held }: PersonExport) =>
  Object.fromEntries(held.filter(({ rows }) => rows.length).map(({ kind, rows }) => [kind, rows])) as Record<Held["kind"], Held["rows"]>;

describe("what is held on a person", () => {
  test("of a buyer: particulars whole, homes, money, papers, and who looked", async () => {
    const at = await selling();
    const { id: buyerId } = await recorded(at);
    const { id } = await subscribed(at, { buyerId, isMember: false });
    const slip = await upload(at, "consultant", "deal-document");
    await reported(at, id, { kind: "receipt", item: "deposit", amountFen: 2_000_000, onDay: "2008-06-01", documentId: slip });
    const proof = await upload(at, "consultant", "deal-document");
    await done((await caller(at, "consultant")).post(`${at.path}/deals/${id}/proofs`, { kind: "work-permit", documentId: proof }));
    await signed(at, id, "2008-06-05", regularFen);
    await proven(at, id, "chamber-roll");
    await subscribed(at, { isMember: false }); // another's

    const answer = await (await caller(at, "compliance")).post<PersonExport>(`${peopleOf(at)}/${buyerId}/export`);

    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.cost.trips).toBe(2);
    expect(answer.body.person).toMatchObject({ id: buyerId, name: "梁素芬", phone: "+8613812341234", identity: "11010519491231002X" });
    const held = kindsOf(answer.body);
    expect(held.deals).toMatchObject([
      { id, state: "signed", subscribedOn: expect.any(String), signedOn: "2008-06-05", account: expect.any(String) },
    ]);
    expect(held.payments).toMatchObject([{ dealId: id, item: "deposit", amountFen: 2_000_000, documentId: slip }]);
    expect(held.papers).toMatchObject([{ documentId: proof, name: "批覆.pdf", createdAt: expect.stringMatching(/Z$/) }]);
    expect(held.proofs?.map(({ kind }) => kind).toSorted()).toEqual(["chamber-roll", "work-permit"]);
    expect(answer.body.looks.map(({ event }) => event)).toEqual(["person.recorded"]);
    const again = await (await caller(at, "owner")).post<PersonExport>(`${peopleOf(at)}/${buyerId}/export`);
    expect(again.body.looks.map(({ event, fields }) => [event, fields.toSorted()])[0]).toEqual(["person.exported", ["identity", "phone"]]);
    const audit = await env.SHARD_1.prepare("select changes from audit where scope = ? and event = 'person.exported'")
      .bind(at.agency.id)
      .all();
    expect(JSON.stringify(audit.results)).not.toMatch(/13812341234|梁素芬|110105/);
  });

  test("of a key person: post, first visit and recommendations, and of those recommended nothing", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    const [referral] = await referred(at, 1);
    expect(referral).toBeDefined();

    const held = kindsOf((await (await caller(at, "owner")).post<PersonExport>(`${peopleOf(at)}/${personId}/export`)).body);

    expect(held["key-person"]).toMatchObject([{ untilDay: null, account: expect.any(String), campaign: expect.any(String) }]);
    expect(held.contacts).toHaveLength(1);
    expect(held.referrals).toHaveLength(1);
    expect(Object.keys(held.referrals?.[0] ?? {}).toSorted()).toEqual(["account", "campaign", "evidence", "recordedAt", "referredOn"]);
  });

  test("is refused of one who was erased, of a neighbour's, and to whoever has lost the role", async () => {
    const at = { agency: await mintAgency("SHARD_2") };
    const { id } = await recorded(at);
    const path = `${peopleOf(at)}/${id}/export`;
    expect((await (await caller(at, "manager")).post(path)).status).toBe(403);
    const neighbour = { agency: await mintAgency("SHARD_2") };
    expect((await (await caller(neighbour, "owner")).post(`${peopleOf(neighbour)}/${id}/export`)).status).toBe(404);
    const former = await at.agency.member("compliance");
    await env.SHARD_2.prepare("update staff set role = 'viewer' where agency_id = ? and id = ?").bind(at.agency.id, former.id).run();
    expect((await as(former).post<Refused>(path)).body.code).toBe("not-permitted");
    await done((await caller(at, "owner")).post(`${peopleOf(at)}/${id}/erasure`, undefined, { ifMatch: 1 }));
    expect((await (await caller(at, "owner")).post<Refused>(path)).body.code).toBe("person-erased");
    expect(
      (await (await caller(at, "owner")).get<{ items: Look[] }>(`${peopleOf(at)}/${id}/looks`)).body.items.map(({ event }) => event),
    ).toEqual(["person.erased", "person.recorded"]);
  });

  test("is told of every table that refers to people", async () => {
    const { results } = await env.SHARD_1.prepare(
      `select t.name || '.' || f."from" as name from sqlite_master t join pragma_foreign_key_list(t.name) f
        where t.type = 'table' and t.name not like '\\_cf%' escape '\\' and f."table" = 'people' and f."from" <> 'agency_id' order by 1`,
    ).all<{ name: string }>();

    expect(results.map(({ name }) => name)).toEqual([
      "benefits.person_id",
      "claims.person_id",
      "contacts.person_id",
      "declared_demands.person_id",
      "first_visits.person_id",
      "key_person_corrections.person_id",
      "key_person_corrections.was_person_id",
      "leads.person_id",
      "parties.person_id",
      "recipients.person_id",
      "recognitions.person_id",
      "referrals.person_id",
      "referrals.referrer_id",
      "reward_entries.person_id",
      "shown_persons.person_id",
    ]);
  });
});
