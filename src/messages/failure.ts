import type { FailureReason } from "./contract";

/** Why a letter did not go. It carries a reason of ours and nothing that a service answered, so it may be logged. */
export class Undelivered extends Error {
  override readonly name = "Undelivered";

  /**
   * @param again whether another try may succeed; else the letter is given up
   * @param afterMs how long the service asks to be left alone
   */
  constructor(
    readonly reason: FailureReason,
    readonly again: boolean,
    readonly afterMs = 0,
  ) {
    super(reason);
  }
}

/** How long a service may take to answer. */
export const answerWithinMs = 10_000;

/**
 * Asks a service over HTTP. What may be otherwise later (no answer, 429, 5xx) is worth another try, any other refusal is not.
 *
 * @returns the answer's JSON @throws Undelivered
 */
export async function asked(request: Request, withinMs: number, refusalOf: (status: number, body: Json) => Undelivered): Promise<Json> {
  const response = await fetch(request, { signal: AbortSignal.timeout(withinMs), redirect: "manual" }).catch((error: unknown) => {
    throw new Undelivered(isTimeout(error) ? "timeout" : "unreachable", true);
  });
  if (response.status === 429) throw new Undelivered("too-many", true, waitOf(response.headers.get("retry-after")));
  if (response.status >= 500) throw new Undelivered("server-error", true);
  const body = await response.json<Json>().catch((error: unknown) => {
    if (isTimeout(error)) throw new Undelivered("timeout", true);

    return null;
  });
  if (!response.ok) throw refusalOf(response.status, body);
  // It may have sent it: asking again is safe, since it takes one id once.
  if (typeof body !== "object" || body === null) throw new Undelivered("unreadable-answer", true);

  return body;
}

export type Json = Record<string, unknown> | null;

const isTimeout = (error: unknown) => error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");

/** `Retry-After` in seconds; what is longer than a day, or a date, is not listened to. */
function waitOf(header: string | null): number {
  const seconds = Number(header);

  return Number.isFinite(seconds) && seconds > 0 && seconds <= 86_400 ? seconds * 1000 : 0;
}
