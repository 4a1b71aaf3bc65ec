import { beforeAll, describe, expect, test } from "vitest";
import { agencyRoles, developerRoles, permits } from "../../src/tenancy/roles";
import { freshStorage } from "../support/fresh";
import type { Answer, Person } from "../support/kit";
import { expectDocumented } from "./documented";
import { dumpAll, ownedBy } from "./dump";
import { type Prepared, prepare } from "./example";
import { examples } from "./examples";
import { type Operation, operations } from "./operations";
import { newWorld, type World } from "./world";

/** Lists that are the same for everybody: they are kept in the code. */
const sameForAll = [/\/templates$/, /\/roles$/];
/** Whoever names rows of others among their own: what comes back may be a success of their own, or any of these. */
const onesOwn = [200, 201, 202, 204, 404, 409, 412, 422];

/** Every operation, asked by everybody who should not get through, then by whoever should. */
test("every operation that the API documents has an example, and no example is left over", () => {
  expect(Object.keys(examples).toSorted()).toEqual(operations.map(({ key }) => key).toSorted());
});

/** What reads goes first, in one world: it leaves it as it was. */
const asked = operations.filter(({ key }) => examples[key]).toSorted((one, other) => Number(one.mutates) - Number(other.mutates));
let readWorld: World | null = null;

describe.each(asked.map((operation) => [operation.key, operation] as const))("%s", (_, operation) => {
  const example = examples[operation.key];
  if (!example) return;
  let world: World;
  let prepared: Prepared;
  let rightful: Person | null;

  beforeAll(async () => {
    if (operation.mutates || !readWorld) await freshStorage();
    world = (!operation.mutates && readWorld) || (await newWorld());
    readWorld = operation.mutates ? null : world;
    prepared = await prepare(operation, example, world);
    rightful = await example.caller(world);
  });

  test("nobody else gets through, and nothing is changed by their trying", async () => {
    const others = await othersOf(operation, world, rightful);
    const owners = [operation.kind === "own" ? rightful?.id : world[operation.kind].id, world.agency.id];
    const before = await dumpAll();

    for (const { who, person, naming, expected } of others) {
      const answer = await prepared.call(person, { naming });

      expect(expected, `${who} is answered ${answer.status}`).toContain(answer.status);
      expectNothingOf(answer, hiddenFrom(person, world), who);
    }

    const after = await dumpAll();
    for (const owner of owners.filter((id) => id !== undefined)) expect(ownedBy(after, owner), owner).toEqual(ownedBy(before, owner));
  });

  test("its rightful caller gets an answer, of its own and of nobody else's", async () => {
    const answer = await prepared.call(rightful);

    expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(200);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    expectDocumented(operation.key, answer);
    expectNothingOf(answer, hiddenFrom(rightful ?? (await world.agency.member("viewer")), world), "the rightful caller");
    if (isList(answer) && operation.kind !== "own" && !sameForAll.some((pattern) => pattern.test(operation.path)))
      expect(everythingSaid(answer), "a list of what is the caller's own, or was handed to it").toMatch(
        new RegExp(`${world[operation.kind].id}|${world.agency.id}`),
      );
  });
});

interface Asked {
  who: string;
  person: Person | null;
  /** What the path names instead of what the example names. */
  naming?: Record<string, string>;
  expected: number[];
}

