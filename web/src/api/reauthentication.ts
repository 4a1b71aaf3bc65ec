import type { ApiProblem } from "./problem";

/** A session that ended while somebody was working: calls wait here until the same person has signed in again. */
interface Waiting {
  resume: () => void;
  giveUp: (problem: ApiProblem) => void;
  problem: ApiProblem;
}

let waiting: Waiting[] = [];
let enabled = false;
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/** Called by the page that can show the sign-in over itself; before that (and on public pages) a 401 is simply thrown. */
export function offerSigningInAgain(offered: boolean): void {
  enabled = offered;
}

/** Resolves once signed in again. @throws the problem itself when there is nobody to ask, or the user declines */
export function signInAgain(problem: ApiProblem): Promise<void> {
  if (!enabled) return Promise.reject(problem);

  return new Promise<void>((resolve, reject) => {
    waiting.push({ resume: resolve, giveUp: reject, problem });
    changed();
  });
}

export function signedInAgain(): void {
  const resumed = waiting;
  waiting = [];
  for (const { resume } of resumed) resume();
  changed();
}

export function declineSigningIn(): void {
  const refused = waiting;
  waiting = [];
  for (const { giveUp, problem } of refused) giveUp(problem);
  changed();
}

export function isWaitingForSignIn(): boolean {
  return waiting.length > 0;
}

export function onWaitingChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
