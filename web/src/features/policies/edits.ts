import type { EffectKind, PolicyForm, RewardForm, RewardTierForm, StepForm, TableForm, TierForm } from "./form";

/** Changes of the form's lists; each answers a new list and leaves the old one as it was, so that removing can be undone. */

interface Row {
  id: string;
}

export function changed<Item extends Row>(list: Item[], id: string, change: Partial<Item>): Item[] {
  return list.map((item) => (item.id === id ? { ...item, ...change } : item));
}

export function without<Item extends Row>(list: Item[], id: string): Item[] {
  return list.filter((item) => item.id !== id);
}

/** Puts an item back, or in, at a position; past the end is the end. */
export function withItem<Item extends Row>(list: Item[], item: Item, at: number = list.length): Item[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

/** Puts a tier back where it stood in its table; what was changed beside it since stays. */
export function withTierBack<Tier extends Row, Table extends Row & { tiers: Tier[] }>(tables: Table[], table: Table, tier: Tier): Table[] {
  const at = table.tiers.indexOf(tier);

  return tables.map((now) => (now.id === table.id ? { ...now, tiers: withItem(without(now.tiers, tier.id), tier, at) } : now));
}

/** Moves an item to a position among the others, as far as the list goes. */
export function moved<Item extends Row>(list: Item[], id: string, to: number): Item[] {
  const item = list.find((candidate) => candidate.id === id);
  if (!item) return list;

  const at = Math.max(0, Math.min(to, list.length - 1));
  return withItem(without(list, id), item, at);
}

/** An id that no version has used: ids tell steps and tables of two versions apart, so none comes back with another meaning. */
export function newRowId(kind: "step" | "table" | "rule" | "reward" | "tier"): string {
  return `${kind}-${crypto.randomUUID().slice(0, 8)}`;
}

export function newStep(id: string): StepForm {
  return { id, names: { "zh-Hant": "" }, when: {}, exclusionGroup: null, applyTo: "running", effect: { kind: "rate", value: null } };
}

/** A copy under its own id, named so that it can be told apart. */
export function copiedStep(step: StepForm, id: string, called: (name: string) => string): StepForm {
  return { ...step, id, names: { "zh-Hant": called(step.names["zh-Hant"]).slice(0, 80) } };
}

export function newTier(id: string): TierForm {
  return { id, fromUnits: null, value: null };
}

export function newTable(id: string, tierId: string, codes: string[]): TableForm {
  return { id, codes, kind: "rate", tiers: [newTier(tierId)] };
}

/** Another kind of discount for a whole table: its numbers meant something else, so they are asked for anew. */
export function ofKind(table: TableForm, kind: EffectKind): TableForm {
  return table.kind === kind ? table : { ...table, kind, tiers: table.tiers.map((tier) => ({ ...tier, value: null })) };
}

export function newRewardTier(id: string): RewardTierForm {
  return { id, fromUnits: null, amountFen: null };
}

/** A rule as the plan has it; what is paid is asked for. */
export function newReward(id: string, tierId: string, categories: string[]): RewardForm {
  return {
    id,
    categories,
    method: "slab",
    tiers: [{ id: tierId, fromUnits: 1, amountFen: null }],
    success: "signed-and-first-instalment",
    continuity: "strict",
    handoverDays: 30,
    claimableAfterDays: 7,
    recoverAll: false,
    own: null,
  };
}

/** A table of the key person's own purchase, from the first unit on; what it takes off is asked for. */
export function newOwnTable(tierId: string): TableForm {
  return { ...newTable("own", tierId, []), tiers: [{ id: tierId, fromUnits: 1, value: null }] };
}

/** The exclusion groups of the steps in the order in which they first stand: 甲, 乙, … by position. */
export function exclusionGroups({ regular }: Pick<PolicyForm, "regular">): string[] {
  return [...new Set(regular.flatMap(({ exclusionGroup }) => exclusionGroup ?? []))];
}

/** A name for one more exclusion group. */
export function newExclusionGroup(groups: string[]): string {
  let n = groups.length + 1;
  while (groups.includes(`best-${n}`)) n += 1;

  return `best-${n}`;
}

/** Codes of the catalogue that no table of the list has yet. */
export function codesLeft(all: string[], tables: { codes: string[] }[]): string[] {
  const taken = new Set(tables.flatMap(({ codes }) => codes));

  return all.filter((code) => !taken.has(code));
}

/** A code put into a list or taken out of it, in the catalogue's order. */
export function toggled(codes: string[], code: string, on: boolean, order: string[]): string[] {
  const next = on ? [...codes, code] : codes.filter((other) => other !== code);

  return [...new Set(next)].sort((a, b) => rank(order, a) - rank(order, b));
}

const rank = (order: string[], code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
