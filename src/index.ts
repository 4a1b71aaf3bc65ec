import { app } from "./app";

/** The Worker: requests, the queue's messages, the cron. */
export default {
  fetch: app.fetch,

  async queue(batch, env) {
    const { workQueue } = await import("./jobs");
    await workQueue(batch, env);
  },

  async scheduled(_controller, env) {
    const { sweep } = await import("./jobs");
    await sweep(env);
  },
} satisfies ExportedHandler<Env>;
