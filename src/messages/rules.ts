import { html } from "hono/html";
import type { Language } from "../i18n/names";
import { text } from "../i18n/text";
import type { LetterParams, Template } from "./contract";

/** A template with what it needs, as a stored row says them together. */
export type Content = { [T in Template]: { template: T; params: LetterParams[T] } }[Template];

/** A letter that can be sent. */
export interface Mail {
  to: string;
  language: Language;
  subject: string;
  text: string;
  html: string;
  link: string;
}

const minute = 60_000;
const waits = [minute, 5 * minute, 30 * minute, 120 * minute] as const;

export const triesAtMost = waits.length + 1;

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
export function writtenLetter(content: Content, language: Language, link: string, until: string): Pick<Mail, "subject" | "text" | "html"> {
  const params: Record<string, string> = { ...content.params, until };
  const kind = wordsOf(content);
  const word = (part: "subject" | "body" | "action") => text(language, `mail.${kind}.${part}`, params);
  const footer = text(language, "mail.footer");
  const [subject, body, action] = [word("subject"), word("body"), word("action")];

  return {
    subject,
    text: `${body}\n\n${action}\n${link}\n\n${footer}\n`,
    html: String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font:16px/1.6 system-ui,sans-serif;color:#15202b"><div style="max-width:36em;margin:0 auto;padding:24px 16px">
<p>${body}</p><p><a href="${link}">${action}</a></p><p style="font-size:13px;color:#5b6b7a">${link}</p><hr><p style="font-size:13px;color:#5b6b7a">${footer}</p>
</div></body></html>`),
  };
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
    default:
      return content.template;
  }
}
