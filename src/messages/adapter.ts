import type { Mail } from "./rules";

/** Something that brings a letter to its address. It throws when it could not. */
export interface Adapter {
  name: string;
  send(mail: Mail): Promise<void>;
}

/** Where letters can be sent from here: by Cloudflare where it is bound, to the terminal on a developer's machine, else nowhere. */
export function adapterOf(env: Env): Adapter | null {
  if (env.MAIL && env.MAIL_FROM) return cloudflare(env.MAIL, env.MAIL_FROM);

  return isLocal(env) ? terminal : null;
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
