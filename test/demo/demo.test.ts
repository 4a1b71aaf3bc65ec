import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { app } from "../../src/app";
import { as } from "../support/kit";

test("the demo is filled in once, across directory and both shards", async () => {
  expect((await as(null).post("/__local/demo")).body).toEqual({ seeded: true });
  expect((await as(null).post("/__local/demo")).body).toEqual({ seeded: false });

  const counts = await env.DIRECTORY.prepare("select id, agencies from shards order by id").all();
  const campaigns = await env.SHARD_1.prepare("select id, status from campaigns order by id").all();
  const alone = await env.SHARD_2.prepare("select id, status from campaigns").all();
  expect(counts.results).toEqual([
    { id: "SHARD_1", agencies: 1 },
    { id: "SHARD_2", agencies: 1 },
  ]);
  expect(campaigns.results).toEqual([
    { id: "zhongyang-2008", status: "running" },
    { id: "zhongyang-now", status: "running" },
  ]);
  expect(alone.results).toEqual([{ id: "jiangpan-now", status: "draft" }]);
});

test.each(["/__local/clock", "/__local/mail", "/__local/demo"])("%s is absent from a production configuration", async (path) => {
  for (const ENVIRONMENT of [undefined, "production", "staging"]) {
    for (const method of ["GET", "POST"]) {
      const answer = await app.fetch(new Request(`http://localhost${path}`, { method }), { ...env, ENVIRONMENT }, createExecutionContext());
      expect(answer.status).toBe(404);
    }
  }
});

test("the local clock moves what the Worker takes for now", async () => {
  await as(null).post("/__local/clock", { now: "2008-06-01T00:00:00Z" });
  const moved = await as(null).get<{ now: string }>("/__local/clock");
  await as(null).post("/__local/clock", { now: null });

  expect(moved.body.now.slice(0, 16)).toBe("2008-06-01T00:00");
});
