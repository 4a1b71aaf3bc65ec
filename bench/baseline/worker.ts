import { Hono } from "hono";

/**
 * The least a Worker can do and still answer the same lists: Hono, one D1 database, rows that stand as they are sent.
 * No sign-in, no validation, no confinement, no joins. What our own costs is told as a ratio to this one, measured in
 * the same run.
 */
const app = new Hono<{ Bindings: { DB: D1Database } }>();

const campaignColumns =
  "id, name, project_id, project_name, developer_name, status, starts_on, ends_on, zone, group_ids, created_at, version";

app.get("/hello", (c) => c.json({ status: "ok" }));

app.get("/campaigns", async (c) => {
  const { results } = await c.env.DB.prepare(
    `select ${campaignColumns} from campaigns where owner = ? order by starts_on desc, id desc limit 50`,
  )
    .bind("hopefluent")
    .all();

  return c.json({ items: results });
});

app.get("/campaigns/:id", async (c) => {
  const campaign = await c.env.DB.prepare(`select ${campaignColumns} from campaigns where owner = ? and id = ?`)
    .bind("hopefluent", c.req.param("id"))
    .first();

  return campaign ? c.json(campaign) : c.notFound();
});

app.get("/audit", async (c) => {
  const { results } = await c.env.DB.prepare(
    "select id, at, actor_id, actor_name, actor_side, event, entity, entity_id, label, changes, request_id from audit where owner = ? order by id desc limit 50",
  )
    .bind("hopefluent")
    .all();

  return c.json({ items: results });
});

app.post("/campaigns", async (c) => {
  const { name, startsOn, endsOn } = await c.req.json<{ name: string; startsOn: string; endsOn: string }>();
  const id = crypto.randomUUID();
  await c.env.DB.prepare(
    `insert into campaigns (owner, ${campaignColumns}) values (?, ?, ?, 'zhongyang', '中央王座', '尚格', 'draft', ?, ?, 'Asia/Shanghai', '[]', 0, 1)`,
  )
    .bind("hopefluent", id, name, startsOn, endsOn)
    .run();

  return c.json({ id }, 201);
});

export default app;
