import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { emailHash } from "../../src/identity/store";
import { invitingRefusal } from "../../src/organisations/staff/rules";
import { as, mintAgency, mintDeveloper } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

interface Invitation {
  id: string;
  emailMasked: string;
  role: string;
  groupId: string | null;
  createdAt: string;
  expiresAt: string;
  version: number;
}

let n = 0;
const address = () => `hu-${n++}-${Math.random().toString(36).slice(2, 8)}@hopefluent.example`;
const pathOf = (tenant: { kind: string; id: string }) =>
  `/api/v1/${tenant.kind === "agency" ? "agencies" : "developers"}/${tenant.id}/invitations`;
const lettersOf = async (scope: string) =>
  (
    await env.DIRECTORY.prepare("select once_key, template, recipient_kind, recipient_id, params from messages where scope = ? order by id")
      .bind(scope)
      .all()
  ).results;

test.each([
  { kind: "agency", by: "owner", role: "owner", refusal: null, why: "an owner invites an owner" },
  { kind: "agency", by: "manager", role: "manager", refusal: null, why: "a manager invites anybody below" },
  { kind: "agency", by: "manager", role: "owner", refusal: "not-permitted", why: "but no owner" },
  { kind: "agency", by: "viewer", role: "viewer", refusal: "not-permitted", why: "the role does not place staff" },
  { kind: "developer", by: "marketing", role: "viewer", refusal: "not-permitted", why: "nor does a developer's marketing" },
] as const)("$kind: $why", ({ kind, by, role, refusal }) => {
  expect(invitingRefusal(kind, { id: "a", role: by }, role)).toBe(refusal);
});

