import type {
  Conditions,
  CredentialRule,
  Effect,
  GroupTable,
  HomePlace,
  PolicyDraft,
  PolicyTerms,
  RegularStep,
  RewardRule,
  RewardTier,
  Tier,
} from "../../../../src/policies/contract";

/**
 * The terms of a version while somebody writes them: as in `PolicyTerms`, but a number may still be missing, every row
 * has an id to be found by, and the one kind that all tiers of a table share stands with the table.
 *
 * Money is fen, a rate payable basis points, as in the terms.
 */

export type EffectKind = Effect["kind"];

export interface EffectForm {
  kind: EffectKind;
  /** Payable basis points, fen, or fen per square metre, as `kind` says; null while it is not filled in. */
  value: number | null;
}

/** Conditions while they are written. One that was begun and is not to be sent is null, of homes the text that names none. */
export interface WhenForm extends Omit<Conditions, (typeof TYPED_CONDITIONS)[number]> {
  buildings?: string[] | null;
  units?: HomePlace[] | string;
  signedWithinDays?: number | null;
}
const TYPED_CONDITIONS = ["buildings", "units", "signedWithinDays"] as const;
const isBegun = (value: WhenForm[(typeof TYPED_CONDITIONS)[number]]) => value === null || typeof value === "string";

export interface StepForm extends Omit<RegularStep, "effect" | "when"> {
  when: WhenForm;
  effect: EffectForm;
}

export interface TierForm {
  /** Known to this form alone: the terms have tiers without ids. */
  id: string;
  fromUnits: number | null;
  value: number | null;
}

/** A table of tiers: of some categories of accounts, or of some credentials. */
export interface TableForm {
  id: string;
  codes: string[];
  kind: EffectKind;
  tiers: TierForm[];
}

export interface RewardTierForm {
  id: string;
  fromUnits: number | null;
  amountFen: number | null;
}

export interface RewardForm extends Omit<RewardRule, "tiers" | "handoverDays" | "claimableAfterDays" | "ownPurchase"> {
  tiers: RewardTierForm[];
  handoverDays: number | null;
  claimableAfterDays: number | null;
  /** The table of the key person's own purchase; null: at least the category's first tier. */
  own: TableForm | null;
}

export interface PolicyForm
  extends Omit<PolicyTerms, "floorBps" | "regular" | "groupTables" | "credentialRules" | "signWithinDays" | "rewardRules"> {
  effectiveFrom: string | null;
  /** `none`: nobody wants a floor. Without it a floor of null is one that is not filled in. */
  floor: { none: boolean; bps: number | null };
  regular: StepForm[];
  groupTables: TableForm[];
  credentialRules: TableForm[];
  signWithinDays: number | null;
  rewardRules: RewardForm[];
}

/** The lists of tables of the form, and what their codes are called in the terms. */
export const TABLE_LISTS = { groupTables: "categories", credentialRules: "credentials" } as const;
export type TableList = keyof typeof TABLE_LISTS;

/** Where a tier keeps its number, by its kind. */
export const TIER_KEYS = { rate: "payableBps", amount: "amountFen", perSqm: "perSqmFen" } as const;

/** The form of terms as the API keeps them. */
export function formOf({ effectiveFrom, terms }: PolicyDraft): PolicyForm {
  const { floorBps, ...rest } = terms;

  return {
    ...rest,
    effectiveFrom,
    floor: { none: floorBps === null, bps: floorBps },
    regular: terms.regular.map((step) => ({ ...step, effect: effectForm(step.effect) })),
    groupTables: terms.groupTables.map(({ id, categories, tiers }) => tableForm(id, categories, tiers)),
    credentialRules: terms.credentialRules.map(({ id, credentials, tiers }) => tableForm(id, credentials, tiers)),
    rewardRules: terms.rewardRules.map(({ ownPurchase, ...rule }) => ({
      ...rule,
      tiers: rule.tiers.map((tier, at) => ({ ...tier, id: tierId(at) })),
      own: ownPurchase === "first-tier" ? null : tableForm("own", [], ownPurchase.tiers),
    })),
  };
}

export function effectForm(effect: Effect): EffectForm {
  switch (effect.kind) {
    case "rate":
      return { kind: "rate", value: effect.payableBps };
    case "amount":
      return { kind: "amount", value: effect.amountFen };
    case "perSqm":
      return { kind: "perSqm", value: effect.perSqmFen };
  }
}

export function tableForm(id: string, codes: string[], tiers: Tier[]): TableForm {
  const [first] = tiers;
  const kind = first?.amountFen !== undefined ? "amount" : first?.perSqmFen !== undefined ? "perSqm" : "rate";

  return {
    id,
    codes,
    kind,
    tiers: tiers.map((tier, at) => ({ id: tierId(at), fromUnits: tier.fromUnits, value: tier[TIER_KEYS[kind]] ?? null })),
  };
}

const tierId = (at: number) => `t${at}`;

