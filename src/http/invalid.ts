import type { FieldProblem } from "./problem";

interface Issue {
  code?: string;
  path: PropertyKey[];
  [key: string]: unknown;
}

/** zod's findings as ours: a JSON pointer and a stable code; nothing of what was typed is repeated. */
export function fieldProblems(issues: readonly unknown[], target: string): FieldProblem[] {
  const prefix = target === "json" || target === "form" ? "" : `/${target}`;

  return (issues as Issue[]).flatMap((issue) => ofIssue(issue, prefix)).slice(0, 50);
}

function ofIssue(issue: Issue, prefix: string): FieldProblem[] {
  const pointer = prefix + pointerOf(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return (issue.keys as string[]).map((key) => ({ pointer: `${pointer}/${escaped(key.slice(0, 60))}`, code: "unknown-field" }));
    case "invalid_type":
      return [{ pointer, code: issue.input === undefined && !("received" in issue) && isMissing(issue) ? "required" : "wrong-type" }];
    case "too_small":
      return [limited(pointer, issue, "too-small", "too-short", issue.minimum)];
    case "too_big":
      return [limited(pointer, issue, "too-large", "too-long", issue.maximum)];
    case "invalid_union": {
      const branches = (issue.errors as Issue[][] | undefined)?.filter((branch) => branch.length) ?? [];
      const nearest = branches.toSorted((a, b) => depth(b) - depth(a))[0];
      return nearest
        ? nearest.flatMap((inner) => ofIssue({ ...inner, path: [...issue.path, ...inner.path] }, prefix))
        : [{ pointer, code: "not-allowed" }];
    }
    case "invalid_value":
      return [{ pointer, code: "not-allowed" }];
    case "custom": {
      const params = issue.params as { code?: string } | undefined;
      const { code = "not-allowed", ...rest } = params ?? {};
      return [{ pointer, code, params: rest as FieldProblem["params"] }];
    }
    default:
      return [{ pointer, code: "wrong-format" }];
  }
}

const isMissing = (issue: Issue) => typeof issue.message === "string" && issue.message.endsWith("received undefined");
const depth = (branch: Issue[]) => Math.max(...branch.map(({ path }) => path.length));
const pointerOf = (path: PropertyKey[]) => path.map((part) => `/${escaped(String(part))}`).join("");
const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

function limited(pointer: string, issue: Issue, forNumbers: string, forTexts: string, limit: unknown): FieldProblem {
  const code = issue.origin === "string" || issue.origin === "array" ? forTexts : forNumbers;

  return { pointer, code, params: { limit: Number(limit) } };
}
