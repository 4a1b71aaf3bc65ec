import type * as full from "@hono/zod-openapi";
import { type Context, Hono, type MiddlewareHandler, type ValidationTargets } from "hono";
import { validator } from "hono/validator";
import type { ZodType } from "zod";

/**
 * `@hono/zod-openapi` as the Worker ships it: `wrangler.toml` and `vitest.config.ts` put this in place of the package, whose
 * types the slices keep. It checks requests the same way and remembers what each route says of itself; the document is
 * written from that when the product is built (`openapi.ts`). The package itself brings the writer along, changes every
 * class of zod for it, and so keeps all of zod: 30 KB that no request needs.
 */
class DocumentedHono extends Hono {
  /** Named as the package names it: `openapi.ts` reads it of either. */
  readonly openAPIRegistry: { definitions: { type: "route"; route: full.RouteConfig }[] } = { definitions: [] };
  readonly #refuse: full.Hook<unknown, object, string, unknown> | undefined;

  constructor(init?: { defaultHook?: full.Hook<unknown, object, string, unknown> }) {
    super();
    this.#refuse = init?.defaultHook;
  }

  openapi = ({ middleware = [], ...route }: Route, handler: MiddlewareHandler) => {
    this.openAPIRegistry.definitions.push({ type: "route", route });
    const { query, params, headers, cookies, body } = route.request ?? {};
    const sent = (type: string) => (body?.content[type] as { schema?: ZodType } | undefined)?.schema;
    const form = sent("application/x-www-form-urlencoded") ?? sent("multipart/form-data");
    const shapes = { query, param: params, header: headers, cookie: cookies, json: sent("application/json"), form };
    const checks = Object.entries(shapes).flatMap(([target, shape]) => (shape ? [this.#check(target as Target, shape as ZodType)] : []));
    this.on(route.method, [route.path.replaceAll(/\/{(.+?)}/g, "/:$1")], ...[middleware].flat(), ...checks, handler);

    return this;
  };

  /** A section's routes as this router's own. Its types are the package's. */
  override route(path: string, section: never): never {
    super.route(path, section);
    this.openAPIRegistry.definitions.push(...(section as DocumentedHono).openAPIRegistry.definitions);

    return this as never;
  }

  #check(target: Target, shape: ZodType): MiddlewareHandler {
    return validator(target, async (value: unknown, c: Context) => {
      const result = await shape.safeParseAsync(value);
      await this.#refuse?.({ target, ...result }, c as never);

      return result.data as object;
    });
  }
}

type Route = full.RouteConfig & { middleware?: MiddlewareHandler | MiddlewareHandler[] };
type Target = keyof ValidationTargets;

export const OpenAPIHono = DocumentedHono as unknown as typeof full.OpenAPIHono;

export const createRoute = ((route) => route) as typeof full.createRoute;