/** The form as the API takes it, or the places where something is still missing, in the order of the page. */
export function draftOf(form: PolicyForm): { draft: PolicyDraft; missing: null } | { draft: null; missing: string[] } {
  const missing = missingIn(form);
  if (missing.length) return { draft: null, missing };

  const { effectiveFrom, floor, regular, groupTables, credentialRules, rewardRules, signWithinDays, ...rest } = form;
  const terms: PolicyTerms = {
    ...rest,
    floorBps: floor.none ? null : floor.bps,
    regular: regular.map((step) => ({ ...step, names: trimmed(step.names), when: whenOf(step.when), effect: effectOf(step.effect) })),
    groupTables: groupTables.map((table): GroupTable => ({ id: table.id, categories: table.codes, tiers: tiersOf(table) })),
    credentialRules: credentialRules.map((table): CredentialRule => ({ id: table.id, credentials: table.codes, tiers: tiersOf(table) })),
    signWithinDays: filled(signWithinDays),
    rewardRules: rewardRules.map(({ tiers, handoverDays, claimableAfterDays, own, ...rule }) => ({
      ...rule,
      ownPurchase: own ? { tiers: tiersOf(own) } : ("first-tier" as const),
      handoverDays: filled(handoverDays),
      claimableAfterDays: filled(claimableAfterDays),
      tiers: tiers.map(({ fromUnits, amountFen }): RewardTier => ({ fromUnits: filled(fromUnits), amountFen: filled(amountFen) })),
    })),
  };

  return { draft: { effectiveFrom, terms }, missing: null };
}

/** Whether the API has these very words already, however it orders their fields. */
export function isSaved(form: PolicyForm, { effectiveFrom, terms }: PolicyDraft): boolean {
  const { draft } = draftOf(form);

  return draft !== null && canonical(draft) === canonical({ effectiveFrom, terms });
}

/** One text for one value: fields in the order of their names, what is undefined left out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);

  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${name}:${canonical(field)}`)
    .join()}}`;
}

export function effectOf({ kind, value }: EffectForm): Effect {
  const number = filled(value);
  switch (kind) {
    case "rate":
      return { kind, payableBps: number };
    case "amount":
      return { kind, amountFen: number };
    case "perSqm":
      return { kind, perSqmFen: number };
  }
}

function whenOf(when: WhenForm): Conditions {
  const { buildings, units, signedWithinDays, ...rest } = when;
  const typed = Object.entries({ buildings, units, signedWithinDays }).filter(([, value]) => value !== undefined && !isBegun(value));

  return { ...rest, ...Object.fromEntries(typed) };
}

export const tiersOf = ({ kind, tiers }: TableForm): Tier[] =>
  tiers.map(({ fromUnits, value }) => ({ fromUnits: filled(fromUnits), [TIER_KEYS[kind]]: filled(value) }));

/** Names without spaces around them; a language left blank is left out. */
function trimmed(names: StepForm["names"]): RegularStep["names"] {
  const { "zh-Hant": hant, "zh-Hans": hans, en } = names;

  return { "zh-Hant": hant.trim(), ...(hans?.trim() && { "zh-Hans": hans.trim() }), ...(en?.trim() && { en: en.trim() }) };
}

function filled(value: number | null): number {
  if (value === null) throw new Error("a missing number was to be sent");

  return value;
}

/** Places as places.ts names them. */
function missingIn(form: PolicyForm): string[] {
  const places: string[] = [];
  const need = (value: number | null, place: string) => {
    if (value === null) places.push(place);
  };

  for (const { id, names, when, effect } of form.regular) {
    if (!names["zh-Hant"].trim()) places.push(`regular/${id}/names`);
    for (const name of TYPED_CONDITIONS) if (isBegun(when[name])) places.push(`regular/${id}/when/${name}`);
    need(effect.value, `regular/${id}/effect`);
  }
  const needTiers = (tiers: TierForm[], place: string) => {
    for (const { id, fromUnits, value } of tiers) {
      need(fromUnits, `${place}/${id}/fromUnits`);
      need(value, `${place}/${id}/value`);
    }
  };
  for (const list of ["groupTables", "credentialRules"] as const) {
    for (const { id, codes, tiers } of form[list]) {
      if (!codes.length) places.push(`${list}/${id}/codes`);
      needTiers(tiers, `${list}/${id}/tiers`);
    }
  }
  if (!form.floor.none) need(form.floor.bps, "floorBps");
  for (const rule of form.rewardRules) {
    const place = `rewardRules/${rule.id}`;
    if (!rule.categories.length) places.push(`${place}/categories`);
    for (const tier of rule.tiers) {
      need(tier.fromUnits, `${place}/tiers/${tier.id}/fromUnits`);
      need(tier.amountFen, `${place}/tiers/${tier.id}/amountFen`);
    }
    need(rule.handoverDays, `${place}/handoverDays`);
    need(rule.claimableAfterDays, `${place}/claimableAfterDays`);
    needTiers(rule.own?.tiers ?? [], `${place}/own`);
  }
  need(form.signWithinDays, "signWithinDays");

  return places;
}
