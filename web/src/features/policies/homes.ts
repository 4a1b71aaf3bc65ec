import type { HomePlace } from "../../../../src/policies/contract";

/** As many homes and buildings as one step may name. */
export const HOMES_AT_MOST = 300;
const BUILDINGS_AT_MOST = 50;
const NAME_AT_MOST = 20;

/** Homes that somebody typed or pasted, and what of it names none. */
export interface ReadHomes {
  homes: HomePlace[];
  unread: string[];
}

/**
 * 1-0301、1-0302, or building and number beside each other as a sheet has them; one to a line, or with commas between. Where
 * a home could be parted in two ways, at the building that the project has, else before its number. Twice is once.
 */
export function readHomes(text: string, buildings: string[]): ReadHomes {
  const homes = new Map<string, HomePlace>();
  const unread: string[] = [];
  for (const token of namesIn(text.replaceAll("\t", "-"))) {
    const home = homeIn(token, buildings);
    if (home) homes.set(homeText(home), home);
    else unread.push(token);
  }

  return { homes: [...homes.values()], unread };
}

export const homeText = ({ building, number }: HomePlace): string => `${building} ${number}`;

/** Buildings that somebody typed; null for too many, or a name too long to be one. */
export function readBuildings(text: string): string[] | null {
  const names = [...new Set(namesIn(text))];

  return names.length <= BUILDINGS_AT_MOST && names.every(isName) ? names : null;
}

/** A name of a place as the API keeps it: half-width, single spaces, none at the ends. */
const plainly = (text: string): string => text.normalize("NFKC").replaceAll(/\s+/g, " ").trim();

const namesIn = (text: string): string[] =>
  text
    .split(/[\n\r,，、;；]+/)
    .map(plainly)
    .filter((name) => name !== "");

const isName = (name: string) => name.length > 0 && name.length <= NAME_AT_MOST;

function homeIn(token: string, buildings: string[]): HomePlace | null {
  const ways = [...token.matchAll(/ ?[-–— ] ?/g)]
    .map(({ index, 0: between }) => ({
      building: token.slice(0, index),
      number: token.slice(index + between.length),
      isSpace: between === " ",
    }))
    .filter(({ building, number }) => isName(building) && isName(number));
  const way = ways.find(({ building }) => buildings.includes(building)) ?? ways.findLast(({ isSpace }) => isSpace) ?? ways.at(-1) ?? null;

  return way && { building: way.building, number: way.number };
}
