import type { ChangeEffect } from "../../../api/deals";

type Other = ChangeEffect["others"][number];

/** Homes to which the same happens, in the order in which they were named. Amounts in fen. */
export interface OthersAlike {
  homes: string[];
  beforeFen: number | null;
  afterFen: number | null;
  openFen: number;
}

/** The other homes of a preview, those to which the same happens together. */
export function alike(others: Other[]): OthersAlike[] {
  const groups = Map.groupBy(others, ({ beforeFen, afterFen, openFen }) => `${beforeFen}/${afterFen}/${openFen}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { beforeFen, afterFen, openFen } = first;
    return [{ homes: group.map(({ building, unitNumber }) => `${building} ${unitNumber}`), beforeFen, afterFen, openFen }];
  });
}

/** By how much a price changes; one that is not known yet does not. */
export const changeOf = ({ beforeFen, afterFen }: Pick<Other, "beforeFen" | "afterFen">): number => (afterFen ?? 0) - (beforeFen ?? 0);

/** What happens to the others in one sentence. */
export type OthersFinding =
  | { kind: "same" }
  | { kind: "open"; homes: number }
  | { kind: "each"; homes: number; eachFen: number; totalFen: number }
  | { kind: "various"; homes: number; totalFen: number };

export function othersFinding(others: Other[]): OthersFinding {
  const changed = others.filter((other) => changeOf(other) !== 0);
  const open = others.filter(({ openFen }) => openFen > 0).length;
  if (changed.length === 0) return open > 0 ? { kind: "open", homes: open } : { kind: "same" };

  const totalFen = changed.reduce((sum, other) => sum + changeOf(other), 0);
  const [first] = changed;
  const eachFen = first === undefined ? 0 : changeOf(first);
  return changed.every((other) => changeOf(other) === eachFen)
    ? { kind: "each", homes: changed.length, eachFen, totalFen }
    : { kind: "various", homes: changed.length, totalFen };
}
