/**
 * The pairs of neighbouring characters of a name, each once, in lower case and half-width: what a search by two Chinese
 * characters finds. A name of one character is its own only gram.
 */
export function gramsOf(name: string): string[] {
  const characters = [...foldedName(name)];
  if (characters.length < 2) return characters;

  return [...new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))];
}

/** A name as it is searched: without spaces, half-width, lower case. */
export const foldedName = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");
