import type { Language } from "../api/session";

/**
 * How amounts, rates, areas and days are written. Money is whole fen, a rate is payable basis points, an area is
 * hundredths of a square metre, a business day is `YYYY-MM-DD`; every function is pure and takes its language.
 */

export const NOTHING = "—";
const MINUS = "−"; // U+2212: as wide as a digit, never broken from it

const FEN_PER_YUAN = 100;

/** Names of the locale's own rules for dates and numbers. */
const LOCALE: Record<Language, string> = { "zh-Hant": "zh-Hant-TW", "zh-Hans": "zh-Hans-CN", en: "en-GB" };

/** Thousands separators and the true minus: 1,234. */
export function count(n: number): string {
  return `${n < 0 ? MINUS : ""}${grouped(Math.abs(n))}`;
}

/** A count that went no further than to a hundred: `99+`. */
export const countUpTo = (n: number): string => (n > 99 ? "99+" : count(n));

export interface MoneyParts {
  /** `−` or nothing. */
  sign: string;
  /** Whole yuan with separators. */
  yuan: string;
  /** Two digits. */
  fen: string;
}

/** The parts of an amount, for a place that sets fen lighter than yuan. */
export function moneyParts(fen: number): MoneyParts {
  const amount = Math.abs(fen);
  return {
    sign: fen < 0 ? MINUS : "",
    yuan: grouped(Math.floor(amount / FEN_PER_YUAN)),
    fen: String(amount % FEN_PER_YUAN).padStart(2, "0"),
  };
}

/** Always two decimals, no sign of currency: 433,160.00. For slips, statements and columns whose head says 元. */
export function money(fen: number): string {
  const { sign, yuan, fen: cents } = moneyParts(fen);
  return `${sign}${yuan}.${cents}`;
}

/** An amount that stands alone, in a sentence or a button: ¥433,160.00. */
export function moneyAlone(fen: number): string {
  const { sign, yuan, fen: cents } = moneyParts(fen);
  return `${sign}¥${yuan}.${cents}`;
}

/** Detail outside slips: decimals only if the amount is not whole yuan: ¥1,234,567. */
export function moneyShort(fen: number): string {
  const { sign, yuan, fen: cents } = moneyParts(fen);
  return cents === "00" ? `${sign}¥${yuan}` : `${sign}¥${yuan}.${cents}`;
}

/**
 * A cell of a wide table, in the unit its head names (`tableMoneyUnit`): 萬元 with one decimal, 123.5; in English
 * thousands of yuan. Rounded half up, so totals must be summed from fen.
 */
export function tableMoney(fen: number, language: Language): string {
  return scaled(fen, language === "en" ? 1_000_00 : 10_000_00, 1);
}

export function tableMoneyUnit(language: Language): string {
  return { "zh-Hant": "萬元", "zh-Hans": "万元", en: "¥ thousand" }[language];
}

/** A card: ¥123.5萬, from a hundred million yuan ¥1.23億; English ¥43.2K, ¥1.24M. Small amounts in full. */
export function cardMoney(fen: number, language: Language): string {
  const steps: [fromFen: number, divisor: number, decimals: number, unit: string][] =
    language === "en"
      ? [
          [999_950_00, 1_000_000_00, 2, "M"], // what would round to 1,000.0K is said in M
          [1_000_00, 1_000_00, 1, "K"],
        ]
      : [
          [99_999_500_00, 100_000_000_00, 2, language === "zh-Hans" ? "亿" : "億"],
          [10_000_00, 10_000_00, 1, language === "zh-Hans" ? "万" : "萬"],
        ];
  const step = steps.find(([fromFen]) => Math.abs(fen) >= fromFen);
  if (!step) return moneyShort(fen);

  const [, divisor, decimals, unit] = step;
  const text = scaled(Math.abs(fen), divisor, decimals);
  return `${fen < 0 ? MINUS : ""}¥${text}${unit}`;
}

/** A part of a whole with one decimal, half up: 87.5%. Without a whole there is no percentage. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return NOTHING;
  return `${scaled(part * 100, whole, 1)}%`;
}

/** The difference of two percentages, given in tenths of a point: 1.4 個百分點. */
export function percentagePoints(tenths: number, language: Language): string {
  const unit = { "zh-Hant": " 個百分點", "zh-Hans": " 个百分点", en: " points" }[language];
  return `${scaled(tenths, 10, 1)}${unit}`;
}

