import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { stepAt, stepMs } from "../../src/identity/second-factor/rules";
import { linkToken } from "../../src/secrets/link";
import { readAccess } from "../../src/secrets/token";
import { movesMoney, roleMovesMoney } from "../../src/tenancy/roles";
import { moveClock } from "../../src/time/clock";
import { as, mintAgency, mintDeveloper, mintMember, type Person, password, type Tenant } from "../support/kit";
import { justBefore } from "../support/race";
import { Browser, mintSignedOut } from "./browser";
import { codeAt, giveFactor } from "./factor";

const noon = stepAt(Date.now()) * stepMs + stepMs / 2;
afterEach(() => moveClock(null));

const addressOf = ({ kind, id }: Pick<Tenant<string>, "kind" | "id">) => `/api/v1/${kind === "agency" ? "agencies" : "developers"}/${id}`;
const requireIn = (tenant: string, required = 1) =>
  env.DIRECTORY.prepare("update tenants set require_second_factor = ? where id = ?").bind(required, tenant).run();
const auditOf = async (database: D1Database, scope: string, event: string) =>
  (
    await database
      .prepare("select actor_id, entity_id, changes from audit where scope = ? and event = ?")
      .bind(scope, event)
      .all<{ actor_id: string; entity_id: string; changes: string }>()
  ).results;

/** Moving money that is not there: whoever gets through the door is told so. */
const recordApproval = (browser: Browser, agency: string) =>
  browser.call(
    "POST",
    `/api/v1/agencies/${agency}/approvals/none/decision`,
    { outcome: "approve", documentId: "none" },
    { "idempotency-key": crypto.randomUUID() },
  );

async function entered(tenant: Tenant<string>, role: string, withFactor: boolean) {
  moveClock(noon);
  const person = await mintSignedOut(tenant as Parameters<typeof mintSignedOut>[0], role);
  if (withFactor) await giveFactor(person);
  const browser = new Browser();
  const { body } = await browser.signIn(person.email, password, {}, withFactor ? codeAt(noon) : undefined);

  return { person, browser, membership: body.memberships[0] };
}

