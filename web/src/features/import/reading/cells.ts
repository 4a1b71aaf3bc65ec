/*
 * What stands in a cell, as text: without what nobody sees, and as whoever typed it meant it.
 */

/** Blanks that spreadsheets and web pages leave: no-break, ideographic, of no width, the mark of an encoding. */
const blanks = /[\s\u00A0\u1680\u180E\u2000-\u200D\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF]+/g;

/** A cell's text. Numbers that came as `13812341234.0` lose what is none of them; full-width digits of a number become half-width. */
export function tidied(text: string): string {
  const trimmed = text.replaceAll(blanks, " ").trim();
  const number = /^[\p{Nd}０-９＋－（）().+\-\s—–]+$/u.test(trimmed) ? trimmed.normalize("NFKC") : trimmed;

  return /^\d{5,}\.0+$/.test(number) ? number.slice(0, number.indexOf(".")) : number;
}

/** A number of a cell as text, all its digits: never 1.38E+10. */
export function numberText(raw: string): string {
  const number = Number(raw);
  if (!Number.isFinite(number)) return raw;
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number);

  return Math.abs(number) < 1e15 ? String(Number(number.toPrecision(15))) : BigInt(Math.round(number)).toString();
}

/** The day that a serial of a spreadsheet is, with the time of day if it has one. Spreadsheets take 1900 for a leap year. */
export function serialText(serial: number, is1904: boolean): string {
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const instant = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  if (Number.isNaN(instant.getTime())) return String(serial);
  const [day, time] = instant.toISOString().split("T");

  return time?.startsWith("00:00") ? (day ?? "") : `${day} ${time?.slice(0, 5)}`;
}

/**
 * A business day as offices type it: 2008-06-01, 2008/6/1, 2008.6.1, 2008年6月1日, 20080601, or a serial.
 *
 * @returns null for what is no day of the calendar
 */
export function dayOf(text: string, is1904 = false): string | null {
  const typed = text.normalize("NFKC").trim();
  if (/^\d{5}(\.\d+)?$/.test(typed)) return dayOf(serialText(Math.floor(Number(typed)), is1904));
  const [, year, month, day] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日號号]?(?:\s.*)?$/.exec(typed) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(typed) ?? [];
  if (!year || !month || !day) return null;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));

  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day) ? at.toISOString().slice(0, 10) : null;
}
