/*
 * Phones and identity numbers as people type them. One number has one form, so that it is found however it was typed;
 * what cannot be a number is refused rather than kept.
 */

/** Half-width, without what people put between digits, nor what a copied number brings along unseen. */
const bare = (text: string) => text.normalize("NFKC").replaceAll(/[\p{Cf}\s\-‐‑‒–—−ー.()·・]/gu, "");

const mobile = /^1[3-9]\d{9}$/;
/** Area code with its 0, then the number. The longest area codes have three digits after the 0. */
const landline = /^(0(?:10|2\d|[3-9]\d{2}))(\d*)$/;
/** Calling code → how a number looks there, without its own leading 0. */
const elsewhere: Record<string, RegExp> = { "852": /^[2-9]\d{7}$/, "853": /^[26]\d{7}$/, "886": /^(?:9\d{8}|[2-8]\d{7,8})$/ };
/** How long a number is there: the longest, where there are two. */
const lengths: Record<string, number> = { "852": 8, "853": 8, "886": 9 };
const extension = /(?:extension|ext|x|#|轉|转|分機號?|分机号?|內線|内线)(\d{1,6})$/i;
/** A landline with its extension behind a dash, as letterheads have it: 0731-82345678-801. */
const dashed = /^(.*\(?0\d{2,3}\)?[\s-]*\d{7,8})\s*[-–—]\s*(\d{1,6})$/;

/** Places whose numbers are read without their calling code once it is said that one is of there. */
export const phonePlaces = ["86", "852", "853", "886"] as const;
export type PhonePlace = (typeof phonePlaces)[number];

/**
 * A phone number in one form: `+8613812341234`, a landline `+867312345678`, with an extension `+867312345678;ext=12`.
 *
 * @param text as typed: full-width digits, spaces, dashes, `+86`, `0086`, `86`, an extension after 轉, # or ext, or a dash
 * @param place whose number it is when it has no calling code: mainland China unless told otherwise
 * @returns null for what is no number
 */
export function phoneOf(text: string, place: PhonePlace = "86"): string | null {
  const { digits, ext } = partsOf(text);
  const number = digits.startsWith("+")
    ? international(digits.slice(1))
    : place === "86"
      ? (mainland(digits) ?? (digits.startsWith("86") ? withoutCode(digits.slice(2)) : null))
      : (international(`${place}${digits}`) ?? (digits.startsWith(place) ? international(digits) : null));

  return number && (ext ? `${number};ext=${ext}` : number);
}

/** What keeps a text from being a phone number, precisely enough to be put right. */
export type PhoneFault =
  | { code: "phone-words" | "phone-area" | "phone-unknown" }
  /** `by` digits too few or too many; such a number has `of`. */
  | { code: "phone-short" | "phone-long"; by: number; of: number; kind: "mobile" | "landline" | "852" | "853" | "886" };

/** What is wrong with a number that `phoneOf` refuses. */
export function phoneFault(text: string, place: PhonePlace = "86"): PhoneFault {
  const { digits } = partsOf(text);
  const number = digits.replace(/^\+/, "");
  if (!/^\d+$/.test(number)) return { code: "phone-words" };
  const hasCode = digits.startsWith("+");
  const abroad = hasCode ? Object.keys(elsewhere).find((code) => number.startsWith(code)) : place === "86" ? undefined : place;
  if (abroad) return lengthFault(number.replace(hasCode ? abroad : "", "").replace(/^0/, ""), lengths[abroad] ?? 0, abroad as "852");
  if (hasCode && !number.startsWith("86")) return { code: "phone-unknown" };

  return faultOfMainland(number.replace(hasCode || /^86[01]/.test(number) ? /^86/ : "", ""));
}

function faultOfMainland(number: string): PhoneFault {
  const [, area = "", rest = ""] = landline.exec(number) ?? [];
  if (area) return rest.length > 8 ? lengthFault(rest, 8, "landline") : lengthFault(rest, 7, "landline", rest.length === 8);
  if (/^[2-9]/.test(number) && (number.length === 7 || number.length === 8)) return { code: "phone-area" };

  return lengthFault(number, 11, "mobile");
}

function lengthFault(number: string, of: number, kind: "mobile" | "landline" | "852", isLongEnough = false): PhoneFault {
  const by = of - number.length;
  if (by === 0 || isLongEnough) return { code: "phone-unknown" };

  return by > 0 ? { code: "phone-short", by, of, kind } : { code: "phone-long", by: -by, of, kind };
}

/** The digits of a number, with + where it has a calling code, and its extension. */
function partsOf(text: string): { digits: string; ext: string | undefined } {
  const [, before = text, behindDash] = dashed.exec(text.normalize("NFKC").trim()) ?? [];
  const typed = bare(before);
  const digits = typed.replace(extension, "").replace(/^00/, "+");

  return { digits, ext: behindDash ?? extension.exec(typed)?.[1] };
}

function international(digits: string): string | null {
  if (!/^\d{7,15}$/.test(digits)) return null;
  if (digits.startsWith("86")) return withoutCode(digits.slice(2));
  const place = Object.keys(elsewhere).find((code) => digits.startsWith(code));
  if (!place) return /^[1-9]/.test(digits) ? `+${digits}` : null;
  const national = digits.slice(place.length).replace(/^0/, "");

  return elsewhere[place]?.test(national) ? `+${place}${national}` : null;
}

/** Behind the calling code a landline may have kept its 0 or lost it. */
const withoutCode = (digits: string): string | null => mainland(digits) ?? mainland(`0${digits}`);

function mainland(digits: string): string | null {
  if (mobile.test(digits)) return `+86${digits}`;
  const [, , rest = ""] = landline.exec(digits) ?? [];

  return rest.length === 7 || rest.length === 8 ? `+86${digits.slice(1)}` : null;
}

/** The first three and the last four digits, without the calling code: `138****1234`. */
export function maskedPhone(phone: string): string {
  const number = phone.replace(/;ext=\d+$/, "");
  const calling = ["+86", ...Object.keys(elsewhere).map((code) => `+${code}`)].find((code) => number.startsWith(code)) ?? "+";

  return masked(number.slice(calling.length));
}

/**
 * An identity number in one form: upper case, half-width, without spaces. Eighteen characters are a mainland identity
 * card and its check character must agree; other documents have 5 to 20 letters and digits.
 *
 * @returns null for what is no number
 */
export function identityOf(text: string): string | null {
  const number = bare(text).toUpperCase();
  if (/^\d{17}[\dX]$/.test(number)) return checkCharacter(number) === number.at(-1) ? number : null;

  return /^[A-Z0-9]{5,20}$/.test(number) && number.length !== 18 ? number : null;
}

/** ISO 7064 MOD 11-2, as the card's standard (GB 11643) has it. */
function checkCharacter(number: string): string {
  const sum = [...number.slice(0, 17)].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);

  return "10X98765432"[sum % 11] ?? "";
}

/** The first three and the last four characters; of a short number only the last two. */
export const maskedIdentity = (number: string): string => masked(number);

function masked(text: string): string {
  if (text.length < 9) return `****${text.slice(-2)}`;

  return `${text.slice(0, 3)}${"*".repeat(text.length - 7)}${text.slice(-4)}`;
}
