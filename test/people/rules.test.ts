import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf, maskedIdentity, maskedPhone, phoneFault, phoneOf } from "../../src/people/rules";

describe("a phone has one form however it is typed", () => {
  test.each([
    { typed: "13812341234", phone: "+8613812341234", why: "a mobile" },
    { typed: "１３８ １２３４ １２３４", phone: "+8613812341234", why: "full-width digits and spaces" },
    { typed: "138-1234-1234", phone: "+8613812341234", why: "dashes" },
    { typed: "+86 138 1234 1234", phone: "+8613812341234", why: "the calling code" },
    { typed: "0086-13812341234", phone: "+8613812341234", why: "dialled from abroad" },
    { typed: "8613812341234", phone: "+8613812341234", why: "the calling code without its plus" },
    { typed: "0731-8234 5678", phone: "+8673182345678", why: "a landline" },
    { typed: "(010) 8234-5678", phone: "+861082345678", why: "Beijing's short area code" },
    { typed: "+86 731 82345678", phone: "+8673182345678", why: "a landline from abroad, without its 0" },
    { typed: "0731-82345678 轉 12", phone: "+8673182345678;ext=12", why: "with an extension" },
    { typed: "0731-82345678#12", phone: "+8673182345678;ext=12", why: "the same, otherwise" },
    { typed: "+852 9123 4567", phone: "+85291234567", why: "Hong Kong" },
    { typed: "+853 6612 3456", phone: "+85366123456", why: "Macau" },
    { typed: "+886 0912 345 678", phone: "+886912345678", why: "Taiwan, with the 0 that is not dialled" },
    { typed: "+1 415 555 0123", phone: "+14155550123", why: "another country" },
    { typed: "＋８６１３８１２３４１２３４", phone: "+8613812341234", why: "a full-width plus" },
    { typed: "00852 9123 4567", phone: "+85291234567", why: "Hong Kong, dialled from elsewhere" },
    { typed: "0731-82345678-801", phone: "+8673182345678;ext=801", why: "the extension behind a dash" },
    { typed: "(010)8234-5678 分机 12", phone: "+861082345678;ext=12", why: "an extension in simplified Chinese" },
    { typed: "0731-82345678 ext. 12", phone: "+8673182345678;ext=12", why: "an extension in English" },
    { typed: "86 731 8234 5678", phone: "+8673182345678", why: "the calling code without its plus, the area without its 0" },
    { typed: "+86 (0)731 8234 5678", phone: "+8673182345678", why: "the 0 in brackets" },
    { typed: "\u202d138 1234 1234\u202c", phone: "+8613812341234", why: "copied from an address book, with its unseen marks" },
    { typed: "0731-8234-5678", phone: "+8673182345678", why: "a dash inside the number is no extension" },
  ])("$typed: $why", ({ typed, phone }) => {
    expect(phoneOf(typed)).toBe(phone);
  });

  test.each([
    { typed: "1381234123", why: "a digit short" },
    { typed: "138123412345", why: "a digit too many" },
    { typed: "12812341234", why: "no mobile begins so" },
    { typed: "82345678", why: "a landline without its area" },
    { typed: "+852 1234 5678", why: "no number in Hong Kong" },
    { typed: "+0 123 456 789", why: "no country begins with 0" },
    { typed: "電話見名片", why: "words" },
    { typed: "", why: "nothing" },
  ])("refused: $typed ($why)", ({ typed }) => {
    expect(phoneOf(typed)).toBeNull();
  });

  test.each([
    { typed: "9123 4567", place: "852" as const, phone: "+85291234567", why: "Hong Kong" },
    { typed: "85291234567", place: "852" as const, phone: "+85291234567", why: "with the calling code, without its plus" },
    { typed: "6612 3456", place: "853" as const, phone: "+85366123456", why: "Macau" },
    { typed: "0912-345-678", place: "886" as const, phone: "+886912345678", why: "Taiwan" },
    { typed: "+86 13812341234", place: "852" as const, phone: "+8613812341234", why: "what says whose it is wins" },
    { typed: "13812341234", place: "852" as const, phone: null, why: "no number there" },
  ])("$typed of $place: $why", ({ typed, place, phone }) => {
    expect(phoneOf(typed, place)).toBe(phone);
  });

  test.each([
    { typed: "138 0000 123", fault: { code: "phone-short", by: 1, of: 11, kind: "mobile" }, why: "a digit short" },
    { typed: "138 0000 12345", fault: { code: "phone-long", by: 1, of: 11, kind: "mobile" }, why: "a digit too many" },
    { typed: "+86 138 0000 123", fault: { code: "phone-short", by: 1, of: 11, kind: "mobile" }, why: "the calling code is not counted" },
    { typed: "86138000012345", fault: { code: "phone-long", by: 1, of: 11, kind: "mobile" }, why: "nor without its plus" },
    { typed: "12800001234", fault: { code: "phone-unknown" }, why: "eleven, and no mobile begins so" },
    { typed: "82345678", fault: { code: "phone-area" }, why: "a landline without its area" },
    { typed: "8234567", fault: { code: "phone-area" }, why: "a short one" },
    { typed: "823456", fault: { code: "phone-short", by: 5, of: 11, kind: "mobile" }, why: "too short for a landline" },
    { typed: "0731-823456", fault: { code: "phone-short", by: 1, of: 7, kind: "landline" }, why: "a landline short of a digit" },
    { typed: "0731-823456789", fault: { code: "phone-long", by: 1, of: 8, kind: "landline" }, why: "a landline with one too many" },
    { typed: "電話見名片", fault: { code: "phone-words" }, why: "words" },
    { typed: "1380000123O", fault: { code: "phone-words" }, why: "the letter O" },
    { typed: "+852 9123 456", fault: { code: "phone-short", by: 1, of: 8, kind: "852" }, why: "Hong Kong, by its calling code" },
    { typed: "9123 45678", place: "852" as const, fault: { code: "phone-long", by: 1, of: 8, kind: "852" }, why: "Hong Kong, as chosen" },
    { typed: "0912-345-67", place: "886" as const, fault: { code: "phone-short", by: 1, of: 9, kind: "886" }, why: "its 0 is not counted" },
    { typed: "+0 123 456 789", fault: { code: "phone-unknown" }, why: "no country begins with 0" },
  ])("$typed: $why", ({ typed, place, fault }) => {
    expect(phoneOf(typed, place)).toBeNull();
    expect(phoneFault(typed, place)).toEqual(fault);
  });

  test("what it answers it answers again, and the mask hides the middle", () => {
    const number = fc.tuple(fc.constantFrom("3", "5", "8", "9"), fc.stringMatching(/^\d{9}$/)).map(([second, rest]) => `1${second}${rest}`);

    fc.assert(
      fc.property(number, (typed) => {
        const phone = phoneOf(typed) ?? "";

        expect(phoneOf(phone)).toBe(phone);
        expect(maskedPhone(phone)).toBe(`${typed.slice(0, 3)}****${typed.slice(-4)}`);
      }),
    );
  });

  test.each([
    { phone: "+8613812341234", shown: "138****1234" },
    { phone: "+8673182345678;ext=12", shown: "731****5678" },
    { phone: "+85291234567", shown: "****67" },
  ])("$phone is shown as $shown", ({ phone, shown }) => {
    expect(maskedPhone(phone)).toBe(shown);
  });
});

