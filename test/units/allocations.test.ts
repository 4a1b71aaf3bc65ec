import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { watch } from "../../src/tenancy/database";
import { sweepOutbox } from "../../src/tenancy/projections";
import type { AgencyRole } from "../../src/tenancy/roles";
import type { Unit } from "../../src/units/contract";
import { between } from "../support/between";
import { as, mintAgency, mintDeveloper, type Tenant } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

interface Refused {
  code: string;
  errors?: { pointer: string; code: string }[];
}
type Entered = { items: Unit[] } & Refused;

const watching = watch.batch;
/** While set, a batch that holds such a statement fails, as if the process had died before it. */
let dies: RegExp | null = null;

beforeEach(() => {
  dies = null;
  watch.batch = async (database, statements) => {
    if (dies && statements.some(({ sql }) => dies?.test(sql))) throw new Error("killed");

    return watching ? watching(database, statements) : statements;
  };
});
afterEach(() => {
  watch.batch = watching;
});

const intoShard = /^insert into "units"/;
const release = /^delete from allocations/;
let projects = 0;

/** A developer's project that several agencies sell. */
async function sharedBy(...agencies: Tenant<AgencyRole>[]) {
  const developer = await mintDeveloper();
  const project = `shared-${projects++}-${developer.id}`;
  await env.DIRECTORY.prepare(
    "insert into projects (id, name, developer_id, developer_name, zone, created_at) values (?, '中央王座', ?, '尚格', 'Asia/Shanghai', 1)",
  )
    .bind(project, developer.id)
    .run();
  for (const agency of agencies) {
    await env.DIRECTORY.prepare(
      "insert into links (id, project_id, project_name, agency_id, agency_name, developer_id, developer_name, offered_by, state, offered_at) values (?, ?, 'p', ?, 'a', ?, 'd', 'developer', 'accepted', 1)",
    )
      .bind(`${project}-${agency.id}`, project, agency.id, developer.id)
      .run();
    await env[agency.shard as "SHARD_1"]
      .prepare(
        "insert into projects (agency_id, id, name, developer_id, developer_name, zone, version) values (?, ?, '中央王座', ?, '尚格', 'Asia/Shanghai', 1)",
      )
      .bind(agency.id, project, developer.id)
      .run();
  }

  return project;
}

async function seller(shard: "SHARD_1" | "SHARD_2" = "SHARD_1") {
  const agency = await mintAgency(shard);
  const caller = as(await agency.member("coordinator"));
  const unitsOf = (project: string) => `/api/v1/agencies/${agency.id}/projects/${project}/units`;

  return {
    agency,
    enter: (project: string, ...numbers: string[]) =>
      caller.post<Entered>(unitsOf(project), {
        units: numbers.map((number) => ({ building: "1棟", floor: 9, number, listTotalFen: 442_000_00 })),
      }),
    delete: (project: string, id: string) => caller.delete<Refused>(`${unitsOf(project)}/${id}`),
    numbers: async (project: string) => (await caller.get<Entered>(unitsOf(project))).body.items.map(({ number }) => number),
  };
}

const claimsOf = async (project: string) => {
  const { results } = await env.DIRECTORY.prepare(
    "select number, agency_id as agency, unit_id as unit from allocations where project_id = ? order by number",
  )
    .bind(project)
    .all<{ number: string; agency: string; unit: string }>();
  return results;
};
const sweep = () => sweepOutbox(jobFacts(env, "test", Date.now() + 60_000), 0);

describe("a unit is one agency's", () => {
  test("who comes second is told which rows, and not whose they are", async () => {
    const [one, other] = [await seller("SHARD_1"), await seller("SHARD_2")];
    const project = await sharedBy(one.agency, other.agency);
    await one.enter(project, "0901", "0902");

    const answer = await other.enter(project, "0903", "0902");

    expect(answer).toMatchObject({
      status: 409,
      body: { code: "unit-allocated", errors: [{ pointer: "/units/1/number", code: "unit-allocated" }] },
    });
    expect(JSON.stringify(answer.body)).not.toContain(one.agency.id);
    expect(await other.numbers(project)).toEqual([]);
    expect((await claimsOf(project)).map(({ agency }) => agency)).toEqual([one.agency.id, one.agency.id]);
  });

  test("of two that race exactly one wins, whole", async () => {
    const [one, other] = [await seller("SHARD_1"), await seller("SHARD_2")];
    const project = await sharedBy(one.agency, other.agency);
    const ended = holdUntilAllThere(/^insert into allocations/, 2);

    const answers = await Promise.all([one.enter(project, "0901", "0902"), other.enter(project, "0902", "0903")]);
    ended();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const lost = answers.find(({ status }) => status === 409)?.body;
    expect(lost).toMatchObject({ code: "unit-allocated", errors: [{ code: "unit-allocated" }] });
    const winner = answers[0].status === 201 ? one : other;
    expect(await winner.numbers(project)).toHaveLength(2);
    expect(new Set((await claimsOf(project)).map(({ agency }) => agency))).toEqual(new Set([winner.agency.id]));
  });

  test("of two colleagues that race exactly one enters it, and the claim is of the unit that is there", async () => {
    const one = await seller();
    const project = await sharedBy(one.agency);
    const ended = holdUntilAllThere(/^insert into allocations/, 2);

    const answers = await Promise.all([one.enter(project, "0901"), one.enter(project, "0901")]);
    ended();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const entered = answers.find(({ status }) => status === 201)?.body.items[0]?.id;
    expect(await claimsOf(project)).toEqual([{ number: "0901", agency: one.agency.id, unit: entered }]);
  });
});