describe("a tenant that requires a second factor of who moves money", () => {
  test.each([
    { required: 1, role: "finance", withFactor: false, needs: true, status: 403, why: "its role moves money and the session has none" },
    { required: 1, role: "finance", withFactor: true, needs: false, status: 404, why: "the session has one" },
    { required: 0, role: "finance", withFactor: false, needs: false, status: 404, why: "nobody requires it" },
    { required: 1, role: "viewer", withFactor: false, needs: false, status: 403, why: "the role moves no money, and may not anyway" },
  ])("$role: $why", async ({ required, role, withFactor, needs, status }) => {
    const agency = await mintAgency();
    await requireIn(agency.id, required);
    const { browser, membership } = await entered(agency, role, withFactor);

    const money = await recordApproval(browser, agency.id);
    const other = await browser.call("GET", `/api/v1/agencies/${agency.id}/approvals`);

    expect(membership.needsSecondFactor).toBe(needs);
    expect(money.status).toBe(status);
    if (status === 403) expect(money.body.code).toBe(needs ? "second-factor-needed" : "not-permitted");
    expect(other.status, "all else goes on working").toBe(200);
  });

  test("a developer's yes needs one as well: it lets a policy or a special price through", async () => {
    const developer = await mintDeveloper();
    await requireIn(developer.id);
    const without = await entered(developer, "marketing", false);
    const having = await entered(developer, "marketing", true);
    const approve = ({ browser }: typeof having) =>
      browser.call(
        "POST",
        `/api/v1/developers/${developer.id}/approvals/none/none/decision`,
        { outcome: "approve" },
        { "idempotency-key": crypto.randomUUID() },
      );

    expect([without.membership.needsSecondFactor, having.membership.needsSecondFactor]).toEqual([true, false]);
    expect((await approve(without)).body.code).toBe("second-factor-needed");
    expect((await approve(having)).status).toBe(404);
  });

  test("whoever sets one up goes on at once; whoever takes it away does not", async () => {
    const agency = await mintAgency();
    await requireIn(agency.id);
    const { person, browser } = await entered(agency, "finance", false);
    await giveFactor(person, "started");

    const before = await recordApproval(browser, agency.id);
    await browser.call("POST", "/api/v1/me/second-factor/confirmation", { code: codeAt(noon) });
    const session = await browser.call("GET", "/api/v1/session");
    const after = await recordApproval(browser, agency.id);
    await browser.call("POST", "/api/v1/me/second-factor/removal", { password, code: codeAt(noon + stepMs) });
    const without = await recordApproval(browser, agency.id);

    expect(before.body.code).toBe("second-factor-needed");
    expect(session.body.memberships[0].needsSecondFactor).toBe(false);
    expect(after.status).toBe(404);
    expect(without.body.code).toBe("second-factor-needed");
  });

  test("a role that comes to move money needs one with the next token", async () => {
    const agency = await mintAgency();
    await requireIn(agency.id);
    const { person, browser, membership } = await entered(agency, "viewer", false);
    await env.DIRECTORY.prepare("update memberships set role = 'finance' where user_id = ?").bind(person.id).run();

    const renewed = await browser.renew();

    expect(membership.needsSecondFactor).toBe(false);
    expect(renewed.body.memberships[0]).toMatchObject({ role: "finance", needsSecondFactor: true });
    expect((await recordApproval(browser, agency.id)).body.code).toBe("second-factor-needed");
  });

  test("what one tenant requires says nothing of another", async () => {
    const [strict, other] = [await mintAgency(), await mintAgency("SHARD_2")];
    await requireIn(strict.id);
    moveClock(noon);
    const person = await mintSignedOut(strict, "finance");
    await env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at) values (?, ?, 'finance', 1)")
      .bind(other.id, person.id)
      .run();
    const browser = new Browser();

    const { body } = await browser.signIn(person.email, password);

    expect(
      Object.fromEntries(
        body.memberships.map((each: { tenant: string; needsSecondFactor: boolean }) => [each.tenant, each.needsSecondFactor]),
      ),
    ).toEqual({
      [strict.id]: true,
      [other.id]: false,
    });
    expect((await recordApproval(browser, strict.id)).status).toBe(403);
    expect((await recordApproval(browser, other.id)).status).toBe(404);
  });

  test("the token says it in the session's favour only when it had one, and stays small", async () => {
    const agency = await mintAgency();
    await requireIn(agency.id);
    const without = await entered(agency, "finance", false);
    const having = await entered(agency, "finance", true);
    const claimsOf = ({ browser }: { browser: Browser }) => readAccess(env, browser.cookies.get("tuantuo_access")?.value ?? "", noon);

    expect((await claimsOf(without))?.secondFactor).toBe(false);
    expect((await claimsOf(having))?.secondFactor).toBe(true);
    expect((await claimsOf(having))?.memberships).toEqual([
      { tenant: agency.id, kind: "agency", role: "finance", shard: "SHARD_1", requireSecondFactor: true },
    ]);
  });

  test("a new name keeps the token's word", async () => {
    const agency = await mintAgency();
    await requireIn(agency.id);
    const { browser } = await entered(agency, "finance", true);

    const renamed = await browser.call("PATCH", "/api/v1/me", { name: "新名字" }, { "if-match": '"1"' });

    expect(renamed.status).toBe(200);
    expect((await recordApproval(browser, agency.id)).status).toBe(404);
  });

  test("so do founding another tenant and joining one", async () => {
    const [agency, inviting] = [await mintAgency(), await mintAgency("SHARD_2")];
    await requireIn(agency.id);
    await requireIn(inviting.id);
    const { person, browser } = await entered(agency, "finance", true);
    const invited = await as(await inviting.member("owner")).post<{ id: string }>(`/api/v1/agencies/${inviting.id}/invitations`, {
      email: person.email,
      role: "finance",
    });

    const founded = await browser.call("POST", "/api/v1/agencies", { id: `${agency.id}-too`, name: "另一家" });
    const afterFounding = await recordApproval(browser, agency.id);
    const joined = await browser.call("POST", "/api/v1/invitations/acceptance", {
      token: await linkToken(env, "invitation", invited.body.id),
    });

    expect([founded.status, afterFounding.status, joined.status]).toEqual([201, 404, 200]);
    expect(joined.body.memberships.map((each: { needsSecondFactor: boolean }) => each.needsSecondFactor)).toEqual([false, false, false]);
    expect((await recordApproval(browser, inviting.id)).status).toBe(404);
  });

  test("which roles it is about follows from the table of permissions", () => {
    expect([...movesMoney]).toContain("approval:record");
    expect(roleMovesMoney("agency", "finance")).toBe(true);
    expect(roleMovesMoney("agency", "viewer")).toBe(false);
    expect(roleMovesMoney("developer", "viewer")).toBe(false);
  });
});

