import { type BrowserContext, expect } from "@playwright/test";
import { type Demo, demoPassword } from "./demo";
import type { As } from "./homes";

/** Calls the API with a context's cookies, as its pages do; for what a test needs and is not about. */
export function apiOf(context: BrowserContext, baseURL: string | undefined) {
  return async <Answer>(method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: object, version?: number): Promise<Answer> => {
    const response = await context.request.fetch(`/api/v1${path}`, {
      method,
      headers: {
        origin: baseURL ?? "",
        "idempotency-key": crypto.randomUUID(),
        ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      },
      data: body,
    });
    expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true);
    return response.json();
  };
}

/** Signs somebody of the demo in, by their whole address. */
export async function enter(context: BrowserContext, baseURL: string | undefined, email: string): Promise<void> {
  await apiOf(context, baseURL)("POST", "/session", { email, password: demoPassword });
}

/** The API and the pages of a context as one person after another, each signed in once. */
export function actingAs(context: BrowserContext, baseURL: string | undefined, signIn: (who: Demo) => Promise<void>): As {
  const api = apiOf(context, baseURL);
  const sessions = new Map<Demo, Awaited<ReturnType<BrowserContext["cookies"]>>>();

  return async (who) => {
    const session = sessions.get(who);
    if (session) await context.addCookies(session);
    else {
      await signIn(who);
      sessions.set(who, await context.cookies());
    }
    return api;
  };
}

/** The link in the newest letter to an address, on the site under test; waits until it was sent. */
export async function linkTo(context: BrowserContext, address: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const { items } = await (await context.request.get("/__local/mail?format=json")).json();
    link =
      (items as { to: string | null; link: string | null }[]).find(({ to, link: found }) => to === address && found)?.link ?? undefined;
    expect(link, `no letter to ${address}`).toBeDefined();
  }).toPass({ timeout: 15_000 });
  const { pathname, search, hash } = new URL(link ?? "");
  return `${pathname}${search}${hash}`;
}
