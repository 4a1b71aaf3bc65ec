/** What people type, turned into what is stored. Each returns null when the text is not such a thing, and never guesses. */

/** Full-width digits and signs of a Chinese keyboard, spaces and separators out. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s,，]/g, "")
    .replace(/^[¥￥]/, "");
}

/** 1,000 · 1000.5 · 44.2萬 → fen. Null for more than two decimals, signs, or more than 10^11 fen. */
export function parseMoney(text: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?(?:元|([萬万])元?)?$/.exec(plain(text));
  if (!match) return null;

  const [, whole = "0", decimals = "", unit] = match;
  const places = unit ? 6 : 2; // 0.000001 of 10,000 yuan is a fen
  if (decimals.length > places) return null;
  const fen = Number(whole + decimals.padEnd(places, "0"));
  return fen <= 100_000_000_000 ? fen : null;
}

/** 130 · 130.5 · 130.55㎡ → hundredths of a square metre. Null for more than two decimals, zero, or over a million ㎡. */
export function parseArea(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?(?:m2|平米|平方米)?$/.exec(plain(text));
  if (!match) return null;

  const centiSqm = Number((match[1] ?? "") + (match[2] ?? "").padEnd(2, "0"));
  return centiSqm >= 1 && centiSqm <= 100_000_000 ? centiSqm : null;
}

/** A whole number of things: 9 · 9套. Null for zero, signs, decimals, or more than a million. */
export function parseCount(text: string): number | null {
  const match = /^(\d{1,7})套?$/.exec(plain(text));
  const n = match ? Number(match[1]) : 0;
  return n >= 1 && n <= 1_000_000 ? n : null;
}

/** A business day as an address writes it, `YYYY-MM-DD`; null for anything else. */
export function dayIn(text: string | null): string | null {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}
