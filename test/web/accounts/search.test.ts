import { describe, expect, test } from "vitest";
import { searchOf, whyNoParent } from "../../../web/src/features/accounts/search";

describe("what is searched", () => {
  test.each([
    { typed: "", search: null, why: "nothing is everything" },
    { typed: "泉", search: null, why: "one character finds only whole names" },
    { typed: "泉 ", search: null, why: "a space is no second one" },
    { typed: "泉州", search: "泉州", why: "two find any name with them" },
    { typed: " 泉 州 ", search: "泉 州", why: "the API knows that spaces between mean nothing" },
    { typed: "𠮷", search: null, why: "a rare character is one, whatever it takes to write it" },
    { typed: "商".repeat(60), search: "商".repeat(40), why: "no more than the API takes" },
  ])("$typed: $why", ({ typed, search }) => {
    expect(searchOf(typed)).toBe(search);
  });
});

describe("who can be a parent", () => {
  const account = (id: string, parentId: string | null) => ({ id, name: id, parentId, parentName: null, createdAt: "", version: 1 });
  test.each([
    { candidate: account("market", null), child: "town", why: null, because: "one that stands alone" },
    { candidate: account("town", null), child: "town", why: "itself", because: "nobody is their own" },
    { candidate: account("hall", "market"), child: "town", why: "branch", because: "a branch has none itself" },
    { candidate: account("market", null), child: null, why: null, because: "also of one that is yet to be filed" },
  ])("$candidate.id for $child: $because", ({ candidate, child, why }) => {
    expect(whyNoParent(candidate, child)).toBe(why);
  });
});
