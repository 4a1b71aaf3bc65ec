// biome-ignore-all lint/performance/noReExportAll: it stands for a package.
/**
 * zod as the Worker ships it: `wrangler.toml` puts this in place of the package. The package's own entry also hands out
 * its messages in fifty languages, of which we use none (problems have texts of their own) and which no bundler can leave
 * out, since the OpenAPI library takes hold of the whole of it: a fifth of the Worker.
 */
export * from "../node_modules/zod/v4/classic/checks.js";
export * as coerce from "../node_modules/zod/v4/classic/coerce.js";
export * from "../node_modules/zod/v4/classic/errors.js";
export * as iso from "../node_modules/zod/v4/classic/iso.js";
export * from "../node_modules/zod/v4/classic/parse.js";
export * from "../node_modules/zod/v4/classic/schemas.js";
export * as z from "./zod";
