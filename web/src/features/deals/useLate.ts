import { useEffect, useState } from "react";
import { isProblem } from "../../api/problem";
import { useCan } from "../../app/session";

/**
 * A day too far back is recorded only by those who may, and with a reason: once the API has said so, the form asks for it.
 *
 * @param failure what the last sending was refused with
 * @returns `isAsked`: the form shows the field; `failure`: what still has to be said
 */
export function useLate(failure: unknown): { isAsked: boolean; failure: unknown } {
  const may = useCan()("deal:backdate");
  const isLate = may && isProblem(failure, "backdated");
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    if (isLate) setIsAsked(true);
  }, [isLate]);

  return { isAsked: isAsked || isLate, failure: isLate ? null : failure };
}

/** The reason as it is sent: only where it was asked for. */
export const lateReason = (isAsked: boolean, reason: string): { reason?: string } =>
  isAsked && reason.trim() ? { reason: reason.trim() } : {};
