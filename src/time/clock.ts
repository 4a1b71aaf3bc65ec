/** How far the local-only clock page has moved time, in milliseconds. Always 0 in production. */
let offset = 0;

/** Local-only: when a request says it is, an ISO instant. So one browser moves time, and no other that works beside it. */
export const LOCAL_NOW = "x-local-now";

/** The instant a request or job works with, UTC milliseconds; read once and handed down. @param headers of the request, where there is one */
export function nowIn(env: Pick<Env, "ENVIRONMENT">, headers?: Headers): number {
  if (env.ENVIRONMENT !== "local" && env.ENVIRONMENT !== "test") return Date.now();

  return Date.parse(headers?.get(LOCAL_NOW) ?? "") || Date.now() + offset;
}

/** Moves the clock of a local or test Worker. @param now UTC milliseconds, or null to go back to the real time */
export function moveClock(now: number | null): void {
  offset = now === null ? 0 : now - Date.now();
}
