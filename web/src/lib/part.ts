/** Why a part did not come: no connection, no answer, or a server that answers and no longer has it (a newer release). */
type PartFailure = "offline" | "unreachable" | "outdated";

/** A part of the client that is fetched when it is first needed. */
export interface Part<Value> {
  /** Null until it is here. */
  readonly value: Value | null;
  /** Fetches it, once for all who ask; after a failure the next one asks anew. @throws PartMissing, and nothing else */
  fetch: () => Promise<Value>;
}

export class PartMissing extends Error {
  constructor(readonly why: PartFailure) {
    super(why);
    this.name = "PartMissing";
  }
}

/** What a part needs to know of the world around it. */
export interface Surroundings {
  isOnline: () => boolean;
  /** Whether the server answers at all. */
  answers: () => Promise<boolean>;
  /** Asks again for the stylesheets that did not come. */
  mendStyles: () => Promise<unknown>;
}

/** A part that `load` fetches. React's `lazy` keeps a failure for ever; this one asks again, and tells what is the matter. */
export function partOf<Value>(load: () => Promise<Value>, around: Surroundings = browser): Part<Value> {
  let value: Value | null = null;
  let underWay: Promise<Value> | null = null;
  let hasFailed = false;

  const afresh = async () => {
    await around.mendStyles();
    return load();
  };
  const ask = async () => {
    try {
      return await (hasFailed ? afresh() : load());
    } catch {
      hasFailed = true;
      if (!around.isOnline()) throw new PartMissing("offline");
      if (!(await around.answers())) throw new PartMissing("unreachable");
    }
    try {
      return await afresh();
    } catch {
      throw new PartMissing(around.isOnline() ? "outdated" : "offline");
    }
  };

  return {
    get value() {
      return value;
    },
    fetch() {
      underWay ??= ask().then(
        (came) => {
          value = came;
          return came;
        },
        (failure) => {
          underWay = null;
          throw failure;
        },
      );
      return underWay;
    },
  };
}

/** Whether a page that a newer release took away may be loaded anew by itself: once a minute, lest it goes round for ever. */
export function mayReload(lastAt: string | null, now: number): boolean {
  return lastAt === null || now - Number(lastAt) > 60_000;
}

const browser: Surroundings = {
  isOnline: () => navigator.onLine,
  answers: () =>
    fetch("/", { method: "HEAD", cache: "no-store" }).then(
      ({ ok }) => ok,
      () => false,
    ),
  mendStyles,
};

/** Vite asks for a stylesheet once in a page's life: one that did not come is asked for here, else the part would stand unclothed. */
function mendStyles(): Promise<unknown> {
  const missing = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]:not([data-mended])')].filter(
    (link) => !hasCome(link),
  );
  return Promise.all(
    missing.map((link) => {
      const fresh = link.cloneNode() as HTMLLinkElement;
      link.dataset.mended = "";
      return new Promise((resolve, reject) => {
        fresh.addEventListener("load", resolve);
        fresh.addEventListener("error", reject);
        link.after(fresh);
      });
    }),
  );
}

/** One that failed has a sheet as well in some browsers, whose rules nobody may read. */
function hasCome({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}

/** Long enough for the page itself to be there first. */
const IDLE_MS = 3_000;
const later: Part<unknown>[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Fetches a part once nothing else is loading, one after the other, unless the person wants data spared. */
export function fetchWhenIdle(part: Part<unknown>): void {
  if (typeof document === "undefined" || isSparing()) return;
  later.push(part);
  clearTimeout(timer);
  timer = setTimeout(async () => {
    for (let next = later.shift(); next; next = later.shift()) await next.fetch().catch(() => undefined); // asked again when it is needed
  }, IDLE_MS);
}

function isSparing(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
