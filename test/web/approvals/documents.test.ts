import { expect, test } from "vitest";
import { DOCUMENT_LIMIT_BYTES, faultOf, typeOf } from "../../../web/src/features/approvals/documents";

const file = (name: string, type: string, size = 1000) => ({ name, type, size });

test.each([
  { name: "同意書.pdf", type: "application/pdf", is: "application/pdf", why: "as the browser says" },
  { name: "IMG_0421.HEIC", type: "", is: "image/heic", why: "a browser that knows no type for a phone's photo" },
  { name: "IMG_0421.heif", type: "image/heif", is: "image/heic", why: "the same photo under its family's name" },
  { name: "scan.jpeg", type: "application/octet-stream", is: "image/jpeg", why: "a type that says nothing" },
  { name: "同意書.pdf", type: "text/html", is: null, why: "a type that says something else wins over the name" },
  { name: "同意書.docx", type: "", is: null, why: "a text that can still be changed proves nothing" },
  { name: "pdf", type: "", is: null, why: "a name without an ending" },
])("$name, $type: $why", ({ name, type, is }) => {
  expect(typeOf(file(name, type))).toBe(is);
});

test.each([
  { size: 0, fault: "empty", why: "nothing in it" },
  { size: 1, fault: null, why: "the smallest file" },
  { size: DOCUMENT_LIMIT_BYTES, fault: null, why: "exactly the limit, which the API takes" },
  { size: DOCUMENT_LIMIT_BYTES + 1, fault: "tooLarge", why: "one byte over it" },
])("$size bytes: $why", ({ size, fault }) => {
  expect(faultOf(file("a.pdf", "application/pdf", size))).toBe(fault);
});

test("an empty file is said to be empty before anything else; a large one of the wrong kind to be of the wrong kind", () => {
  expect(faultOf(file("a.docx", "", 0))).toBe("empty");
  expect(faultOf(file("a.docx", "", DOCUMENT_LIMIT_BYTES + 1))).toBe("wrongType");
});
