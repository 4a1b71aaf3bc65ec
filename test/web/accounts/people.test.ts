import { describe, expect, test } from "vitest";
import { ApiProblem } from "../../../web/src/api/problem";
import { isTheName, personEdit } from "../../../web/src/features/people/correcting";
import { numberProblems } from "../../../web/src/features/people/numberProblems";
import { phoneParts } from "../../../web/src/features/people/phone";
import { wordsIn } from "../words";

describe("a whole number as people write it", () => {
  test.each([
    { phone: "+8613800001001", number: "138 0000 1001", extension: null, why: "a mobile in threes and fours" },
    { phone: "+8673182345678", number: "0731-8234 5678", extension: null, why: "a landline with its area code's 0" },
    { phone: "+867312345678", number: "0731-234 5678", extension: null, why: "of seven digits" },
    { phone: "+861082345678", number: "010-8234 5678", extension: null, why: "the capital's code has two digits" },
    { phone: "+862182345678", number: "021-8234 5678", extension: null, why: "and so have the great cities'" },
    { phone: "+8673182345678;ext=12", number: "0731-8234 5678", extension: "12", why: "the extension stands apart" },
    { phone: "+85223456789", number: "+852 2345 6789", extension: null, why: "Hong Kong" },
    { phone: "+886912345678", number: "+886 91234 5678", extension: null, why: "nine digits of Taiwan" },
    { phone: "+14155550123", number: "+14155550123", extension: null, why: "from farther away it stays as it is" },
  ])("$phone: $why", ({ phone, number, extension }) => {
    expect(phoneParts(phone)).toEqual({ number, extension, href: `tel:${phone}` });
  });
});

describe("a correction", () => {
  const typed = { name: "施雅文", phone: "", identity: "", dropPhone: false, dropIdentity: false };
  test.each([
    { change: {}, edit: {}, why: "nothing typed changes nothing" },
    { change: { name: " 施雅雯 " }, edit: { name: "施雅雯" }, why: "a name without the spaces around it" },
    { change: { phone: "138 0000 1009 " }, edit: { phone: "138 0000 1009" }, why: "a number in the place of the other" },
    { change: { phone: "   " }, edit: {}, why: "spaces are no number" },
    { change: { dropPhone: true }, edit: { phone: null }, why: "one is taken away" },
    { change: { dropPhone: true, phone: "138" }, edit: { phone: null }, why: "whatever was typed before" },
    { change: { dropIdentity: true, name: "施" }, edit: { name: "施", identity: null }, why: "and the other number stays" },
  ])("$change: $why", ({ change, edit }) => {
    expect(personEdit({ name: "施雅文" }, { ...typed, ...change })).toEqual(edit);
  });
});

describe("the name typed before somebody is erased", () => {
  test.each([
    { typed: "歐陽建軍", is: true, why: "the name" },
    { typed: " 歐陽　建軍 ", is: true, why: "spaces mean nothing" },
    { typed: "歐陽", is: false, why: "a part is not the name" },
    { typed: "歐陽建軍二", is: false, why: "nor is more" },
    { typed: "", is: false, why: "nor is nothing" },
  ])("$typed: $why", ({ typed, is }) => {
    expect(isTheName(typed, "歐陽建軍")).toBe(is);
  });

  test("letters are taken in any case and width", () => {
    expect(isTheName("ｌｉ ming", "Li Ming")).toBe(true);
    expect(isTheName(" ", " ")).toBe(false);
  });
});

describe("a number that is refused", () => {
  const t = wordsIn("zh-Hant", "accounts");
  const refusal = (pointer: string, code: string) =>
    new ApiProblem({
      type: "/problems/invalid",
      code: "invalid",
      status: 422,
      detail: "資料不對",
      errors: [{ pointer, code, detail: "格式不對" }],
      requestId: "r",
    });
  const detailOf = (error: unknown) => (error as ApiProblem).errors[0]?.detail;

  test.each([
    { pointer: "/person/phone", code: "wrong-format", says: "0731-8234 5678", why: "says how a phone looks" },
    { pointer: "/phone", code: "wrong-format", says: "0731-8234 5678", why: "also in a correction" },
    { pointer: "/identity", code: "wrong-format", says: "18 位", why: "says how an identity number looks" },
    { pointer: "/phone", code: "too-long", says: "格式不對", why: "another fault keeps the API's words" },
    { pointer: "/post", code: "wrong-format", says: "格式不對", why: "and so does another field" },
  ])("$pointer $code: $why", ({ pointer, code, says }) => {
    expect(detailOf(numberProblems(t, refusal(pointer, code)))).toContain(says);
  });

  test("stays a refusal of the same kind; what is none passes", () => {
    expect(numberProblems(t, refusal("/phone", "wrong-format"))).toMatchObject({ code: "invalid", status: 422, requestId: "r" });
    const other = new TypeError("x");
    expect(numberProblems(t, other)).toBe(other);
  });
});
