import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { slices } from "../app";

/** OpenAPI 3.1 of every slice, from the schemas that validate. The only request that loads them all. */
export async function openApiDocument() {
  const whole = new OpenAPIHono();
  for (const [, load] of slices) whole.route("/", await load());
  const document = whole.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "團拓 Tuantuo",
      version: "1",
      description:
        "Money is a whole number of fen, rates are payable basis points (9.8折 is 9800), days are business days of the project's zone.",
    },
    servers: [{ url: "/" }],
    security: [{ accessCookie: [] }],
  });
  document.components = {
    ...document.components,
    securitySchemes: {
      accessCookie: { type: "apiKey", in: "cookie", name: "tuantuo_access", description: "Given by POST /api/v1/session" },
    },
  };

  return document;
}

let answered: string | undefined;

export async function answerOpenApi(c: Context): Promise<Response> {
  answered ??= JSON.stringify(await openApiDocument());

  return c.body(answered, 200, {
    "Content-Type": "application/json",
    "Cache-Control": "public, max-age=300",
  });
}
