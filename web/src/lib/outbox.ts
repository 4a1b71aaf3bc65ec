import type { FieldProblem } from "../api/problem";

/**
 * What was sent and not yet answered, kept on this device until it is: a signal lost at a factory gate loses nothing. Each
 * has one key for ever, so that it is done once however often it is sent. Nobody but who wrote it sees it here.
 */
export interface Unsent<Body = unknown> {
  /** Its Idempotency-Key too. */
  id: string;
  /** Whose, and where: `tenant/user`. */
  box: string;
  body: Body;
  madeAt: number;
  /** What the API had against it; it waits for its writer then, not for a connection. */
  refused: { code: string; detail: string; errors: FieldProblem[] } | null;
}

const NAME = "tuantuo.outbox";
const STORE = "unsent";
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);

let opened: Promise<IDBDatabase> | undefined;
let kept: Unsent[] = [];
const listeners = new Set<() => void>();

function settled<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function database(): Promise<IDBDatabase> {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    return settled(request);
  })();
  return opened;
}

/** Writes, and waits until the device has it for good: what is said to be kept must be. */
async function write(change: (store: IDBObjectStore) => void): Promise<void> {
  const transaction = (await database()).transaction(STORE, "readwrite", { durability: "strict" });
  change(transaction.objectStore(STORE));
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  await readOutbox();
  others?.postMessage(null);
}

/** Reads what is kept here anew. */
export async function readOutbox(): Promise<Unsent[]> {
  try {
    kept = await settled((await database()).transaction(STORE).objectStore(STORE).getAll());
  } catch {
    kept = []; // storage is forbidden here: nothing is kept, and sending goes on without it
  }
  for (const listener of listeners) listener();
  return kept;
}
others?.addEventListener("message", readOutbox);

export const keepUnsent = (unsent: Unsent): Promise<void> => write((store) => store.put(unsent));
export const dropUnsent = (id: string): Promise<void> => write((store) => store.delete(id));

/** What of a box is here, as it was last read; the same array while nothing changes. */
export const unsentNow = (): Unsent[] => kept;

export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One sender at a time, over all windows of this device. */
export function alone<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  return navigator.locks ? navigator.locks.request(NAME, act) : act();
}
