import { ApiProblem, UNREACHABLE } from "../api/problem";
import type { Translate } from "../i18n/messages";
import { PartMissing } from "../lib/part";

/** What a failure to read means: nothing was typed that could be lost. */
export function readingWords(t: Translate, error: unknown): string {
  if (error instanceof PartMissing) return t(`common.reading.${error.why}`);
  if (!(error instanceof ApiProblem && error.code === UNREACHABLE)) return problemWords(t, error);
  return t(navigator.onLine ? "common.reading.unreachable" : "common.reading.offline");
}

/** What a failure means to the person at the screen. The API's own words are in their language; ours say what only we know. */
export function problemWords(t: Translate, error: unknown): string {
  if (!(error instanceof ApiProblem)) return t("common.problem.unknown");
  if (error.code === UNREACHABLE) return t(navigator.onLine ? "common.problem.unreachable" : "common.problem.offline");
  if (error.code === "stale") return t("common.problem.stale");
  if (error.status >= 500 || !error.detail) {
    return error.requestId ? t("common.problem.internalWithId", { id: error.requestId }) : t("common.problem.unknown");
  }
  return error.detail;
}
