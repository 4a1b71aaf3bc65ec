import { beforeAll, describe, expect, test } from "vitest";
import { agencyRoles, developerRoles, permits } from "../../src/tenancy/roles";
import { freshStorage } from "../support/fresh";
import type { Person } from "../support/kit";
import { dumpAll, ofTenant } from "./dump";
import { type Prepared, prepare } from "./example";
import { examples } from "./examples";
import { operations } from "./operations";
import { newWorld, type World } from "./world";

/** Every operation, asked by everybody who should not get through, then by whoever should. */
test("every operation that the API documents has an example, and no example is left over", () => {
  expect(Object.keys(examples).toSorted()).toEqual(operations.map(({ key }) => key).toSorted());
});

describe.each(operations.filter(({ key }) => examples[key]).map((operation) => [operation.key, operation] as const))(
  "%s",
  (_, operation) => {
    const example = examples[operation.key];
    if (!example) return;
    let world: World;
    let prepared: Prepared;
    let rightful: Person | null;

    beforeAll(async () => {
      await freshStorage();
      world = await newWorld();
      prepared = await prepare(operation, example, world);
      rightful = await example.caller(world);
    });

    test("nobody else gets through, and nothing is changed by their trying", async () => {
      const [wrong, others] = [await wrongRoles(world), await neighbours(world)];
      const before = ofTenant(await dumpAll(), world.agency.id);

      if (!operation.isPublic) expect((await prepared.call(null)).status, "a stranger").toBe(401);
      for (const person of wrong) expect((await prepared.call(person)).status, `role ${person.memberships[0]?.role}`).toBe(403);
      for (const [who, person, tenant] of others) {
        expect((await prepared.call(person)).status, `${who}, naming the tenant`).toBe(404);
        const own = await prepared.call(person, { tenant });
        expect([200, 201, 202, 204, 404, 409, 412, 422], `${who}, naming the rows in a tenant of their own`).toContain(own.status);
      }
      if (example.ofCampaign)
        expect((await prepared.call(world.outsider)).status, "a consultant whose group takes no part").toBe(
          rolePermits("consultant") ? 404 : 403,
        );

      const after = ofTenant(await dumpAll(), world.agency.id);
      expect(after).toEqual(before);
    });

    test("its rightful caller gets an answer", async () => {
      const answer = await prepared.call(rightful);

      expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(200);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    });

    const rolePermits = (role: string) => operation.kind !== "own" && permits(operation.kind, role, example.permission ?? "");

    async function wrongRoles({ agency, developer }: World): Promise<Person[]> {
      if (operation.kind === "agency")
        return Promise.all(agencyRoles.filter((role) => !rolePermits(role)).map((role) => agency.member(role)));
      if (operation.kind === "developer")
        return Promise.all(developerRoles.filter((role) => !rolePermits(role)).map((role) => developer.member(role)));

      return [];
    }

    async function neighbours({ neighbour, distant, stranger }: World): Promise<[string, Person, string][]> {
      const permitted = agencyRoles.find(rolePermits) ?? "owner";
      if (operation.kind === "agency") {
        return [
          ["a neighbour on the shard", await neighbour.member(permitted), neighbour.id],
          ["an agency on another shard", await distant.member(permitted), distant.id],
          ["a developer", await stranger.member("owner"), stranger.id],
        ];
      }
      if (operation.kind === "developer")
        return [["a developer without a link", await stranger.member(developerRoles.find(rolePermits) ?? "owner"), stranger.id]];

      return [];
    }
  },
);
