import { beforeAll, describe, expect, test } from "vitest";
import { freshStorage } from "../support/fresh";
import { dumpAll } from "./dump";
import { type Example, prepare } from "./example";
import { examples } from "./examples";
import { type Operation, operations } from "./operations";
import { newWorld, type World } from "./world";

/** What books money, prices or many homes at once, by what its address says that it is about and not by whose door it is behind. */
const about =
  /\/(deals|claims|rewards|recipients|specials|write-offs|settlement|lines|reopenings|confirmations|refusals|benefits|units|earnest-deposits|imports)(\/|$)/;
/** An answer to what somebody asked for: a policy, a special price, an extension, a write-off. */
const answers = /\/approvals\/.+/;
const exceptions = [
  { path: /\/deals\/\{deal\}\/receipt$/, why: "a paper by which a buyer looks at the home; it says what is booked and books nothing" },
  { path: /\/deals\/\{deal\}\/attributions$/, why: "whose work it was, put in place of the version that was read" },
];

const asksForKey = ({ parameters = [] }: Operation) => parameters.some(({ name, required }) => name === "Idempotency-Key" && required);
const booking = operations.filter(
  ({ path, mutates }) => mutates && (about.test(path) || answers.test(path)) && !exceptions.some((exception) => exception.path.test(path)),
);
const keysOf = (some: Operation[]) => some.map(({ key }) => key).toSorted();

let world: World;
beforeAll(async () => {
  await freshStorage();
  world = await newWorld();
});

const exampleOf = ({ key }: Operation) => examples[key] as Example;

test("what books money, prices or many homes asks for a key, and nothing else does", () => {
  expect(keysOf(operations.filter(asksForKey))).toEqual(keysOf(booking));
  for (const { path, why } of exceptions)
    expect(
      operations.filter((each) => each.mutates && path.test(each.path)),
      why,
    ).not.toEqual([]);
});

describe.each(booking.map((operation) => [operation.key, operation] as const))("%s", (_, operation) => {
  test("without a key is refused once it is known who asks, before anything is read or written", async () => {
    const { call } = await prepare(operation, exampleOf(operation), world);
    const rightful = await exampleOf(operation).caller(world);
    const viewer = await world[operation.kind as "agency" | "developer"].member("viewer");
    const elsewhere = await world.stranger.member("owner");
    const before = await dumpAll();

    const answer = await call(rightful, { key: null });

    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: "key-required" })]);
    expect(answer.cost).toEqual({ trips: 0, read: 0, written: 0 });
    expect((await call(null, { key: null })).status, "nobody").toBe(401);
    expect((await call(viewer, { key: null })).status, "whoever may not").toBe(403);
    expect((await call(elsewhere, { key: null })).status, "whoever is of another house").toBe(404);
    expect(await dumpAll()).toEqual(before);
  });
});

test("all else goes on without one", async () => {
  for (const operation of operations.filter((each) => each.method !== "GET" && !asksForKey(each))) {
    const { call } = await prepare(operation, exampleOf(operation), world);
    const { body } = await call(await exampleOf(operation).caller(world), { key: null });

    expect(body, operation.key).not.toMatchObject({ code: "key-required" });
  }
});
