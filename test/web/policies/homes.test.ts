import { describe, expect, test } from "vitest";
import { homeText, readBuildings, readHomes } from "../../../web/src/features/policies/homes";

const texts = (text: string, buildings: string[] = []) =>
  readHomes(text, buildings).homes.map(({ building, number }) => [building, number]);

describe("homes as people type and paste them", () => {
  test.each<{ text: string; buildings?: string[]; homes: [string, string][]; why: string }>([
    { text: "", homes: [], why: "nothing" },
    { text: "1-0301", homes: [["1", "0301"]], why: "building and number" },
    {
      text: "1-0301、1-0302，2-0502; 3-1",
      homes: [
        ["1", "0301"],
        ["1", "0302"],
        ["2", "0502"],
        ["3", "1"],
      ],
      why: "commas of every kind",
    },
    {
      text: "1\t0301\n1\t0302\r\n",
      homes: [
        ["1", "0301"],
        ["1", "0302"],
      ],
      why: "two columns of a sheet",
    },
    { text: "１棟－０３０１", homes: [["1棟", "0301"]], why: "full-width" },
    { text: "1 0301", homes: [["1", "0301"]], why: "as we write it" },
    { text: "1 - 0301", homes: [["1", "0301"]], why: "a dash with spaces around" },
    { text: "1-0301、1 0301", homes: [["1", "0301"]], why: "twice is once" },
    { text: "A-1-0301", homes: [["A-1", "0301"]], why: "in doubt the number is what comes last" },
    { text: "1-03-01", buildings: ["1"], homes: [["1", "03-01"]], why: "unless the project has the building" },
    { text: "A 座-0301", buildings: ["A 座"], homes: [["A 座", "0301"]], why: "a building with a space, which it has" },
    { text: "1 03-01", homes: [["1", "03-01"]], why: "a space says more than a dash" },
  ])("$text: $why", ({ text, buildings, homes }) => {
    expect(texts(text, buildings)).toEqual(homes);
    expect(readHomes(text, buildings ?? []).unread).toEqual([]);
  });

  test.each([
    { text: "0301", why: "no building" },
    { text: "-0301", why: "an empty one" },
    { text: "1-", why: "no number" },
    { text: `1-${"0".repeat(21)}`, why: "a number longer than any" },
  ])("$text is none: $why", ({ text }) => {
    expect(readHomes(`1-0301、${text}`, [])).toEqual({ homes: [{ building: "1", number: "0301" }], unread: [text] });
  });

  test("what is written back is read the same", () => {
    const homes = [
      { building: "1棟", number: "0301" },
      { building: "2", number: "03-01" },
    ];
    expect(readHomes(homes.map(homeText).join("、"), []).homes).toEqual(homes);
  });
});

test.each([
  { text: "1、2", buildings: ["1", "2"], why: "two" },
  { text: " 1棟，1棟 ", buildings: ["1棟"], why: "twice is once" },
  { text: "", buildings: [], why: "none: any" },
  { text: "一".repeat(21), buildings: null, why: "a name too long" },
  { text: Array.from({ length: 51 }, (_, at) => `${at}`).join(), buildings: null, why: "too many" },
])("buildings as people type them: $why", ({ text, buildings }) => {
  expect(readBuildings(text)).toEqual(buildings);
});
