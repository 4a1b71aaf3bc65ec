import { expect, test } from "vitest";
import { refusalOf } from "../../../src/settlement/extensions/rules";

const signBy = "2008-06-08";

test.each([
  { signedOn: null, extendTo: "2008-06-09", refusal: null, why: "a day more" },
  { signedOn: null, extendTo: "2008-06-08", refusal: "not-later", why: "the present last day gives nothing" },
  { signedOn: null, extendTo: "2008-06-07", refusal: "not-later", why: "an extension takes no days away" },
  { signedOn: "2008-06-08", extendTo: "2008-06-20", refusal: "signed-in-time", why: "signed on the last day it counts already" },
  { signedOn: "2008-06-09", extendTo: "2008-06-09", refusal: null, why: "signed a day late, until that day" },
  { signedOn: "2008-06-12", extendTo: "2008-06-11", refusal: "before-signing", why: "too few days to make it count" },
])("signed $signedOn, until $extendTo: $why", ({ signedOn, extendTo, refusal }) => {
  expect(refusalOf({ signBy, signedOn }, extendTo)).toBe(refusal);
});
