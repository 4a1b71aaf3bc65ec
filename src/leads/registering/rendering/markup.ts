/** Markup that may be sent: only `html` makes it, and what it is given as text is escaped. */
export class Markup {
  private constructor(readonly text: string) {}
  /** @internal */
  static of = (text: string) => new Markup(text);
}

type Part = Markup | string | number | false | null | undefined | readonly Markup[];

/** A template of markup; strings in it are text, never markup. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  let text = parts[0] ?? "";
  for (let at = 0; at < values.length; at++) text += written(values[at]) + parts[at + 1];

  return Markup.of(text);
}

function written(value: Part): string {
  if (value instanceof Markup) return value.text;
  if (value === false || value === null || value === undefined) return "";
  if (typeof value === "object") return value.map(({ text }) => text).join("");

  return escaped(String(value));
}

const special = /[&<>"']/;
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => (special.test(text) ? text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign) : text);
