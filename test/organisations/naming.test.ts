import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { followNames } from "../../src/organisations/naming/store";
import { watch } from "../../src/tenancy/database";
import { sweepOutbox } from "../../src/tenancy/projections";
import { as, mintAgency, mintDeveloper } from "../support/kit";

const watching = watch.batch;
afterEach(() => {
  watch.batch = watching;
});

const facts = () => jobFacts(env, "test", Date.now() + 60_000);

/** A developer with as many projects, each linked to one agency, whose copies are older still. */
async function developerOf(projects: number) {
  const [agency, developer] = [await mintAgency(), await mintDeveloper()];
  const ids = JSON.stringify(Array.from({ length: projects }, (_, index) => `${developer.id}-${index.toString().padStart(3, "0")}`));
  await env.DIRECTORY.batch([
    env.DIRECTORY.prepare(
      "insert into projects (id, name, developer_id, developer_name, zone, created_at) select value, '樓盤', ?, '舊名', 'Asia/Shanghai', 0 from json_each(?)",
    ).bind(developer.id, ids),
    env.DIRECTORY.prepare(
      "insert into links (id, project_id, project_name, agency_id, agency_name, developer_id, developer_name, offered_by, state, offered_at) select value, value, '樓盤', ?, '代理', ?, '舊名', 'developer', 'accepted', 0 from json_each(?)",
    ).bind(agency.id, developer.id, ids),
  ]);
  const rename = async (name: string, ifMatch: number) =>
    as(await developer.member("owner")).patch(`/api/v1/developers/${developer.id}`, { name }, { ifMatch });
  const copies = async (name: string) =>
    env.SHARD_1.prepare(
      "select (select count(*) from projects where agency_id = ?1 and developer_name = ?2) as projects, (select count(*) from links where agency_id = ?1 and developer_name = ?2) as links",
    )
      .bind(agency.id, name)
      .first();
  const due = async () =>
    (await env.DIRECTORY.prepare("select named_up_to from tenants where id = ?").bind(developer.id).first<{ named_up_to: string | null }>())
      ?.named_up_to;

  return { agency, developer, rename, copies, due };
}

/** Once the queue has seen to it, or by hand where it has not yet. */
async function settled({ due }: { due: () => Promise<string | null | undefined> }): Promise<void> {
  while ((await due()) !== null) await followNames(facts());
  await sweepOutbox(facts(), 0);
}

test.each([
  { projects: 0, why: "none to follow" },
  { projects: 1, why: "one" },
  { projects: 25, why: "a stretch exactly: a project and its link each" },
  { projects: 26, why: "one more than a stretch" },
  { projects: 130, why: "several stretches" },
])("a developer of $projects projects is renamed in two trips, and all of them follow: $why", async ({ projects }) => {
  const subject = await developerOf(projects);
  const renamed = await subject.rename("新名", 1);

  expect([renamed.status, renamed.cost.trips]).toEqual([200, 2]);
  await settled(subject);
  expect(await subject.copies("新名")).toEqual({ projects, links: projects });
});

test("renamed once more on the way, everything bears the last name", async () => {
  const subject = await developerOf(60);
  await subject.rename("新名", 1);
  await followNames(facts());
  await subject.rename("更新的名", 2);
  await settled(subject);

  expect(await subject.copies("更新的名")).toEqual({ projects: 60, links: 60 });
});

test("a run that is cut off is gone on with, and nothing is renamed twice", async () => {
  const subject = await developerOf(60);
  let stretches = 0;
  watch.batch = async (database, statements) => {
    if (statements.some(({ params }) => params.includes("developer.name-followed")) && ++stretches > 1) throw new Error("cut off");
    return watching ? watching(database, statements) : statements;
  };
  await subject.rename("新名", 1);
  await followNames(facts()).catch(() => undefined);
  expect(await subject.due()).toEqual(expect.stringContaining(subject.developer.id));

  watch.batch = watching;
  await settled(subject);
  const versions = await env.DIRECTORY.prepare("select distinct version from projects where developer_id = ?")
    .bind(subject.developer.id)
    .all();
  expect(await subject.copies("新名")).toEqual({ projects: 60, links: 60 });
  expect(versions.results).toEqual([{ version: 2 }]);
});

test("each stretch stands in the agency's list of changes, as the system's doing", async () => {
  const subject = await developerOf(1);
  await subject.rename("新名", 1);
  await settled(subject);
  const list = await as(await subject.agency.member("owner")).get<{ items: unknown[] }>(`/api/v1/agencies/${subject.agency.id}/audit`);

  expect(list.body.items).toMatchObject([{ event: "developer.name-followed", actorSide: "system", label: "新名" }]);
});
