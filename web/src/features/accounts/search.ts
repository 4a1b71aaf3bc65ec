import type { Account } from "../../api/accounts";

/** What a list is searched by: a name is found by two characters or more, so one alone is not asked for yet. */
export function searchOf(typed: string): string | null {
  const text = typed.trim();
  return [...text.replaceAll(/\s/g, "")].length < 2 ? null : text.slice(0, 40);
}

/** Why an account cannot be the parent of this one; null when it can. A parent has none itself. */
export function whyNoParent(candidate: Account, child: string | null): "itself" | "branch" | null {
  if (candidate.id === child) return "itself";
  return candidate.parentId === null ? null : "branch";
}
