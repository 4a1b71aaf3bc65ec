import { describe, expect, test } from "vitest";
import { calledName, receiptOf } from "../../../src/leads/forms/bookings/rules";
import type { FormField } from "../../../src/leads/forms/contract";
import { FormFields, FormTexts } from "../../../src/leads/forms/contract";
import { type Checked, checkForm, codeOf, formNow, type Season, type Standing, shardCharacter } from "../../../src/leads/forms/rules";
import { slotsOf } from "../../../src/leads/forms/slots/rules";
import { formTemplates } from "../../../src/leads/forms/templates/templates";

const season: Season = { status: "running", startsOn: "2026-05-15", endsOn: "2026-07-15" };
const today = "2026-06-01";

describe("what a visitor meets", () => {
  const form: Standing = { state: "open", opensOn: "2026-06-01", closesOn: "2026-06-30", capacity: 400, taken: 399 };

  test.each([
    { form: {}, now: "open", why: "on its first day, one place left" },
    { form: { taken: 400 }, now: "full", why: "the last place is taken" },
    { form: { capacity: null, taken: 9_999 }, now: "open", why: "any number may come" },
    { form: { opensOn: "2026-06-02" }, now: "not-yet-open", why: "the day before it opens" },
    { form: { opensOn: null }, now: "open", why: "no first day of its own" },
    { form: { closesOn: "2026-06-01" }, now: "open", why: "its last day is included" },
    { form: { closesOn: "2026-05-31", opensOn: null }, now: "closed", why: "the day after its last" },
    { form: { state: "closed" }, now: "closed", why: "closed by hand" },
    { form: { closesOn: "2026-05-31", opensOn: null, taken: 400 }, now: "closed", why: "its days come before its places" },
    { form: { state: "draft" }, now: "draft", why: "a draft, whatever its days" },
    { form: {}, campaign: { endsOn: "2026-06-01" }, now: "open", why: "the campaign's last day" },
    { form: {}, campaign: { endsOn: "2026-05-31" }, now: "campaign-over", why: "the day after the campaign" },
    { form: {}, campaign: { status: "closed" }, now: "campaign-over", why: "the campaign was closed before its end" },
    { form: {}, campaign: { status: "archived" }, now: "campaign-over", why: "the campaign was put away" },
    { form: {}, campaign: { status: "draft" }, now: "not-yet-open", why: "the campaign does not run yet" },
    { form: { state: "closed" }, campaign: { endsOn: "2026-05-31" }, now: "campaign-over", why: "the campaign's end comes first" },
  ] as { form: Partial<Standing>; campaign?: Partial<Season>; now: string; why: string }[])("$now: $why", (row) => {
    expect(formNow({ ...form, ...row.form }, { ...season, ...row.campaign }, today)).toBe(row.now);
  });
});

describe("the self-check", () => {
  const words = { "zh-Hant": "登記", en: "Register" };
  const asked: FormField[] = [
    { kind: "name", required: true },
    { kind: "phone", required: true },
  ];
  const form: Checked = {
    texts: { title: words },
    fields: asked,
    opensOn: "2026-05-15",
    closesOn: "2026-07-15",
    hasAssignee: true,
    hasSlots: true,
  };
  const found = (change: Partial<Checked>, campaign: Partial<Season> = {}) =>
    checkForm({ ...form, ...change }, { ...season, ...campaign }, today).map(
      ({ severity, code, pointer }) => `${severity} ${code} ${pointer}`,
    );
  const visit = (required: boolean): FormField => ({ kind: "visit-slot", required });

  test.each([
    { change: {}, findings: [], why: "nothing is wrong, from the campaign's first day to its last" },
    { change: { closesOn: null }, findings: ["warning no-closing-day /closesOn"], why: "no last day" },
    { change: { closesOn: "2026-07-16" }, findings: ["warning closes-after-campaign /closesOn"], why: "a day after the campaign" },
    { change: { opensOn: "2026-05-14" }, findings: ["warning opens-before-campaign /opensOn"], why: "a day before the campaign" },
    { change: { closesOn: "2026-06-01" }, findings: [], why: "today is still open" },
    { change: { closesOn: "2026-05-31" }, findings: ["error closed-before-today /closesOn"], why: "over since yesterday" },
    { change: { hasAssignee: false }, findings: ["error assignee-gone /assignment"], why: "who was to get them has left" },
    {
      change: { fields: [...asked, { kind: "layout", required: false }] },
      findings: ["error choice-without-options /fields/2/options"],
      why: "nothing to choose from",
    },
    { change: { fields: [...asked, { kind: "layout", required: false, options: [words] }] }, findings: [], why: "one option will do" },
    {
      change: { fields: [...asked, visit(true)], hasSlots: false },
      findings: ["error no-slots-to-come /fields/2"],
      why: "nobody could send it",
    },
    {
      change: { fields: [...asked, visit(false)], hasSlots: false },
      findings: ["warning no-slots-to-come /fields/2"],
      why: "whoever books none can send it",
    },
    { change: { fields: [...asked, visit(true)] }, findings: [], why: "there are times to come" },
    {
      change: { texts: { title: words, intro: { "zh-Hant": "歡迎" } } },
      findings: ["warning words-missing /texts/intro/en"],
      why: "in English the introduction is Chinese",
    },
    {
      change: { fields: [...asked, { kind: "budget", required: false, label: { "zh-Hant": "預算" }, options: [{ "zh-Hant": "30 萬" }] }] },
      findings: ["warning words-missing /fields/2/label/en", "warning words-missing /fields/2/options/0/en"],
      why: "so are a question and an option",
    },
    {
      change: {},
      campaign: { endsOn: "2026-05-31" },
      findings: ["error campaign-over /closesOn", "warning closes-after-campaign /closesOn"],
      why: "the errors come first",
    },
    { change: {}, campaign: { status: "draft" }, findings: ["warning campaign-not-running /opensOn"], why: "it opens with the campaign" },
  ] as { change: Partial<Checked>; campaign?: Partial<Season>; findings: string[]; why: string }[])("$why", (row) => {
    expect(found(row.change, row.campaign)).toEqual(row.findings);
  });
});

