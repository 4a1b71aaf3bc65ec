import { describe, expect, test } from "vitest";
import type { FormField } from "../../src/leads/forms/contract";
import type { Fault, Slot, Typed } from "../../src/leads/registering/contract";
import {
  formNow,
  receiptLength,
  receiptOf,
  receiptShown,
  receiptTyped,
  registrationOf,
  windowStart,
} from "../../src/leads/registering/rules";
import { usualFields } from "../support/registering";

const standing = {
  state: "open" as const,
  opensOn: "2008-06-01",
  closesOn: "2008-06-30",
  capacity: 2,
  taken: 1,
  campaignStatus: "running" as const,
  endsOn: "2008-07-15",
};

test.each([
  { over: {}, on: "2008-05-31", is: "not-yet-open", why: "the day before it opens" },
  { over: {}, on: "2008-06-01", is: "open", why: "the day on which it opens" },
  { over: {}, on: "2008-06-30", is: "open", why: "its last day" },
  { over: {}, on: "2008-07-01", is: "closed", why: "the day after" },
  { over: { opensOn: null, closesOn: null }, on: "2008-07-15", is: "open", why: "without days of its own: the campaign's last" },
  { over: { opensOn: null, closesOn: null }, on: "2008-07-16", is: "campaign-over", why: "and the day after" },
  { over: { taken: 2 }, on: "2008-06-01", is: "full", why: "its last place was taken" },
  { over: { taken: 2 }, on: "2008-07-01", is: "closed", why: "closed comes before full" },
  { over: { capacity: null, taken: 9999 }, on: "2008-06-01", is: "open", why: "any number" },
  { over: { state: "closed" as const }, on: "2008-07-16", is: "campaign-over", why: "the campaign's end comes before the form's" },
  { over: { campaignStatus: "archived" as const }, on: "2008-06-01", is: "campaign-over", why: "archived" },
  { over: { campaignStatus: "draft" as const }, on: "2008-06-01", is: "not-yet-open", why: "the campaign does not run yet" },
  { over: { state: "draft" as const }, on: "2008-06-01", is: null, why: "a draft is not there" },
])("$on: $is ($why)", ({ over, on, is }) => {
  expect(formNow({ ...standing, ...over }, on)).toBe(is);
});

describe("what was typed", () => {
  const slots: Slot[] = [
    { id: "free", startsAt: 1, endsAt: 2, left: 1 },
    { id: "full", startsAt: 3, endsAt: 4, left: 0 },
  ];
  const fields: FormField[] = [
    ...usualFields,
    { kind: "employer", required: false },
    { kind: "intent", required: false },
    { kind: "visit-slot", required: false },
    { kind: "remark", required: false },
  ];
  const typed: Typed = { name: " 林曉雯 ", phone: "138 0000 1234", units: "3", consent: "1" };

  test("is read by the form's questions alone, trimmed, with the number in one form", () => {
    expect(
      registrationOf(fields, slots, { ...typed, intent: "high", "visit-slot": "free", remark: "要\r\n安靜 ", budget: "沒有問" }),
    ).toEqual({
      name: "林曉雯",
      phone: "+8613800001234",
      unitsWanted: 3,
      intent: "high",
      slotId: "free",
      answers: { name: "林曉雯", phone: "138 0000 1234", units: "3", intent: "high", "visit-slot": "free", remark: "要\n安靜" },
    });
  });

  test.each<{ over: Typed; faults: Fault[]; why: string }>([
    { over: { name: "  " }, faults: [{ field: "name", code: "empty" }], why: "spaces are nothing" },
    { over: { name: "名".repeat(81) }, faults: [{ field: "name", code: "too-long", params: { most: 80 } }], why: "a letter too many" },
    { over: { name: "林 13800001234" }, faults: [{ field: "name", code: "number-in-name" }], why: "a phone has a place of its own" },
    { over: { name: "林\u202e文" }, faults: [{ field: "name", code: "characters" }], why: "what turns the direction of writing" },
    {
      over: { phone: "138 0000 123" },
      faults: [{ field: "phone", code: "phone-short-mobile", params: { by: 1, of: 11 } }],
      why: "a digit short",
    },
    { over: { phone: "82345678" }, faults: [{ field: "phone", code: "phone-area" }], why: "no area code" },
    { over: { units: "" }, faults: [{ field: "units", code: "empty" }], why: "it must be answered" },
    { over: { units: "4" }, faults: [{ field: "units", code: "choose" }], why: "not among the choices" },
    { over: { layout: "五房" }, faults: [{ field: "layout", code: "choose" }], why: "not among the form's options" },
    { over: { "visit-slot": "full" }, faults: [{ field: "visit-slot", code: "slot-full" }], why: "no place left" },
    { over: { "visit-slot": "gone" }, faults: [{ field: "visit-slot", code: "slot-gone" }], why: "no longer there" },
    {
      over: { remark: "話".repeat(501) },
      faults: [{ field: "remark", code: "too-long", params: { most: 500 } }],
      why: "a letter too many",
    },
    { over: { consent: undefined }, faults: [{ field: "consent", code: "consent" }], why: "nothing without consent" },
    {
      over: { name: "", phone: "", consent: "yes" },
      faults: [
        { field: "name", code: "empty" },
        { field: "phone", code: "empty" },
        { field: "consent", code: "consent" },
      ],
      why: "all at once, in the form's order",
    },
  ])("$faults.0.field: $why", ({ over, faults }) => {
    expect(registrationOf(fields, slots, { ...typed, ...over })).toEqual(faults);
  });

  test.each([{ name: "名".repeat(80) }, { remark: "話\n".repeat(250) }, { employer: "株洲電力機車廠" }])(
    "at the limit it is good: %#",
    (over) => {
      expect(registrationOf(fields, slots, { ...typed, ...over })).not.toBeInstanceOf(Array);
    },
  );
});

test("a code has no letter that is taken for another, and is known however it is typed", () => {
  const code = receiptOf(Uint8Array.from({ length: receiptLength }, (_, at) => at * 31));

  expect(code).toMatch(/^[2-9A-HJ-NP-TV-Z]{8}$/);
  for (let byte = 0; byte < 256; byte++) expect(receiptOf(Uint8Array.of(byte))).not.toMatch(/[01ILOU]/);
  expect(receiptTyped(` ${receiptShown(code).toLowerCase()} `)).toBe(code);
});

test("a window of tries begins on the minute, and holds its first instant but not the next window's", () => {
  expect([59_999, 60_000, 119_999].map((now) => windowStart(now, 60_000))).toEqual([0, 60_000, 60_000]);
});
