import { type Hook, OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import { answerError } from "./answer";
import type { Facts } from "./facts";
import { withKey } from "./idempotency";
import { fieldProblems } from "./invalid";
import { Problem } from "./problem";
import { openRequest } from "./request";

/** What every handler finds in its context; a door adds the scope it opens. */
export interface Shared {
  Bindings: Env;
  Variables: { facts: Facts };
}

/** A slice's router: paths are whole (`/api/v1/…`), so that a slice can be mounted lazily and documented alone. */
export function newRouter() {
  const router = newSection();
  router.use(openRequest);
  router.onError(answerError);
  router.notFound(() => {
    throw new Problem("not-found");
  });

  return router;
}

/** Part of a slice: `slice.route("/", section)`. The slice opens the request and answers errors, a section does neither. */
export function newSection() {
  const section = new OpenAPIHono<Shared>({ defaultHook: refuseInvalid });
  const { openapi } = section;
  section.openapi = ((route, ...answered) => openapi(withKey(route), ...answered)) as typeof openapi;

  return section;
}

const refuseInvalid: Hook<unknown, Shared, string, unknown> = (result) => {
  if (!result.success) throw new Problem("invalid", fieldProblems(result.error.issues, result.target));
};

/** A JSON request body. */
export const body = <S extends z.ZodType>(schema: S) => ({ content: { "application/json": { schema } }, required: true as const });

/** A JSON answer. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({ content: { "application/json": { schema } }, description });

/** An answer without a body. */
export const nothing = (description: string) => ({ description });

/** An edit answers the row's version as `ETag` and asks for it back in `If-Match`. */
export const ifMatch = z.object({ "if-match": z.string().optional().meta({ description: "The ETag that was read", example: '"3"' }) });

const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

/** The refusals any route may answer. */
export const refusals = Object.fromEntries(
  (
    [
      [400, "Unreadable"],
      [401, "Not signed in"],
      [403, "Your role does not permit it"],
      [404, "Not there, or not yours to see"],
      [409, "The state of things does not allow it"],
      [412, "Somebody was quicker"],
      [413, "Too large"],
      [415, "Wrong content type"],
      [422, "Invalid"],
      [429, "Too many tries"],
    ] as const
  ).map(([status, description]) => [status, { content: { "application/problem+json": { schema: ProblemBody } }, description }]),
) as Record<
  400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429,
  { content: { "application/problem+json": { schema: typeof ProblemBody } }; description: string }
>;

/** The version an edit was made from. @throws Problem `if-match-required` */
export function versionMatched(c: { req: { header(name: string): string | undefined } }): number {
  const matched = /^(?:W\/)?"(\d{1,15})"$/.exec(c.req.header("if-match") ?? "");
  if (!matched) throw new Problem("if-match-required", [{ pointer: "/if-match", code: "required" }]);

  return Number(matched[1]);
}

export const etag = (version: number) => ({ ETag: `"${version}"` });
