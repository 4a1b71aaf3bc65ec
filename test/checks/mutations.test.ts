import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshStorage } from "../support/fresh";
import { fault } from "../support/watch";
import { auditRows, dumpAll } from "./dump";
import { prepare } from "./example";
import { examples } from "./examples";
import { operations } from "./operations";
import { newWorld, type World } from "./world";

/** What must hold of every operation that changes something, and of what every other costs. */
// A fault that was not met would strike whoever comes next.
afterEach(() => {
  fault.at = null;
});

describe.each(operations.filter(({ key, mutates }) => mutates && examples[key]).map((operation) => [operation.key, operation] as const))(
  "%s",
  (_, operation) => {
    const example = examples[operation.key];
    if (!example) return;
    // What is compared is all that is stored, so each begins with nothing but its own world.
    beforeEach(freshStorage);

    test("leaves an audit row, within its round trips; its key then answers the same again, and nothing else", async () => {
      const world = await newWorld();
      const prepared = await prepare(operation, example, world);
      const rightful = await example.caller(world);
      const before = await dumpAll();

      const first = await prepared.call(rightful, { key: "key-00000001" });
      const after = await dumpAll();
      const again = await prepared.call(rightful, { key: "key-00000001" });
      const other = await prepare(operation, { ...example, prepare: undefined, query: `${example.query ?? "?"}&other=1` }, world);
      const reused = await other.call(rightful, { key: "key-00000001" });

      expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
      expect(auditRows(after)).toBeGreaterThan(auditRows(before));
      expect(first.cost.trips).toBeLessThanOrEqual(example.trips ?? 2);
      expect(again.status, JSON.stringify(again.body)).toBe(example.secret ? 409 : first.status);
      if (!example.secret) expect(again.body).toEqual(first.body);
      expect(reused.status).toBe(409);
      expect(reused.body).toMatchObject({ code: "key-reused" });
      expect(await dumpAll()).toEqual(after);
    });

    test("a fault at any statement of its batch leaves nothing", async () => {
      const world = await newWorld();
      await prepare(operation, example, world);
      const rightful = await example.caller(world);
      const before = await dumpAll();

      fault.statements = 1;
      for (let at = 0; at < fault.statements; at += 1) {
        const { call } = await prepare(operation, { ...example, prepare: undefined }, world); // a code of a second factor soon runs out
        await env.DIRECTORY.prepare("delete from attempts").run(); // counted also where all else is undone
        fault.at = at;
        const answer = await call(rightful);

        expect(fault.at, "the fault was met").toBeNull();
        expect(answer.status, `fault before statement ${at}`).toBe(500);
        expect(await dumpAll(), `fault before statement ${at}`).toEqual(before);
      }
    });
  },
);

describe("what reads", () => {
  let world: World;
  beforeAll(async () => {
    await freshStorage();
    world = await newWorld();
  });

  describe.each(operations.filter(({ key, mutates }) => !mutates && examples[key]).map((operation) => [operation.key, operation] as const))(
    "%s",
    (_, operation) => {
      const example = examples[operation.key];
      if (!example) return;

      test("reads in one round trip and writes nothing", async () => {
        const prepared = await prepare(operation, example, world);
        const rightful = await example.caller(world);
        const before = await dumpAll();

        await prepared.call(rightful); // an isolate may have to learn an agency's shard first
        const answer = await prepared.call(rightful);

        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
        expect(answer.cost.trips).toBeLessThanOrEqual(example.trips ?? 1);
        expect(await dumpAll()).toEqual(before);
      });
    },
  );
});
