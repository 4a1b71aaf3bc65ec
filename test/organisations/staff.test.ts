import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { placingRefusal } from "../../src/organisations/staff/rules";
import { as, mintAgency, mintDeveloper, mintMember } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

interface Member {
  id: string;
  name: string;
  emailMasked: string;
  role: string;
  groupId: string | null;
  joinedAt: string;
  version: number;
}

const staffPath = (tenant: { kind: string; id: string }) =>
  `/api/v1/${tenant.kind === "agency" ? "agencies" : "developers"}/${tenant.id}/staff`;

async function group(agency: string, id: string, shard: "SHARD_1" | "SHARD_2" = "SHARD_1"): Promise<void> {
  await env[shard].prepare("insert into groups (agency_id, id, name, created_at) values (?, ?, ?, 0)").bind(agency, id, `小組 ${id}`).run();
}

describe("who may place whom", () => {
  test.each([
    { kind: "agency", by: "owner", member: "manager", to: "owner", refusal: null, why: "an owner makes an owner" },
    { kind: "agency", by: "owner", member: "owner", to: "viewer", refusal: null, why: "an owner moves another" },
    { kind: "agency", by: "manager", member: "viewer", to: "manager", refusal: null, why: "a manager places everybody below an owner" },
    { kind: "agency", by: "manager", member: "manager", to: null, refusal: null, why: "and takes them out" },
    { kind: "agency", by: "manager", member: "viewer", to: "owner", refusal: "not-permitted", why: "a manager makes no owner" },
    { kind: "agency", by: "manager", member: "owner", to: "viewer", refusal: "not-permitted", why: "nor moves one" },
    { kind: "agency", by: "manager", member: "owner", to: null, refusal: "not-permitted", why: "nor takes one out" },
    { kind: "agency", by: "consultant", member: "viewer", to: "finance", refusal: "not-permitted", why: "the role does not place staff" },
    { kind: "developer", by: "owner", member: "marketing", to: "finance", refusal: null, why: "a developer's owner does" },
    { kind: "developer", by: "marketing", member: "viewer", to: "finance", refusal: "not-permitted", why: "its marketing does not" },
  ] as const)("$kind: $why", ({ kind, by, member, to, refusal }) => {
    expect(placingRefusal(kind, { id: "a", role: by }, { id: "b", role: member }, to)).toBe(refusal);
  });

  test.each([
    { role: "owner", to: "viewer", refusal: "own-role", why: "nobody changes their own role" },
    { role: "manager", to: "owner", refusal: "own-role", why: "least of all upwards" },
    { role: "manager", to: null, refusal: null, why: "but one may leave" },
    { role: "owner", to: null, refusal: null, why: "an owner too: that another remains is the database's to hold" },
  ] as const)("oneself: $why", ({ role, to, refusal }) => {
    expect(placingRefusal("agency", { id: "a", role }, { id: "a", role }, to)).toBe(refusal);
  });
});

