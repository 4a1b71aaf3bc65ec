import { Hono } from "hono";

/**
 * The least a Worker can do and still list and insert: Hono, one D1 database, no sign-in, no validation, no confinement.
 * What our own costs is told as a ratio to this one, measured in the same run.
 */
const app = new Hono<{ Bindings: { DB: D1Database } }>();

app.get("/hello", (c) => c.json({ status: "ok" }));

app.get("/items", async (c) => {
  const { results } = await c.env.DB.prepare(
    "select id, name, status, starts_on, ends_on, version from items where owner = ? order by id desc limit 50",
  )
    .bind("hopefluent")
    .all();

  return c.json({ items: results });
});

app.get("/items/:id", async (c) => {
  const item = await c.env.DB.prepare("select id, name, status, starts_on, ends_on, version from items where owner = ? and id = ?")
    .bind("hopefluent", c.req.param("id"))
    .first();

  return item ? c.json(item) : c.notFound();
});

app.post("/items", async (c) => {
  const { name, startsOn, endsOn } = await c.req.json<{ name: string; startsOn: string; endsOn: string }>();
  const id = crypto.randomUUID();
  await c.env.DB.prepare("insert into items (owner, id, name, status, starts_on, ends_on, version) values (?, ?, ?, 'draft', ?, ?, 1)")
    .bind("hopefluent", id, name, startsOn, endsOn)
    .run();

  return c.json({ id }, 201);
});

export default app;
