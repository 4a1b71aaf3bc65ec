/** A number of days as people type it: 7 · 7天. Null for signs, decimals, or more than a year. */
export function parseDays(text: string): number | null {
  const match = /^(\d{1,3})(?:天|日)?$/.exec(text.normalize("NFKC").replace(/\s/g, ""));
  const days = match ? Number(match[1]) : null;

  return days !== null && days <= 365 ? days : null;
}