describe("when processes die", () => {
  test("between directory and shard a claim of one's own is left: others are refused, a repeat takes it up", async () => {
    const [one, other] = [await seller("SHARD_1"), await seller("SHARD_2")];
    const project = await sharedBy(one.agency, other.agency);
    dies = intoShard;
    expect((await one.enter(project, "0901", "0902")).status).toBe(500);
    dies = null;

    const left = await claimsOf(project);
    expect(left).toHaveLength(2);
    expect(await one.numbers(project)).toEqual([]);
    expect((await other.enter(project, "0901")).status).toBe(409);

    const again = await one.enter(project, "0901", "0902");
    expect(again.status).toBe(201);
    expect(again.body.items.map(({ id }) => id)).toEqual(left.map(({ unit }) => unit));
    expect(await claimsOf(project)).toEqual(left);
  });

  test("a deleted unit whose release is late is its agency's still; after the sweep it is anybody's", async () => {
    const [one, other] = [await seller("SHARD_1"), await seller("SHARD_2")];
    const project = await sharedBy(one.agency, other.agency);
    const { body } = await one.enter(project, "0901");
    dies = release;
    expect((await one.delete(project, body.items[0]?.id ?? "")).status).toBe(204);
    dies = null;
    expect((await other.enter(project, "0901")).status).toBe(409);

    await sweep();
    expect(await claimsOf(project)).toEqual([]);
    expect((await other.enter(project, "0901")).status).toBe(201);
  });

  test("a release that comes after the unit was entered anew, late or twice, takes nothing away", async () => {
    const one = await seller();
    const project = await sharedBy(one.agency);
    const { body } = await one.enter(project, "0901");
    dies = release;
    await one.delete(project, body.items[0]?.id ?? "");
    dies = null;

    const again = await one.enter(project, "0901");
    const claim = [{ number: "0901", agency: one.agency.id, unit: again.body.items[0]?.id }];
    expect(again.status).toBe(201);
    expect(again.body.items[0]?.id).not.toBe(body.items[0]?.id);
    expect(await claimsOf(project)).toEqual(claim);

    await sweep();
    await env.SHARD_1.prepare("update outbox set done_at = null where scope = ?").bind(one.agency.id).run();
    await sweep();
    expect(await claimsOf(project)).toEqual(claim);
  });

  test("whoever claimed before a colleague entered and deleted the unit is refused, for its claim is going", async () => {
    const one = await seller();
    const project = await sharedBy(one.agency);
    const slow = await between(
      intoShard,
      async () => {
        const { body } = await one.enter(project, "0901");
        expect((await one.delete(project, body.items[0]?.id ?? "")).status).toBe(204);
      },
      () => one.enter(project, "0901"),
    );

    expect(slow).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await one.numbers(project)).toEqual([]);
    expect((await one.enter(project, "0901")).status).toBe(201);
    expect(await claimsOf(project)).toHaveLength(1);
  });
});

test("a unit that a cancelled deal still names is kept, and so is its claim", async () => {
  const one = await seller();
  const project = await sharedBy(one.agency);
  const { body } = await one.enter(project, "0901");
  watch.batch = async (database, statements) => {
    if (statements.some(({ sql }) => /^delete from "units"/.test(sql)))
      throw new Error("D1_ERROR: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT");

    return watching ? watching(database, statements) : statements;
  };

  expect(await one.delete(project, body.items[0]?.id ?? "")).toMatchObject({ status: 409, body: { code: "unit-in-deals" } });
  expect(await claimsOf(project)).toHaveLength(1);
});
