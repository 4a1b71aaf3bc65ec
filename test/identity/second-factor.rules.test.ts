import { describe, expect, test } from "vitest";
import {
  acceptedStep,
  base32,
  codeOf,
  otpauthUri,
  recoveryCodesFrom,
  recoveryRandomBytes,
  shownRecoveryCode,
  stepAt,
  stepMs,
  typedCode,
} from "../../src/identity/second-factor/rules";
import { fromBase32 } from "../support/base32";
import { factorSecret } from "./factor";

describe("a code of an instant", () => {
  test.each([
    { seconds: 59, code: "287082", why: "RFC 6238, appendix B, SHA-1: the last six digits of 94287082" },
    { seconds: 1_111_111_109, code: "081804", why: "the same, with a leading zero" },
    { seconds: 1_111_111_111, code: "050471", why: "the next step" },
    { seconds: 1_234_567_890, code: "005924", why: "two leading zeros" },
    { seconds: 2_000_000_000, code: "279037", why: "the appendix" },
    { seconds: 20_000_000_000, code: "353130", why: "past 32 bits of seconds" },
  ])("$seconds s: $code ($why)", ({ seconds, code }) => {
    expect(codeOf(factorSecret, stepAt(seconds * 1000))).toBe(code);
  });

  test.each([
    { step: 0, code: "755224", why: "RFC 4226, appendix D, count 0" },
    { step: 1, code: "287082", why: "count 1" },
    { step: 9, code: "520489", why: "count 9" },
  ])("step $step: $code ($why)", ({ step, code }) => {
    expect(codeOf(factorSecret, step)).toBe(code);
  });

  test("a step past four bytes is not the one that is left without them", () => {
    expect(codeOf(factorSecret, 2 ** 32 + 1)).not.toBe(codeOf(factorSecret, 1));
  });
});

describe("which code is accepted", () => {
  const step = stepAt(1_111_111_111_000);
  const at = (offset: number) => codeOf(factorSecret, step + offset);

  test.each([
    { offset: 0, lastStep: 0, accepted: step, why: "the step of now" },
    { offset: -1, lastStep: 0, accepted: step - 1, why: "a clock one step late" },
    { offset: 1, lastStep: 0, accepted: step + 1, why: "a clock one step early" },
    { offset: -2, lastStep: 0, accepted: null, why: "two steps late is too late" },
    { offset: 2, lastStep: 0, accepted: null, why: "two steps early is too early" },
    { offset: 0, lastStep: step, accepted: null, why: "used already" },
    { offset: -1, lastStep: step, accepted: null, why: "older than one that was used" },
    { offset: 1, lastStep: step, accepted: step + 1, why: "newer than the one that was used" },
    { offset: 0, lastStep: step - 1, accepted: step, why: "just past the one that was used" },
  ])("$why", ({ offset, lastStep, accepted }) => {
    expect(acceptedStep(factorSecret, at(offset), step * stepMs, lastStep)).toBe(accepted);
  });

  test.each([
    { from: 0, why: "its first millisecond" },
    { from: stepMs - 1, why: "its last" },
  ])("the window moves with the step, not with the millisecond: $why", ({ from }) => {
    const now = step * stepMs + from;
    const accepted = [-2, -1, 0, 1, 2].map((offset) => acceptedStep(factorSecret, at(offset), now, 0) !== null);

    expect(accepted).toEqual([false, true, true, true, false]);
  });
});

describe("what is typed", () => {
  test.each([
    { typed: "123456", read: { kind: "code", value: "123456" }, why: "as the app shows it" },
    { typed: " 123 456\n", read: { kind: "code", value: "123456" }, why: "in two halves, with what a paste brings along" },
    { typed: "000000", read: { kind: "code", value: "000000" }, why: "zeros stay" },
    { typed: "12345", read: null, why: "a digit short" },
    { typed: "1234567", read: null, why: "a digit too many" },
    { typed: "7k2pd-0qx4m", read: { kind: "recovery-code", value: "7k2pd0qx4m" }, why: "as it is shown" },
    { typed: "7K2PD 0QX4M", read: { kind: "recovery-code", value: "7k2pd0qx4m" }, why: "in capitals, with a space" },
    { typed: "7k2pd-oqx4m", read: { kind: "recovery-code", value: "7k2pd0qx4m" }, why: "o is no letter of ours: a zero" },
    { typed: "I234L-67890", read: { kind: "recovery-code", value: "1234167890" }, why: "i and l are ones" },
    { typed: "1234567890", read: { kind: "recovery-code", value: "1234567890" }, why: "a recovery code may be digits alone" },
    { typed: "7k2pd-0qx4", read: null, why: "a letter short" },
    { typed: "7k2pd-0qx4m2", read: null, why: "a letter too many" },
    { typed: "7k2pd-0qx4u", read: null, why: "u stands in no code" },
    { typed: "１２３４５６", read: null, why: "wide digits are not ours to read" },
  ])("$typed: $why", ({ typed, read }) => {
    expect(typedCode(typed)).toEqual(read);
  });
});

describe("recovery codes", () => {
  test("ten of ten letters, each byte a letter, and each is read back as it is shown", () => {
    const codes = recoveryCodesFrom(Uint8Array.from({ length: recoveryRandomBytes }, (_, at) => (at * 37) % 256));

    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
      expect(shownRecoveryCode(code)).toBe(`${code.slice(0, 5)}-${code.slice(5)}`);
      expect(typedCode(shownRecoveryCode(code))?.value).toBe(code);
    }
  });
});

describe("base32", () => {
  test.each([
    { text: "", shown: "", why: "nothing" },
    { text: "f", shown: "MY", why: "RFC 4648, 10, without its padding" },
    { text: "fo", shown: "MZXQ", why: "two bytes" },
    { text: "foobar", shown: "MZXW6YTBOI", why: "six" },
    { text: "12345678901234567890", shown: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", why: "a whole secret" },
  ])("$shown: $why", ({ text, shown }) => {
    const bytes = new TextEncoder().encode(text);

    expect(base32(bytes)).toBe(shown);
    expect([...fromBase32(shown)]).toEqual([...bytes]);
  });
});

test("the QR code names the product and the account", () => {
  expect(otpauthUri("MZXW6YTBOI", "lin+x@a.example")).toBe(
    "otpauth://totp/%E5%9C%98%E6%8B%93:lin%2Bx%40a.example?secret=MZXW6YTBOI&issuer=%E5%9C%98%E6%8B%93",
  );
});
