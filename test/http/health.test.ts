import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";

test("health touches the directory and every shard", async () => {
  const response = await exports.default.fetch("http://localhost/api/v1/health");

  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok", databases: { DIRECTORY: "ok", SHARD_1: "ok", SHARD_2: "ok" } });
});
