import { openApiDocument } from "../../src/http/openapi";

/** JSON Schema as OpenAPI 3.1 carries it, as far as the checks read it. */
export interface Schema {
  $ref?: string;
  [key: string]: unknown;
}

interface Described {
  summary?: string;
  security?: unknown[];
  parameters?: { name: string; in: "path" | "query" | "header"; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface Operation extends Described {
  /** `post /api/v1/agencies/{agency}/campaigns`: how examples are found. */
  key: string;
  method: string;
  path: string;
  isPublic: boolean;
  mutates: boolean;
  kind: "agency" | "developer" | "own";
}

/** POSTs that only compute: they write nothing. */
const asks = [
  /\/preview$/,
  /\/(people|bookings|leads)\/search$/,
  /\/quotes$/,
  /\/price-lists$/,
  /\/checks$/,
  /\/invitations\/lookup$/,
  /\/receipts\/lookup$/,
];

interface OpenApi {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

/** As it is written when the product is built: what a client reads. */
export const document: OpenApi = JSON.parse(JSON.stringify(await openApiDocument()));
export const { schemas } = document.components;

/** Every operation the API documents: what the checks walk, so that no route can be left out. */
export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    ...described,
    key: `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    isPublic: described.security?.length === 0,
    mutates: method !== "get" && !asks.some((pattern) => pattern.test(path)),
    kind:
      path.includes("{agency}") && path.startsWith("/api/v1/agencies")
        ? "agency"
        : path.startsWith("/api/v1/developers/{developer}")
          ? "developer"
          : "own",
  })),
);
