import { env } from "cloudflare:workers";
import { type Facts, jobFacts } from "../../src/http/facts";

/** What the services of `test/support/gateway.mjs` took, in order. */
export interface Taken {
  by: "sms" | "wecom";
  to: string;
  id?: string;
  templateCode?: string;
  params?: Record<string, string>;
  title?: string;
  description?: string;
  url?: string;
}

/** What the next requests meet instead of an answer. */
export interface Planned {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
  hangUp?: boolean;
  /** It does its work all the same: only the answer is lost. */
  takesIt?: boolean;
}

export async function told(control: { reset?: true; now?: number; plan?: Planned[]; expireTokens?: true }): Promise<void> {
  await fetch("http://gateway.test/control", { method: "POST", body: JSON.stringify(control) });
}

export async function seen(): Promise<{ taken: Taken[]; asked: { path: string; at: number }[] }> {
  return (await fetch("http://gateway.test/control")).json();
}

export const smsSet = {
  SMS_URL: "http://gateway.test/v1/messages",
  SMS_KEY_ID: "key-of-tests",
  SMS_KEY_SECRET: "secret-of-tests",
  SMS_SIGN_NAME: "團拓",
  SMS_TEMPLATES: JSON.stringify({
    "lead-confirmation": { "zh-Hant": "SMS_LEAD_ZH", en: "SMS_LEAD_EN" },
    "lead-confirmation.visit": "SMS_VISIT",
    "visit-reminder.day": "SMS_VISIT",
    "visit-reminder.hours": "SMS_VISIT",
    notice: "SMS_NOTICE",
    "sign-in-code": "SMS_CODE",
  }),
};

export const wecomSet = {
  WECOM_URL: "http://gateway.test",
  WECOM_CORP_ID: "corp-of-tests",
  WECOM_AGENT_ID: "1000002",
  WECOM_SECRET: "corp-secret-of-tests",
};

/** Facts of a sweep in production, with the channels that are named set up. */
export const sweepAt = (now: number, over: Partial<Env> = { ...smsSet, ...wecomSet }): Facts =>
  jobFacts({ ...env, ENVIRONMENT: "production", PUBLIC_ORIGIN: "https://tuantuo.example", ...over }, "test", now);