/** Everybody who should find nothing, by the operation's path alone. */
async function othersOf(operation: Operation, world: World, rightful: Person | null): Promise<Asked[]> {
  if (operation.isPublic) return [];
  const { agency, neighbour, distant, developer, stranger, outsider } = world;
  const permission = examples[operation.key]?.permission ?? "";
  const nobody = { who: "nobody", person: null, expected: [401] };

  if (operation.kind === "own") {
    const others = [await neighbour.member("manager"), await agency.member("finance")].filter(({ id }) => id !== rightful?.id);
    if (operation.path.includes("{"))
      return [nobody, ...others.map((person) => ({ who: `${person.name}, naming what is another's`, person, expected: [404] }))];

    return [nobody, ...(operation.mutates ? [] : others.map((person) => ({ who: person.name, person, expected: [200] })))];
  }

  const kind = operation.kind;
  const mayAsk = (role: string) => permits(kind, role, permission);
  const roles: readonly string[] = kind === "agency" ? agencyRoles : developerRoles;
  const wrongRoles = roles.filter((role) => !mayAsk(role));
  const colleagues = await Promise.all(wrongRoles.map((role) => (world[kind].member as (role: string) => Promise<Person>)(role)));
  const refused = colleagues.map((person) => ({ who: person.name, person, expected: [403] }));

  if (kind === "developer") {
    const marketing = await developer.member(developerRoles.find(mayAsk) ?? "owner");
    const unlinked = await stranger.member(developerRoles.find(mayAsk) ?? "owner");
    const elsewhere = operation.path.includes("{agency}") ? [neighbour, distant] : [];

    return [
      nobody,
      ...refused,
      ...outside("a developer without a link", unlinked, "developer", stranger.id),
      ...elsewhere.map(({ id }) => ({
        who: "the developer, in an agency without a link",
        person: marketing,
        naming: { agency: id },
        expected: [404],
      })),
    ];
  }

  const inCampaign = operation.path.includes("{campaign}");
  const role = agencyRoles.find(mayAsk) ?? "owner";
  /** What no campaign has to do with is every consultant's to write. */
  const isConsultants = mayAsk("consultant") && operation.mutates && !inCampaign;
  const unseen = mayAsk("consultant") ? (inCampaign ? [404] : [200, 404]) : [403];

  return [
    nobody,
    ...refused,
    ...(isConsultants ? [] : [{ who: "a consultant whose group takes no part", person: outsider, expected: unseen }]),
    ...outside("a neighbour on the shard", await neighbour.member(role), "agency", neighbour.id),
    ...outside("an agency on another shard", await distant.member(role), "agency", distant.id),
    ...outside("a developer", await stranger.member("owner"), "agency", stranger.id),
  ];
}

/** Somebody of another tenant, naming the first one's address, and then the first one's rows under an address of their own. */
const outside = (who: string, person: Person, kind: "agency" | "developer", own: string): Asked[] => [
  { who: `${who}, naming the tenant`, person, expected: [404] },
  { who: `${who}, naming the rows in a tenant of their own`, person, naming: { [kind]: own }, expected: onesOwn },
];

/**
 * What must not turn up in any answer to this person: each tenant's rows hold its id. Who is linked knows of the other,
 * but a developer not of campaigns that were not handed to it; nor does who sees by group of any campaign.
 */
function hiddenFrom(person: Person | null, { agency, neighbour, distant, developer, stranger, outsider }: World): string[] {
  const own = person?.memberships.map(({ tenant }) => tenant) ?? [];
  const linked = own.some((tenant) => tenant === agency.id || tenant === developer.id) ? [agency.id, developer.id] : [];
  const others = [agency, neighbour, distant, developer, stranger].map(({ id }) => id).filter((id) => ![...own, ...linked].includes(id));
  if (own.includes(developer.id)) others.push("campaign-alone", "campaign-draft", "version-draft", "approval-alone");
  if (person?.id === outsider.id) others.push("campaign-linked", "campaign-alone", "campaign-draft", "version-", "approval-pending");

  return others;
}

function expectNothingOf(answer: Answer, hidden: string[], who: string): void {
  const said = everythingSaid(answer);

  expect(
    hidden.filter((text) => said.includes(text)),
    `${who} is told of what is another's: ${said.slice(0, 1000)}`,
  ).toEqual([]);
}

const everythingSaid = ({ headers, body }: Answer) => JSON.stringify([...headers, body]);
const isList = ({ body }: Answer) => typeof body === "object" && body !== null && "items" in body && "next" in body;