describe.each([
  { kind: "agency", mint: () => mintAgency() },
  { kind: "developer", mint: () => mintDeveloper() },
] as const)("requiring it: $kind", ({ mint }) => {
  const edit = (person: Person, tenant: Tenant<string>, required: boolean, ifMatch: number) =>
    as(person).patch<{ code?: string; requireSecondFactor?: boolean }>(addressOf(tenant), { requireSecondFactor: required }, { ifMatch });

  test("an owner without one is told to set it up first; nothing is changed", async () => {
    const tenant = (await mint()) as Tenant<string>;
    const owner = await tenant.member("owner");

    const answer = await edit(owner, tenant, true, 1);

    expect([answer.status, answer.body.code]).toEqual([403, "second-factor-needed"]);
    expect((await as(owner).get(addressOf(tenant))).body).toMatchObject({ requireSecondFactor: false, version: 1 });
  });

  test("an owner who has one turns it on and off, from → to in the audit list", async () => {
    const tenant = (await mint()) as Tenant<string>;
    const owner = await tenant.member("owner");
    await giveFactor(owner);

    const on = await edit(owner, tenant, true, 1);
    await env.DIRECTORY.prepare("update users set second_factor_since = null where id = ?").bind(owner.id).run();
    const off = await edit(owner, tenant, false, 2);

    expect([on.status, on.body.requireSecondFactor]).toEqual([200, true]);
    expect([off.status, off.body.requireSecondFactor], "without one it can still be turned off").toEqual([200, false]);
    expect((await auditOf(env.DIRECTORY, tenant.id, `${tenant.kind}.edited`)).map(({ changes }) => JSON.parse(changes))).toEqual([
      [{ field: "requireSecondFactor", from: false, to: true }],
      [{ field: "requireSecondFactor", from: true, to: false }],
    ]);
  });

  test("nobody but an owner does", async () => {
    const tenant = (await mint()) as Tenant<string>;
    const finance = await tenant.member("finance");
    await giveFactor(finance);

    expect((await edit(finance, tenant, true, 1)).status).toBe(403);
  });
});

