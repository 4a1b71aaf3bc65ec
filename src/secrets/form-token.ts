import { keyFor } from "./keys";
import { hashWith, keyedHash, sameText } from "./seal";

/** What a form's page is signed for. */
export interface Rendered {
  formId: string;
  language: string;
  /** Digest of the words that were shown to be agreed to. */
  consentId: string;
}

/** What the token of a page that came back says. */
export type TokenSays =
  /** Ours, for this form, language and words, and neither too old nor too early. */
  | { is: "good"; waited: boolean }
  /** Ours, and shown before the words to agree to were changed. */
  | { is: "other-words" }
  /** Waited for, and not yet good: it becomes so at `goodAt` (UTC milliseconds). */
  | { is: "early"; goodAt: number; token: string }
  | { is: "unknown" };

const goodForMs = 24 * 3_600_000;

/**
 * A page's token: when it was made, when it becomes good, the words it shows, and our signature.
 *
 * @param wait of a slow path: how long until it is good, and the phone it alone is good for
 */
export async function formToken(env: Env, rendered: Rendered, now: number, wait?: { ms: number; phone: string }): Promise<string> {
  const head = [now.toString(36), (wait?.ms ?? 0).toString(36), rendered.consentId].join(".");

  return `${head}.${await signature(env, head, rendered, wait?.phone)}`;
}

/** Reads a token. @param phone that was typed, in its one form; a token that was waited for is good for that phone alone */
export async function readFormToken(env: Env, token: string, rendered: Rendered, now: number, phone: string): Promise<TokenSays> {
  const [made = "", waits = "", consentId = "", signed = ""] = token.split(".");
  const [madeAt, waitMs] = [Number.parseInt(made, 36), Number.parseInt(waits, 36)];
  const own = await signature(env, [made, waits, consentId].join("."), { ...rendered, consentId }, waitMs > 0 ? phone : undefined);
  if (!sameText(signed, own) || now < madeAt || now >= madeAt + goodForMs) return { is: "unknown" };
  if (consentId !== rendered.consentId) return { is: "other-words" };

  return now < madeAt + waitMs ? { is: "early", goodAt: madeAt + waitMs, token } : { is: "good", waited: waitMs > 0 };
}

async function signature(env: Env, head: string, { formId, language }: Rendered, phone = ""): Promise<string> {
  return (await hashWith(await keyFor(env, "form-token"), [head, formId, language, phone].join("|"))).slice(0, 27);
}

/** A phone as one project knows it, whichever of its agencies asks. */
export const projectPhoneHash = (env: Env, projectId: string, phone: string): Promise<string> =>
  keyedHash(env, "project-phone", `${projectId}:${phone}`);
