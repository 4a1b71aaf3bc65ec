import { desc, ne } from "drizzle-orm";
import type { Context } from "hono";
import { html } from "hono/html";
import { jobFacts } from "../http/facts";
import { db } from "../tenancy/database";
import { databaseNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { nowIn } from "../time/clock";
import { instant, instantOrNull } from "../time/instant";
import { messages } from "./schema";
import { composed } from "./store";

const shown = 50;

/**
 * The newest letters of every database, links and all, for whoever works on this machine: a page, or with
 * `?format=json` the same as `{items}`. Nothing of a letter is stored, so each is written again from its row.
 * Mounted by the local-only pages alone.
 */
export async function answerMailPage(c: Context<{ Bindings: Env }>): Promise<Response> {
  const facts = jobFacts(c.env, "local", nowIn(c.env));
  const found = await Promise.all(
    databaseNames.map(async (name) => {
      const door = new SystemScope(facts, "letters", name);
      const table = door.from(messages);
      const [rows] = await door.run(db.select().from(table).where(ne(table.recipientKind, "holders")).orderBy(desc(table.id)).limit(shown));

      return rows;
    }),
  );
  const rows = found
    .flat()
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, shown);
  const mails = await composed(facts, rows);
  const items = rows.map(({ id, scope, template, state, tries, createdAt, sentAt }) => {
    const { html: _html, ...mail } = mails.get(id) ?? { to: null, language: null, subject: null, text: null, link: null, html: null };

    return { id, scope, template, state, tries, createdAt: instant(createdAt), sentAt: instantOrNull(sentAt), ...mail };
  });
  if (c.req.query("format") === "json") return c.json({ items });

  c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");

  return c.html(html`<!doctype html>
<html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>信件 · 團拓</title>
<style>body{font:15px/1.6 system-ui,sans-serif;color:#15202b;max-width:44em;margin:32px auto;padding:0 16px}article{border-top:1px solid #d8dee4;padding:16px 0}h2{font-size:17px;margin:0}pre{white-space:pre-wrap;font:inherit}small{color:#5b6b7a}</style></head>
<body><main><h1>信件</h1>${items.length ? "" : html`<p>還沒有信件。</p>`}${items.map(
    (item) => html`<article><h2>${item.subject ?? item.template}</h2><small>${item.to ?? "—"} · ${item.state} · ${item.createdAt}</small>
<pre>${item.text ?? ""}</pre>${item.link ? html`<p><a href="${item.link}">${item.link}</a></p>` : ""}</article>`,
  )}</main></body></html>`);
}
