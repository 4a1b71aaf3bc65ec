import type { AuditEntry } from "../../api/audit";
import type { Language, TenantKind } from "../../api/session";
import type { SpecialTerms } from "../../api/specials";
import type { MessageKey, Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { area, count, listed, moneyAlone, NOTHING } from "../../lib/format";
import { discountWords } from "../../lib/rate";
import { effectWords, termsWords } from "../specials/words";

/** What it takes to put an entry into words. `nameOf` knows what ids stand for: groups, colleagues. */
export interface AuditWording {
  t: Translate;
  language: Language;
  nameOf: (id: string) => string | undefined;
}

/** The kinds of things whose changes are recorded, in the order of the filter. */
export const ENTITIES: Record<TenantKind, readonly string[]> = {
  agency: [
    "policy-version",
    "campaign",
    "project",
    "link",
    "staff",
    "membership",
    "invitation",
    "group",
    "account",
    "import",
    "person",
    "lead",
    "lead-touch",
    "form",
    "booking",
    "earnest-deposit",
    "unit",
    "engagement",
    "deal",
    "special-price",
    "deal-extension",
    "engagement-reopening",
    "claim",
    "write-off",
    "key-person-correction",
    "counting-group",
    "file",
    "message",
    "tenant",
  ],
  developer: [
    "policy-version",
    "special-price",
    "deal-extension",
    "engagement-reopening",
    "write-off",
    "project",
    "link",
    "staff",
    "membership",
    "invitation",
    "tenant",
  ],
};

/** A text that may not be there: keys come from the API, and what it records tomorrow has no words today. */
function wordOr(t: Translate, key: string, otherwise: string): string {
  const word = t(key as MessageKey, undefined as never);
  return word === key ? otherwise : word;
}

/** The sentence of an event, to be filled with who did it and to what; null for an event without words. */
export function eventKey(t: Translate, event: string): MessageKey | null {
  const key = `audit.event.${event}`;
  return wordOr(t, key, "") === "" ? null : (key as MessageKey);
}

export function entityWord(t: Translate, entity: string): string {
  return wordOr(t, `audit.entity.${entity}`, entity);
}

/** A version's label says 大客戶拓展 2008 #2; people say 第 2 版. */
export function labelWords({ t }: AuditWording, { label, entity }: Pick<AuditEntry, "label" | "entity">): string {
  const version = entity === "policy-version" ? /^(.*) #(\d+)$/.exec(label ?? "") : null;
  if (version) return t("audit.version", { campaign: version[1] ?? "", number: version[2] ?? "" });
  return label ?? "";
}

type Change = AuditEntry["changes"][number];

/** Whether a first value only repeats what the sentence has said: the name of the thing that was added. */
export function saysLabel({ label }: Pick<AuditEntry, "label">, { field, from, to }: Change): boolean {
  return field === "name" && (from === undefined || from === null) && to === label;
}

export interface ChangeWords {
  field: string;
  /** Null where values are not kept (a personal field) or there was none before. */
  from: string | null;
  to: string | null;
  /** Values are never recorded: only that it changed. */
  hidden: boolean;
}

/** What only the machine understands: a counter of its own, a line's identity beside its amount. */
const UNSAID = new Set(["settledVersion"]);
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
/** Settling names so many lines of each sort at most: past that the sum would be too small. */
const LINES_NAMED = 50;

/** An entry's changes as people read them: money of many homes as one sum, nothing that only a machine understands. */
export function changesShown(wording: AuditWording, entry: Pick<AuditEntry, "changes" | "event" | "label">): ChangeWords[] {
  const changes = entry.changes.filter((change) => !saysLabel(entry, change) && !isUnsaid(wording, change));
  return entry.event === "prices.settled" ? sumsWords(wording, changes) : changes.map((change) => changeWords(wording, change));
}

/** An id that stands for nothing that has a name here: that something was chosen is in the sentence. */
function isUnsaid({ nameOf }: AuditWording, { field, from, to }: Change): boolean {
  const path = field.split("/");
  if (UNSAID.has(field) || path[0] === "line") return true;
  const known = [from, to].filter((value) => value !== undefined && value !== null);
  return (
    field !== "documentId" &&
    known.length > 0 &&
    known.every((value) => typeof value === "string" && nameOf(value) === undefined && (field.endsWith("Id") || ID.test(value)))
  );
}

/** Settled lines: `{deal}/base`, `{deal}/reward/accrual` and the like, each sort as one sum. */
function sumsWords({ t }: AuditWording, changes: Change[]): ChangeWords[] {
  const sorts = Map.groupBy(changes, ({ field }) => field.split("/").slice(1).join("/"));
  return [...sorts].map(([sort, lines]) => {
    const fen = lines.reduce((sum, { to }) => sum + (typeof to === "number" ? to : 0), 0);
    const word = wordOr(t, `audit.line.${sort.replaceAll("/", "-")}`, sort);
    const field = t("audit.lines", { sort: word, n: lines.length });
    return { field, from: null, to: lines.length < LINES_NAMED ? moneyAlone(fen) : t("audit.linesMany"), hidden: false };
  });
}

/** One field's change, from → to. */
export function changeWords(wording: AuditWording, change: Change): ChangeWords {
  const { field, from, to } = change;
  const path = field.split("/");
  const has = (value: unknown) => value !== undefined && value !== null;
  return {
    field: pathWords(wording, path),
    from: has(from) ? valueWords(wording, path, from) : null,
    to: has(to) ? valueWords(wording, path, to) : from === undefined ? null : NOTHING,
    hidden: from === undefined && to === undefined,
  };
}

/** Parts of a path that only hold others; alone they stand for the whole. */
const HOLDERS = new Set(["terms", "effect", "catalogue"]);

/** terms/regular/0/effect/payableBps → 常規折扣·第 1 項·折扣 */
export function pathWords({ t, language }: AuditWording, path: string[]): string {
  const words = path.flatMap((part, at) => {
    if (HOLDERS.has(part) && at < path.length - 1) return [];
    if (/^\d+$/.test(part)) return [t("audit.item", { n: Number(part) + 1 })];
    if (/^#\d+$/.test(part)) return [t("audit.versionOnly", { number: part.slice(1) })];
    return [fieldWord(t, part, path[at - 1])];
  });
  return dotted(words, language);
}

/** Homes that a discount is for (指定房源) are not the number of homes (套數) that a tier begins with. */
const fieldWord = (t: Translate, field: string, within: string | undefined): string =>
  field === "units" && within === "when" ? t("audit.field.homes") : wordOr(t, `audit.field.${field}`, field);

/** What the product calls things among themselves; anything else was typed, so it is nobody's key. */
const CODE = /^[a-z][\w-]*$/i;

/** Fields that name codes of a campaign's catalogue; those of the 2008 plan, which campaigns begin with, have words here. */
const CODED = new Set([
  ...["category", "categories", "credential", "credentials", "paymentMethod", "paymentMethods"],
  ...["product", "products", "pricedProducts", "countedProducts"],
]);

/** A value as people say it, by the field it belongs to. */
export function valueWords(wording: AuditWording, path: string[], value: unknown): string {
  const { t, language, nameOf } = wording;
  const field = path.findLast((part) => !/^\d+$/.test(part)) ?? "";

  if (value === null || value === undefined) return NOTHING;
  if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
  if (typeof value === "number") {
    if (field === "basedOn") return t("audit.versionOnly", { number: value });
    if (field.endsWith("Bps")) return discountWords(value, language);
    if (field === "areaCentiSqm") return area(value);
    return field.endsWith("Fen") ? moneyAlone(value) : count(value);
  }
  if (field === "documentId") return t("audit.value.state.kept");
  if (typeof value === "string") {
    const code = CODED.has(field) ? wordOr(t, `audit.code.${value}`, value) : value;
    return nameOf(value) ?? (CODE.test(value) ? wordOr(t, `audit.value.${field}.${value}`, code) : code);
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return t("audit.none");
    if (value.every((item) => typeof item === "string" && ID.test(item) && nameOf(item) === undefined)) return count(value.length);
    if (value.every((item) => typeof item === "string")) {
      return listed(
        value.map((item) => valueWords(wording, path, item)),
        language,
      );
    }
    return t("audit.items", { n: value.length });
  }
  if (isSpecial(value)) return dotted([effectWords(t, language, value), termsWords(t, language, value)], language);
  return Object.entries(value)
    .map(([key, part]) => `${fieldWord(t, key, path.at(-1))} ${valueWords(wording, [...path, key], part)}`.trim())
    .join(t("audit.semicolon"));
}

/** The terms of a special price are said as on its own page. */
const isSpecial = (value: object): value is SpecialTerms => "effect" in value && "replacesGroup" in value && "validUntil" in value;

export interface Day {
  day: string;
  entries: AuditEntry[];
}

/** Entries, newest first, under the days on which they happened. */
export function byDay(entries: AuditEntry[], dayOf: (instant: string) => string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

export interface AuditConditions {
  entity: string | null;
  actor: string | null;
}

/** What the address asks for. The API answers one condition at a time; were there two, the kind of thing counts. */
export function conditionsIn(parameters: URLSearchParams): AuditConditions {
  const entity = parameters.get("entity");
  return { entity, actor: entity ? null : parameters.get("actor") };
}
