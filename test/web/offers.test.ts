import { describe, expect, test } from "vitest";
import type { Offer } from "../../web/src/api/offers";
import { promiseWords, rowsShown, unitsWords } from "../../web/src/features/offers/words";
import type { Translate } from "../../web/src/i18n/messages";

/** The key itself: which sentence is said is what matters here. */
const keys = ((key: string) => key) as Translate;
const row = (fromUnits: number, toUnits: number | null, changes: Partial<Offer["rows"][number]> = {}): Offer["rows"][number] => ({
  fromUnits,
  toUnits,
  tier: null,
  payableFen: 433_160_00,
  lessFen: 0,
  stopsAtFloor: false,
  isNow: false,
  ...changes,
});
const ninth = row(9, null, { tier: { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" } });
const offer = (changes: Partial<Offer>) =>
  ({
    rows: [row(1, 8), ninth],
    counts: true,
    onDrop: "keep",
    isMember: true,
    earlySignings: [],
    memberDiscounts: [],
    commitments: [],
    stopsAtFloor: false,
    signBy: "2008-06-08",
    ...changes,
  }) as Offer;

describe("what an offer promises", () => {
  test.each([
    ["a tier ahead, kept when others leave", {}, ["below", "reached", "keep", "neverRises", "signBy"]],
    ["a tier that is lost when others leave", { onDrop: "reverse" }, ["below", "reached", "reverse", "neverRises", "signBy"]],
    ["the count of the signing day", { onDrop: null }, ["below", "fixed", "neverRises", "signBy"]],
    ["a membership not proved yet", { isMember: false }, ["below", "reached", "keep", "neverRises", "signBy", "proof"]],
    [
      "a discount for signing sooner than the paper's last day",
      { earlySignings: [{ label: "早簽 9.9折", until: "2008-06-04" }] },
      ["below", "reached", "keep", "neverRises", "signBy", "early"],
    ],
    [
      "a discount for members of whom nobody was checked yet",
      { isMember: false, memberDiscounts: ["會員 9.9折"] },
      ["below", "reached", "keep", "neverRises", "signBy", "proof", "members"],
    ],
    ["and once checked nothing of it", { memberDiscounts: ["會員 9.9折"] }, ["below", "reached", "keep", "neverRises", "signBy"]],
    [
      "a tier that stops at the floor",
      { rows: [row(1, 8), { ...ninth, stopsAtFloor: true }] },
      ["below", "reached", "keep", "neverRises", "signBy", "floor"],
    ],
    [
      "tiers that hang on a commitment",
      { commitments: [{ units: 9, by: "2008-06-30" }] },
      ["below", "reached", "keep", "commitment", "neverRises", "signBy"],
    ],
    [
      "a commitment that leaves a row without a tier between",
      { rows: [row(1, 1), row(2, 8), ninth], commitments: [{ units: 9, by: "2008-06-30" }] },
      ["below", "reached", "keep", "commitment", "neverRises", "signBy"],
    ],
    ["the first tier already, whoever signs", { rows: [{ ...ninth, fromUnits: 1 }] }, ["neverRises", "signBy"]],
    ["a home that does not count: nothing of tiers", { counts: false, isMember: false, rows: [row(0, null)] }, ["neverRises", "signBy"]],
  ] as [string, Partial<Offer>, string[]][])("%s", (_, changes, said) => {
    expect(promiseWords(keys, "zh-Hant", offer(changes))).toEqual(said.map((key) => `offers.promise.${key}`));
  });

  test.each([
    [row(1, 8), "between"],
    [row(9, null), "from"],
    [row(1, 1), "one"],
    [row(1, null), "any"],
    [row(0, null), "any"],
  ])("the counts of a row", (of, said) => {
    expect(unitsWords(keys, of)).toBe(`offers.units.${said}`);
  });
});

const tierOf = (payableBps: number) => ({ fromUnits: 1, payableBps, amountFen: null, source: "special" }) as Offer["rows"][number]["tier"];

test.each([
  {
    rows: [row(1, 1, { isNow: true }), row(2, 5), ninth],
    shown: [row(1, 5, { isNow: true }), ninth],
    why: "a commitment begins at two and gives nothing yet",
  },
  {
    rows: [row(1, 1), row(2, 5, { isNow: true }), row(6, null, { stopsAtFloor: true })],
    shown: [row(1, null, { isNow: true, stopsAtFloor: true })],
    why: "all of them cost the same",
  },
  {
    rows: [row(1, 1, { payableFen: 2 }), row(2, null)],
    shown: [row(1, 1, { payableFen: 2 }), row(2, null)],
    why: "the price falls, if not by a tier",
  },
  {
    rows: [row(1, 8, { tier: tierOf(9800) }), row(9, null, { tier: tierOf(9700) })],
    shown: [row(1, 8, { tier: tierOf(9800) }), row(9, null, { tier: tierOf(9700) })],
    why: "the floor holds the price, but the tier is another",
  },
])("rows of a table that say the same are one: $why", ({ rows, shown }) => {
  const words = ((key: string, values?: object) => `${key} ${JSON.stringify(values)}`) as Translate;
  expect(rowsShown(words, "zh-Hant", { rows })).toEqual(shown);
});
