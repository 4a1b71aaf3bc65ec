import fc from "fast-check";
import type { Json } from "./arbitrary";
import { type Schema, schemas } from "./operations";

/** Values that a JSON Schema of the API document allows, as far as types, limits, choices and formats say. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<Json> {
  if (schema.$ref) return valuesOf(schemas[schema.$ref.split("/").at(-1) as string] ?? {}, depth);
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, depth)));
  const parts = schema.allOf as Schema[] | undefined;
  if (parts) return fc.tuple(...parts.map((part) => valuesOf(part, depth))).map((values) => Object.assign({}, ...values) as Json);
  if (schema.const !== undefined) return fc.constant(schema.const as Json);
  if (schema.enum) return fc.constantFrom(...(schema.enum as Json[]));

  const type = Array.isArray(schema.type) ? (schema.type as string[])[0] : (schema.type as string | undefined);
  const nullable = Array.isArray(schema.type) && (schema.type as string[]).includes("null");
  const values = ofType(type, schema, depth);

  return nullable ? fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: values }) : values;
}

function ofType(type: string | undefined, schema: Schema, depth: number): fc.Arbitrary<Json> {
  switch (type) {
    case "object":
      return objects(schema, depth);
    case "array":
      return fc.array(valuesOf((schema.items as Schema | undefined) ?? {}, depth + 1), {
        minLength: (schema.minItems as number | undefined) ?? 0,
        maxLength: Math.max((schema.minItems as number | undefined) ?? 0, depth > 3 ? 1 : 3),
      });
    case "integer":
    case "number":
      return fc.integer({
        min: limit(schema.minimum, schema.exclusiveMinimum, 1, -5),
        max: limit(schema.maximum, schema.exclusiveMaximum, -1, 100_000),
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return texts(schema);
    default:
      return fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>;
  }
}

const limit = (inclusive: unknown, exclusive: unknown, step: number, otherwise: number) =>
  typeof inclusive === "number" ? inclusive : typeof exclusive === "number" ? exclusive + step : otherwise;

function objects(schema: Schema, depth: number): fc.Arbitrary<Json> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const shapes = Object.fromEntries(properties.map(([name, property]) => [name, valuesOf(property, depth + 1)]));

  return fc.record(shapes, { requiredKeys: (schema.required as string[] | undefined) ?? [] }) as fc.Arbitrary<Json>;
}

function texts(schema: Schema): fc.Arbitrary<Json> {
  if (schema.format === "date")
    return fc
      .date({ min: new Date("2008-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
  if (schema.format === "email") return fc.stringMatching(/^[a-z]{1,12}$/).map((name) => `${name}@fuzz.example`);
  if (typeof schema.pattern === "string" && schema.pattern.length < 60) return fc.stringMatching(new RegExp(schema.pattern));
  const minLength = (schema.minLength as number | undefined) ?? 0;

  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min((schema.maxLength as number | undefined) ?? 30, 60)) });
}
