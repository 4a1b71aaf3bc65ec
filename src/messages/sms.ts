import * as z from "zod";
import { languages } from "../i18n/names";
import type { Adapter } from "./adapter";
import type { FailureReason } from "./contract";
import { answerWithinMs, asked, type Json, Undelivered } from "./failure";
import type { Mail } from "./rules";

/** What a gateway needs: where it is, who we are there, the signature it prints before a text, its codes of our templates. */
interface SmsSettings {
  url: string;
  keyId: string;
  keySecret: string;
  signName: string;
  templates: z.infer<typeof Templates>;
}

/** A code for all languages, or one for each. */
const Templates = z.record(z.string(), z.union([z.string(), z.partialRecord(z.enum(languages), z.string())]));

/** The settings where all are there and can be read; null: this channel is not set up. */
export function smsSettings(env: Env): SmsSettings | null {
  const { SMS_URL: url, SMS_KEY_ID: keyId, SMS_KEY_SECRET: keySecret, SMS_SIGN_NAME: signName, SMS_TEMPLATES: listed } = env;
  if (!url || !keyId || !keySecret || !signName || !listed) return null;
  try {
    return { url, keyId, keySecret, signName, templates: Templates.parse(JSON.parse(listed)) };
  } catch {
    return null;
  }
}

const algorithm = "SMS-HMAC-SHA256";
const signed = ["content-type", "host", "x-sms-content-sha256", "x-sms-date", "x-sms-nonce"] as const;

/**
 * Sends by a gateway as those of China are: a template's code and its parameters, signed with HMAC-SHA256 over a canonical
 * request with instant and nonce (docs/messages.md). `outId` is the letter's own id: the gateway takes it once.
 */
export const smsAdapter = (settings: SmsSettings, withinMs = answerWithinMs): Adapter => ({
  name: "sms",
  send: async (mail, now) => {
    const templateCode = codeOf(settings, mail);
    const body = JSON.stringify({
      phone: mail.to,
      signName: settings.signName,
      templateCode,
      templateParam: mail.sms?.params,
      outId: mail.id,
    });
    const answer = await asked(await signedRequest(settings, body, now), withinMs, (_, refused) => refusal(refused));
    if (answer?.code !== "OK") throw refusal(answer);
  },
});

/** @throws Undelivered where nothing was registered for the letter in its language */
function codeOf({ templates }: SmsSettings, { sms, language }: Mail): string {
  const known = sms ? templates[sms.kind] : undefined;
  const code = typeof known === "string" ? known : known?.[language];
  if (!code) throw new Undelivered("no-template", false);

  return code;
}

async function signedRequest({ url, keyId, keySecret }: SmsSettings, body: string, now: number): Promise<Request> {
  const { pathname, search, host } = new URL(url);
  const bodyHash = hex(await crypto.subtle.digest("SHA-256", encoder.encode(body)));
  const headers: Record<(typeof signed)[number], string> = {
    "content-type": "application/json",
    host,
    "x-sms-content-sha256": bodyHash,
    "x-sms-date": new Date(now).toISOString(),
    "x-sms-nonce": crypto.randomUUID(),
  };
  const listed = signed.join(";");
  const canonical = ["POST", pathname, search.slice(1), ...signed.map((name) => `${name}:${headers[name]}`), listed, bodyHash].join("\n");
  const toSign = `${algorithm}\n${hex(await crypto.subtle.digest("SHA-256", encoder.encode(canonical)))}`;
  const key = await crypto.subtle.importKey("raw", encoder.encode(keySecret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = hex(await crypto.subtle.sign("HMAC", key, encoder.encode(toSign)));

  return new Request(url, {
    method: "POST",
    headers: { ...headers, authorization: `${algorithm} Credential=${keyId},SignedHeaders=${listed},Signature=${signature}` },
    body,
  });
}

/** What the gateway's code means for the letter. One that we do not know is a refusal: nothing else of it is looked at. */
function refusal(answer: Json): Undelivered {
  const [reason, again] = refusals[String(answer?.code)] ?? ["refused", false];

  return new Undelivered(reason, again);
}

const refusals: Record<string, readonly [reason: FailureReason, again: boolean]> = {
  SignatureDoesNotMatch: ["wrong-signature", false],
  InvalidAccessKeyId: ["wrong-signature", false],
  InvalidTimestamp: ["wrong-signature", false],
  InvalidPhone: ["wrong-number", false],
  TemplateNotFound: ["no-template", false],
  Blocked: ["blocked", false],
  LimitExceeded: ["too-many", true],
  InsufficientBalance: ["refused", true],
  InternalError: ["server-error", true],
};

const encoder = new TextEncoder();
const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
