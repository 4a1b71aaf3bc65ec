import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agendaDay,
  agendaTime,
  area,
  cardMoney,
  count,
  dayInCampaign,
  dayOf,
  dayRange,
  fileSize,
  fullDay,
  listed,
  maskedPhone,
  money,
  moneyAlone,
  moneyParts,
  moneyShort,
  percent,
  percentagePoints,
  tableMoney,
  tableMoneyUnit,
  tableTime,
} from "../../web/src/lib/format";

describe("money", () => {
  test.each([
    { fen: 433_160_00, exact: "433,160.00", alone: "¥433,160.00", short: "¥433,160", why: "whole yuan keep their decimals on a slip only" },
    { fen: 424_496_80, exact: "424,496.80", alone: "¥424,496.80", short: "¥424,496.80", why: "the plan's own price" },
    { fen: -8_663_20, exact: "−8,663.20", alone: "−¥8,663.20", short: "−¥8,663.20", why: "the true minus stands before the sign" },
    { fen: 0, exact: "0.00", alone: "¥0.00", short: "¥0", why: "nothing is zero, not a dash" },
    { fen: 5, exact: "0.05", alone: "¥0.05", short: "¥0.05", why: "under ten fen both digits show" },
    { fen: 99_999, exact: "999.99", alone: "¥999.99", short: "¥999.99", why: "just under a separator" },
    { fen: 100_000, exact: "1,000.00", alone: "¥1,000.00", short: "¥1,000", why: "the first separator" },
    { fen: 100_000_000_000, exact: "1,000,000,000.00", alone: "¥1,000,000,000.00", short: "¥1,000,000,000", why: "the greatest amount" },
  ])("$fen fen: $why", ({ fen, exact, alone, short }) => {
    expect(money(fen)).toBe(exact);
    expect(moneyAlone(fen)).toBe(alone);
    expect(moneyShort(fen)).toBe(short);
  });

  test("the parts written are the amount, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), (fen) => {
        const parts = moneyParts(fen);
        const read = Number(parts.yuan.replaceAll(",", "")) * 100 + Number(parts.fen);
        expect(parts.fen).toMatch(/^\d\d$/);
        expect(parts.sign === "−" ? -read : read).toBe(fen);
      }),
    );
  });
});

describe("rounded money", () => {
  test.each([
    { fen: 1_234_999_99, hant: "¥123.5萬", hans: "¥123.5万", en: "¥1.23M", why: "one decimal in 萬, two in M" },
    { fen: 9_999_99, hant: "¥9,999.99", hans: "¥9,999.99", en: "¥10.0K", why: "under 1萬 in full" },
    { fen: 10_000_00, hant: "¥1.0萬", hans: "¥1.0万", en: "¥10.0K", why: "from 1萬 in 萬" },
    { fen: 999_99, hant: "¥999.99", hans: "¥999.99", en: "¥999.99", why: "under a thousand in full everywhere" },
    { fen: 1_000_00, hant: "¥1,000", hans: "¥1,000", en: "¥1.0K", why: "English counts thousands" },
    { fen: 999_949_99, hant: "¥100.0萬", hans: "¥100.0万", en: "¥999.9K", why: "still rounds to thousands" },
    { fen: 999_950_00, hant: "¥100.0萬", hans: "¥100.0万", en: "¥1.00M", why: "never 1,000.0K" },
    { fen: 99_999_499_99, hant: "¥9,999.9萬", hans: "¥9,999.9万", en: "¥100.00M", why: "still rounds to 萬" },
    { fen: 99_999_500_00, hant: "¥1.00億", hans: "¥1.00亿", en: "¥100.00M", why: "never 10,000.0萬" },
    { fen: 123_000_000_00, hant: "¥1.23億", hans: "¥1.23亿", en: "¥123.00M", why: "億 from a hundred million" },
    { fen: -1_235_000_00, hant: "−¥123.5萬", hans: "−¥123.5万", en: "−¥1.24M", why: "half away from zero" },
  ])("$fen fen: $why", ({ fen, hant, hans, en }) => {
    expect(cardMoney(fen, "zh-Hant")).toBe(hant);
    expect(cardMoney(fen, "zh-Hans")).toBe(hans);
    expect(cardMoney(fen, "en")).toBe(en);
  });

  test.each([
    { fen: 726_000_00, zh: "72.6", en: "726.0", why: "one decimal in the head's unit" },
    { fen: 499_99, zh: "0.0", en: "0.5", why: "just under a twentieth of 萬" },
    { fen: 500_00, zh: "0.1", en: "0.5", why: "half goes up" },
    { fen: -499_99, zh: "0.0", en: "−0.5", why: "what rounds to nothing has no sign" },
    { fen: 12_376_000_00, zh: "1,237.6", en: "12,376.0", why: "separators in cells too" },
  ])("a cell of $fen fen: $why", ({ fen, zh, en }) => {
    expect(tableMoney(fen, "zh-Hant")).toBe(zh);
    expect(tableMoney(fen, "zh-Hans")).toBe(zh);
    expect(tableMoney(fen, "en")).toBe(en);
  });

  test("the head names the unit", () => {
    expect([tableMoneyUnit("zh-Hant"), tableMoneyUnit("zh-Hans"), tableMoneyUnit("en")]).toEqual(["萬元", "万元", "¥ thousand"]);
  });
});

