import { Hono } from "hono";
import { html, raw } from "hono/html";
import { script, style } from "../../src/leads/registering/rendering/style";

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

interface Form {
  id: string;
  title: string;
  intro: string;
  fields: string;
  agency: string;
  developer: string;
  project: string;
}

const formOf = (c: { env: { DB: D1Database } }, code: string) =>
  c.env.DB.prepare("select id, title, intro, fields, agency, developer, project from forms where code = ?").bind(code).first<Form>();

app.get("/f/:code", async (c) => {
  const form = await formOf(c, c.req.param("code"));
  if (!form) return c.notFound();
  const fields = (JSON.parse(form.fields) as [string, string][]).map(
    ([name, label]) => html`<div><label for="${name}">${label}</label><input class="n" id="${name}" name="${name}" required></div>`,
  );

  return c.html(
    html`<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>${form.title}</title><style>${raw(style)}</style></head><body><main><div class="t"><b>${form.project}</b></div><div class="h"><h1>${form.title}</h1><p>${form.intro}</p></div><form id="f" method="post">${fields}<div class="c"><input type="checkbox" id="consent" name="consent" value="1"><label for="consent">同意${form.agency}就${form.project}聯繫我。認購之後，開發商${form.developer}的財務與營銷才看得到。</label></div><button>送出登記</button></form></main><script>${raw(script)}</script></body></html>`,
  );
});

app.post("/f/:code", async (c) => {
  const form = await formOf(c, c.req.param("code"));
  if (!form) return c.notFound();
  const typed = await c.req.parseBody<Record<string, string>>();
  const [person, lead, touch, owner, request] = Array.from({ length: 5 }, () => crypto.randomUUID());
  const now = Date.now();
  const insert = (sql: string, ...values: unknown[]) => c.env.DB.prepare(sql).bind(...values);
  await c.env.DB.batch([
    insert("insert into tries values (?, 0, 1) on conflict do update set tries = tries + 1", typed.phone),
    insert("insert into tries values (?, 0, 1) on conflict do update set tries = tries + 1", c.req.header("cf-connecting-ip") ?? ""),
    insert("insert into people values (?, ?, ?)", person, typed.name, typed.phone),
    insert("insert into leads values (?, 'campaign', ?, ?, 'consultant', 'registered', ?)", lead, person, typed.phone, now),
    insert("insert into owners values (?, ?, 'consultant', ?)", owner, lead, now),
    insert("insert or ignore into consents values ('words', ?)", "同意就中央王座聯繫我。"),
    insert("update forms set taken = taken + 1 where code = ?", c.req.param("code")),
    insert("insert into touches values (?, ?, ?, ?, ?, ?)", touch, lead, form.id, touch, JSON.stringify(typed), now),
    insert(
      "insert into audit values ('hopefluent', ?, ?, 'public', '—', 'user', 'lead.registered', 'lead-touch', ?, null, '[]', ?)",
      request,
      now,
      touch,
      request,
    ),
  ]);

  return c.redirect(`/f/${c.req.param("code")}/done?c=${touch}`, 303);
});

export default app;
