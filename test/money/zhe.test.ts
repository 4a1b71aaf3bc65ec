import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePayable, percent, percentOff, zhe } from "../../src/money/zhe";

describe("折 as people type it", () => {
  test.each<{ typed: string; bps: number | null; why: string }>([
    { typed: "98", bps: 9800, why: "應付百分比, what the field asks for" },
    { typed: "98%", bps: 9800, why: "with its sign" },
    { typed: "98.5 %", bps: 9850, why: "a decimal, a space" },
    { typed: "9.8", bps: 9800, why: "折 without the word" },
    { typed: "9.8折", bps: 9800, why: "折" },
    { typed: "9.85折", bps: 9850, why: "折 with two decimals" },
    { typed: "9.855折", bps: 9855, why: "折 to the basis point" },
    { typed: "98折", bps: 9800, why: "折 without the point, as many write it" },
    { typed: "985折", bps: 9850, why: "the same with two digits after it" },
    { typed: "九八折", bps: 9800, why: "in words" },
    { typed: "九折", bps: 9000, why: "one numeral" },
    { typed: "八八折", bps: 8800, why: "a lucky one" },
    { typed: "九八五折", bps: 9850, why: "three numerals" },
    { typed: "九點八折", bps: 9800, why: "with the point said" },
    { typed: "九点八五折", bps: 9850, why: "in simplified Chinese" },
    { typed: "九〇折", bps: 9000, why: "a nought" },
    { typed: "十折", bps: 10_000, why: "no discount, in words" },
    { typed: "10折", bps: 10_000, why: "no discount" },
    { typed: "無折扣", bps: 10_000, why: "as the page says it" },
    { typed: "无折扣", bps: 10_000, why: "in simplified Chinese" },
    { typed: "不打折", bps: 10_000, why: "as people say it" },
    { typed: "原价", bps: 10_000, why: "the list price" },
    { typed: "No discount", bps: 10_000, why: "in English" },
    { typed: "100", bps: 10_000, why: "all of it" },
    { typed: "100%", bps: 10_000, why: "all of it, with its sign" },
    { typed: "2% off", bps: 9800, why: "as the English page reads it back" },
    { typed: "0% off", bps: 10_000, why: "nothing off" },
    { typed: "９８％", bps: 9800, why: "full width, from a Chinese keyboard" },
    { typed: " 9．8 折 ", bps: 9800, why: "full-width point, spaces" },
    { typed: "9", bps: 9000, why: "9折: nobody sells at 9%" },
    { typed: "9.99", bps: 9990, why: "still 折" },
    { typed: "10.01", bps: 1001, why: "above 10 a percentage; the page asks below 80%" },
    { typed: "2", bps: 2000, why: "the lowest bare 折" },
    { typed: "0.98", bps: 9800, why: "a fraction of the price" },
    { typed: "9.8%", bps: 980, why: "a percentage as written; the page asks below 80%" },
    { typed: "0.01%", bps: 1, why: "the lowest rate" },
    { typed: "1折", bps: 1000, why: "the lowest 折" },

    { typed: "10", bps: null, why: "10% or 10折" },
    { typed: "1", bps: null, why: "1折, or all of it" },
    { typed: "1.99", bps: null, why: "the same" },
    { typed: "980", bps: null, why: "98% or a price" },
    { typed: "9800", bps: null, why: "basis points are nobody's language" },
    { typed: "100.01", bps: null, why: "above 100" },
    { typed: "100.5%", bps: null, why: "more than the price" },
    { typed: "0", bps: null, why: "nothing to pay" },
    { typed: "0%", bps: null, why: "nothing to pay" },
    { typed: "100% off", bps: null, why: "nothing to pay" },
    { typed: "0.98折", bps: null, why: "a fraction or a tenth of 折" },
    { typed: "98.555%", bps: null, why: "finer than a basis point" },
    { typed: "9.8555折", bps: null, why: "finer than a basis point" },
    { typed: "1001折", bps: null, why: "no rate" },
    { typed: "九十八折", bps: null, why: "not how 折 is said" },
    { typed: "折", bps: null, why: "no number" },
    { typed: "", bps: null, why: "nothing" },
    { typed: "98,5", bps: null, why: "a comma" },
    { typed: "-98", bps: null, why: "negative" },
    { typed: "9.8.5折", bps: null, why: "two points" },
    { typed: "1e2", bps: null, why: "a number only to programmers" },
    { typed: "98折扣", bps: null, why: "another word" },
  ])("«$typed» is $bps: $why", ({ typed, bps }) => {
    expect(parsePayable(typed)).toBe(bps);
  });

  test("what is read back is understood again, as 折, percent and percent off", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10_000 }), (bps) => {
        expect(parsePayable(`${zhe(bps)}折`)).toBe(bps);
        expect(parsePayable(`${percent(bps)}%`)).toBe(bps);
        expect(parsePayable(`${percentOff(bps)}% off`)).toBe(bps);
      }),
    );
  });

  test("anything typed is a legal rate or nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.九八折%]{1,8}$/)), (typed) => {
        const bps = parsePayable(typed);

        return bps === null || (Number.isInteger(bps) && bps >= 1 && bps <= 10_000);
      }),
    );
  });
});

test.each([
  { bps: 9800, asZhe: "9.8", asOff: "2", asPercent: "98" },
  { bps: 9850, asZhe: "9.85", asOff: "1.5", asPercent: "98.5" },
  { bps: 9000, asZhe: "9", asOff: "10", asPercent: "90" },
  { bps: 8855, asZhe: "8.855", asOff: "11.45", asPercent: "88.55" },
  { bps: 10_000, asZhe: "10", asOff: "0", asPercent: "100" },
  { bps: 1, asZhe: "0.001", asOff: "99.99", asPercent: "0.01" },
])("$bps is $asZhe折, $asPercent%, $asOff% off", ({ bps, asZhe, asOff, asPercent }) => {
  expect([zhe(bps), percentOff(bps), percent(bps)]).toEqual([asZhe, asOff, asPercent]);
});
