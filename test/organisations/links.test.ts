import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { type LinkStep, stepRefusal } from "../../src/organisations/links/rules";
import { followNames } from "../../src/organisations/naming/store";
import { moveClock } from "../../src/time/clock";
import { as, mintAgency, mintDeveloper } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

interface Link {
  id: string;
  projectId: string;
  projectName: string;
  agencyName: string;
  developerName: string;
  state: string;
  offeredBy: string;
  shares: string[];
  withholds: string[];
  decidedAt: string | null;
  endedOn: string | null;
  version: number;
}
interface Project {
  id: string;
  name: string;
  developerName: string;
  developerId: string | null;
  link: { id: string; state: string; offeredBy: string } | null;
  version: number;
}

const at = (tenant: { kind: string; id: string }, rest: string) =>
  `/api/v1/${tenant.kind === "agency" ? "agencies" : "developers"}/${tenant.id}${rest}`;

/** Two sides with their owners at hand, and a project of the one that is to offer it. */
async function sides(by: "agency" | "developer", shard: "SHARD_1" | "SHARD_2" = "SHARD_1") {
  const [agency, developer] = [await mintAgency(shard), await mintDeveloper()];
  const [a, d] = [as(await agency.member("owner")), as(await developer.member("owner"))];
  const { body: project } =
    by === "agency"
      ? await a.post<Project>(at(agency, "/projects"), { name: "中央王座", developerName: "某開發商" })
      : await d.post<Project>(at(developer, "/projects"), { name: "中央王座" });
  const offer = () =>
    by === "agency"
      ? a.post<Link>(at(agency, "/links"), { projectId: project.id, developerId: developer.id })
      : d.post<Link>(at(developer, "/links"), { projectId: project.id, agencyId: agency.id });
  const step = (side: "agency" | "developer", link: string, what: LinkStep, key?: string) =>
    side === "agency"
      ? a.post<Link>(at(agency, `/links/${link}/${what}`), {}, { key })
      : d.post<Link>(at(developer, `/links/${link}/${what}`), {}, { key });

  return { agency, developer, a, d, project, offer, step, shard };
}

const linkCopy = (shard: "SHARD_1" | "SHARD_2", agency: string, link: string) =>
  env[shard]
    .prepare("select state, project_name, developer_name, ended_on, version from links where agency_id = ? and id = ?")
    .bind(agency, link)
    .first();
const projectCopy = (shard: "SHARD_1" | "SHARD_2", agency: string, project: string) =>
  env[shard]
    .prepare("select name, developer_id, developer_name, version from projects where agency_id = ? and id = ?")
    .bind(agency, project)
    .first();

afterEach(() => moveClock(null));

describe("whose step it is", () => {
  test.each([
    { step: "acceptance", side: "developer", state: "offered", refusal: null, why: "who was asked accepts" },
    { step: "acceptance", side: "agency", state: "offered", refusal: "wrong-state", why: "who asked does not" },
    { step: "refusal", side: "developer", state: "offered", refusal: null, why: "who was asked refuses" },
    { step: "refusal", side: "agency", state: "offered", refusal: "wrong-state", why: "who asked withdraws instead" },
    { step: "withdrawal", side: "agency", state: "offered", refusal: null, why: "who asked takes it back" },
    { step: "withdrawal", side: "developer", state: "offered", refusal: "wrong-state", why: "who was asked refuses instead" },
    { step: "ending", side: "agency", state: "accepted", refusal: null, why: "either ends what stands" },
    { step: "ending", side: "developer", state: "accepted", refusal: null, why: "either ends what stands" },
    { step: "ending", side: "agency", state: "offered", refusal: "wrong-state", why: "an offer does not end" },
    { step: "acceptance", side: "developer", state: "withdrawn", refusal: "link-decided", why: "it was taken back" },
    { step: "acceptance", side: "developer", state: "accepted", refusal: "link-decided", why: "it stands already" },
    { step: "withdrawal", side: "agency", state: "refused", refusal: "link-decided", why: "it was answered" },
    { step: "ending", side: "developer", state: "ended", refusal: "wrong-state", why: "it has ended" },
  ] as const)("$step by the $side of one that is $state: $why", ({ step, side, state, refusal }) => {
    expect(stepRefusal(step, side, { state, offeredBy: "agency" })).toBe(refusal);
  });
});