describe.each(["agency", "developer"] as const)("invitations of one %s", (kind) => {
  const mint = () => (kind === "agency" ? mintAgency() : mintDeveloper());

  test("an address is invited for seven days; a letter goes out and nothing stored names the address", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const email = address();
    const invited = await caller.post<Invitation>(pathOf(tenant), { email: email.toUpperCase(), role: "finance" });

    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({ emailMasked: "h•••@hopefluent.example", role: "finance", groupId: null, version: 1 });
    expect(Date.parse(invited.body.expiresAt) - Date.parse(invited.body.createdAt)).toBe(7 * 86_400_000);
    expect(invited.cost.trips).toBeLessThanOrEqual(kind === "agency" ? 4 : 2);
    expect(await lettersOf(tenant.id)).toEqual([
      {
        once_key: `invitation:${invited.body.id}`,
        template: "invitation",
        recipient_kind: "invitation",
        recipient_id: invited.body.id,
        params: JSON.stringify({ tenantName: `${kind === "agency" ? "代理" : "開發商"} ${tenant.id}` }),
      },
    ]);
    expect((await caller.get(`${pathOf(tenant)}/${invited.body.id}`)).body).toEqual(invited.body);
    expect((await caller.get<{ items: unknown[] }>(pathOf(tenant))).body.items).toEqual([invited.body]);

    const stored = await Promise.all(
      ["invitations", "audit", "messages", "outbox"].map(
        async (table) => (await env.DIRECTORY.prepare(`select * from ${table}`).all()).results,
      ),
    );
    expect(JSON.stringify(stored)).not.toContain(email);
  });

  test("the same address is not invited twice while the first is open; taken back, it may be again", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const email = address();
    const first = await caller.post<Invitation>(pathOf(tenant), { email, role: "viewer" });
    const twice = await caller.post(pathOf(tenant), { email, role: "finance" });
    const withdrawn = await caller.delete(`${pathOf(tenant)}/${first.body.id}`);
    const again = await caller.post<Invitation>(pathOf(tenant), { email, role: "finance" });

    expect([twice.status, twice.body]).toEqual([409, expect.objectContaining({ code: "already-member" })]);
    expect(withdrawn.status).toBe(204);
    expect(again.status).toBe(201);
    expect((await lettersOf(tenant.id)).map(({ recipient_id }) => recipient_id)).toEqual([first.body.id, again.body.id]);
    expect((await caller.get(`${pathOf(tenant)}/${first.body.id}`)).status).toBe(404);
    expect((await caller.delete(`${pathOf(tenant)}/${first.body.id}`)).body).toMatchObject({ code: "invitation-closed" });
  });

  test.each([
    { lived: 7 * 86_400_000, status: 201, why: "on the instant it expires it makes way" },
    { lived: 7 * 86_400_000 - 60_000, status: 409, why: "a minute before, it does not" },
  ])("an invitation that has expired makes way for a new one: $why", async ({ lived, status }) => {
    const tenant = await mint();
    const owner = await tenant.member("owner");
    const email = address();
    const start = Date.now() - lived;
    await env.DIRECTORY.prepare(
      "insert into invitations (tenant_id, id, email_cipher, email_hash, role, language, invited_by, created_at, expires_at) select ?1, ?1 || '-old', 'x', ?2, 'viewer', 'en', 'x', ?3, ?4",
    )
      .bind(tenant.id, await emailHash(env, email), start, start + 7 * 86_400_000)
      .run();

    expect((await as(owner).post(pathOf(tenant), { email, role: "viewer" })).status).toBe(status);
  });

  test("of two who invite one address at once, one does", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const email = address();
    const over = holdUntilAllThere(/^insert into "invitations"/, 2);
    const answers = await Promise.all([1, 2].map(() => caller.post(pathOf(tenant), { email, role: "viewer" })));
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await lettersOf(tenant.id)).toHaveLength(1);
  });

  test("a member is not invited; one who has left may be", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const viewer = await tenant.member("viewer");
    const member = await caller.post(pathOf(tenant), { email: viewer.email, role: "viewer" });
    await caller.delete(`${pathOf(tenant).replace("/invitations", "/staff")}/${viewer.id}`);
    const former = await caller.post(pathOf(tenant), { email: viewer.email, role: "viewer" });

    expect([member.status, member.body]).toEqual([409, expect.objectContaining({ code: "already-member" })]);
    expect(former.status).toBe(201);
  });

  test.each([
    { body: { email: "nobody", role: "viewer" }, why: "no address" },
    { body: { email: "a@b.example", role: "emperor" }, why: "no such role" },
    { body: { email: "a@b.example" }, why: "no role" },
    { body: { email: "a@b.example", role: "viewer", language: "fr" }, why: "no language of ours" },
    { body: { email: "a@b.example", role: "viewer", state: "accepted" }, why: "a field that is not the caller's" },
  ])("refused: $why", async ({ body }) => {
    const tenant = await mint();
    const answer = await as(await tenant.member("owner")).post(pathOf(tenant), body);

    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ code: "invalid" })]);
  });

  test("a neighbour finds none of it", async () => {
    const [tenant, neighbour] = [await mint(), await mint()];
    const { body } = await as(await tenant.member("owner")).post<Invitation>(pathOf(tenant), { email: address(), role: "viewer" });
    const caller = as(await neighbour.member("owner"));

    expect((await caller.get(pathOf(tenant))).status).toBe(404);
    expect((await caller.get(`${pathOf(neighbour)}/${body.id}`)).status).toBe(404);
    expect((await caller.delete(`${pathOf(neighbour)}/${body.id}`)).status).toBe(404);
    expect((await as(await tenant.member("viewer")).get(pathOf(tenant))).status).toBe(403);
  });

  test("a replay sends no second letter", async () => {
    const tenant = await mint();
    const caller = as(await tenant.member("owner"));
    const body = { email: address(), role: "viewer" };
    const first = await caller.post<Invitation>(pathOf(tenant), body, { key: "invite-again" });
    const again = await caller.post<Invitation>(pathOf(tenant), body, { key: "invite-again" });

    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await lettersOf(tenant.id)).toHaveLength(1);
  });
});

test("a manager invites into a group of the agency, but no owner; the agency's audit list shows it, without the address", async () => {
  const agency = await mintAgency("SHARD_2");
  await env.SHARD_2.prepare("insert into groups (agency_id, id, name, created_at) values (?, 'one', '一組', 0)").bind(agency.id).run();
  const caller = as(await agency.member("manager"));
  const email = address();

  const invited = await caller.post<Invitation>(pathOf(agency), { email, role: "consultant", groupId: "one" });
  expect([invited.status, invited.body.groupId]).toEqual([201, "one"]);
  expect((await caller.post(pathOf(agency), { email: address(), role: "consultant", groupId: "two" })).body).toMatchObject({
    errors: [{ pointer: "/groupId", code: "unknown" }],
  });
  expect((await caller.post(pathOf(agency), { email: address(), role: "owner" })).status).toBe(403);

  const list = await caller.get<{ items: { event: string; changes: unknown }[] }>(`/api/v1/agencies/${agency.id}/audit`);
  expect(list.body.items).toMatchObject([
    { event: "invitation.sent", changes: [{ field: "email" }, { field: "role", to: "consultant" }, { field: "groupId", to: "one" }] },
  ]);
  expect(JSON.stringify(list.body)).not.toContain(email);
});
