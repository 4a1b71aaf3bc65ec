import { beforeEach, describe, expect, test } from "vitest";
import { freshStorage } from "../support/fresh";
import { fault } from "../support/watch";
import { auditRows, dumpAll } from "./dump";
import { prepare } from "./example";
import { examples } from "./examples";
import { operations } from "./operations";
import { newWorld } from "./world";

// What is compared is all that is stored, so each test begins with nothing but its own world.
beforeEach(freshStorage);

/** What must hold of every operation that changes something, and of what every other costs. */
describe.each(operations.filter(({ key, mutates }) => mutates && examples[key]).map((operation) => [operation.key, operation] as const))(
  "%s",
  (_, operation) => {
    const example = examples[operation.key];
    if (!example) return;

    test("leaves an audit row, within its round trips; a replay with the same key changes nothing", async () => {
      const world = await newWorld();
      const prepared = await prepare(operation, example, world);
      const rightful = await example.caller(world);
      const before = await dumpAll();

      const first = await prepared.call(rightful, { key: "key-00000001" });
      const after = await dumpAll();
      const again = await prepared.call(rightful, { key: "key-00000001" });
      const replayed = await dumpAll();

      expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
      expect(auditRows(after)).toBeGreaterThan(auditRows(before));
      expect(first.cost.trips).toBeLessThanOrEqual(example.trips ?? 2);
      expect(again.status, JSON.stringify(again.body)).toBe(example.secret ? 409 : first.status);
      if (!example.secret) expect(again.body).toEqual(first.body);
      expect(replayed).toEqual(after);
    });

    test("a key that was used for something else is refused", async () => {
      const world = await newWorld();
      const prepared = await prepare(operation, example, world);
      const rightful = await example.caller(world);
      await prepared.call(rightful, { key: "key-00000002" });
      const before = await dumpAll();

      const other = await prepare(operation, { ...example, prepare: undefined, query: `${example.query ?? "?"}&other=1` }, world);
      const answer = await other.call(rightful, { key: "key-00000002" });

      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ code: "key-reused" });
      expect(await dumpAll()).toEqual(before);
    });

    test("a fault at any statement of its batch leaves nothing", async () => {
      const world = await newWorld();
      const prepared = await prepare(operation, example, world);
      const rightful = await example.caller(world);
      const before = await dumpAll();

      fault.statements = 1;
      for (let at = 0; at < fault.statements; at += 1) {
        fault.at = at;
        const answer = await prepared.call(rightful);

        expect(fault.at, "the fault was met").toBeNull();
        expect(answer.status, `fault before statement ${at}`).toBe(500);
        expect(await dumpAll(), `fault before statement ${at}`).toEqual(before);
      }
    });
  },
);

describe.each(operations.filter(({ key, mutates }) => !mutates && examples[key]).map((operation) => [operation.key, operation] as const))(
  "%s",
  (_, operation) => {
    const example = examples[operation.key];
    if (!example) return;

    test("reads in one round trip and writes nothing", async () => {
      const world = await newWorld();
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
