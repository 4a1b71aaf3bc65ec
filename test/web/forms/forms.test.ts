import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import type { FormField } from "../../../web/src/api/forms";
import convert from "../../../web/src/features/forms/converter";
import { caughtUp, completed, editOf, moved, retold, simplified, withField } from "../../../web/src/features/forms/draft";
import { qrSvg } from "../../../web/src/features/forms/qr";
import { daysOf, timesOf } from "../../../web/src/features/forms/times";

/** What a scanner would see of the printed file: its modules, drawn from the path alone. */
function scanned(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const side = size * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < 4; row += 1) {
      for (let column = 0; column < 4; column += 1) {
        const at = ((Number(y) * 4 + row) * side + Number(x) * 4 + column) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return jsQR(pixels, side, side)?.data;
}

test.each([
  "https://tuantuo.example/f/1abc23def4",
  "https://tuantuo.example/f/2mnp45qrst?t=north-gate-of-the-mine-4",
  `https://${"a".repeat(63)}.tuantuo.example/f/1abc23def4?t=${"k".repeat(24)}`,
])("a code is read as the address that it is of: %s", (address) => {
  const svg = qrSvg(address);

  expect(scanned(svg)).toBe(address);
  expect(/M[0-3] \d+h1v|M\d+ [0-3]h1v/.test(svg), "four modules of white at the edge").toBe(false);
});

describe("words in three languages", () => {
  test("simplified Chinese follows the traditional until somebody writes it otherwise", () => {
    const begun = retold(undefined, "zh-Hant", "礦務局團購", convert);
    expect(begun).toEqual({ "zh-Hant": "礦務局團購", "zh-Hans": "矿务局团购" });
    expect(retold(begun, "zh-Hant", "礦務局團購登記", convert)).toEqual({ "zh-Hant": "礦務局團購登記", "zh-Hans": "矿务局团购登记" });

    const own = retold(begun, "zh-Hans", "矿务局团购（内部）", convert);
    expect(retold(own, "zh-Hant", "礦務局", convert)).toEqual({ "zh-Hant": "礦務局", "zh-Hans": "矿务局团购（内部）" });
  });

  test("before the converter is here nothing is lost, and saving makes what is missing", () => {
    const written = retold({ "zh-Hant": "登記", "zh-Hans": "登记处" }, "zh-Hant", "報名", null);
    expect(written).toEqual({ "zh-Hant": "報名", "zh-Hans": "登记处" });
    expect(completed({ title: { "zh-Hant": " 報名軟體 " } }, convert)).toEqual({ title: { "zh-Hant": "報名軟體", "zh-Hans": "报名软件" } });
    const saved = { title: { "zh-Hant": "單位", "zh-Hans": "单位" }, note: { "zh-Hant": "登記", "zh-Hans": "登记处" } };
    const since = { title: { "zh-Hant": "報名", "zh-Hans": "单位" }, note: { "zh-Hant": "報名", "zh-Hans": "登记处" } };
    expect(caughtUp(since, saved, convert), "what was made follows, what somebody wrote stays").toEqual({
      title: { "zh-Hant": "報名", "zh-Hans": "报名" },
      note: { "zh-Hant": "報名", "zh-Hans": "登记处" },
    });
    expect(completed({ title: { "zh-Hant": "報名" } }, null)).toEqual({ title: { "zh-Hant": "報名" } });
    expect(simplified([{ label: { "zh-Hant": "單位", "zh-Hans": "x", en: "Employer" } }], convert)).toEqual([
      { label: { "zh-Hant": "單位", "zh-Hans": "单位", en: "Employer" } },
    ]);
  });

  test("words that are all taken away are none", () => {
    expect(retold({ "zh-Hant": "登記", "zh-Hans": "登记" }, "zh-Hant", "", convert)).toBeUndefined();
    expect(retold({ "zh-Hant": "登記", en: "Register" }, "zh-Hant", "", convert)).toEqual({ "zh-Hant": "", en: "Register" });
  });
});

test("questions change places one step at a time, and stay at the ends", () => {
  const fields = (["name", "phone", "units"] as const).map((kind): FormField => ({ kind, required: true }));
  const order = (list: FormField[]) => list.map(({ kind }) => kind).join(" ");

  expect(order(moved(fields, "units", -1))).toBe("name units phone");
  expect(order(moved(fields, "name", 1))).toBe("phone name units");
  expect(order(moved(fields, "name", -1))).toBe("name phone units");
  expect(order(moved(fields, "units", 1))).toBe("name phone units");
  expect(withField(fields, "budget").at(-1)).toEqual({ kind: "budget", required: false, options: [{ "zh-Hant": "" }] });
});

test("only what differs is sent", () => {
  const form = {
    name: "北門",
    texts: { title: { "zh-Hant": "登記" } },
    fields: [],
    assignment: { to: "pool" },
    opensOn: null,
    closesOn: null,
    capacity: null,
  };
  expect(editOf(form as never, form as never)).toBeNull();
  expect(editOf(form as never, { ...form, capacity: 40 } as never)).toEqual({ capacity: 40 });
});

test.each([
  { typed: "9:00 10:30、14：00", times: ["09:00", "10:30", "14:00"] },
  { typed: "1400, 0900 9:00", times: ["09:00", "14:00"] },
  { typed: "24:00", times: null },
  { typed: "9:60", times: null },
  { typed: "上午九點", times: null },
  { typed: " ", times: null },
])("times as they are typed: $typed", ({ typed, times }) => {
  expect(timesOf(typed)).toEqual(times);
});

test.each([
  { from: "2026-06-01", to: "2026-06-07", weekdays: [1, 6, 7], days: 3, why: "a Monday, a Saturday, a Sunday" },
  { from: "2026-06-01", to: "2026-06-01", weekdays: [1], days: 1, why: "both ends are included" },
  { from: "2026-06-02", to: "2026-06-01", weekdays: [1, 2], days: 0, why: "reversed" },
  { from: null, to: "2026-06-01", weekdays: [1], days: 0, why: "not chosen yet" },
])("days of a plan: $why", ({ from, to, weekdays, days }) => {
  expect(daysOf(from, to, weekdays)).toBe(days);
});
