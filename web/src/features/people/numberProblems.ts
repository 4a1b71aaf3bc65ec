import { ApiProblem } from "../../api/problem";
import type { Translate } from "../../i18n/messages";

/** A refusal that says of a phone or identity number how one looks, where the API only says that its format is wrong. */
export function numberProblems(t: Translate, error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const errors = error.errors.map((problem) => {
    if (problem.code !== "wrong-format") return problem;
    if (problem.pointer.endsWith("/phone")) return { ...problem, detail: t("accounts.person.phoneWrong") };
    if (problem.pointer.endsWith("/identity")) return { ...problem, detail: t("accounts.person.identityWrong") };
    return problem;
  });
  return new ApiProblem({ ...error, type: error.type, detail: error.detail, errors });
}
