import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { as } from "../support/kit";
import { type Call, callOf, type Json, twisted } from "./arbitrary";
import { expectDocumented } from "./documented";
import { prepare } from "./example";
import { examples } from "./examples";
import { valuesOf } from "./from-schema";
import { operations } from "./operations";
import { newWorld, type World } from "./world";

/** Requests in all; `npm run fuzz -- N` asks for any number. */
const total = Number(env.FUZZ ?? "5000");
const seed = Number(env.FUZZ_SEED ?? "20081120");
const fuzzed = operations.filter(({ key }) => examples[key]);
const each = Math.ceil(total / fuzzed.length);
/** A world serves so many calls that may change it, or there would soon be nothing left to succeed at; reading wears nothing out. */
const callsPerWorld = 6;
/** Fewer calls than this may all be refused by chance: a short run asks only that nothing breaks. */
const enoughToSucceed = 12;

const tally = { operations: 0, sent: 0, succeeded: 0 };

describe.each(fuzzed.map((operation) => [operation.key, operation] as const))("%s", (_, operation) => {
  const example = examples[operation.key];
  if (!example) return;

  test("never fails of itself, answers as documented, and sometimes succeeds", { timeout: 600_000 }, async () => {
    tally.operations += 1;
    let world: World | null = null;
    const schema = operation.requestBody?.content["application/json"]?.schema;
    let calls = 0;
    let succeeded = 0;

    await fc.assert(
      fc.asyncProperty(callOf(schema ? valuesOf(schema) : fc.constant(null)), async (call) => {
        if (!world || (operation.mutates && calls % callsPerWorld === 0)) world = await newWorld();
        calls += 1;
        const answer = await ask(world, call);

        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
        expectDocumented(operation.key, answer);
        tally.sent += 1;
        if (answer.status < 300) {
          tally.succeeded += 1;
          succeeded += 1;
        }
      }),
      { numRuns: each, seed, endOnFailure: true },
    );

    if (each >= enoughToSucceed) expect(succeeded, "it never succeeded").toBeGreaterThan(0);
  });

  async function ask(world: World, call: Call) {
    const prepared = await prepare(operation, example as NonNullable<typeof example>, world);
    const binary = prepared.body instanceof Uint8Array;
    const body =
      prepared.body === undefined
        ? undefined
        : binary
          ? prepared.body
          : JSON.stringify(twisted(call.body ?? (prepared.body as Json), call.twists));
    const content = operation.method === "GET" ? undefined : (call.raw ?? body);
    const path = call.id === null ? prepared.path : prepared.path.replace(/\/[^/?]+(?=(\/[a-z]+)?$)/, `/${encodeURIComponent(call.id)}`);
    const type = call.contentType ?? (binary ? undefined : content === undefined ? undefined : "application/json");

    return as((await example?.caller(world)) ?? null).call(operation.method, `${path}${call.query ?? ""}`, content, {
      ...(call.key !== null && /^[\x20-\x7e]*$/.test(call.key) ? { key: call.key } : {}),
      ...(example?.ifMatch === undefined ? {} : { ifMatch: call.ifMatch ?? example.ifMatch }),
      headers: { ...prepared.headers, ...(type === undefined ? {} : { "content-type": type }) },
    });
  }
});

afterAll(() => {
  expect(tally.sent).toBeGreaterThanOrEqual(each * tally.operations);
  if (tally.operations === fuzzed.length && each >= enoughToSucceed)
    expect(tally.succeeded / tally.sent, "share that succeeded").toBeGreaterThan(0.3);
});
