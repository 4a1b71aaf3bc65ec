import type { FieldKind, FormNow, FormTag } from "../../api/forms";
import type { Tone } from "../../ui/Mark";

export const NOW_TONES: Record<FormNow, Tone> = {
  draft: "mute",
  "not-yet-open": "wait",
  open: "good",
  full: "wait",
  closed: "open",
  "campaign-over": "open",
};

/** The catalogue of questions, in the order in which they are offered. */
export const FIELD_KINDS: readonly FieldKind[] = [
  "name",
  "phone",
  "employer",
  "credential",
  "units",
  "layout",
  "area",
  "budget",
  "intent",
  "visit-slot",
  "heard-from",
  "remark",
];
export const CHOICE_KINDS: readonly FieldKind[] = ["layout", "area", "budget", "heard-from"];
/** On every form, and always to be answered. */
export const FIXED_KINDS: readonly FieldKind[] = ["name", "phone"];

export const TEMPLATES = ["account", "site", "presentation", "credential"] as const;

/** Where a form is met: its own address, or that of one of its links. */
export function addressOf(code: string, tag?: Pick<FormTag, "tag"> | null): string {
  return `${location.origin}/f/${code}${tag ? `?t=${tag.tag}` : ""}`;
}

/** An address as it is printed: without what nobody types. */
export const printed = (address: string): string => address.replace(/^https?:\/\//, "");

/** What another site puts into its page. */
export function snippetOf(code: string, title: string): string {
  const quoted = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${addressOf(code)}?embed=1" title="${quoted}" width="100%" height="900" style="border:0"></iframe>`;
}
