import { localRoutes } from "./http/local";
import worker from "./index";

/**
 * The Worker as it runs on a developer's machine and in tests: with the pages of `/__local/`. What is deployed begins at
 * `index.ts` and does not even contain them, nor the demo.
 */
export default {
  ...worker,

  fetch: (request, env, context) =>
    new URL(request.url).pathname.startsWith("/__local/") ? localRoutes.fetch(request, env, context) : worker.fetch(request, env, context),
} satisfies ExportedHandler<Env>;
