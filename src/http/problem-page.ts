import type { Context } from "hono";
import { html } from "hono/html";
import { type TextKey, text } from "../i18n/text";
import { isProblemCode, problemStatus } from "./problem";
import { languageOf } from "./request";

/** What a problem's `type` leads to: the code, its status and its meaning, for whoever writes against the API. */
export function answerProblemPage(c: Context): Response | Promise<Response> {
  const code = c.req.param("code") ?? "";
  const language = languageOf(c.req.header("accept-language") ?? "");
  if (!isProblemCode(code)) return c.text("404", 404);
  const meaning = text(language, `problem.${code}` as TextKey);

  c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");

  return c.html(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${code} · 團拓</title>
<style>body{font:16px/1.6 system-ui,sans-serif;color:#15202b;max-width:36em;margin:15vh auto;padding:0 16px}code{background:#f0f2f4;padding:2px 6px;border-radius:3px}</style></head>
<body><main><h1>${meaning}</h1><p><code>${code}</code> · HTTP ${problemStatus(code)}</p></main></body></html>`);
}
