import { plainly } from "../../units/rules";

/** What a search may mean by a place: `1棟`, the beginning of a number, `1棟 0901`. A number is what ends in Latin letters and digits. */
export function placeAsked(search: string): { building: string | null; number: string | null } {
  const [, building = "", number = ""] = /^(.*?)([\dA-Za-z-]*)$/.exec(plainly(search)) ?? [];

  return { building: building.trim() || null, number: number || null };
}

/** The text after all that begin with a number. */
export const pastAll = (number: string): string => `${number}\u{10FFFF}`;