describe.each([
  { kind: "agency", mint: () => mintAgency("SHARD_2") },
  { kind: "developer", mint: () => mintDeveloper() },
] as const)("a member who has lost it: $kind", ({ mint }) => {
  const reset = (by: Person, tenant: Tenant<string>, user: string) =>
    as(by).call<{ code?: string }>("DELETE", `${addressOf(tenant)}/staff/${user}/second-factor`);
  const listed = async (tenant: Tenant<string>) => {
    const { body } = await as(await tenant.member("viewer")).get<{ items: { id: string; secondFactor: boolean }[] }>(
      `${addressOf(tenant)}/staff`,
    );

    return Object.fromEntries(body.items.map(({ id, secondFactor }) => [id, secondFactor]));
  };

  test("an owner takes it away: the password alone signs in, every session ends, a letter says so, the audit list says who", async () => {
    const tenant = (await mint()) as Tenant<string>;
    const owner = await tenant.member("owner");
    const member = await mintMember(tenant, "finance");
    await giveFactor(member);
    const before = await listed(tenant);

    const answer = await reset(owner, tenant, member.id);

    expect([answer.status, answer.cost.trips <= 4]).toEqual([204, true]);
    expect([before[member.id], (await listed(tenant))[member.id]]).toEqual([true, false]);
    const [session] = (await env.DIRECTORY.prepare("select ended_why from sessions where user_id = ?").bind(member.id).all()).results;
    expect(session).toEqual({ ended_why: "second-factor-reset" });
    expect((await env.DIRECTORY.prepare("select * from recovery_codes where user_id = ?").bind(member.id).all()).results).toEqual([]);
    expect((await new Browser().signIn(member.email, password)).status).toBe(200);
    expect(
      (await env.DIRECTORY.prepare("select template, recipient_id, params from messages where scope = ?").bind(tenant.id).all()).results,
    ).toMatchObject([{ template: "second-factor-reset", recipient_id: member.id }]);
    const list = tenant.shard ? env[tenant.shard as "SHARD_1"] : env.DIRECTORY;
    expect(await auditOf(list, tenant.id, "staff.second-factor-reset")).toEqual([
      { actor_id: owner.id, entity_id: member.id, changes: '[{"field":"secondFactor"}]' },
    ]);
    expect((await reset(owner, tenant, member.id)).status, "there is none any more").toBe(404);
  });

  test("not their own", async () => {
    const tenant = (await mint()) as Tenant<string>;
    const owner = await tenant.member("owner");
    await giveFactor(owner);

    const answer = await reset(owner, tenant, owner.id);

    expect([answer.status, answer.body.code]).toEqual([409, "own-second-factor"]);
    expect((await listed(tenant))[owner.id]).toBe(true);
  });

  test.each([
    { required: 1, state: "active", status: 409, code: "second-factor-elsewhere", why: "another tenant of theirs requires it" },
    { required: 0, state: "active", status: 204, code: undefined, why: "the other one does not" },
    { required: 1, state: "removed", status: 204, code: undefined, why: "they work there no more" },
  ])("$status where $why", async ({ required, state, status, code }) => {
    const [tenant, elsewhere] = [(await mint()) as Tenant<string>, await mintAgency()];
    const member = await mintMember(tenant, "finance");
    await giveFactor(member);
    await requireIn(tenant.id);
    await requireIn(elsewhere.id, required);
    await env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, state, joined_at) values (?, ?, 'viewer', ?, 1)")
      .bind(elsewhere.id, member.id, state)
      .run();

    const answer = await reset(await tenant.member("owner"), tenant, member.id);

    expect([answer.status, answer.body?.code]).toEqual([status, code]);
    expect((await listed(tenant))[member.id]).toBe(status === 409);
  });

  test("not by who was an owner a moment ago, nor of who was a member", async () => {
    const tenant = (await mint()) as Tenant<string>;
    const [owner, member] = [await tenant.member("owner"), await mintMember(tenant, "finance")];
    await giveFactor(member);
    const demoted = justBefore(/second_factor_cipher = null/, () =>
      env.DIRECTORY.prepare("update memberships set role = 'viewer' where user_id = ?").bind(owner.id).run(),
    );
    const answer = await reset(owner, tenant, member.id);
    demoted();

    const another = await mintMember(tenant, "owner");
    const left = justBefore(/second_factor_cipher = null/, () =>
      env.DIRECTORY.prepare("update memberships set state = 'removed' where user_id = ?").bind(member.id).run(),
    );
    const late = await reset(another, tenant, member.id);
    left();

    expect([answer.status, answer.body.code]).toEqual([403, "not-permitted"]);
    expect(late.status).toBe(404);
    expect(await env.DIRECTORY.prepare("select second_factor_since from users where id = ?").bind(member.id).first()).toEqual({
      second_factor_since: 1,
    });
  });
});
