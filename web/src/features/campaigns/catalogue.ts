import type { Catalogue } from "../../api/campaigns";

/** The lists of a campaign's words, as they are shown. */
export const LISTS = ["categories", "credentials", "paymentMethods", "products"] as const satisfies readonly (keyof Catalogue)[];
export type WordList = (typeof LISTS)[number];
/** `paidWithinDays` is a way to pay's alone. */
export type Word = Catalogue["paymentMethods"][number];

/** The word in its place if its code is known, else at the end. */
export function withWord(catalogue: Catalogue, list: WordList, word: Word): Catalogue {
  const known = catalogue[list].some(({ code }) => code === word.code);
  const words = known ? catalogue[list].map((other) => (other.code === word.code ? word : other)) : [...catalogue[list], word];

  return { ...catalogue, [list]: words };
}

export function withoutWord(catalogue: Catalogue, list: WordList, code: string): Catalogue {
  return { ...catalogue, [list]: catalogue[list].filter((word) => word.code !== code) };
}

/** A code that no word of the list has yet: what data refers to. People never need to think of one. */
export function freeCode(english: string, taken: readonly string[]): string {
  const base =
    english
      .toLowerCase()
      .normalize("NFKD")
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 40) || "own";
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(code)) return code;
  }
}