/** 13000 → 130.00 ㎡. */
export function area(centiSqm: number): string {
  return `${areaNumber(centiSqm)} ㎡`;
}

export function areaNumber(centiSqm: number): string {
  return `${grouped(Math.floor(centiSqm / 100))}.${String(centiSqm % 100).padStart(2, "0")}`;
}

/** 中間四位掩去: 138****1234. A number too short to mask so is masked whole. */
export function maskedPhone(phone: string): string {
  return phone.length >= 8 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : "****";
}

/** A window of business days, both included: 2008-05-15 至 2008-07-15. */
export function dayRange(startsOn: string, endsOn: string, language: Language): string {
  return `${startsOn} ${language === "en" ? "to" : "至"} ${endsOn}`;
}

/** A business day as an agenda says it: 11月23日（一）; English Mon 23 Nov. */
export function agendaDay(day: string, language: Language): string {
  return dayWords(new Date(`${day}T00:00:00Z`), "UTC", language);
}

/** A business day as a heading says it, with its year: 2026年11月23日（一）; English Mon 23 Nov 2026. */
export function fullDay(day: string, language: Language): string {
  const year = day.slice(0, 4);
  return language === "en" ? `${agendaDay(day, language)} ${year}` : `${year}年${agendaDay(day, language)}`;
}

/** An instant in the campaign's zone: 11月23日（一）14:00; English Mon 23 Nov, 14:00. */
export function agendaTime(instant: string, zone: string, language: Language): string {
  const at = new Date(instant);
  return `${dayWords(at, zone, language)}${language === "en" ? ", " : ""}${timeOfDay(instant, zone)}`;
}

/** An instant in a table, in the campaign's zone: 2026-11-23 14:00. */
export function tableTime(instant: string, zone: string): string {
  return `${dayOf(instant, zone)} ${timeOfDay(instant, zone)}`;
}

/** How many days from one business day to another; of one day 0. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The business day of an instant in a zone, YYYY-MM-DD. */
export function dayOf(instant: string | Date, zone: string): string {
  return formatter("sv-SE", { timeZone: zone, dateStyle: "short" }).format(new Date(instant)); // Swedish writes ISO days
}

/**
 * Today in the campaign's zone, moved to the nearest day of its window: what the day of a form begins with.
 *
 * @param least the day before which it cannot lie (a payment: its approval), though that be after the window
 */
export function dayInCampaign(
  { zone, startsOn, endsOn }: { zone: string; startsOn: string; endsOn: string },
  now: Date,
  least: string | null = null,
): string {
  const today = dayOf(now, zone);
  const inside = today < startsOn ? startsOn : today > endsOn ? endsOn : today;
  return least !== null && least > inside ? least : inside;
}

/** 14:03, in the zone given. */
export function timeOfDay(instant: string | Date, zone: string): string {
  return formatter("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));
}

/** The zone of this device: only for what concerns the device itself, such as since when it is offline. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Bytes as people say them: 820 KB, 1.4 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${scaled(bytes, 1_000_000, 1)} MB`;
}

/** Names in a row: 一次性、按揭; English one-off, mortgage. */
export function listed(words: string[], language: Language): string {
  return words.join(language === "en" ? ", " : "、");
}

function dayWords(at: Date, zone: string, language: Language): string {
  const part = (options: Intl.DateTimeFormatOptions) => formatter(LOCALE[language], { timeZone: zone, ...options }).format(at);
  if (language === "en") return `${part({ weekday: "short" })} ${part({ day: "numeric", month: "short" })}`;
  return `${part({ month: "numeric", day: "numeric" }).replace(/^(\d+)\D(\d+)$/, "$1月$2日")}（${part({ weekday: "narrow" })}）`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** n ÷ divisor with fixed decimals, half away from zero, in integers. */
function scaled(n: number, divisor: number, decimals: number): string {
  const power = 10n ** BigInt(decimals);
  const amount = BigInt(Math.round(Math.abs(n)));
  const tenths = (amount * power * 2n + BigInt(divisor)) / (BigInt(divisor) * 2n);
  const sign = n < 0 && tenths > 0n ? MINUS : "";
  return `${sign}${grouped(Number(tenths / power))}.${String(tenths % power).padStart(decimals, "0")}`;
}
