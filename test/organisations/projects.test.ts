import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { as, mintAgency, mintDeveloper } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

interface Project {
  id: string;
  name: string;
  developerName: string;
  developerId: string | null;
  zone: string;
  link?: { id: string; state: string } | null;
  version: number;
}

const inAgency = (id: string) => `/api/v1/agencies/${id}/projects`;
const inDeveloper = (id: string) => `/api/v1/developers/${id}/projects`;
const copyOf = (shard: "SHARD_1" | "SHARD_2", agency: string, id: string) =>
  env[shard]
    .prepare("select name, developer_id, developer_name, zone, version from projects where agency_id = ? and id = ?")
    .bind(agency, id)
    .first();

describe("a project that an agency starts alone", () => {
  test("stands under a developer that is only a name, in the directory and in the shard at once", async () => {
    const agency = await mintAgency("SHARD_2");
    const caller = as(await agency.member("manager"));
    const added = await caller.post<Project>(inAgency(agency.id), { name: "中央王座", developerName: "尚格" });

    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: added.body.id,
      name: "中央王座",
      developerName: "尚格",
      developerId: null,
      zone: "Asia/Shanghai",
      link: null,
      version: 1,
    });
    expect(added.cost.trips).toBeLessThanOrEqual(4);
    expect(await copyOf("SHARD_2", agency.id, added.body.id)).toMatchObject({
      name: "中央王座",
      developer_id: null,
      developer_name: "尚格",
    });
    expect((await caller.get(`${inAgency(agency.id)}/${added.body.id}`)).body).toEqual(added.body);

    const list = await caller.get<{ items: Project[] }>(inAgency(agency.id));
    expect(list.body.items).toEqual([added.body]);
    expect(list.cost.trips).toBe(1);
  });

  test("is renamed, and its developer too; the shard follows with the same version, the list of changes shows it", async () => {
    const agency = await mintAgency();
    const caller = as(await agency.member("owner"));
    const { body: project } = await caller.post<Project>(inAgency(agency.id), {
      name: "王座",
      developerName: "尚格",
      zone: "Asia/Hong_Kong",
    });
    const path = `${inAgency(agency.id)}/${project.id}`;

    const edited = await caller.patch<Project>(path, { name: "中央王座", developerName: "尚格置業" }, { ifMatch: 1 });
    expect(edited.body).toEqual({ ...project, name: "中央王座", developerName: "尚格置業", version: 2 });
    expect(edited.cost.trips).toBeLessThanOrEqual(4);
    expect(await copyOf("SHARD_1", agency.id, project.id)).toEqual({
      name: "中央王座",
      developer_id: null,
      developer_name: "尚格置業",
      zone: "Asia/Hong_Kong",
      version: 2,
    });

    const list = await caller.get<{ items: unknown[] }>(`/api/v1/agencies/${agency.id}/audit?entity=project`);
    expect(list.body.items).toMatchObject([
      {
        event: "project.edited",
        changes: [
          { field: "name", from: "王座", to: "中央王座" },
          { field: "developerName", from: "尚格", to: "尚格置業" },
        ],
      },
      { event: "project.added" },
    ]);
  });

  test.each([
    { body: { name: "x" }, pointer: "/developerName", code: "required", why: "no developer's name" },
    { body: { name: "x", developerName: "y", zone: "Mars/Olympus" }, pointer: "/zone", code: "unknown-zone", why: "no such zone" },
    { body: { name: "x", developerName: "y", zone: "+08:00" }, pointer: "/zone", code: "wrong-format", why: "an offset is no zone" },
    { body: { name: "x".repeat(81), developerName: "y" }, pointer: "/name", code: "too-long", why: "one character too many" },
    { body: { name: "x\u0000", developerName: "y" }, pointer: "/name", code: "control-character", why: "a control character" },
    {
      body: { name: "x", developerName: "y", developerId: "z" },
      pointer: "/developerId",
      code: "unknown-field",
      why: "a developer is not named but linked",
    },
  ])("is refused: $why", async ({ body, pointer, code }) => {
    const agency = await mintAgency();
    const answer = await as(await agency.member("owner")).post(inAgency(agency.id), body);

    expect(answer.status).toBe(422);
    expect((answer.body as { errors: unknown[] }).errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  test.each([
    { edit: { zone: "Asia/Tokyo" }, ifMatch: 1, status: 422, code: "invalid", why: "a zone is chosen once" },
    { edit: {}, ifMatch: 1, status: 422, code: "invalid", why: "nothing to change" },
    { edit: { name: "x" }, ifMatch: 2, status: 412, code: "stale", why: "made from another version" },
    { edit: { name: "x" }, ifMatch: undefined, status: 422, code: "if-match-required", why: "made from no version" },
  ])("an edit is refused: $why", async ({ edit, ifMatch, status, code }) => {
    const agency = await mintAgency();
    const caller = as(await agency.member("owner"));
    const { body } = await caller.post<Project>(inAgency(agency.id), { name: "王座", developerName: "尚格" });
    const answer = await caller.patch(`${inAgency(agency.id)}/${body.id}`, edit, { ifMatch });

    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })]);
  });

  test("a consultant reads it and may not add; a neighbour and a developer find nothing", async () => {
    const [agency, neighbour, developer] = [await mintAgency(), await mintAgency(), await mintDeveloper()];
    const { body } = await as(await agency.member("owner")).post<Project>(inAgency(agency.id), { name: "王座", developerName: "尚格" });
    const consultant = as(await agency.member("consultant"));

    expect((await consultant.get(`${inAgency(agency.id)}/${body.id}`)).status).toBe(200);
    expect((await consultant.post(inAgency(agency.id), { name: "x", developerName: "y" })).status).toBe(403);
    for (const [caller, path] of [
      [as(await neighbour.member("owner")), inAgency(neighbour.id)],
      [as(await developer.member("owner")), inDeveloper(developer.id)],
    ] as const) {
      expect((await caller.get(`${path}/${body.id}`)).status).toBe(404);
      expect((await caller.patch(`${path}/${body.id}`, { name: "x" }, { ifMatch: 1 })).status).toBe(404);
    }
  });

  test("a replay adds no second one; two edits of one version, one is stale", async () => {
    const agency = await mintAgency();
    const caller = as(await agency.member("owner"));
    const body = { name: "王座", developerName: "尚格" };
    const first = await caller.post<Project>(inAgency(agency.id), body, { key: "project-once" });
    const again = await caller.post<Project>(inAgency(agency.id), body, { key: "project-once" });
    const other = await caller.post(inAgency(agency.id), { ...body, name: "別的" }, { key: "project-once" });

    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(other.body).toMatchObject({ code: "key-reused" });
    expect((await caller.get<{ items: unknown[] }>(inAgency(agency.id))).body.items).toHaveLength(1);

    const over = holdUntilAllThere(/^update "projects"/, 2);
    const edits = await Promise.all(
      ["甲", "乙"].map((name) => caller.patch(`${inAgency(agency.id)}/${first.body.id}`, { name }, { ifMatch: 1 })),
    );
    over();
    expect(edits.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

describe("a project of a developer's own", () => {
  test("bears the developer's name, and is listed newest first", async () => {
    const developer = await mintDeveloper();
    const caller = as(await developer.member("marketing"));
    const first = await caller.post<Project>(inDeveloper(developer.id), { name: "王座" });
    const second = await caller.post<Project>(inDeveloper(developer.id), { name: "花園", zone: "Asia/Taipei" });
    const page = await caller.get<{ items: Project[]; next: string | null }>(`${inDeveloper(developer.id)}?limit=1`);
    const rest = await caller.get<{ items: Project[]; next: string | null }>(
      `${inDeveloper(developer.id)}?limit=1&after=${page.body.next}`,
    );

    expect(first.body).toEqual({
      id: first.body.id,
      name: "王座",
      developerName: `開發商 ${developer.id}`,
      developerId: developer.id,
      zone: "Asia/Shanghai",
      version: 1,
    });
    expect(first.cost.trips).toBeLessThanOrEqual(2);
    expect([...page.body.items, ...rest.body.items].map(({ id }) => id).toSorted()).toEqual([first.body.id, second.body.id].toSorted());
    expect(rest.body.next).toBeNull();
  });

  test("is renamed by its developer alone; another developer finds nothing", async () => {
    const [developer, other] = [await mintDeveloper(), await mintDeveloper()];
    const caller = as(await developer.member("owner"));
    const { body } = await caller.post<Project>(inDeveloper(developer.id), { name: "王座" });

    expect(
      (await caller.patch<Project>(`${inDeveloper(developer.id)}/${body.id}`, { name: "中央王座" }, { ifMatch: 1 })).body,
    ).toMatchObject({
      name: "中央王座",
      version: 2,
    });
    expect((await caller.patch(`${inDeveloper(developer.id)}/${body.id}`, { developerName: "x" }, { ifMatch: 2 })).status).toBe(422);
    expect((await as(await other.member("owner")).get(`${inDeveloper(other.id)}/${body.id}`)).status).toBe(404);
    expect((await as(await developer.member("finance")).post(inDeveloper(developer.id), { name: "x" })).status).toBe(403);
  });
});
