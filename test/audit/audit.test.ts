import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { as, mintAgency } from "../support/kit";

test("the audit list pages newest first and answers nothing of a neighbour", async () => {
  const agency = await mintAgency();
  const neighbour = await mintAgency();
  const insert = env.SHARD_1.prepare(
    "insert into audit (scope, id, at, actor_id, actor_name, actor_side, event, entity, entity_id, changes, request_id) values (?, ?, 0, 'a', 'A', 'agency', 'x.done', 'x', ?, '[]', 'r')",
  );
  await env.SHARD_1.batch([1, 2, 3].map((n) => insert.bind(agency.id, `0${n}`, `e${n % 2}`)).concat(insert.bind(neighbour.id, "09", "e1")));
  const owner = as(await agency.member("owner"));
  const path = `/api/v1/agencies/${agency.id}/audit`;

  const first = await owner.get<{ items: { id: string }[]; next: string }>(`${path}?limit=2`);
  const second = await owner.get<{ items: { id: string }[]; next: string | null }>(`${path}?limit=2&after=${first.body.next}`);
  const ofOne = await owner.get<{ items: { id: string }[] }>(`${path}?entity=x&entityId=e1`);

  expect(first.body.items.map(({ id }) => id)).toEqual(["03", "02"]);
  expect(second.body).toMatchObject({ items: [{ id: "01" }], next: null });
  expect(ofOne.body.items.map(({ id }) => id)).toEqual(["03", "01"]);
  expect(first.cost.trips).toBe(1);
});

test("a consultant may not read it, a stranger must sign in, a neighbour finds nothing", async () => {
  const agency = await mintAgency();
  const neighbour = await mintAgency("SHARD_2");
  const path = `/api/v1/agencies/${agency.id}/audit`;

  expect((await as(await agency.member("consultant")).get(path)).status).toBe(403);
  expect((await as(null).get(path)).status).toBe(401);
  expect((await as(await neighbour.member("owner")).get(path)).status).toBe(404);
});
