/** How many one sending records at most. */
export const RECORDED_AT_ONCE = 100;
const NAME_AT_MOST = 80;

export interface Roster {
  /** Each once, in the order written. */
  names: string[];
  /** Written more than once; recorded once. */
  doubled: string[];
  /** Longer than a name may be. */
  tooLong: string[];
}

/**
 * The names of a pasted roster: one a line, or parted by 、 , ; or tabs as sheets and messages have them. Numbering in
 * front (1. ① (3) 4、) is dropped. Two people of one name cannot be told apart here: they are recorded one by one.
 */
export function rosterOf(text: string): Roster {
  const written = text
    .split(/[\n\r\t;；,，]+|(?<!\d)、/)
    .map((entry) =>
      entry
        .replace(/^\s*(?:[(（]?\d+[)）.、．]?|[①-⑳])\s*/u, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((name) => name !== "");
  const names = [...new Set(written)];

  return {
    names: names.filter((name) => name.length <= NAME_AT_MOST),
    doubled: names.filter((name) => written.indexOf(name) !== written.lastIndexOf(name)),
    tooLong: names.filter((name) => name.length > NAME_AT_MOST),
  };
}
