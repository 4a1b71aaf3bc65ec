import { expect, test } from "vitest";
import { mayTakeBack } from "../../../web/src/features/deals/ledger/waiting";

test.each([
  { kind: "receipt", state: "reported", isOwn: true, isManager: false, may: true, why: "one's own, before finance has decided" },
  { kind: "receipt", state: "reported", isOwn: false, isManager: true, may: false, why: "money that somebody else reported" },
  { kind: "receipt", state: "confirmed", isOwn: true, isManager: true, may: false, why: "finance has seen it" },
  { kind: "due", state: "confirmed", isOwn: true, isManager: false, may: true, why: "what is due, by who said so" },
  { kind: "due", state: "confirmed", isOwn: false, isManager: true, may: true, why: "what is due, by a manager" },
  { kind: "due", state: "confirmed", isOwn: false, isManager: false, may: false, why: "what somebody else said is due" },
  { kind: "due", state: "withdrawn", isOwn: true, isManager: true, may: false, why: "once" },
] as const)("a line is taken back: $why", ({ isManager, may, ...entry }) => {
  expect(mayTakeBack(entry, isManager)).toBe(may);
});
