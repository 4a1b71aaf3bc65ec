import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf, maskedIdentity, maskedPhone, phoneOf } from "../../src/people/rules";

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
