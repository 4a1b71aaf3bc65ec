import { describe, expect, test } from "vitest";
import { askedIn, conditionsOf } from "../../../web/src/features/leads/list/conditions";
import { soughtBy } from "../../../web/src/features/leads/list/searching";
import { emptyReport, isBegun, reportOf, typedOf } from "../../../web/src/features/leads/report/form";
import { typedPhone } from "../../../web/src/features/leads/report/typedPhone";

describe("a number as it stands in the field", () => {
  test.each([
    ["", "nothing"],
    ["1380000123", "part"],
    ["13800001234", "whole"],
    ["138 0000 1234", "whole"],
    ["１３８００００１２３４", "whole"],
    ["+86 138-0000-1234", "whole"],
    ["0086 13800001234", "whole"],
    ["0731-8234 5678", "whole"],
    ["+852 2345 6789", "whole"],
    ["138****1234", "masked"],
    ["138xxxx1234", "masked"],
    ["138＊＊＊＊1234", "masked"],
    ["138 1234", "masked"],
    ["138****12", "part"],
    ["138****", "part"],
    ["王小明", "part"],
  ])("%s is %s", (text, kind) => {
    expect(typedPhone(text).kind).toBe(kind);
  });
});

describe("what is looked for", () => {
  test.each([
    ["", { kind: "nothing" }],
    ["1380000", { kind: "more" }],
    ["138****1234", { kind: "more" }],
    ["138 0000 1234", { kind: "ask", asked: { phone: "138 0000 1234" } }],
    ["k7m2-9qx4", { kind: "ask", asked: { receipt: "K7M2-9QX4" } }],
    ["施", { kind: "ask", asked: { name: "施" } }],
    ["Smith", { kind: "ask", asked: { name: "Smith" } }],
  ])("by %s: %j", (text, sought) => {
    expect(soughtBy(text)).toEqual(sought);
  });
});

describe("a report", () => {
  const typed = { ...emptyReport, phone: " 138****1234 ", name: " 施小英 ", source: "call" as const };

  test("sends a masked number as one, and leaves out what was not said", () => {
    expect(reportOf(typed)).toEqual({ name: "施小英", maskedPhone: "138****1234", source: "call" });
  });

  test("comes back into its form as it was sent", () => {
    const full = { ...typed, phone: "13800001234", intent: "high" as const, unitsWanted: 2, nextOn: "2026-11-24", note: "下午打" };
    expect(reportOf(typedOf(reportOf(full)))).toEqual(reportOf(full));
    expect(reportOf(full)).toMatchObject({ phone: "13800001234", next: { on: "2026-11-24", kind: "call" } });
  });

  test("is worth keeping once something stands there", () => {
    expect(isBegun(emptyReport)).toBe(false);
    expect(isBegun({ ...emptyReport, phone: "1" })).toBe(true);
  });
});

describe("the conditions of a list", () => {
  const asked = (search: string) => conditionsOf(askedIn(new URLSearchParams(search)));
  test.each([
    ["", { sort: "newest" }],
    ["view=expiring&sort=next", { sort: "free", expiring: "48" }],
    ["view=pool&owner=u1", { sort: "free", pool: "1" }],
    ["view=mine&owner=u1&sort=next", { sort: "next", owner: "me" }],
    ["view=unvisited&state=contacted", { sort: "newest", unvisited: "1", state: "contacted" }],
    ["owner=none&source=call&engagement=e", { sort: "newest", owner: "none", source: "call", engagement: "e" }],
    ["view=nonsense&state=nonsense&source=nonsense", { sort: "newest" }],
  ])("%s", (search, conditions) => {
    expect(asked(search)).toEqual(conditions);
  });
});
