import { createHmac } from "node:crypto";

/** A code is good for one step; a clock that is a step early or late is put up with. */
export const stepMs = 30_000;
const stepsAside = 1;
const digits = 6;

/** RFC 4226 asks for 160 bits. */
export const secretBytes = 20;
export const recoveryCodeCount = 10;
/** 50 random bits. */
const recoveryCodeLength = 10;

/** The step of an instant (UTC milliseconds): how many thirty seconds have passed since 1970. */
export const stepAt = (now: number): number => Math.floor(now / stepMs);

/**
 * The code of a step, six digits with leading zeros.
 *
 * Source: RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, which every authenticator app takes; RFC 4226, 5.3 for the
 * truncation.
 */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const from = mac.readUInt8(mac.length - 1) & 0x0f;

  return `${(mac.readUInt32BE(from) & 0x7fffffff) % 10 ** digits}`.padStart(digits, "0");
}

/**
 * The step that a code is accepted for, or null. A step is accepted once: none up to `lastStep` counts any more, so a
 * code that was seen over somebody's shoulder is worth nothing once it was used.
 *
 * @param now UTC milliseconds
 */
export function acceptedStep(secret: Uint8Array, code: string, now: number, lastStep: number): number | null {
  const current = stepAt(now);
  for (let step = current - stepsAside; step <= current + stepsAside; step += 1)
    if (step > lastStep && codeOf(secret, step) === code) return step;

  return null;
}

/** What somebody typed or pasted where a code is asked for: six digits of the app, a recovery code, or neither. */
export function typedCode(typed: string): { kind: "code" | "recovery-code"; value: string } | null {
  const value = typed.replaceAll(/[\s-]/g, "").toLowerCase();
  if (/^\d{6}$/.test(value)) return { kind: "code", value };
  const unmistaken = value.replaceAll("o", "0").replaceAll(/[il]/g, "1");

  return unmistaken.length === recoveryCodeLength && [...unmistaken].every((letter) => recoveryLetters.includes(letter))
    ? { kind: "recovery-code", value: unmistaken }
    : null;
}

/** Without i, l, o and u: what is copied from paper is not mistaken. */
const recoveryLetters = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ten recovery codes as they are kept; `random` is one byte for each letter. */
export function recoveryCodesFrom(random: Uint8Array): string[] {
  return Array.from({ length: recoveryCodeCount }, (_, n) =>
    Array.from(random.slice(n * recoveryCodeLength, (n + 1) * recoveryCodeLength), (byte) => recoveryLetters[byte % 32]).join(""),
  );
}

export const recoveryRandomBytes = recoveryCodeCount * recoveryCodeLength;

/** A recovery code as it is shown, in two halves: `7k2pd-0qx4m`. */
export const shownRecoveryCode = (code: string): string => `${code.slice(0, recoveryCodeLength / 2)}-${code.slice(recoveryCodeLength / 2)}`;

const base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base32 without padding, as authenticator apps take a secret that is typed. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");

  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32Letters[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** What the QR code says. @param account the e-mail, by which the app's list is read */
export function otpauthUri(secret: string, account: string): string {
  const issuer = encodeURIComponent("團拓");

  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?secret=${secret}&issuer=${issuer}`;
}