describe("an identity number", () => {
  test.each([
    { typed: "11010519491231002X", number: "11010519491231002X", why: "the standard's own example" },
    { typed: "11010519491231002x", number: "11010519491231002X", why: "a small x" },
    { typed: "110105 19491231 002X", number: "11010519491231002X", why: "spaces" },
    { typed: "44052418800101001 4", number: "440524188001010014", why: "the standard's other example" },
    { typed: "E12345678", number: "E12345678", why: "a passport" },
    { typed: "h0123456789", number: "H0123456789", why: "a permit of Hong Kong" },
  ])("$typed: $why", ({ typed, number }) => {
    expect(identityOf(typed)).toBe(number);
  });

  test.each([
    { typed: "110105194912310021", why: "the check character does not agree" },
    { typed: "11010519491231003X", why: "a digit mistyped" },
    { typed: "1234", why: "too short" },
    { typed: "A1234567890123456B", why: "eighteen, and no card" },
    { typed: "身分證", why: "words" },
  ])("refused: $typed ($why)", ({ typed }) => {
    expect(identityOf(typed)).toBeNull();
  });

  test("is shown by its ends", () => {
    expect(maskedIdentity("11010519491231002X")).toBe("110***********002X");
    expect(maskedIdentity("E1234567")).toBe("****67");
  });
});
