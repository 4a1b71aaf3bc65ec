import type { Mail } from "./rules";

/** Something that brings a letter to its address. It throws when it could not. */
export interface Adapter {
  name: string;
  send(mail: Mail): Promise<void>;
}

/**
 * How letters are sent from here: by Cloudflare where it is bound, else to the terminal of a developer's machine.
 * In a test they are only marked as sent, and read from the local page. Anywhere else there is no way: null.
 */
export function adapterOf(env: Env): Adapter | null {
  if (env.MAIL && env.MAIL_FROM) return cloudflare(env.MAIL, env.MAIL_FROM);
  if (env.ENVIRONMENT === "test") return unseen;

  return env.ENVIRONMENT === "local" ? terminal : null;
}

/** The address that letters' links start with; null where nobody said it, since a link to the wrong place is worse than none. */
export const publicOrigin = (env: Env): string | null =>
  env.PUBLIC_ORIGIN?.replace(/\/+$/, "") ?? (isLocal(env) ? "http://localhost:8787" : null);

const isLocal = (env: Env) => env.ENVIRONMENT === "local" || env.ENVIRONMENT === "test";

const cloudflare = (binding: SendEmail, from: string): Adapter => ({
  name: "cloudflare",
  send: async ({ to, subject, text, html }) => {
    await binding.send({ from, to, subject, text, html });
  },
});

const terminal: Adapter = {
  name: "terminal",
  send: async ({ to, subject, text }) => console.log(`\n✉ ${to}\n  ${subject}\n\n${text.trimEnd().replaceAll(/^/gm, "  ")}\n`),
};

const unseen: Adapter = { name: "unseen", send: async () => undefined };
