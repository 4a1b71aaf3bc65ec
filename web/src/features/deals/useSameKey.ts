import { useRef } from "react";

/** A key for what is sent: the same while nothing of it changes, so that money sent twice over a bad line is recorded once. */
export function useSameKey(): (body: object) => string {
  const last = useRef<{ body: string; key: string }>(undefined);
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) last.current = { body: text, key: crypto.randomUUID() };
    return last.current.key;
  };
}
