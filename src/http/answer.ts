import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { type TextKey, text } from "../i18n/text";
import { Replay } from "../tenancy/replay";
import { Problem, type ProblemCode } from "./problem";
import type { Shared } from "./router";

/** Answers whatever ended a request: a refusal of ours, a replay, or what nobody foresaw. */
export async function answerError(error: Error, c: Context<Shared>): Promise<Response> {
  if (error instanceof Replay) return answerReplay(error, c);
  if (error instanceof Problem) return answerProblem(error, c);
  if (error instanceof HTTPException && error.status === 400) return answerProblem(new Problem("unreadable"), c);
  if (error instanceof HTTPException && error.status === 413) return answerProblem(new Problem("too-large"), c);

  // The message may carry parameters, and parameters may be personal: only the kind and place of the error are logged.
  console.error(
    JSON.stringify({ level: "error", event: "internal", requestId: c.var.facts?.requestId, name: error.name, at: placeOf(error) }),
  );

  return answerProblem(new Problem("internal"), c);
}

function answerProblem(problem: Problem, c: Context<Shared>): Response {
  const language = c.var.facts?.language ?? "zh-Hant";
  const word = (key: string, params = {}) => text(language, key as TextKey, params);
  const body = {
    type: `/problems/${problem.code}`,
    title: word(`problem.${problem.code satisfies ProblemCode}`),
    status: problem.status,
    code: problem.code,
    detail: word(`problem.${problem.code}`),
    requestId: c.var.facts?.requestId ?? "",
    ...(problem.errors.length
      ? { errors: problem.errors.map(({ pointer, code, params }) => ({ pointer, code, detail: word(`field.${code}`, params) })) }
      : {}),
  };

  return c.body(JSON.stringify(body), problem.status, { ...problem.headers, "Content-Type": "application/problem+json" });
}

/** Reads the first answer's resource again, as the same caller, and gives it the first answer's status. */
async function answerReplay(replay: Replay, c: Context<Shared>): Promise<Response> {
  if (replay.location === null) {
    if (replay.status === 204) return c.body(null, 204);

    return replay.status === 202 ? c.json({}, 202) : answerProblem(new Problem("already-answered"), c);
  }
  const { app } = await import("../app");
  const headers = new Headers(c.req.raw.headers);
  headers.delete("content-type");
  headers.delete("content-length");
  headers.delete("idempotency-key");
  const found = await app.fetch(new Request(new URL(replay.location, c.req.url), { headers }), c.env, c.executionCtx);

  return new Response(found.body, { status: found.ok ? replay.status : found.status, headers: found.headers });
}

/** The first frame of a stack: where, without what. */
const placeOf = (error: Error) => /at .*/.exec(error.stack ?? "")?.[0]?.slice(0, 200);
