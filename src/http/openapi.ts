import { OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { slices } from "../app";

/**
 * OpenAPI 3.1 of every slice, from the schemas that validate. Nothing that is deployed imports this: `scripts/openapi.mjs`
 * writes the document among the client's files, from where it is served, and the tests walk it.
 */
export async function openApiDocument() {
  const routers = [...new Set(await Promise.all(slices.map(([, load]) => load())))];
  const routes = routers.flatMap(({ openAPIRegistry }) => openAPIRegistry.definitions);
  const document = new OpenApiGeneratorV31(routes).generateDocument({
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
