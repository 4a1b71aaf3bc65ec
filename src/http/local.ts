import { Hono } from "hono";
import * as z from "zod";
import { answerDemo } from "../demo/seed";
import { answerMailPage } from "../messages/local";
import { moveClock, nowIn } from "../time/clock";

/**
 * Pages for a Worker that runs on a developer's machine or in tests: the clock, the letters that were sent, the demo.
 * Anywhere else each of them is as absent as any unknown address.
 */
export const localRoutes = new Hono<{ Bindings: Env }>().basePath("/__local");

localRoutes.use(async (c, next) => {
  if (c.env.ENVIRONMENT !== "local" && c.env.ENVIRONMENT !== "test") return c.notFound();
  await next();
});

localRoutes.get("/clock", (c) => c.json({ now: new Date(nowIn(c.env, c.req.raw.headers)).toISOString() }));

localRoutes.post("/clock", async (c) => {
  const asked = z.strictObject({ now: z.iso.datetime().nullable() }).safeParse(await c.req.json().catch(() => null));
  if (!asked.success) return c.json({ error: "send {now: an ISO instant, or null for the real time}" }, 422);
  moveClock(asked.data.now === null ? null : Date.parse(asked.data.now));

  return c.json({ now: new Date(nowIn(c.env)).toISOString() });
});

localRoutes.get("/mail", answerMailPage);
localRoutes.post("/demo", answerDemo);
