import { useEffect, useRef } from "react";

/**
 * What was typed into forms that were left before they were sent. In memory alone, since it may hold phones: it is gone
 * with the page, and the key says whose it is.
 */
const kept = new Map<string, unknown>();

/** What was left under a key; undefined where nothing was. */
export const keptUnder = <Typed>(key: string): Typed | undefined => kept.get(key) as Typed | undefined;

/**
 * Keeps what is typed when the form is left by the back button or a link, and lets the browser ask before it is left for good.
 *
 * @param typed null: there is nothing worth keeping
 * @returns `forget`: it is not wanted any more; `sent`: nor is what stands there still
 */
export function useKept<Typed>(key: string, typed: Typed | null): { forget: () => void; sent: () => void } {
  const now = useRef(typed);
  const isSent = useRef(false);
  useEffect(() => {
    now.current = isSent.current ? null : typed;
  });
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (now.current !== null) event.preventDefault();
    };
    addEventListener("beforeunload", leaving);
    return () => {
      removeEventListener("beforeunload", leaving);
      if (now.current !== null) kept.set(key, now.current);
    };
  }, [key]);

  const forget = () => {
    now.current = null;
    kept.delete(key);
  };
  const sent = () => {
    isSent.current = true;
    forget();
  };
  return { forget, sent };
}
