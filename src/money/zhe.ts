/**
 * 折, as people type and read it. No import: the browser client uses this file as it is.
 *
 * Source: docs/pricing.md, "折 as people type it".
 */

/**
 * The payable rate that a person means, in basis points, or null when it could mean two things or nothing.
 *
 * - `98%`, `98.5 %`: percent of the price, as written, even 9.8% (which is 980)
 * - `9.8折`, `98折`, `985折`: all say 9.8折 or 9.85折; so do `九八折`, `九点八折`, `九八五折`; `九折` is 9000, `10折` 10000
 * - `無折扣`, `不打折`, `原價`: 10000
 * - `2% off`: 9800
 * - a bare number above 10 up to 100 is percent; from 2 to below 10 it is 折 (`9` is 9折); below 1 a fraction (`0.98`);
 *   1 to below 2, 10, and above 100 (`980`, `9800`) are refused: each could be read in two ways
 */
export function parsePayable(text: string): number | null {
  const typed = text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  if (NO_DISCOUNT.has(typed)) return 10_000;

  const [, digits, unit] = /^([0-9.]+)(折|%|%off)?$/.exec(inDigits(typed)) ?? [];
  const value = digits === undefined ? null : tenThousandths(digits);
  if (value === null) return null;

  return legalRate(
    unit === undefined ? ofBareNumber(value) : unit === "折" ? ofZhe(value) : unit === "%" ? value / 100 : 10_000 - value / 100,
  );
}

/** A payable rate in 折, without the word: 9800 is `9.8`, 8850 is `8.85`, 10000 is `10`. */
export function zhe(payableBps: number): string {
  return withoutZeros(payableBps, 3);
}

/** A payable rate as percent off: 9800 is `2`, 9850 is `1.5`. */
export function percentOff(payableBps: number): string {
  return withoutZeros(10_000 - payableBps, 2);
}

/** A rate in percent: 9550 is `95.5`. */
export function percent(bps: number): string {
  return withoutZeros(bps, 2);
}

/** A whole number printed with its last digits as decimals, without zeros at the end. */
export function withoutZeros(whole: number, decimals: number): string {
  const padded = String(whole).padStart(decimals + 1, "0");
  const fraction = padded.slice(-decimals).replace(/0+$/, "");

  return padded.slice(0, -decimals) + (fraction && `.${fraction}`);
}

const NO_DISCOUNT = new Set(["無折扣", "无折扣", "無折", "无折", "不打折", "原價", "原价", "nodiscount"]);

/** A number as a whole count of ten-thousandths, exactly; null when it has more decimals or is none. */
function tenThousandths(digits: string): number | null {
  const [, whole, fraction = ""] = /^([0-9]{1,4})(?:\.([0-9]{1,4}))?$/.exec(digits) ?? [];

  return whole === undefined ? null : Number(whole + fraction.padEnd(4, "0"));
}

const ONE = 10_000;

function ofZhe(value: number): number | null {
  if (value < ONE) return null;
  if (value <= 10 * ONE) return value / 10;

  return value <= 100 * ONE ? value / 100 : value / 1_000;
}

function ofBareNumber(value: number): number | null {
  if (value < ONE) return value;
  if (value < 2 * ONE || value === 10 * ONE || value > 100 * ONE) return null;

  return value < 10 * ONE ? value / 10 : value / 100;
}

function legalRate(bps: number | null): number | null {
  return bps !== null && Number.isInteger(bps) && bps >= 1 && bps <= 10_000 ? bps : null;
}

/** Chinese numerals before 折, digit by digit: 九八折 is 98折, 九點八折 is 9.8折; 十折 is 10折. */
function inDigits(typed: string): string {
  if (!/^[〇零一二三四五六七八九十點点]+折$/.test(typed)) return typed;
  if (typed === "十折") return "10折";

  return typed.replace(/[點点]/, ".").replace(/[〇零一二三四五六七八九]/g, (numeral) => String(NUMERALS.get(numeral)));
}

const NUMERALS = new Map([..."零一二三四五六七八九"].map((numeral, digit) => [numeral, digit] as const).concat([["〇", 0]]));