describe("slots", () => {
  const now = Date.parse("2026-06-01T00:59:59Z");
  const plan = {
    fromDay: "2026-06-01",
    toDay: "2026-06-07",
    weekdays: [1, 6, 7],
    times: ["14:00", "09:00", "14:00"],
    minutes: 30,
    capacity: 5,
  };
  const made = (change: Partial<typeof plan>, zone = "Asia/Shanghai") => slotsOf({ ...plan, ...change }, zone, now);

  test("each time once on each chosen weekday, by the campaign's clock", () => {
    const slots = made({});
    expect(Array.isArray(slots) && slots.map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
      "2026-06-01T01:00:00.000Z", // a Monday
      "2026-06-01T06:00:00.000Z",
      "2026-06-06T01:00:00.000Z",
      "2026-06-06T06:00:00.000Z",
      "2026-06-07T01:00:00.000Z",
      "2026-06-07T06:00:00.000Z",
    ]);
    expect(Array.isArray(slots) && slots.every(({ startsAt, endsAt }) => endsAt - startsAt === 30 * 60_000)).toBe(true);
  });

  test.each([
    { change: { toDay: "2026-05-31" }, refused: { pointer: "/toDay", code: "reversed-window" }, why: "ends before it begins" },
    { change: { times: ["08:59"] }, refused: { pointer: "/fromDay", code: "in-past" }, why: "a minute ago" },
    {
      change: { weekdays: [2], toDay: "2026-06-01" },
      refused: { pointer: "/weekdays", code: "no-such-day" },
      why: "a Monday is no Tuesday",
    },
    {
      change: { fromDay: "2027-01-01", toDay: "2028-05-15", weekdays: [1, 2, 3, 4, 5, 6, 7], times: ["09:00"] },
      refused: { pointer: "/toDay", code: "too-many-slots" },
      why: "501 days",
    },
    { change: { toDay: "9999-12-31" }, refused: { pointer: "/toDay", code: "too-many-slots" }, why: "more days than are worth counting" },
  ])("refused: $why", ({ change, refused }) => {
    expect(made(change)).toEqual(refused);
  });

  test("five hundred at once are not too many", () => {
    expect(made({ fromDay: "2027-01-01", toDay: "2028-05-14", weekdays: [1, 2, 3, 4, 5, 6, 7], times: ["09:00"] })).toHaveLength(500);
  });
});

test("the code says on which shard the agency lives, in characters that nobody mistakes", () => {
  expect([shardCharacter("SHARD_1"), shardCharacter("SHARD_2"), shardCharacter("SHARD_10")]).toEqual(["1", "2", "a"]);
  expect(codeOf(Uint8Array.from({ length: 256 }, (_, at) => at))).not.toMatch(/[01lio]/);
  expect(codeOf(new Uint8Array(9))).toHaveLength(9);
});

test("a receipt code is found however it is read out", () => {
  expect([" k7 3q-f9 ", "Ｋ７３ＱＦ９", "k7–3q.f9"].map(receiptOf)).toEqual(["K73QF9", "K73QF9", "K73QF9"]);
});

test("the desk calls nobody whose particulars are no longer kept", () => {
  expect(calledName("林曉雯", "2026-06-01", "2026-06-01")).toBe("林＊雯");
  expect(calledName("林曉雯", "2026-05-31", "2026-06-01")).toBeNull();
  expect(calledName(null, "2099-12-31", "2026-06-01")).toBeNull();
});

test.each(Object.entries(formTemplates))("the template %s is a form that may be opened, in three languages", (_, { texts, fields }) => {
  expect(FormTexts.safeParse(texts).success && FormFields.safeParse(fields).success).toBe(true);
  const said = [...Object.values(texts), ...fields.flatMap(({ options = [] }) => options)];
  expect(said.every((words) => words["zh-Hans"] && words.en)).toBe(true);
  const checked = { texts, fields, opensOn: null, closesOn: season.endsOn, hasAssignee: true, hasSlots: true };
  expect(checkForm(checked, season, today)).toEqual([]);
});
