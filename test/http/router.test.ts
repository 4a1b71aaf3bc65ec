import { env } from "cloudflare:workers";
import { createRoute } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { newRouter, newSection } from "../../src/http/router";

const whole = z.object({ n: z.coerce.number().max(9) });
const router = newRouter();
const section = newSection();
const answered = { 200: { description: "What was read" } };

section.openapi(
  createRoute({
    method: "post",
    path: "/at/{n}",
    request: {
      params: whole,
      query: whole,
      headers: z.object({ "x-n": z.coerce.number().max(9) }),
      body: { content: { "application/json": { schema: whole } }, required: true },
    },
    responses: answered,
  }),
  (c) => c.json([c.req.valid("param"), c.req.valid("query"), c.req.valid("header"), c.req.valid("json")], 200),
);
router.route("/", section);

const forms = newSection();
forms.openapi(
  createRoute({
    method: "put",
    path: "/form",
    request: { body: { content: { "application/x-www-form-urlencoded": { schema: whole } }, required: true } },
    responses: answered,
  }),
  (c) => c.json(c.req.valid("form"), 200),
);
forms.onError((error, c) => c.text(error.message, 422));

async function post(path: string, n: number, header: number) {
  const answer = await router.fetch(
    new Request(`http://x${path}`, {
      method: "POST",
      body: JSON.stringify({ n }),
      headers: { "content-type": "application/json", "x-n": `${header}` },
    }),
    env,
  );
  return { status: answer.status, body: (await answer.json()) as { errors?: { pointer: string }[] } };
}

describe("a route checks each part of a request by the shape it declares", () => {
  test("and hands on what the shapes made of them", async () => {
    expect(await post("/at/1?n=2", 4, 3)).toEqual({ status: 200, body: [{ n: 1 }, { n: 2 }, { "x-n": 3 }, { n: 4 }] });
  });

  test.each([
    { path: "/at/10?n=2", n: 4, header: 3, pointer: "/param/n", why: "the path" },
    { path: "/at/1?n=10", n: 4, header: 3, pointer: "/query/n", why: "the query" },
    { path: "/at/1", n: 4, header: 3, pointer: "/query/n", why: "a query that is not there" },
    { path: "/at/1?n=2", n: 4, header: 10, pointer: "/header/x-n", why: "a header" },
    { path: "/at/1?n=2", n: 10, header: 3, pointer: "/n", why: "the body" },
  ])("$why", async ({ path, n, header, pointer }) => {
    const { status, body } = await post(path, n, header);

    expect(status).toBe(422);
    expect(body.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });
});

test.each([
  { n: 9, status: 200, why: "a form as it is sent" },
  { n: 10, status: 422, why: "a form past what its shape allows" },
])("$why", async ({ n, status }) => {
  const form = new Request("http://x/form", { method: "PUT", body: new URLSearchParams({ n: `${n}` }) });

  expect((await forms.fetch(form, env)).status).toBe(status);
});

test("a section's routes are documented with those of its slice", () => {
  expect(router.openAPIRegistry.definitions.map((definition) => "route" in definition && definition.route.path)).toEqual(["/at/{n}"]);
});