test.each(["agency", "developer"] as const)("what is shared is shown before, to one %s", async (kind) => {
  const tenant = kind === "agency" ? await mintAgency() : await mintDeveloper();
  const answer = await as(await tenant.member("viewer")).get(at(tenant, "/link-terms"));

  expect(answer.body).toEqual({
    shares: ["campaign-figures", "policy-decisions", "buyer-particulars"],
    withholds: ["notes", "leads", "other-projects", "other-agencies"],
  });
});

describe("an agency offers its project to the developer", () => {
  test("who sees what will be shared, whose owners get a letter, and takes the project over by accepting", async () => {
    const { agency, developer, a, d, project, offer, step } = await sides("agency", "SHARD_2");
    const offered = await offer();

    expect(offered.status).toBe(201);
    expect(offered.body).toMatchObject({
      projectName: "中央王座",
      agencyName: `代理 ${agency.id}`,
      developerName: `開發商 ${developer.id}`,
      state: "offered",
      offeredBy: "agency",
      decidedAt: null,
      endedOn: null,
      version: 1,
    });
    expect(offered.cost.trips).toBeLessThanOrEqual(4);
    const { id } = offered.body;
    expect((await d.get<Link>(at(developer, `/links/${id}`))).body).toEqual(offered.body);
    expect(offered.body.shares).toContain("buyer-particulars");
    expect((await a.get<Project>(at(agency, `/projects/${project.id}`))).body.link).toMatchObject({
      id,
      state: "offered",
      offeredBy: "agency",
    });
    expect((await d.get(at(developer, `/projects/${project.id}`))).status).toBe(404);

    const letters = await env.DIRECTORY.prepare("select recipient_id, params from messages where scope = ? and template = 'link-offered'")
      .bind(agency.id)
      .all<{ recipient_id: string; params: string }>();
    expect(letters.results.map(({ recipient_id }) => recipient_id)).toEqual([`${developer.id}:owner`]);
    expect(JSON.parse(letters.results[0]?.params ?? "{}")).toEqual({
      tenant: developer.id,
      kind: "developer",
      project: "中央王座",
      from: `代理 ${agency.id}`,
    });

    const accepted = await step("developer", id, "acceptance");
    expect(accepted.body).toMatchObject({ state: "accepted", version: 2 });
    expect(accepted.body.decidedAt).not.toBeNull();
    expect(accepted.cost.trips).toBeLessThanOrEqual(4);
    expect(await linkCopy("SHARD_2", agency.id, id)).toMatchObject({ state: "accepted", version: 2 });
    expect(await projectCopy("SHARD_2", agency.id, project.id)).toEqual({
      name: "中央王座",
      developer_id: developer.id,
      developer_name: `開發商 ${developer.id}`,
      version: 2,
    });
    expect((await d.get<Project>(at(developer, `/projects/${project.id}`))).body).toMatchObject({
      id: project.id,
      developerId: developer.id,
    });
  });

  test("each step stands in both sides' lists of changes, and in nobody else's", async () => {
    const { agency, developer, a, d, offer, step } = await sides("agency");
    const { body } = await offer();
    await step("developer", body.id, "acceptance");
    const lists = await Promise.all([
      a.get<{ items: { event: string; actorSide: string }[] }>(at(agency, `/audit?entity=link&entityId=${body.id}`)),
      d.get<{ items: { event: string; actorSide: string }[] }>(at(developer, `/audit?entity=link&entityId=${body.id}`)),
    ]);

    for (const list of lists) {
      expect(list.body.items.map(({ event, actorSide }) => [event, actorSide]).toSorted()).toEqual([
        ["link.accepted", "developer"],
        ["link.offered", "agency"],
      ]);
    }
  });

  test("from then on the project is the developer's to rename, and the agency follows", async () => {
    const { agency, developer, a, d, project, offer, step, shard } = await sides("agency");
    const { body } = await offer();
    await step("developer", body.id, "acceptance");

    const byAgency = await a.patch(at(agency, `/projects/${project.id}`), { name: "別名" }, { ifMatch: 2 });
    expect([byAgency.status, byAgency.body]).toEqual([409, expect.objectContaining({ code: "project-linked" })]);

    const renamed = await d.patch<Project>(at(developer, `/projects/${project.id}`), { name: "新王座" }, { ifMatch: 2 });
    expect([renamed.status, renamed.cost.trips <= 4]).toEqual([200, true]);
    expect(await projectCopy(shard, agency.id, project.id)).toMatchObject({ name: "新王座", version: 3 });
    expect(await linkCopy(shard, agency.id, body.id)).toMatchObject({ project_name: "新王座", version: 3 });
    expect((await a.get<Link>(at(agency, `/links/${body.id}`))).body).toMatchObject({ projectName: "新王座", version: 3 });
    const list = await a.get<{ items: { event: string }[] }>(at(agency, `/audit?entity=project&entityId=${project.id}`));
    expect(list.body.items.map(({ event }) => event)).toContain("project.edited");
  });

  test("a developer's new name reaches its projects and live links, in every shard; a finished link keeps the old one", async () => {
    const { agency, developer, a, d, project, offer, step, shard } = await sides("agency");
    const refused = await offer();
    await step("developer", refused.body.id, "refusal");
    const { body } = await offer();
    await step("developer", body.id, "acceptance");

    const renamed = await d.patch(at(developer, ""), { name: "尚格置業" }, { ifMatch: 1 });
    expect(renamed.status).toBe(200);
    expect(renamed.cost.trips).toBeLessThanOrEqual(2);
    await followNames(jobFacts(env, "test", Date.now()));
    expect(await projectCopy(shard, agency.id, project.id)).toMatchObject({ developer_name: "尚格置業", version: 3 });
    expect(await linkCopy(shard, agency.id, body.id)).toMatchObject({ developer_name: "尚格置業", version: 3 });
    expect(await linkCopy(shard, agency.id, refused.body.id)).toMatchObject({ developer_name: `開發商 ${developer.id}`, version: 2 });
    expect((await a.get<Project>(at(agency, `/projects/${project.id}`))).body.developerName).toBe("尚格置業");

    await a.patch(at(agency, ""), { name: "合富輝煌" }, { ifMatch: 1 });
    await followNames(jobFacts(env, "test", Date.now()));
    expect((await d.get<Link>(at(developer, `/links/${body.id}`))).body.agencyName).toBe("合富輝煌");
  });

  test("a second developer for one project is refused, offered or accepted", async () => {
    const { agency, a, project, offer, step } = await sides("agency");
    const other = await mintDeveloper();
    const { body } = await offer();
    const whileOffered = await a.post(at(agency, "/links"), { projectId: project.id, developerId: other.id });
    await step("developer", body.id, "acceptance");
    const whileLinked = await a.post(at(agency, "/links"), { projectId: project.id, developerId: other.id });
    await step("agency", body.id, "ending");
    const afterwards = await a.post(at(agency, "/links"), { projectId: project.id, developerId: other.id });

    expect(whileOffered.body).toMatchObject({ code: "link-exists" });
    expect(whileLinked.body).toMatchObject({ code: "project-linked" });
    expect(afterwards.body).toMatchObject({ code: "project-linked" });
    expect((await offer()).status).toBe(201);
  });

  test("renaming an offered project is seen in the offer", async () => {
    const { agency, developer, a, d, project, offer } = await sides("agency");
    const { body } = await offer();
    await a.patch(at(agency, `/projects/${project.id}`), { name: "新王座" }, { ifMatch: 1 });

    expect((await d.get<Link>(at(developer, `/links/${body.id}`))).body).toMatchObject({ projectName: "新王座", version: 2 });
  });
});

