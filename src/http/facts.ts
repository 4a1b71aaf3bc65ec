import type { Language } from "../i18n/names";

/** What one request cost in databases; calls in flight together count as one round trip. */
export interface Cost {
  roundTrips: number;
  rowsRead: number;
  rowsWritten: number;
  inFlight: number;
}

/** What is known of a request before anyone has signed in; the clock is read once, here. */
export interface Facts {
  readonly env: Env;
  readonly requestId: string;
  /** UTC milliseconds. */
  readonly now: number;
  readonly language: Language;
  readonly cost: Cost;
  /**
   * The caller's `Idempotency-Key` and a keyed hash of method, path and body; null on safe methods or without a key.
   * `formerMacs` are those by the key before, while the master key is turned.
   */
  readonly idempotency: { readonly key: string; readonly requestMac: string; readonly formerMacs?: readonly string[] } | null;
}

export const noCost = (): Cost => ({ roundTrips: 0, rowsRead: 0, rowsWritten: 0, inFlight: 0 });

/** Facts of work that no request asked for: the cron, a queue message. `job` names it in audit rows. */
export function jobFacts(env: Env, job: string, now: number): Facts {
  return { env, requestId: `${job}-${now}`, now, language: "zh-Hant", cost: noCost(), idempotency: null };
}
