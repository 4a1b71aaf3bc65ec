import { Ajv2020, type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import type { Answer } from "../support/kit";
import { document, operations, type Schema } from "./operations";

/** The API document as its own judge: JSON Schema 2020-12 with formats, read from what is served and not from zod. */
const ajv = addFormats(new Ajv2020({ strict: true, allErrors: true }));
const root = "https://api.example/openapi.json";
ajv.addVocabulary(Object.keys(document));
ajv.addSchema(closed(document) as Schema, root);

const compiled = new Map<string, ValidateFunction>();

/**
 * A schema of the document, ready to judge.
 *
 * @param steps where it stands in the document, from the root
 * @throws Error where it is no JSON Schema, or names one that is not there
 */
export function judgeAt(...steps: string[]): ValidateFunction {
  const pointer = steps.map((step) => `/${encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");
  const judge = compiled.get(pointer) ?? ajv.compile({ $ref: `${root}#${pointer}` });
  compiled.set(pointer, judge);

  return judge;
}

/** Expects of an answer the status, the media type and the body that the document gives its operation, and nothing more. */
export function expectDocumented(key: string, { status, headers, body }: Answer): void {
  const operation = operations.find((candidate) => candidate.key === key);
  const response = operation?.responses[status];
  const said = `${key} ${status} ${JSON.stringify(body).slice(0, 500)}`;
  expect(response, `undocumented status: ${said}`).toBeDefined();

  const content = response?.content;
  if (!operation || !content) {
    expect(body, `undocumented body: ${said}`).toBe("");
    return;
  }
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  expect(Object.keys(content), `undocumented type: ${said}`).toContain(type);
  if (!type.endsWith("json")) return;

  const judge = judgeAt("paths", operation.path, operation.method.toLowerCase(), "responses", `${status}`, "content", type, "schema");
  judge(body);
  expect(judge.errors ?? [], said).toEqual([]);
}

/** The same, where an object has the properties that it names and no others: what the document is silent about is undocumented. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (node === null || typeof node !== "object") return node;
  const entries = Object.entries(node).map(([name, part]) => [name, closed(part)] as const);
  const open = "properties" in node && "type" in node && !("additionalProperties" in node);

  return { ...Object.fromEntries(entries), ...(open ? { additionalProperties: false } : {}) };
}
