import { expect, test } from "vitest";
import { foldedName, gramsOf } from "../../src/accounts/rules";

test.each([
  { name: "泉州商會", grams: ["泉州", "州商", "商會"], why: "each pair once, in order" },
  { name: "溫州 商會", grams: ["溫州", "州商", "商會"], why: "spaces part nothing" },
  { name: "ＡＢ廠", grams: ["ab", "b廠"], why: "full-width letters, in small" },
  { name: "會會會", grams: ["會會"], why: "a pair that comes twice is one" },
  { name: "廠", grams: ["廠"], why: "one character is its own gram" },
  { name: "𠮷野家", grams: ["𠮷野", "野家"], why: "a rare character is not cut in half" },
])("$name: $why", ({ name, grams }) => {
  expect(gramsOf(name)).toEqual(grams);
});

test("a name is searched without what people leave out", () => {
  expect(foldedName("Ｔ O P　公寓")).toBe("top公寓");
});