describe("a developer offers its project to an agency", () => {
  test("which sees the project's name, and has the project in its shard by accepting", async () => {
    const { agency, developer, a, project, offer, step } = await sides("developer", "SHARD_2");
    const { body, cost } = await offer();

    expect(cost.trips).toBeLessThanOrEqual(4);
    expect((await a.get<{ items: Link[] }>(at(agency, "/links"))).body.items).toEqual([body]);
    expect((await a.get(at(agency, `/projects/${project.id}`))).status).toBe(404);
    expect(await projectCopy("SHARD_2", agency.id, project.id)).toBeNull();

    const accepted = await step("agency", body.id, "acceptance");
    expect([accepted.status, accepted.cost.trips <= 4]).toEqual([200, true]);
    expect(await projectCopy("SHARD_2", agency.id, project.id)).toEqual({
      name: "中央王座",
      developer_id: developer.id,
      developer_name: `開發商 ${developer.id}`,
      version: 1,
    });
    const list = await a.get<{ items: Project[] }>(at(agency, "/projects"));
    expect(list.body.items).toMatchObject([{ id: project.id, developerId: developer.id, link: { id: body.id, state: "accepted" } }]);
  });

  test("one project goes to several agencies, each told of its own link alone", async () => {
    const { agency, developer, a, d, project, offer, step } = await sides("developer");
    const other = await mintAgency("SHARD_2");
    const { body } = await offer();
    await step("agency", body.id, "acceptance");
    const second = await d.post<Link>(at(developer, "/links"), { projectId: project.id, agencyId: other.id });
    await as(await other.member("owner")).post(at(other, `/links/${second.body.id}/acceptance`), {});

    const list = await a.get<{ items: { entityId: string }[] }>(at(agency, "/audit?entity=link"));
    expect(new Set(list.body.items.map(({ entityId }) => entityId))).toEqual(new Set([body.id]));
    expect((await a.get<{ items: Link[] }>(at(agency, "/links"))).body.items.map(({ id }) => id)).toEqual([body.id]);
    expect((await a.get(at(agency, `/links/${second.body.id}`))).status).toBe(404);

    await d.patch(at(developer, `/projects/${project.id}`), { name: "新王座" }, { ifMatch: 1 });
    expect(await projectCopy("SHARD_1", agency.id, project.id)).toMatchObject({ name: "新王座" });
    expect(await projectCopy("SHARD_2", other.id, project.id)).toMatchObject({ name: "新王座" });
  });
});

