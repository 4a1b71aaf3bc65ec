import { desc, ne } from "drizzle-orm";
import type { Context } from "hono";
import { html } from "hono/html";
import { jobFacts } from "../http/facts";
import { db } from "../tenancy/database";
import { databaseNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { nowIn } from "../time/clock";
import { instant, instantOrNull } from "../time/instant";
import { channels } from "./contract";
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

      return rows.map((row) => ({ row, door }));
    }),
  );
  const rows = found
    .flat()
    .toSorted((a, b) => (a.row.id < b.row.id ? 1 : -1))
    .slice(0, shown);
  const mails = await composed(facts, rows, new Set(channels));
  const items = rows.map(({ row }) => {
    const { id, scope, template, state, reason, tries, createdAt, sentAt } = row;
    const mail = mails.get(id);
    const shown = typeof mail === "object" ? mail : null;

    return {
      id,
      scope,
      template,
      state,
      reason: reason ?? (typeof mail === "string" ? mail : null),
      tries,
      createdAt: instant(createdAt),
      sentAt: instantOrNull(sentAt),
      channel: shown?.channel ?? row.channel,
      to: shown?.to ?? null,
      language: shown?.language ?? null,
      subject: shown?.subject ?? null,
      text: shown?.text ?? null,
      link: shown?.channel === "sms" ? null : (shown?.link ?? null),
      sms: shown?.sms ?? null,
    };
  });
  if (c.req.query("format") === "json") return c.json({ items });

  c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");

  return c.html(html`<!doctype html>
<html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>信件 · 團拓</title>
<style>body{font:15px/1.6 system-ui,sans-serif;color:#15202b;max-width:44em;margin:32px auto;padding:0 16px}article{border-top:1px solid #d8dee4;padding:16px 0}h2{font-size:17px;margin:0}pre{white-space:pre-wrap;font:inherit}small{color:#5b6b7a}</style></head>
<body><main><h1>信件</h1>${items.length ? "" : html`<p>還沒有信件。</p>`}${items.map(
    (
      item,
    ) => html`<article><h2>${item.subject || item.template}</h2><small>${item.channel} · ${item.to ?? "—"} · ${item.state} · ${item.createdAt}</small>
<pre>${item.text ?? ""}</pre>${item.link ? html`<p><a href="${item.link}">${item.link}</a></p>` : ""}</article>`,
  )}</main></body></html>`);
}
