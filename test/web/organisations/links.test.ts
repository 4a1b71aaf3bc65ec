import { describe, expect, test } from "vitest";
import type { Link } from "../../../src/organisations/links/contract";
import { linkWords, mayBeShortName, partnerOf, shortNameOf, sortedLinks, stepsFor } from "../../../web/src/features/organisations/links";

const link = (state: Link["state"], offeredBy: Link["offeredBy"] = "agency"): Link => ({
  id: `${state}-${offeredBy}`,
  projectId: "zhongyang",
  projectName: "中央王座",
  agencyId: "hopefluent",
  agencyName: "合富輝煌",
  developerId: "shangge",
  developerName: "尚格",
  state,
  offeredBy,
  shares: [],
  withholds: [],
  offeredAt: "2026-11-20T00:00:00.000Z",
  decidedAt: null,
  endedOn: null,
  version: 1,
});

describe("steps", () => {
  test.each([
    { state: "offered", by: "developer", side: "agency", steps: ["refusal", "acceptance"], why: "who was asked answers" },
    { state: "offered", by: "agency", side: "agency", steps: ["withdrawal"], why: "who asked takes it back" },
    { state: "accepted", by: "agency", side: "developer", steps: ["ending"], why: "either side ends what stands" },
    { state: "accepted", by: "agency", side: "agency", steps: ["ending"], why: "the side that offered too" },
    { state: "ended", by: "agency", side: "agency", steps: [], why: "what is over stays over" },
    { state: "refused", by: "agency", side: "developer", steps: [], why: "an answer is given once" },
  ] as const)("$state by the $by, seen by the $side: $why", ({ state, by, side, steps }) => {
    expect(stepsFor({ state, offeredBy: by }, side)).toEqual(steps);
  });
});

test("links are sorted by what there is to do", () => {
  const all = [
    link("offered", "developer"),
    link("offered", "agency"),
    link("accepted"),
    link("ended"),
    link("refused"),
    link("withdrawn"),
  ];
  const { received, made, active, past } = sortedLinks(all, "agency");
  expect(received.map(({ id }) => id)).toEqual(["offered-developer"]);
  expect(made.map(({ id }) => id)).toEqual(["offered-agency"]);
  expect(active.map(({ id }) => id)).toEqual(["accepted-agency"]);
  expect(past).toHaveLength(3);
});

test("what the one side made the other received", () => {
  const all = [link("offered", "developer")];
  expect(sortedLinks(all, "developer").made).toEqual(sortedLinks(all, "agency").received);
});

test("the partner is the other side", () => {
  expect(partnerOf(link("accepted"), "agency")).toEqual({ id: "shangge", name: "尚格" });
  expect(partnerOf(link("accepted"), "developer")).toEqual({ id: "hopefluent", name: "合富輝煌" });
});

test.each([
  { state: "offered", by: "agency", side: "agency", word: "settings.link.waitsForThem", why: "our offer waits for them" },
  { state: "offered", by: "agency", side: "developer", word: "settings.link.waitsForUs", why: "theirs for us" },
  { state: "ended", by: "agency", side: "developer", word: "settings.link.ended", why: "else the state itself" },
] as const)("$state by the $by for the $side: $why", ({ state, by, side, word }) => {
  expect(linkWords({ state, offeredBy: by }, side).word).toBe(word);
});

test.each([
  { typed: " Shangge ", short: "shangge", why: "capitals and spaces of a phone's keyboard" },
  { typed: "http://localhost:8787/d/shangge/projects", short: "shangge", why: "the address of its page, pasted" },
  { typed: "/a/hopefluent", short: "hopefluent", why: "the path alone" },
  { typed: "尚格", short: "尚格", why: "a name is not guessed into a short name" },
])("$typed is read as $short: $why", ({ typed, short }) => {
  expect(shortNameOf(typed)).toBe(short);
});

test.each([
  { text: "ab", ok: false, why: "too short" },
  { text: "abc", ok: true, why: "the shortest" },
  { text: "a".repeat(40), ok: true, why: "the longest" },
  { text: "a".repeat(41), ok: false, why: "too long" },
  { text: "-abc", ok: false, why: "begins with a hyphen" },
  { text: "尚格", ok: false, why: "other letters" },
])("$text: $why", ({ text, ok }) => {
  expect(mayBeShortName(text)).toBe(ok);
});
