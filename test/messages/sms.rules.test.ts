import { describe, expect, test } from "vitest";
import { languages } from "../../src/i18n/names";
import { type Content, channelTo, outdated, remindersOf, sixDigits, takesSms, writtenSms } from "../../src/messages/rules";

const hour = 3_600_000;
const day = 24 * hour;
const all = { mail: true, sms: true, wecom: true };

test.each([
  { template: "lead-new", named: "mail", chosen: "wecom", canBe: all, by: "wecom", why: "it leaves it to them" },
  { template: "lead-new", named: "mail", chosen: "mail", canBe: all, by: "mail", why: "they chose mail" },
  { template: "lead-new", named: "mail", chosen: "sms", canBe: { ...all, sms: false }, by: "mail", why: "no number, or no gateway" },
  { template: "lead-new", named: "sms", chosen: "wecom", canBe: all, by: "sms", why: "it names a channel" },
  {
    template: "password-reset",
    named: "mail",
    chosen: "wecom",
    canBe: all,
    by: "mail",
    why: "what lets somebody in goes where it was asked for",
  },
  { template: "lead-confirmation", named: "sms", chosen: "mail", canBe: all, by: "sms", why: "a visitor has a phone alone" },
] as const)("$template, named $named, chosen $chosen: by $by, $why", ({ template, named, chosen, canBe, by }) => {
  expect(channelTo(template, named, chosen, canBe)).toBe(by);
});

const visitAt = Date.UTC(2026, 11, 2, 6);
const reminder = (before: "day" | "hours"): Content => ({
  template: "visit-reminder",
  params: {
    agencyName: "合富輝煌",
    project: "中央王座",
    booking: "b",
    version: 1,
    visitAt: new Date(visitAt).toISOString(),
    zone: "Asia/Shanghai",
    before,
    path: "/f/x",
  },
});
const confirmation: Content = {
  template: "lead-confirmation",
  params: { agencyName: "合富輝煌", project: "中央王座", code: "7K2P", path: "/f/x" },
};

test.each([
  { content: confirmation, now: 3 * day, late: null, why: "three days after it was written" },
  { content: confirmation, now: 3 * day + 1, late: "too-late", why: "later than that" },
  { content: reminder("day"), now: visitAt - 4 * hour - 1, late: null, why: "more than four hours before" },
  { content: reminder("day"), now: visitAt - 4 * hour, late: "too-late", why: "the other is about to go" },
  { content: reminder("hours"), now: visitAt - 1, late: null, why: "the visit has not begun" },
  { content: reminder("hours"), now: visitAt, late: "too-late", why: "it has" },
  { content: { template: "sign-in-code", params: { code: "c" } } as Content, now: 9 * day, late: null, why: "its row knows how long" },
])("$content.template at $now: $late, $why", ({ content, now, late }) => {
  expect(outdated(content, 0, now)).toBe(late);
});

test.each([
  { left: 25 * hour, kinds: ["day", "hours"], why: "both are to come" },
  { left: 24 * hour, kinds: ["hours"], why: "the day before is now" },
  { left: 2 * hour + 1, kinds: ["hours"], why: "just in time" },
  { left: 2 * hour, kinds: [], why: "it has only just been booked" },
])("booked $left ms before: $kinds, $why", ({ left, kinds }) => {
  expect(remindersOf(visitAt, visitAt - left).map(({ before }) => before)).toEqual(kinds);
});

test.each([
  ["+8613912345678", true, "a mobile of the mainland"],
  ["+8619912345678", true, "the newest prefix"],
  ["+8612912345678", false, "12 is no mobile prefix"],
  ["+867312345678", false, "a landline"],
  ["+867312345678;ext=12", false, "a landline with extension"],
  ["+85291234567", true, "a mobile of Hong Kong"],
  ["+85221234567", false, "a landline of Hong Kong"],
  ["+85361234567", true, "a mobile of Macau"],
  ["+85328123456", false, "a landline of Macau"],
  ["+886912345678", true, "a mobile of Taiwan"],
  ["+886223456789", false, "a landline of Taipei"],
  ["+447911123456", true, "elsewhere we cannot tell"],
  ["13912345678", false, "not the form that we keep"],
])("%s: %s, %s", (phone, takes) => {
  expect(takesSms(phone)).toBe(takes);
});

test("six digits of a hash are always six, and follow RFC 4226", () => {
  // The first example of RFC 4226, appendix D, whose hash ends with an offset within it; a longer hash is cut alike.
  const hash = Buffer.from("cc93cf18508d94934c64b65d8ba7667fb7cde4b0", "hex").toString("base64url");

  expect(sixDigits(hash)).toBe("755224");
  expect(sixDigits(Buffer.alloc(32).toString("base64url"))).toBe("000000");
});

const texts: { content: Content; kind: string }[] = [
  { content: confirmation, kind: "lead-confirmation" },
  {
    content: {
      ...confirmation,
      params: { ...confirmation.params, visitAt: new Date(visitAt).toISOString(), zone: "Asia/Shanghai" },
    } as Content,
    kind: "lead-confirmation.visit",
  },
  { content: reminder("day"), kind: "visit-reminder.day" },
  { content: reminder("hours"), kind: "visit-reminder.hours" },
  { content: { template: "sign-in-code", params: { code: "c" } }, kind: "sign-in-code" },
  { content: { template: "reset-code", params: { code: "c" } }, kind: "reset-code" },
  { content: { template: "mobile-code", params: { code: "c" } }, kind: "mobile-code" },
  {
    content: { template: "lead-new", params: { agency: "a", campaign: "c", campaignName: "大客戶 2008", lead: "l", source: "廠門口" } },
    kind: "lead-new",
  },
  { content: { template: "link-offered", params: { tenant: "a", kind: "agency", project: "中央王座", from: "尚格" } }, kind: "notice" },
];

describe.each(languages)("in %s", (language) => {
  test.each(texts)("$kind is whole, and says what the gateway is given", ({ content, kind }) => {
    const { text, sms } = writtenSms(content, language, "https://t.example/x", "012345");

    expect(text).not.toMatch(/\{\w+\}|sms\.|undefined/);
    expect(sms?.kind).toBe(kind);
    expect(text).toContain(kind.endsWith("-code") ? "012345" : "https://t.example/x");
    if (kind.endsWith("-code")) expect(sms?.params).toEqual({ code: "012345" });
  });
});

test.each([
  ["zh-Hant", "12月2日（週三）14:00"],
  ["zh-Hans", "12月2日（周三）14:00"],
  ["en", "Wed 2 Dec, 14:00"],
] as const)("a visit's time in %s", (language, said) => {
  expect(writtenSms(reminder("day"), language, "x", "").text).toContain(said);
});
