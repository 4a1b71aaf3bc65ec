import type { QueryClient } from "@tanstack/react-query";
import { readOutbox, unsentNow } from "../../lib/outbox";
import { boxOf, entriesOf, sendWaiting, type UnsentEntry } from "./entries";

/** A connection that the device does not know to be back is tried so often, while something waits. */
const TRIED_EVERY_MS = 30_000;

/**
 * Sends what waits as soon as it can go: at once, when a connection is back, when the page is looked at again, and now and
 * then. @returns what ends it
 */
export function beginSending(tenant: string, user: string, queries: QueryClient, onDone: (done: UnsentEntry) => void): () => void {
  const box = boxOf(tenant, user);
  const done = (unsent: UnsentEntry) => {
    queries.invalidateQueries({ queryKey: ["agency", tenant, "campaigns", unsent.body.campaign, "leads"] });
    queries.invalidateQueries({ queryKey: ["agency", tenant, "leads"] });
    onDone(unsent);
  };
  const isWaiting = () => entriesOf(box, unsentNow()).some(({ refused }) => refused === null);
  const send = () => {
    if (navigator.onLine && isWaiting()) sendWaiting(tenant, box, done);
  };
  const look = () => !document.hidden && send();

  readOutbox().then(send);
  const timer = setInterval(send, TRIED_EVERY_MS);
  addEventListener("online", send);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    removeEventListener("online", send);
    document.removeEventListener("visibilitychange", look);
  };
}
