import { describe, expect, test } from "vitest";
import { tokenOf } from "../../web/src/lib/token";
import { fieldOf } from "../../web/src/ui/form";

describe("the field that a pointer means", () => {
  test.each([
    { pointer: "/name", field: "name", why: "a field at the top" },
    { pointer: "/terms/regular/0/payableBps", field: "terms.regular.0.payableBps", why: "deep in lists" },
    { pointer: "#/name", field: "name", why: "a pointer written as a fragment" },
    { pointer: "/names/a~1b~0c", field: "names.a/b~c", why: "escaped signs" },
  ])("$pointer: $why", ({ pointer, field }) => {
    expect(fieldOf(pointer)).toBe(field);
  });
});

describe("the token of a link", () => {
  test.each([
    { hash: "#token=abc.d%2Fe", search: "", token: "abc.d/e", why: "in the fragment, which no server sees" },
    { hash: "", search: "?token=abc", token: "abc", why: "in the query" },
    { hash: "#token=new", search: "?token=old", token: "new", why: "the fragment goes first" },
    { hash: "", search: "", token: null, why: "an incomplete link" },
  ])("$why", ({ hash, search, token }) => {
    expect(tokenOf({ hash, search })).toBe(token);
  });
});
