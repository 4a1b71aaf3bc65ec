import { type Channel, channels } from "./contract";
import { Undelivered } from "./failure";
import type { Mail } from "./rules";
import { smsAdapter, smsSettings } from "./sms";
import { wecomAdapter, wecomSettings } from "./wecom";

/** Something that brings a letter to its address. It throws when it could not: an {@link Undelivered} where it knows why. */
export interface Adapter {
  name: string;
  /** @param now UTC milliseconds */
  send(mail: Mail, now: number): Promise<void>;
}

/**
 * How letters are sent from here, by channel: mail by Cloudflare where it is bound, SMS by a gateway and 企業微信 by an
 * application where they are set up. On a developer's machine the terminal shows what has no other way; in a test it is only
 * marked as sent, and read from the local page. Anywhere else a channel that is not set up is missing.
 */
export function adaptersOf(env: Env): Map<Channel, Adapter> {
  if (publicOrigin(env) === null) return new Map(); // a link to the wrong place is worse than none
  const found = channels.map((channel) => [channel, setUp[channel](env) ?? otherwise(env)] as const);

  return new Map(found.filter((entry): entry is [Channel, Adapter] => entry[1] !== null));
}

const setUp: Record<Channel, (env: Env) => Adapter | null> = {
  mail: ({ MAIL: binding, MAIL_FROM: from }) => (binding && from ? cloudflare(binding, from) : null),
  sms: (env) => {
    const settings = smsSettings(env);

    return settings && smsAdapter(settings);
  },
  wecom: (env) => {
    const settings = wecomSettings(env);

    return settings && wecomAdapter(settings);
  },
};

function otherwise(env: Env): Adapter | null {
  if (env.ENVIRONMENT === "test") return unseen;

  return env.ENVIRONMENT === "local" ? terminal : null;
}

/** What must be set for a channel, as an error says it. */
export const settingsOf: Record<Channel, string> = {
  mail: "MAIL, MAIL_FROM and PUBLIC_ORIGIN",
  sms: "SMS_URL, SMS_KEY_ID, SMS_KEY_SECRET, SMS_SIGN_NAME, SMS_TEMPLATES and PUBLIC_ORIGIN",
  wecom: "WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET and PUBLIC_ORIGIN",
};

/** The address that letters' links start with; null where nobody said it. */
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
  send: async ({ to, channel, subject, text }) =>
    console.log(`\n${channel === "mail" ? "✉" : `✉ ${channel}`} ${to}\n  ${subject}\n\n${text.trimEnd().replaceAll(/^/gm, "  ")}\n`),
};

const unseen: Adapter = { name: "unseen", send: async () => undefined };

/** What may stand in a row and in a log of a failure: our reason or the kind of error, never its text, which can carry an address. */
export function failureOf(error: unknown) {
  const known = error instanceof Undelivered ? error : null;

  return {
    reason: known?.reason ?? ("not-sent" as const),
    said: known?.reason ?? (error instanceof Error ? error.name : "unknown"),
    again: known?.again ?? true,
    afterMs: known?.afterMs ?? 0,
  };
}
