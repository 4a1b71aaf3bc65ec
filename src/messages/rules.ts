import { html } from "hono/html";
import type { Language } from "../i18n/names";
import { text } from "../i18n/text";
import type { Channel, FailureReason, LetterParams, Template } from "./contract";

/** A template with what it needs, as a stored row says them together. */
export type Content = { [T in Template]: { template: T; params: LetterParams[T] } }[Template];

/** A letter that can be sent. */
export interface Mail {
  /** Of its row: a service that is given it twice takes it once. */
  id: string;
  channel: Channel;
  /** An e-mail, a number as `+86138…`, or a 企業微信 user id. */
  to: string;
  language: Language;
  subject: string;
  /** What it says, whole; by SMS the words that the gateway's own template says. */
  text: string;
  html: string;
  link: string;
  /** The name of its link. */
  action: string;
  /** What the gateway fills into its template. */
  sms: Sms | null;
  /** It repeats another on purpose. */
  isRepeated: boolean;
}

/** A text message: gateways send none but what was registered with them beforehand. */
export interface Sms {
  /** What our settings give the gateway's code of a template for. */
  kind: SmsKind;
  params: Record<string, string>;
}

const minute = 60_000;
const waits = [minute, 5 * minute, 30 * minute, 120 * minute] as const;

export const triesAtMost = waits.length + 1;

/** How often the same message may be sent again by hand: nobody's phone is flooded by pressing a button. */
export const resendsAtMost = 3;

/** How many milliseconds after its n-th failed try a letter is tried again; null after the last, when it is given up. */
export const retryAfterMs = (tries: number): number | null => waits[tries - 1] ?? null;

/**
 * Where in the client a letter's link leads.
 *
 * @param token the secret of a single-use link, for the letters that carry one
 */
export function pathOf(content: Content, token: string): string {
  const part = encodeURIComponent;
  switch (content.template) {
    case "invitation":
      return `/join?token=${part(token)}`;
    case "password-reset":
      return `/reset?token=${part(token)}`;
    case "second-factor-reset":
      return "/me";
    case "approval-submitted":
    case "special-submitted":
    case "special-decided":
    case "extension-submitted":
    case "extension-decided":
    case "reopening-submitted":
    case "reopening-decided":
    case "correction-submitted":
    case "correction-decided":
    case "write-off-submitted":
    case "write-off-decided":
    case "approval-decided": {
      const { agency, approval } = content.params;
      const developer = "developer" in content.params ? content.params.developer : undefined;

      return developer
        ? `/d/${part(developer)}/approvals/${part(agency)}/${part(approval)}`
        : `/a/${part(agency)}/approvals/${part(approval)}`;
    }
    case "sign-in-code":
    case "reset-code":
    case "mobile-code":
      return "/login";
    case "lead-new": {
      const { agency, campaign, lead } = content.params;

      return `/a/${part(agency)}/campaigns/${part(campaign)}/leads/${part(lead)}`;
    }
    case "lead-confirmation":
    case "visit-reminder":
      return content.params.path;
    case "link-offered": {
      const { kind, tenant } = content.params;

      return kind === "developer" ? `/d/${part(tenant)}/projects` : `/a/${part(tenant)}/settings/org`;
    }
  }
}

/**
 * A letter in its recipient's language, as plain text and as HTML that any mail program shows.
 *
 * @param until last business day on which the link works, where it ends by itself
 */
