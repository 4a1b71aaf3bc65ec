/** How far the local-only clock page has moved time, in milliseconds. Always 0 in production. */
let offset = 0;

/** The instant a request or job works with, UTC milliseconds; read once and handed down. */
export const nowIn = (env: Pick<Env, "ENVIRONMENT">): number =>
  Date.now() + (env.ENVIRONMENT === "local" || env.ENVIRONMENT === "test" ? offset : 0);

/** Moves the clock of a local or test Worker. @param now UTC milliseconds, or null to go back to the real time */
export function moveClock(now: number | null): void {
  offset = now === null ? 0 : now - Date.now();
}