describe.each(["agency", "developer"] as const)("the staff of one %s", (kind) => {
  const mint = () => (kind === "agency" ? mintAgency() : mintDeveloper());

  test("everyone there reads who works here, addresses masked, in one trip and page by page", async () => {
    const tenant = await mint();
    const [owner, viewer] = [await tenant.member("owner"), await tenant.member("viewer")];
    const caller = as(viewer);

    const first = await caller.get<{ items: Member[]; next: string }>(`${staffPath(tenant)}?limit=1`);
    const second = await caller.get<{ items: Member[]; next: string | null }>(`${staffPath(tenant)}?limit=1&after=${first.body.next}`);

    expect(new Set([first, second].flatMap(({ body }) => body.items.map(({ id }) => id)))).toEqual(new Set([owner.id, viewer.id]));
    expect(second.body.next).toBeNull();
    const seen = [first, second].flatMap(({ body }) => body.items).find(({ id }) => id === owner.id);
    expect(seen).toEqual({
      id: owner.id,
      name: owner.name,
      emailMasked: "o•••@marker.example",
      role: "owner",
      groupId: null,
      secondFactor: false,
      joinedAt: expect.stringMatching(/Z$/),
      version: 1,
    });
    expect(first.cost.trips).toBe(1);
  });

  test("a page reads no more when the tenant is large", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const ids = JSON.stringify(Array.from({ length: 500 }, () => crypto.randomUUID()));
    await env.DIRECTORY.batch([
      env.DIRECTORY.prepare(
        "insert into users (id, name, email_cipher, email_hash, password_hash, language, created_at) select j.value, 'x', u.email_cipher, j.value, '', 'en', 0 from json_each(?) j join users u on u.id = (select user_id from memberships where tenant_id = ?)",
      ).bind(ids, tenant.id),
      env.DIRECTORY.prepare(
        "insert into memberships (tenant_id, user_id, role, joined_at, state) select ?, value, 'viewer', 0, 'removed' from json_each(?)",
      ).bind(tenant.id, ids),
    ]);
    const answer = await caller.get<{ items: Member[] }>(`${staffPath(tenant)}?limit=5`);

    expect(answer.body.items).toHaveLength(1);
    expect(answer.cost.read).toBeLessThanOrEqual(3 * 1 + 20);
  });

  test("an owner gives another role; the list of changes says from what to what", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const viewer = await tenant.member("viewer");
    const path = `${staffPath(tenant)}/${viewer.id}`;

    const moved = await caller.patch<Member>(path, { role: "finance" }, { ifMatch: 1 });
    expect([moved.status, moved.body.role, moved.headers.get("etag")]).toEqual([200, "finance", '"2"']);
    expect(moved.cost.trips).toBeLessThanOrEqual(kind === "agency" ? 4 : 2);
    expect((await caller.get(path)).body).toEqual(moved.body);

    const list = await caller.get<{ items: unknown[] }>(staffPath(tenant).replace("/staff", "/audit"));
    expect(list.body.items).toMatchObject([
      { event: "staff.role-changed", entityId: viewer.id, changes: [{ field: "role", from: "viewer", to: "finance" }] },
    ]);
  });

  test("of two owners who take each other out at once, one stays", async () => {
    const tenant = await mint();
    const one = await tenant.member("owner");
    const other = await mintMember(tenant, "owner");
    const over = holdUntilAllThere(/^update "memberships"/, 2);
    const answers = await Promise.all([
      as(one).delete(`${staffPath(tenant)}/${other.id}`),
      as(other).delete(`${staffPath(tenant)}/${one.id}`),
    ]);
    over();
    const left = await env.DIRECTORY.prepare("select count(*) as n from memberships where tenant_id = ? and state = 'active'")
      .bind(tenant.id)
      .first<{ n: number }>();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 403]);
    expect(left?.n).toBe(1);
  });

  test("of two who make the last two owners something else at once, one is refused", async () => {
    const tenant = await mint();
    const [one, other, third] = [await tenant.member("owner"), await mintMember(tenant, "owner"), await mintMember(tenant, "owner")];
    await as(third).delete(`${staffPath(tenant)}/${third.id}`);
    const over = holdUntilAllThere(/^update "memberships"/, 2);
    const answers = await Promise.all([one, other].map((person) => as(person).delete(`${staffPath(tenant)}/${person.id}`)));
    over();

    expect(answers.map(({ status, body }) => (body as { code?: string }).code ?? status).toSorted()).toEqual(
      [204, "last-owner"].toSorted(),
    );
  });

  test.each([
    { edit: { role: "nobody" }, ifMatch: 1, status: 422, code: "invalid", why: "no such role" },
    { edit: {}, ifMatch: 1, status: 422, code: "invalid", why: "nothing to change" },
    { edit: { role: "finance" }, ifMatch: undefined, status: 422, code: "if-match-required", why: "made from no version" },
    { edit: { role: "finance" }, ifMatch: 9, status: 412, code: "stale", why: "made from another version" },
  ])("refused: $why", async ({ edit, ifMatch, status, code }) => {
    const tenant = await mint();
    const viewer = await tenant.member("viewer");
    const answer = await as(await tenant.member("owner")).patch(`${staffPath(tenant)}/${viewer.id}`, edit, { ifMatch });

    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })]);
  });

  test("one's own role is another's to change, the last owner's nobody's, a stranger is not there", async () => {
    const tenant = await mint();
    const owner = await tenant.member("owner");
    const stranger = await (await mint()).member("viewer");
    const caller = as(owner);

    expect((await caller.patch(`${staffPath(tenant)}/${owner.id}`, { role: "viewer" }, { ifMatch: 1 })).body).toMatchObject({
      code: "own-role",
    });
    expect((await caller.delete(`${staffPath(tenant)}/${owner.id}`)).body).toMatchObject({ code: "last-owner" });
    expect((await caller.patch(`${staffPath(tenant)}/${stranger.id}`, { role: "viewer" }, { ifMatch: 1 })).status).toBe(404);
    expect((await caller.get(`${staffPath(tenant)}/${stranger.id}`)).status).toBe(404);
    expect((await caller.delete(`${staffPath(tenant)}/${stranger.id}`)).status).toBe(404);
  });

  test("a neighbour's owner finds none of it", async () => {
    const [tenant, neighbour] = [await mint(), await mint()];
    const viewer = await tenant.member("viewer");
    const caller = as(await neighbour.member("owner"));

    for (const path of [staffPath(tenant), `${staffPath(tenant)}/${viewer.id}`, `${staffPath(neighbour)}/${viewer.id}`])
      expect((await caller.get(path)).status).toBe(404);
    expect((await caller.delete(`${staffPath(neighbour)}/${viewer.id}`)).status).toBe(404);
  });

  test("an owner who was demoted a moment ago takes nobody out, whatever their token still says", async () => {
    const tenant = await mint();
    const [owner, second, viewer] = [await tenant.member("owner"), await mintMember(tenant, "owner"), await tenant.member("viewer")];
    await as(owner).patch(`${staffPath(tenant)}/${second.id}`, { role: "viewer" }, { ifMatch: 1 });

    expect((await as(second).delete(`${staffPath(tenant)}/${viewer.id}`)).body).toMatchObject({ code: "not-permitted" });
  });

  test("the roles are listed with what they permit", async () => {
    const tenant = await mint();
    const answer = await as(await tenant.member("viewer")).get<{ items: { role: string; permissions: string[] }[] }>(
      staffPath(tenant).replace("/staff", "/roles"),
    );
    const owner = answer.body.items.find(({ role }) => role === "owner");

    expect(answer.body.items.map(({ role }) => role)).toContain("viewer");
    expect(owner?.permissions).toContain("organisation:edit");
    expect(answer.cost.trips).toBe(0);
  });

  test("a replay moves nobody twice", async () => {
    const tenant = await mint();
    const viewer = await tenant.member("viewer");
    const caller = as(await tenant.member("owner"));
    const path = `${staffPath(tenant)}/${viewer.id}`;
    const key = `move-${viewer.id}`;

    const first = await caller.patch<Member>(path, { role: "finance" }, { ifMatch: 1, key });
    const again = await caller.patch<Member>(path, { role: "finance" }, { ifMatch: 1, key });
    expect([again.status, again.body]).toEqual([200, first.body]);

    const removed = await caller.delete(path, { key: `${key}-x` });
    const once = await caller.delete(path, { key: `${key}-x` });
    expect([removed.status, once.status]).toEqual([204, 204]);
  });
});

