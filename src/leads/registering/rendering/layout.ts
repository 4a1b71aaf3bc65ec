import { type Language, languages } from "../../../i18n/names";
import { html, type Markup } from "./markup";
import { script, style } from "./style";
import { say } from "./words";

/** Where a page of a form stands: its language, and what its address carries along. */
export interface Place {
  language: Language;
  code: string;
  tag: string | null;
  /** Shown inside another site's page. */
  isEmbedded: boolean;
}

/** An address of the same form; what was typed stands in none. */
export function addressOf(place: Place, part = "", more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    ...(place.language === "zh-Hant" ? {} : { lang: place.language }),
    ...(place.tag === null ? {} : { t: place.tag }),
    ...(place.isEmbedded ? { embed: "1" } : {}),
    ...more,
  }).toString();

  return `/f/${encodeURIComponent(place.code)}${part}${query ? `?${query}` : ""}`;
}

interface Page {
  place: Place;
  title: string;
  /** Whose development it is; stands above all. */
  project?: string;
  /** The same page in another language. */
  part?: string;
  more?: Record<string, string>;
  head: Markup;
  body?: Markup;
  isScripted?: boolean;
  /** Loads Turnstile, the only thing that is ever loaded. */
  hasTurnstile?: boolean;
}

const short: Record<Language, string> = { "zh-Hant": "繁", "zh-Hans": "简", en: "EN" };

/** A whole page: one response. */
export function pageOf({ place, title, project, part = "", more, head, body, isScripted, hasTurnstile }: Page): string {
  const { language } = place;
  const links = languages.map((each) =>
    each === language
      ? html`<b aria-current="true">${short[each]}</b>`
      : html`<a href="${addressOf({ ...place, language: each }, part, more)}" lang="${each}" hreflang="${each}">${short[each]}</a>`,
  );
  const { text } =
    html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title>${styled}</head><body><main><div class="t"><b>${project ?? "團拓"}</b><nav aria-label="${say(language, "languages")}">${links}</nav></div><div class="h">${head}</div>${body}</main>${isScripted && scripted}${hasTurnstile && loadingTurnstile}</body></html>`;

  return text;
}

// The two fixed texts go in as they stand: what they hold is ours.
const asItIs = (before: string, text: string, after: string): Markup => html([before + text + after] as unknown as TemplateStringsArray);
const styled = asItIs("<style>", style, "</style>");
const scripted = asItIs("<script>", script, "</script>");
const loadingTurnstile = html`<script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer></script>`;

let digests: Promise<{ ofStyle: string; ofScript: string }> | undefined;

async function digested() {
  const of = async (text: string) => {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

    return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}'`;
  };

  return { ofStyle: await of(style), ofScript: await of(script) };
}

/** What a page may load and do: itself, and Turnstile where it is asked. Only an embedded page may stand in another's. */
export async function headersOf({ isEmbedded }: Place, hasTurnstile = false): Promise<Record<string, string>> {
  digests ??= digested();
  const { ofStyle, ofScript } = await digests;
  const turnstile = hasTurnstile ? " https://challenges.cloudflare.com" : "";

  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": `default-src 'none'; style-src ${ofStyle}; script-src ${ofScript}${turnstile}; ${
      turnstile && `frame-src${turnstile}; connect-src${turnstile}; `
    }form-action 'self'; base-uri 'none'; frame-ancestors ${isEmbedded ? "*" : "'none'"}`,
    // Else a browser says of the form it sends that it comes from nowhere.
    "Referrer-Policy": "same-origin",
  };
}
