/*
 * Phones and identity numbers as people type them. One number has one form, so that it is found however it was typed;
 * what cannot be a number is refused rather than kept.
 */

/** Half-width, without what people put between digits. */
const bare = (text: string) => text.normalize("NFKC").replaceAll(/[\s\-–—.()·]/g, "");

const mobile = /^1[3-9]\d{9}$/;
/** Area code with its 0, then the number. The longest area codes have three digits after the 0. */
const landline = /^0(10|2\d|[3-9]\d{2})(\d{7,8})$/;
/** Calling code → how a number looks there, without its own leading 0. */
const elsewhere: Record<string, RegExp> = { "852": /^[2-9]\d{7}$/, "853": /^[26]\d{7}$/, "886": /^[2-9]\d{7,8}$/ };
const extension = /(?:ext\.?|x|#|轉|转|分機|分机)(\d{1,6})$/i;

/**
 * A phone number in one form: `+8613812341234`, a landline `+867312345678`, with an extension `+867312345678;ext=12`.
 *
 * @param text as typed: full-width digits, spaces, dashes, `+86`, `0086`, `86`, an extension after 轉, # or ext
 * @returns null for what is no number. Without a calling code it is one of mainland China.
 */
export function phoneOf(text: string): string | null {
  const typed = bare(text);
  const ext = extension.exec(typed)?.[1];
  const digits = typed.replace(extension, "").replace(/^00/, "+");
  const number = digits.startsWith("+") ? international(digits.slice(1)) : (mainland(digits) ?? mainland(digits.replace(/^86/, "")));

  return number && (ext ? `${number};ext=${ext}` : number);
}

function international(digits: string): string | null {
  if (!/^\d{7,15}$/.test(digits)) return null;
  if (digits.startsWith("86")) return mainland(digits.slice(2)) ?? mainland(`0${digits.slice(2)}`);
  const place = Object.keys(elsewhere).find((code) => digits.startsWith(code));
  if (!place) return /^[1-9]/.test(digits) ? `+${digits}` : null;
  const national = digits.slice(place.length).replace(/^0/, "");

  return elsewhere[place]?.test(national) ? `+${place}${national}` : null;
}

function mainland(digits: string): string | null {
  if (mobile.test(digits)) return `+86${digits}`;

  return landline.test(digits) ? `+86${digits.slice(1)}` : null;
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