describe("groups of an agency's staff", () => {
  test("somebody is put into a group and taken out; the shard's copies follow with the membership's version", async () => {
    const agency = await mintAgency("SHARD_2");
    await group(agency.id, "one", "SHARD_2");
    const caller = as(await agency.member("manager"));
    const consultant = await agency.member("consultant");
    const path = `${staffPath(agency)}/${consultant.id}`;
    const copy = () =>
      env.SHARD_2.prepare(
        "select s.role, s.version, m.group_id, m.version as group_version from staff s left join group_members m on m.agency_id = s.agency_id and m.user_id = s.id where s.agency_id = ? and s.id = ?",
      )
        .bind(agency.id, consultant.id)
        .first();

    const joined = await caller.patch<Member>(path, { groupId: "one" }, { ifMatch: 1 });
    expect(joined.body).toMatchObject({ groupId: "one", role: "consultant", version: 2 });
    expect(joined.cost.trips).toBeLessThanOrEqual(4);
    expect(await copy()).toEqual({ role: "consultant", version: 2, group_id: "one", group_version: 2 });

    await caller.patch(path, { role: "coordinator", groupId: null }, { ifMatch: 2 });
    expect(await copy()).toEqual({ role: "coordinator", version: 3, group_id: null, group_version: 3 });
  });

  test("a group that is not there, a neighbour's among them, is refused", async () => {
    const [agency, neighbour] = [await mintAgency(), await mintAgency()];
    await group(neighbour.id, "theirs");
    const consultant = await agency.member("consultant");
    const answer = await as(await agency.member("owner")).patch(
      `${staffPath(agency)}/${consultant.id}`,
      { groupId: "theirs" },
      { ifMatch: 1 },
    );

    expect(answer.body).toMatchObject({ code: "invalid", errors: [{ pointer: "/groupId", code: "unknown" }] });
  });

  test("who is taken out is in no group, and no longer staff in the shard", async () => {
    const agency = await mintAgency();
    await group(agency.id, "one");
    const caller = as(await agency.member("owner"));
    const consultant = await agency.member("consultant");
    const path = `${staffPath(agency)}/${consultant.id}`;
    await caller.patch(path, { groupId: "one" }, { ifMatch: 1 });
    const removed = await caller.delete(path);
    const copy = await env.SHARD_1.prepare(
      "select s.state, m.group_id from staff s join group_members m on m.agency_id = s.agency_id and m.user_id = s.id where s.agency_id = ? and s.id = ?",
    )
      .bind(agency.id, consultant.id)
      .first();

    expect(removed.status).toBe(204);
    expect(removed.cost.trips).toBeLessThanOrEqual(4);
    expect(copy).toEqual({ state: "removed", group_id: null });
    expect((await caller.get(path)).status).toBe(404);
  });

  test("a developer's staff has no groups", async () => {
    const developer = await mintDeveloper();
    const viewer = await developer.member("viewer");
    const answer = await as(await developer.member("owner")).patch(
      `${staffPath(developer)}/${viewer.id}`,
      { groupId: "one" },
      { ifMatch: 1 },
    );

    expect(answer.status).toBe(422);
  });

  test("a group is made, renamed and deleted; its name is its own", async () => {
    const agency = await mintAgency();
    const caller = as(await agency.member("owner"));
    const path = `/api/v1/agencies/${agency.id}/groups`;

    const made = await caller.post<{ id: string; name: string; version: number }>(path, { name: " 客戶一組 " });
    expect([made.status, made.body]).toEqual([201, { id: made.body.id, name: "客戶一組", version: 1 }]);
    expect(made.cost.trips).toBe(1);
    expect((await caller.post(path, { name: "客戶一組" })).body).toMatchObject({ code: "name-taken" });

    const renamed = await caller.patch(`${path}/${made.body.id}`, { name: "客戶二組" }, { ifMatch: 1 });
    expect(renamed.body).toEqual({ id: made.body.id, name: "客戶二組", version: 2 });
    expect((await caller.patch(`${path}/${made.body.id}`, { name: "客戶三組" }, { ifMatch: 1 })).status).toBe(412);
    expect((await caller.get<{ items: unknown[] }>(path)).body.items).toEqual([renamed.body]);
    expect((await caller.delete(`${path}/${made.body.id}`)).status).toBe(204);
    expect((await caller.get(`${path}/${made.body.id}`)).status).toBe(404);
    expect((await caller.delete(`${path}/${made.body.id}`)).status).toBe(404);
  });

  test.each([
    { why: "somebody is in it", use: "insert into group_members (agency_id, user_id, group_id) values (?1, 'u', 'used')", at: "SHARD_1" },
    {
      why: "somebody is invited into it",
      use: "insert into invitations (tenant_id, id, email_cipher, email_hash, role, group_id, language, invited_by, created_at, expires_at) values (?1, ?1 || '-i', '', '', 'viewer', 'used', 'en', 'x', 0, 9999999999999)",
      at: "DIRECTORY",
    },
  ] as const)("a group is not deleted while $why", async ({ use, at }) => {
    const agency = await mintAgency();
    await group(agency.id, "used");
    await env[at].prepare(use).bind(agency.id).run();
    const answer = await as(await agency.member("owner")).delete(`/api/v1/agencies/${agency.id}/groups/used`);

    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: "group-in-use" })]);
  });

  test("a neighbour's group is not there", async () => {
    const [agency, neighbour] = [await mintAgency(), await mintAgency()];
    await group(agency.id, "mine");
    const caller = as(await neighbour.member("owner"));
    const path = `/api/v1/agencies/${neighbour.id}/groups/mine`;

    expect((await caller.get(path)).status).toBe(404);
    expect((await caller.patch(path, { name: "x" }, { ifMatch: 1 })).status).toBe(404);
    expect((await caller.delete(path)).status).toBe(404);
  });

  test("one who is put into a group that is just being deleted is in none, and nothing is stuck", async () => {
    const agency = await mintAgency();
    await env.SHARD_1.prepare("insert into group_members (agency_id, user_id, group_id, version) values (?, 'u', 'gone', 3)")
      .bind(agency.id)
      .run();

    expect(await env.SHARD_1.prepare("select group_id from group_members where agency_id = ?").bind(agency.id).first()).toEqual({
      group_id: null,
    });
  });
});
