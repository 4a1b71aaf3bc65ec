/** One spelling for one mailbox: what is hashed, sealed and compared. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** Enough to recognise an own address, too little to write to another's: `l•••@example.com`. */
export function maskedEmail(email: string): string {
  const [name = "", domain = ""] = email.split("@");

  return `${[...name][0] ?? ""}•••@${domain}`;
}

/** A password may not be the address it protects. Its length is the schema's to check. */
export const passwordFits = (password: string, email: string): boolean => normalEmail(password) !== normalEmail(email);

const browsers: readonly (readonly [mark: RegExp, name: string])[] = [
  [/MicroMessenger/, "WeChat"],
  [/wxwork/i, "WeCom"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: readonly (readonly [mark: RegExp, name: string])[] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/**
 * Browser and system of a `User-Agent`, such as `Chrome · Windows`: what a person needs to recognise a device.
 * The header itself is not kept; it can tell one person from another. What is not known is left out, `?` if nothing is.
 */
export function deviceOf(userAgent: string): string {
  const nameIn = (known: typeof browsers) => known.find(([mark]) => mark.test(userAgent))?.[1];

  return [nameIn(browsers), nameIn(systems)].filter((name) => name !== undefined).join(" · ") || "?";
}

/** One subscriber holds a whole IPv6 /64, so its first four groups stand for the address; an IPv4 address stands for itself. */
export function subscriberOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const filled =
    tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill("0"), ...after];

  return filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

export const refreshSeconds = 30 * 86_400;

/** How long after a renewal the secret before it is given the same next one: two tabs that renew at once. */
export const toleranceMs = 30_000;

export const resetLastsMs = 60 * 60_000;

/** How long a code by SMS is good. */
export const smsCodeLastsMs = 10 * 60_000;

/** How often something may be tried in a window that starts with the first try. */
export interface Limit {
  times: number;
  windowMs: number;
}

export const limits = {
  /** Wrong tries from one subscriber; an office signs in as often as it likes. */
  signInFromAddress: { times: 30, windowMs: 10 * 60_000 },
  /** Tries for one account, whether it exists or not; a success starts anew. */
  signInToAccount: { times: 10, windowMs: 15 * 60_000 },
  /** Tries of a second factor's code, so that who knows the password cannot guess it: 240 a day against a million. */
  code: { times: 10, windowMs: 60 * 60_000 },
  /** Codes by SMS to one number, and to whatever numbers one account names. */
  smsToNumber: { times: 1, windowMs: 60_000 },
  smsToNumberADay: { times: 5, windowMs: 24 * 60 * 60_000 },
  smsToAccountADay: { times: 5, windowMs: 24 * 60 * 60_000 },
  smsFromAddress: { times: 30, windowMs: 60 * 60_000 },
  /** Tries at one code. */
  smsCode: { times: 5, windowMs: 10 * 60_000 },
  resetFromAddress: { times: 30, windowMs: 60 * 60_000 },
  resetOfAccount: { times: 3, windowMs: 60 * 60_000 },
  /** Agencies and developers that one subscriber founds or tries to; a company needs one. */
  signUpFromAddress: { times: 20, windowMs: 60 * 60_000 },
  /** Receipts looked up from one subscriber: a whole factory may stand behind one address, and each page is asked again. */
  receiptFromAddress: { times: 2_000, windowMs: 10 * 60_000 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

type RefreshVerdict = "current" | "tolerated" | "unanswered" | "reused" | "ended";

interface SessionState {
  secretHash: string;
  previousHash: string | null;
  rotatedAt: number;
  expiresAt: number;
  endedAt: number | null;
}

/**
 * What a refresh secret is worth at an instant. `current`: renew and rotate. `tolerated`: the one before, within
 * {@link toleranceMs} of its rotation; a new access token, no rotation. `unanswered`: the one before, later; its next one
 * was never used, so its holder may not have received it: it is given another in its place, and whoever does hold the one
 * that is replaced brings it as `reused`. `reused`: an older one came back, or one that was replaced, so two hold the
 * session and it ends for both. `ended`: nothing to renew.
 */
export function refreshVerdict(session: SessionState | undefined, hash: string, now: number): RefreshVerdict {
  if (!session || session.endedAt !== null || session.expiresAt <= now) return "ended";
  if (session.secretHash === hash) return "current";

  if (session.previousHash !== hash) return "reused";

  return now - session.rotatedAt <= toleranceMs ? "tolerated" : "unanswered";
}