describe("numbers", () => {
  test.each([
    { n: 0, text: "0" },
    { n: 999, text: "999" },
    { n: 1_000, text: "1,000" },
    { n: -1_234_567, text: "−1,234,567" },
  ])("$n is $text", ({ n, text }) => {
    expect(count(n)).toBe(text);
  });

  test.each([
    { part: 7, whole: 8, text: "87.5%", why: "one decimal" },
    { part: 34_320, whole: 55_000, text: "62.4%", why: "the plan's spending" },
    { part: 1, whole: 2_000, text: "0.1%", why: "half goes up" },
    { part: 0, whole: 8, text: "0.0%", why: "none of something" },
    { part: 0, whole: 0, text: "—", why: "without a whole there is no share" },
  ])("$part of $whole: $why", ({ part, whole, text }) => {
    expect(percent(part, whole)).toBe(text);
  });

  test("differences of percentages are points", () => {
    expect(percentagePoints(14, "zh-Hant")).toBe("1.4 個百分點");
    expect(percentagePoints(-14, "zh-Hans")).toBe("−1.4 个百分点");
    expect(percentagePoints(14, "en")).toBe("1.4 points");
  });

  test.each([
    { centi: 13_000, text: "130.00 ㎡" },
    { centi: 5, text: "0.05 ㎡" },
    { centi: 123_456_789, text: "1,234,567.89 ㎡" },
  ])("$centi hundredths are $text", ({ centi, text }) => {
    expect(area(centi)).toBe(text);
  });

  test.each([
    { bytes: 1, text: "1 KB", why: "never 0 KB for a file that is there" },
    { bytes: 820_400, text: "820 KB", why: "whole KB" },
    { bytes: 1_400_000, text: "1.4 MB", why: "one decimal from a MB" },
  ])("$bytes bytes: $why", ({ bytes, text }) => {
    expect(fileSize(bytes)).toBe(text);
  });
});

describe("phones", () => {
  test.each([
    { phone: "13812341234", masked: "138****1234", why: "first three and last four" },
    { phone: "07331234", masked: "073****1234", why: "eight digits are the least that can be masked so" },
    { phone: "1234567", masked: "****", why: "seven would show all of itself" },
    { phone: "", masked: "****", why: "nothing tells nothing" },
  ])("$phone: $why", ({ phone, masked }) => {
    expect(maskedPhone(phone)).toBe(masked);
  });
});

describe("days and times", () => {
  const shanghai = "Asia/Shanghai";

  test.each([
    {
      language: "zh-Hant",
      day: "11月23日（一）",
      full: "2026年11月23日（一）",
      time: "11月23日（一）14:00",
      range: "2008-05-15 至 2008-07-15",
    },
    {
      language: "zh-Hans",
      day: "11月23日（一）",
      full: "2026年11月23日（一）",
      time: "11月23日（一）14:00",
      range: "2008-05-15 至 2008-07-15",
    },
    { language: "en", day: "Mon 23 Nov", full: "Mon 23 Nov 2026", time: "Mon 23 Nov, 14:00", range: "2008-05-15 to 2008-07-15" },
  ] as const)("agenda words in $language", ({ language, day, full, time, range }) => {
    expect(agendaDay("2026-11-23", language)).toBe(day);
    expect(fullDay("2026-11-23", language)).toBe(full);
    expect(agendaTime("2026-11-23T06:00:00Z", shanghai, language)).toBe(time);
    expect(dayRange("2008-05-15", "2008-07-15", language)).toBe(range);
  });

  test.each([
    { instant: "2008-06-30T15:59:59Z", zone: shanghai, text: "2008-06-30 23:59", why: "the last minute of the day there" },
    {
      instant: "2008-06-30T16:00:00Z",
      zone: shanghai,
      text: "2008-07-01 00:00",
      why: "midnight there is afternoon in UTC; it is 00:00, never 24:00",
    },
    {
      instant: "2008-06-30T16:00:00Z",
      zone: "America/New_York",
      text: "2008-06-30 12:00",
      why: "the zone given decides, not the device's",
    },
  ])("$instant in $zone: $why", ({ instant, zone, text }) => {
    expect(tableTime(instant, zone)).toBe(text);
    expect(dayOf(instant, zone)).toBe(text.slice(0, 10));
  });
});

test("words in a row are parted as each language does", () => {
  expect(listed(["一次性", "按揭"], "zh-Hant")).toBe("一次性、按揭");
  expect(listed(["one-off", "mortgage"], "en")).toBe("one-off, mortgage");
});

test.each([
  { now: "2008-05-14T15:59:59Z", day: "2008-05-15", why: "the day before it begins: its first" },
  { now: "2008-06-01T16:00:00Z", day: "2008-06-02", why: "within it: today, in the project's zone" },
  { now: "2026-11-30T00:00:00Z", day: "2008-07-15", why: "long over: its last" },
  { now: "2026-11-30T00:00:00Z", least: "2008-08-20", day: "2008-08-20", why: "not before what it follows, though that lie after the end" },
  { now: "2008-06-01T00:00:00Z", least: "2008-05-20", day: "2008-06-01", why: "what it follows is past" },
])("the day that a form begins with, $why", ({ now, least, day }) => {
  const window = { zone: "Asia/Shanghai", startsOn: "2008-05-15", endsOn: "2008-07-15" };
  expect(dayInCampaign(window, new Date(now), least)).toBe(day);
});