export function writtenLetter(content: Content, language: Language, link: string, until: string): Written {
  const params = { ...wordParams(content, language), until };
  const kind = wordsOf(content) as MailKind;
  const word = (part: "subject" | "body" | "action") => text(language, `mail.${kind}.${part}`, params);
  const footer = text(language, "mail.footer");
  const [subject, body, action] = [word("subject"), word("body"), word("action")];

  return {
    subject,
    action,
    text: `${body}\n\n${action}\n${link}\n\n${footer}\n`,
    html: String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font:16px/1.6 system-ui,sans-serif;color:#15202b"><div style="max-width:36em;margin:0 auto;padding:24px 16px">
<p>${body}</p><p><a href="${link}">${action}</a></p><p style="font-size:13px;color:#5b6b7a">${link}</p><hr><p style="font-size:13px;color:#5b6b7a">${footer}</p>
</div></body></html>`),
    sms: null,
  };
}

type Written = Pick<Mail, "subject" | "action" | "text" | "html" | "sms">;

/**
 * The same as a text message: what staff are told by mail is told by its subject and link alone.
 *
 * @param code six digits, of the letters that carry them
 */
export function writtenSms(content: Content, language: Language, link: string, code: string): Written {
  const kind = smsKindOf(content);
  const subject = kind === "notice" ? text(language, `mail.${wordsOf(content) as MailKind}.subject`, wordParams(content, language)) : "";
  const params: Record<string, string> =
    kind === "notice" ? { subject, link } : kind.endsWith("-code") ? { code } : { ...wordParams(content, language), link };

  return { subject, action: "", html: "", text: text(language, `sms.${kind}`, params), sms: { kind, params } };
}

/** Letters that have words of their own by SMS; any other is a `notice`. */
const smsKinds = [
  "notice",
  "sign-in-code",
  "reset-code",
  "mobile-code",
  "lead-new",
  "lead-confirmation",
  "lead-confirmation.visit",
  "visit-reminder.day",
  "visit-reminder.hours",
] as const;
export type SmsKind = (typeof smsKinds)[number];

function smsKindOf(content: Content): SmsKind {
  const kind = wordsOf(content);

  return smsKinds.find((known) => known === kind) ?? "notice";
}

/** Letters that go by nothing else than what they name: they let somebody in, or somebody else reads them. */
const bound: ReadonlySet<Template> = new Set<Template>([
  "invitation",
  "password-reset",
  "second-factor-reset",
  "sign-in-code",
  "reset-code",
  "mobile-code",
  "lead-confirmation",
  "visit-reminder",
]);

/** How a letter to a member of staff goes: as they chose, where it leaves that to them and they can be reached so. */
export function channelTo(template: Template, named: Channel, chosen: Channel, canBe: Record<Channel, boolean>): Channel {
  return named === "mail" && !bound.has(template) && canBe[chosen] ? chosen : named;
}

/**
 * Why a letter is not sent any more at this instant, null while it is good: a confirmation three days late, or a reminder
 * of a visit that has begun, only puzzles who reads it.
 */
export function outdated(content: Content, writtenAt: number, now: number): FailureReason | null {
  if (content.template === "lead-confirmation") return now - writtenAt > 3 * day ? "too-late" : null;
  if (content.template !== "visit-reminder") return null;
  const left = Date.parse(content.params.visitAt) - now;

  return left <= (content.params.before === "day" ? dayBeforeAtLeast : 0) ? "too-late" : null;
}

const hour = 60 * minute;
const day = 24 * hour;
/** By then the other reminder, two hours before, is about to go. */
const dayBeforeAtLeast = 4 * hour;

/** When the two reminders of a visit are due, UTC milliseconds; those that are past by the time it is booked are left out. */
export function remindersOf(visitAt: number, now: number): { before: "day" | "hours"; dueAt: number }[] {
  return [
    { before: "day" as const, dueAt: visitAt - day },
    { before: "hours" as const, dueAt: visitAt - 2 * hour },
  ].filter(({ dueAt }) => dueAt > now);
}

/** Whether a number, in the one form that we keep (`+8613812341234`), can receive text messages: no landline, no extension. */
export function takesSms(phone: string): boolean {
  if (phone.startsWith("+86")) return /^\+861[3-9]\d{9}$/.test(phone);
  if (phone.startsWith("+852")) return /^\+852[4-79]\d{7}$/.test(phone);
  if (phone.startsWith("+853")) return /^\+8536\d{7}$/.test(phone);
  if (phone.startsWith("+886")) return /^\+8869\d{8}$/.test(phone);

  return /^\+[1-9]\d{6,14}$/.test(phone);
}

/** Six digits of a keyed hash (base64url), as RFC 4226, 5.3 truncates: so that a code need not be stored. */
export function sixDigits(hash: string): string {
  const bytes = Uint8Array.from(atob(hash.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const from = (bytes.at(-1) ?? 0) & 0x0f;
  const number = new DataView(bytes.buffer).getUint32(from) & 0x7fffffff;

  return `${number % 1_000_000}`.padStart(6, "0");
}

/** What a letter's words are filled with; an instant is said as people say it, in its project's zone. */
function wordParams(content: Content, language: Language): Record<string, string> {
  const params: Record<string, string | number> = { ...content.params };
  if (typeof params.visitAt === "string") params.visit = saidInstant(params.visitAt, String(params.zone), language);

  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

/** 12月2日（週三）14:00 */
function saidInstant(at: string, zone: string, language: Language): string {
  const parts = new Map(
    new Intl.DateTimeFormat(language, {
      timeZone: zone,
      month: language === "en" ? "short" : "numeric",
      day: "numeric",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const [month, dayOfMonth, weekday, time] = [
    parts.get("month"),
    parts.get("day"),
    parts.get("weekday"),
    `${parts.get("hour")}:${parts.get("minute")}`,
  ];

  return language === "en"
    ? `${weekday} ${dayOfMonth} ${month}, ${time}`
    : `${month?.replace("月", "")}月${dayOfMonth?.replace("日", "")}日（${weekday}）${time}`;
}

/** What the words of a letter begin with: of a decision each outcome has its own. */
function wordsOf(content: Content) {
  switch (content.template) {
    case "special-decided":
      return `${content.template}.${content.params.outcome}` as const;
    case "approval-decided":
    case "extension-decided":
    case "reopening-decided":
    case "write-off-decided":
    case "correction-decided":
      return `${content.template}.${content.params.outcome}` as const;
    case "lead-confirmation":
      return content.params.visitAt === undefined ? content.template : (`${content.template}.visit` as const);
    case "visit-reminder":
      return `${content.template}.${content.params.before}` as const;
    default:
      return content.template;
  }
}

/** What is written as a letter; the rest goes by SMS alone. */
type MailKind = Exclude<ReturnType<typeof wordsOf>, `${string}-code` | `lead-confirmation${string}` | `visit-reminder${string}`>;
