import type { Message } from "../../api/messages";
import type { MessageKey, Translate } from "../../i18n/messages";
import type { Tone } from "../../ui/Mark";

export const STATES = ["waiting", "sending", "sent", "failed", "withdrawn"] as const;
export const CHANNELS = ["mail", "sms", "wecom"] as const;

/** The kinds of messages that an agency writes, in the order of the filter. */
export const TEMPLATES = [
  "lead-confirmation",
  "visit-reminder",
  "lead-new",
  "approval-submitted",
  "approval-decided",
  "special-submitted",
  "special-decided",
  "extension-submitted",
  "extension-decided",
  "reopening-submitted",
  "reopening-decided",
  "write-off-submitted",
  "write-off-decided",
  "correction-submitted",
  "correction-decided",
] as const;

export const stateTone: Record<Message["state"], Tone> = {
  waiting: "wait",
  sending: "info",
  sent: "good",
  failed: "bad",
  withdrawn: "open",
};

/** A kind of message that has no word of its own yet is said as it is called. */
export function templateWord(t: Translate, template: string): string {
  const key = `messages.template.${template}`;
  const word = t(key as MessageKey, undefined as never);
  return word === key ? template : word;
}

/** Whom a message goes to, as far as it may be said: a colleague, a masked name, or that they were erased. */
export function recipientWords(t: Translate, { recipient: { kind, name, isErased } }: Pick<Message, "recipient">): string {
  if (isErased) return t("messages.erased");
  return name ?? t(kind === "person" ? "messages.visitor" : "messages.unknown");
}

/** What the address asks for: were channel and template both there, the template counts. */
export function conditionsIn(parameters: URLSearchParams) {
  const one = <V extends string>(name: string, known: readonly V[]) => known.find((value) => value === parameters.get(name)) ?? null;
  const template = one("template", TEMPLATES);
  return { state: one("state", STATES), template, channel: template ? null : one("channel", CHANNELS) };
}

/** Whether it can be sent again: it was sent or failed, and not too often; who was erased is written to no more. */
export const canResend = ({ state, resendsLeft, recipient }: Message): boolean =>
  (state === "sent" || state === "failed") && resendsLeft > 0 && !recipient.isErased;
