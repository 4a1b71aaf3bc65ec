import { Validator } from "@seriousme/openapi-schema-validator";
import openApi31 from "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json";
import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { judgeAt } from "../checks/documented";
import { document, operations } from "../checks/operations";

/** It reads the specification's schemas from a disk, which the runtime has not: here the one of 3.1 is handed over. */
class OpenApi31Validator extends Validator {
  getAjvValidator(version: string) {
    expect(version).toBe("3.1");

    return addFormats(new Ajv2020({ strict: false, allErrors: true }))
      .addFormat("media-range", true)
      .compile(openApi31);
  }
}

test("what is written is OpenAPI 3.1", async () => {
  expect(await new OpenApi31Validator().validate({ ...document })).toEqual({ valid: true });
});

test.each([
  { path: "/broken", operation: { responses: { 200: {} } }, why: "an answer without a description" },
  {
    path: "/broken",
    operation: {
      responses: { 200: { description: "x", content: { "application/json": { schema: { $ref: "#/components/schemas/None" } } } } },
    },
    why: "a shape that is not there",
  },
  { path: "broken", operation: { responses: { 200: { description: "x" } } }, why: "an address without its first stroke" },
])("$why would be noticed", async ({ path, operation }) => {
  const paths = { ...document.paths, [path]: { get: operation } };

  expect(await new OpenApi31Validator().validate({ ...document, paths })).toMatchObject({ valid: false });
});

describe("each shape is JSON Schema 2020-12", () => {
  test.each(operations.map((operation) => [operation.key, operation] as const))("%s", (_, { path, method, requestBody, responses }) => {
    const at = ["paths", path, method.toLowerCase()];
    for (const [type, { schema }] of Object.entries(requestBody?.content ?? {}))
      if (schema) judgeAt(...at, "requestBody", "content", type, "schema");
    for (const [status, { content }] of Object.entries(responses).filter(([code]) => code < "400"))
      for (const [type, { schema }] of Object.entries(content ?? {}))
        if (schema) judgeAt(...at, "responses", status, "content", type, "schema");
  });
});
