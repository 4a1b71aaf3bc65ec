/** A person's name on a page that others may look at: 陳＊明, 林＊, 歐＊＊軍; of a name in Latin letters the initials remain. */
export function maskedName(name: string): string {
  const written = name.trim();
  if (/^[\p{Script=Latin}\s.'’-]+$/u.test(written)) {
    return written
      .split(/\s+/)
      .map((word) => `${word.slice(0, 1)}.`)
      .join(" ");
  }
  const letters = [...written];
  if (letters.length <= 2) return `${letters[0] ?? ""}＊`;
  return `${letters[0]}${"＊".repeat(letters.length - 2)}${letters.at(-1)}`;
}
