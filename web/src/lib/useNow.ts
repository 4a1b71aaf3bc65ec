import { useSyncExternalStore } from "react";

/** Clocks on a page say minutes: they are looked at four times in one. */
const TICK_MS = 15_000;

let ticks = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  ticks += 1;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick); // a page that was asleep says the truth as soon as it is seen
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}

/**
 * The present instant in milliseconds; one timer for all that runs on a page. What was asked since the last tick is drawn
 * with the time of its drawing, else a clock that begins now would show more than it has.
 */
export function useNow(): number {
  useSyncExternalStore(listen, () => ticks);
  return Date.now();
}
