import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { type Language, languages } from "../i18n/names";
import { nowIn } from "../time/clock";
import { type Facts, noCost } from "./facts";
import { idempotencyOf, isUnsafe } from "./idempotency";
import { Problem } from "./problem";

const bodyMaximum = 1024 * 1024;
/** Photos and scans are larger than any JSON we accept. */
const fileMaximum = 10 * 1024 * 1024;
/** What a visitor types into a form is far less. */
const pageMaximum = 64 * 1024;

/** Learns the facts of a request, refuses what cannot be read, and sets the headers of every answer. */
export const openRequest = createMiddleware<{ Bindings: Env; Variables: { facts: Facts } }>(async (c, next) => {
  const facts = factsOf(c.req.raw, c.env);
  c.set("facts", facts);
  if (isUnsafe(c.req.method)) {
    refuseUnreadable(c.req.raw);
    await (isFile(c.req.raw) ? limitFile : limitBody)(c, async () => {
      c.set("facts", { ...facts, idempotency: await idempotencyOf(c.req.raw, c.env) });
      await next();
    });
  } else {
    await next();
  }

  finish(c, facts);
});

/**
 * The same for a page of the public: what comes is an HTML form's, and from which page does not matter, since nobody is
 * signed in there and no cookie is read. The language is what its address asks for, else the source language.
 */
export const openPage = createMiddleware<{ Bindings: Env; Variables: { facts: Facts } }>(async (c, next) => {
  const asked = c.req.query("lang");
  const facts = { ...factsOf(c.req.raw, c.env), language: languages.find((language) => language === asked) ?? languages[0] };
  c.set("facts", facts);
  await (isUnsafe(c.req.method) ? limitPage(c, next) : next());
  finish(c, facts);
});

function finish(c: { res: Response; env: Env }, facts: Facts): void {
  // A download is stricter than a page: what its handler has set stays.
  for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  c.res.headers.set("X-Request-Id", facts.requestId);
  if (c.env.ENVIRONMENT === "local" || c.env.ENVIRONMENT === "test") {
    const { roundTrips, rowsRead, rowsWritten } = facts.cost;
    c.res.headers.set("Server-Timing", `db;desc="trips=${roundTrips} read=${rowsRead} written=${rowsWritten}"`);
  }
}

const refuseLarge = () => {
  throw new Problem("too-large");
};
const limitBody = bodyLimit({ maxSize: bodyMaximum, onError: refuseLarge });
const limitFile = bodyLimit({ maxSize: fileMaximum, onError: refuseLarge });
const limitPage = bodyLimit({ maxSize: pageMaximum, onError: refuseLarge });
const isFile = (request: Request) => request.method === "POST" && new URL(request.url).pathname.endsWith("/files");

const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

function factsOf(request: Request, env: Env): Facts {
  return {
    env,
    requestId: crypto.randomUUID(),
    now: nowIn(env, request.headers),
    language: languageOf(request.headers.get("accept-language") ?? ""),
    cost: noCost(),
    idempotency: null,
  };
}

/** The first of our languages that the caller accepts, in the caller's order. */
export function languageOf(accepted: string): Language {
  for (const part of accepted.split(",")) {
    const tag = part.split(";")[0]?.trim().toLowerCase() ?? "";
    if (tag.startsWith("en")) return "en";
    if (/^zh-(hans|cn|sg)/.test(tag)) return "zh-Hans";
    if (tag.startsWith("zh")) return "zh-Hant";
  }

  return languages[0];
}

/**
 * A browser sends our cookies along from anywhere, so an unsafe request that bears them must say that it comes
 * from our own pages; one without them is refused only when it says that it does not.
 */
function refuseUnreadable(request: Request): void {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const ours = origin !== null ? origin === new URL(request.url).origin : site === "same-origin";
  if (!ours && (request.headers.has("cookie") || origin !== null || site === "cross-site" || site === "same-site"))
    throw new Problem("cross-site");

  const length = Number(request.headers.get("content-length") ?? 0);
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (!isFile(request) && (length > 0 || request.headers.has("transfer-encoding")) && type !== "application/json")
    throw new Problem("wrong-content-type");
}
