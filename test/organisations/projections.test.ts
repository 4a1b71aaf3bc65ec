import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { watch } from "../../src/tenancy/database";
import { sweepOutbox } from "../../src/tenancy/projections";
import { as, mintAgency, mintDeveloper, password } from "../support/kit";

interface Row {
  id: string;
  version: number;
}

const watching = watch.batch;
/** While set, nothing is carried: the batch that applies copies fails, as if the shard could not be reached. */
let isCut = false;

beforeEach(() => {
  isCut = false;
  watch.batch = async (database, statements) => {
    if (isCut && statements.some(({ sql }) => /^insert into \w+ \(.*\) on conflict/.test(sql))) throw new Error("unreachable");

    return watching ? watching(database, statements) : statements;
  };
});
afterEach(() => {
  watch.batch = watching;
});

const sweep = () => sweepOutbox(jobFacts(env, "test", Date.now() + 60_000), 0);
const waitingFor = async (scope: string) =>
  (await env.DIRECTORY.prepare("select count(*) as n from outbox where scope = ? and done_at is null").bind(scope).first<{ n: number }>())
    ?.n;
const projectCopy = (agency: string, id: string) =>
  env.SHARD_1.prepare("select name, version from projects where agency_id = ? and id = ?").bind(agency, id).first();

test("a fact stands though its copy could not be carried; the sweep carries it, with the audit row", async () => {
  const agency = await mintAgency();
  const caller = as(await agency.member("owner"));
  isCut = true;
  const added = await caller.post<Row>(`/api/v1/agencies/${agency.id}/projects`, { name: "王座", developerName: "尚格" });

  expect(added.status).toBe(201);
  expect(await projectCopy(agency.id, added.body.id)).toBeNull();
  expect(await waitingFor(agency.id)).toBeGreaterThan(0);

  isCut = false;
  await sweep();
  const { results } = await env.SHARD_1.prepare("select event from audit where scope = ?").bind(agency.id).all();

  expect(await projectCopy(agency.id, added.body.id)).toEqual({ name: "王座", version: 1 });
  expect(results).toEqual([{ event: "project.added" }]);
  expect(await waitingFor(agency.id)).toBe(0);
});

test("a copy that comes late never puts an older version over a newer one, and says nothing twice", async () => {
  const agency = await mintAgency();
  const caller = as(await agency.member("owner"));
  const { body } = await caller.post<Row>(`/api/v1/agencies/${agency.id}/projects`, { name: "一", developerName: "尚格" });
  const path = `/api/v1/agencies/${agency.id}/projects/${body.id}`;
  isCut = true;
  await caller.patch(path, { name: "二" }, { ifMatch: 1 });
  isCut = false;
  await caller.patch(path, { name: "三" }, { ifMatch: 2 });
  expect(await projectCopy(agency.id, body.id)).toEqual({ name: "三", version: 3 });

  await sweep();
  expect(await projectCopy(agency.id, body.id), "the second version's copy has come last").toEqual({ name: "三", version: 3 });
  await env.DIRECTORY.prepare("update outbox set done_at = null where scope = ?").bind(agency.id).run();
  await sweep();
  const { results } = await env.SHARD_1.prepare("select event from audit where scope = ?").bind(agency.id).all();

  expect(await projectCopy(agency.id, body.id)).toEqual({ name: "三", version: 3 });
  expect(results).toHaveLength(3);
});

test("an agency whose shard could not be reached at sign-up is there after the sweep, its owner after it", async () => {
  const id = `late-${Math.random().toString(36).slice(2, 8)}`;
  isCut = true;
  const made = await as(null).post("/api/v1/agencies", {
    id,
    name: "合富輝煌",
    owner: { name: "林啟明", email: `${id}@x.example`, password, language: "en" },
  });
  isCut = false;
  await sweep();
  const { shard } = (await env.DIRECTORY.prepare("select shard from tenants where id = ?").bind(id).first<{ shard: "SHARD_1" }>()) ?? {};
  const staff = await env[shard ?? "SHARD_1"]
    .prepare("select s.role, a.name from staff s join agencies a on a.id = s.agency_id where a.id = ?")
    .bind(id)
    .first();

  expect(made.status).toBe(201);
  expect(staff).toEqual({ role: "owner", name: "合富輝煌" });
});

test("a link that was accepted out of the shard's reach opens the developer's door once it is carried", async () => {
  const [agency, developer] = [await mintAgency(), await mintDeveloper()];
  const [a, d] = [as(await agency.member("owner")), as(await developer.member("owner"))];
  const { body: project } = await a.post<Row>(`/api/v1/agencies/${agency.id}/projects`, { name: "王座", developerName: "尚格" });
  const { body: link } = await a.post<Row>(`/api/v1/agencies/${agency.id}/links`, { projectId: project.id, developerId: developer.id });
  isCut = true;
  const accepted = await d.post(`/api/v1/developers/${developer.id}/links/${link.id}/acceptance`);
  const copy = () =>
    env.SHARD_1.prepare("select state, version from links where agency_id = ? and id = ?").bind(agency.id, link.id).first();

  expect(accepted.status).toBe(200);
  expect(await copy()).toEqual({ state: "offered", version: 1 });
  isCut = false;
  await sweep();
  expect(await copy()).toEqual({ state: "accepted", version: 2 });
  const { results } = await env.SHARD_1.prepare("select event, actor_side from audit where scope = ? and entity = 'link' order by id")
    .bind(agency.id)
    .all();
  expect(results).toEqual([
    { event: "link.offered", actor_side: "agency" },
    { event: "link.accepted", actor_side: "developer" },
  ]);
});

test("one row that cannot be carried holds up no other", async () => {
  const agency = await mintAgency();
  await env.DIRECTORY.prepare(
    "insert into outbox (id, scope, topic, target, payload, created_at) values ('broken', 'x', 'staff', 'SHARD_1', ?, 0)",
  )
    .bind(
      JSON.stringify({
        copy: { table: "staff", row: { agency_id: "not-there", id: "x", name: "x", role: "x", state: "active", version: 1 } },
      }),
    )
    .run();
  isCut = true;
  const added = await as(await agency.member("owner")).post<Row>(`/api/v1/agencies/${agency.id}/projects`, {
    name: "王座",
    developerName: "尚格",
  });
  isCut = false;
  await sweep();

  expect(await projectCopy(agency.id, added.body.id)).toEqual({ name: "王座", version: 1 });
  expect(await waitingFor("x")).toBe(1);
  await env.DIRECTORY.prepare("delete from outbox where id = 'broken'").run();
});
