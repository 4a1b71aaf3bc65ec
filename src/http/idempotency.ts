import type { RouteConfig } from "@hono/zod-openapi";
import { keyedHashes } from "../secrets/seal";
import type { Facts } from "./facts";
import { Problem } from "./problem";

const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Whether a method asks for a change. */
export const isUnsafe = (method: string): boolean => unsafe.has(method.toUpperCase());

/** The caller's `Idempotency-Key`, if any, and what it was sent with. @throws Problem `invalid` where it is none of ours to keep */
export async function idempotencyOf(request: Request, env: Env): Promise<Facts["idempotency"]> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{8,100}$/.test(key)) throw new Problem("invalid", [{ pointer: "/idempotency-key", code: "wrong-format" }]);
  const { pathname, search } = new URL(request.url);
  const head = new TextEncoder().encode(`${request.method} ${pathname}${search}\n`);
  const content = new Uint8Array(await request.clone().arrayBuffer());
  const whole = new Uint8Array(head.length + content.length);
  whole.set(head);
  whole.set(content, head.length);

  const [requestMac = "", ...formerMacs] = await keyedHashes(env, "request-mac", whole.buffer);

  return { key, requestMac, formerMacs };
}

/** Doors that let no change through without a key. */
const keyed = new WeakSet<object>();

/** Marks a door as one that lets no change through without a key, so that the API's document says so of what is behind it. */
export function askingForKey<D extends object>(door: D): D {
  keyed.add(door);

  return door;
}

/** An operation as its document tells it: with the key where its door asks for one. */
export function withKey<R extends RouteConfig>(route: R & { middleware?: object }): R {
  const isKeyed = isUnsafe(route.method) && [route.middleware ?? []].flat().some((door) => keyed.has(door));

  return isKeyed ? { ...route, parameters: [...(route.parameters ?? []), header] } : route;
}

const header = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description: "Made by the caller for what it means to do once, and sent again when the answer was lost; without one: 400 `key-required`",
  schema: { type: "string", minLength: 8, maxLength: 100, pattern: "^[\\x21-\\x7e]+$" },
} as const;
