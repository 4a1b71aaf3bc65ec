import { env } from "cloudflare:workers";
import { expect } from "vitest";

/** How long a busy machine is given to show how quick it can be. */
const PATIENCE_MS = 5_000;
/** Beside the other steps of `npm test` nothing is as quick as it is alone, as in `npm run test:full`. */
const BESIDE_OTHERS = 3;

/**
 * Expects the quickest run to take no longer: what else the machine does makes none quicker. Ends with the first that does.
 *
 * @param given made anew for each run and not counted: nothing is left of the run before
 */
export function expectWithin<Given>(ms: number, given: () => Given, act: (given: Given) => unknown, what?: string): void {
  const mayTake = env.ALONE ? ms : ms * BESIDE_OTHERS;
  expect(quickest(mayTake, given, act), what).toBeLessThanOrEqual(mayTake);
}

/** The quickest run, in ms. Ends with the first that is within what it may take, and with the patience. */
export function quickest<Given>(mayTakeMs: number, given: () => Given, act: (given: Given) => unknown): number {
  const until = performance.now() + PATIENCE_MS;
  let best = Number.POSITIVE_INFINITY;
  do {
    const fresh = given();
    const from = performance.now();
    act(fresh);
    best = Math.min(best, performance.now() - from);
  } while (best > mayTakeMs && performance.now() < until);

  return best;
}