describe("an end", () => {
  test.each([
    { now: "2026-11-24T15:59:59Z", endedOn: "2026-11-24", why: "a second before midnight in Shanghai" },
    { now: "2026-11-24T16:00:00Z", endedOn: "2026-11-25", why: "at midnight in Shanghai" },
  ])("falls on the business day of the project's zone: $why", async ({ now, endedOn }) => {
    const { agency, offer, step, shard } = await sides("developer");
    const { body } = await offer();
    await step("agency", body.id, "acceptance");
    moveClock(Date.parse(now));
    const ended = await step("agency", body.id, "ending");

    expect([ended.status, ended.body.state, ended.body.endedOn]).toEqual([200, "ended", endedOn]);
    expect(await linkCopy(shard, agency.id, body.id)).toMatchObject({ state: "ended", ended_on: endedOn });
  });

  test("leaves each side what it has: the agency its project and campaigns' name, the developer its own", async () => {
    const { agency, developer, a, d, project, offer, step } = await sides("developer");
    const { body } = await offer();
    await step("agency", body.id, "acceptance");
    await step("developer", body.id, "ending");

    expect((await a.get<Project>(at(agency, `/projects/${project.id}`))).body).toMatchObject({ id: project.id, link: null });
    expect((await a.get<{ items: Project[] }>(at(agency, "/projects"))).body.items).toMatchObject([{ id: project.id, link: null }]);
    expect((await d.get(at(developer, `/projects/${project.id}`))).status).toBe(200);
    const asked = await a.post<Link>(at(agency, "/links"), { projectId: project.id, developerId: developer.id });
    expect([asked.status, asked.body.offeredBy]).toEqual([201, "agency"]);
  });
});

