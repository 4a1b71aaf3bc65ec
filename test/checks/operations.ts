import { slices } from "../../src/app";
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
const asks = [/\/quotes$/, /\/price-lists$/, /\/checks$/, /\/invitations\/lookup$/];

export const document = await openApiDocument();
export const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;

/** Every operation the API documents: what the checks walk, so that no route can be left out. */
export const operations: Operation[] = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Described>).map(([method, described]) => ({
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

/** The zod shape of each documented answer; null where an answer has no JSON body. */
export const responseSchemas = new Map<string, Map<number, unknown>>();
for (const [, load] of slices) {
  for (const definition of (await load()).openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { method, path, responses } = definition.route;
    const byStatus = new Map<number, unknown>();
    for (const [status, response] of Object.entries(responses)) {
      const content =
        "content" in response ? Object.entries(response.content ?? {}).find(([type]) => type.includes("json"))?.[1] : undefined;
      byStatus.set(Number(status), content && "schema" in content ? content.schema : null);
    }
    responseSchemas.set(`${method} ${path}`, byStatus);
  }
}