describe("steps that meet", () => {
  test("of two acceptances at once, one is taken", async () => {
    const { offer, step, agency, shard } = await sides("agency");
    const { body } = await offer();
    const over = holdUntilAllThere(/^update "links"/, 2);
    const answers = await Promise.all([1, 2].map(() => step("developer", body.id, "acceptance")));
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "link-decided" });
    expect(await linkCopy(shard, agency.id, body.id)).toMatchObject({ state: "accepted", version: 2 });
  });

  test("of an acceptance and a withdrawal at once, one is taken, and the project passes only with the acceptance", async () => {
    const { project, developer, offer, step } = await sides("agency");
    const { body } = await offer();
    const over = holdUntilAllThere(/^update "links"/, 2);
    const [accepted, withdrawn] = await Promise.all([step("developer", body.id, "acceptance"), step("agency", body.id, "withdrawal")]);
    over();
    const row = await env.DIRECTORY.prepare("select developer_id from projects where id = ?")
      .bind(project.id)
      .first<{ developer_id: string | null }>();

    expect([accepted.status, withdrawn.status].toSorted()).toEqual([200, 409]);
    expect(row?.developer_id).toBe(accepted.status === 200 ? developer.id : null);
  });

  test("of two endings at once, one is taken", async () => {
    const { offer, step } = await sides("developer");
    const { body } = await offer();
    await step("agency", body.id, "acceptance");
    const over = holdUntilAllThere(/^update "links"/, 2);
    const answers = await Promise.all([step("agency", body.id, "ending"), step("developer", body.id, "ending")]);
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("of two offers at once for one project and agency, one stands", async () => {
    const { offer } = await sides("developer");
    const over = holdUntilAllThere(/^insert into "links"/, 2);
    const answers = await Promise.all([offer(), offer()]);
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "link-exists" });
  });

  test("a replay takes no second step and answers the first", async () => {
    const { offer, step } = await sides("agency");
    const { body } = await offer();
    const first = await step("developer", body.id, "acceptance", "accept-once");
    const again = await step("developer", body.id, "acceptance", "accept-once");

    expect([again.status, again.body]).toEqual([200, first.body]);
  });
});

describe("what is not theirs", () => {
  test("strangers of either kind find neither link nor project, and take no step", async () => {
    const { offer, project } = await sides("agency");
    const { body } = await offer();
    for (const stranger of [await mintAgency(), await mintAgency("SHARD_2"), await mintDeveloper()]) {
      const caller = as(await stranger.member("owner"));
      expect((await caller.get(at(stranger, `/links/${body.id}`))).status).toBe(404);
      for (const step of ["acceptance", "refusal", "withdrawal", "ending"])
        expect((await caller.post(at(stranger, `/links/${body.id}/${step}`), {})).status).toBe(404);
      const target = stranger.kind === "agency" ? { developerId: "some-developer" } : { agencyId: "some-agency" };
      expect((await caller.post(at(stranger, "/links"), { projectId: project.id, ...target })).status).toBe(404);
    }
  });

  test("nobody is offered a link who is not there, or is of the wrong kind", async () => {
    const { agency, a, project } = await sides("agency");
    const other = await mintAgency();
    for (const developerId of ["not-there", other.id, agency.id])
      expect((await a.post(at(agency, "/links"), { projectId: project.id, developerId })).body).toMatchObject({
        code: "unknown-reference",
      });
  });

  test("a consultant and a developer's finance read links, and take no step", async () => {
    const { agency, developer, offer } = await sides("developer");
    const { body } = await offer();
    const [consultant, finance] = [as(await agency.member("consultant")), as(await developer.member("finance"))];

    expect((await consultant.get(at(agency, `/links/${body.id}`))).status).toBe(200);
    expect((await consultant.post(at(agency, `/links/${body.id}/acceptance`), {})).status).toBe(403);
    expect((await finance.post(at(developer, `/links/${body.id}/withdrawal`), {})).status).toBe(403);
  });
});
