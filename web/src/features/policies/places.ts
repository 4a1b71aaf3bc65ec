import type { Finding } from "../../../../src/policies/checking/contract";
import { type PolicyForm, type RewardForm, TABLE_LISTS, type TableForm, type TableList } from "./form";

/**
 * Where on the page something belongs. A place names rows by id, not by position, so that what was found stays with its
 * row when rows move: `regular/lump-sum/effect`, `groupTables/accounts/tiers/t1/value`, `floorBps`. A pointer counts
 * positions in what was sent.
 */

export interface PlacedFinding {
  severity: Finding["severity"];
  detail: string;
  /** `""`: no field of the page; it is said over the page. */
  place: string;
  remedies: { label: string; place: string; value: number }[];
}

/** The findings of the self-check at their places. @param form what was checked */
export function placed(findings: Finding[], form: PolicyForm): PlacedFinding[] {
  return findings.map(({ severity, detail, pointer, remedies }) => ({
    severity,
    detail,
    place: placeOf(pointer, form),
    remedies: remedies.map(({ label, patch }) => ({ label, place: placeOf(patch.pointer, form), value: patch.value })),
  }));
}

/**
 * The place that a JSON pointer into the draft or its terms means: `/regular/0/when/products/1` and
 * `/terms/regular/0/when/products/1` are both `regular/lump-sum/when/products`.
 *
 * @returns `""` for a pointer to nothing that the page shows
 */
export function placeOf(pointer: string, form: PolicyForm): string {
  const [list = "", index, ...inside] = pointer.replace(/^\/(terms\/)?/, "").split("/");
  if (index === undefined) return fields.has(list) ? list : "";

  switch (list) {
    case "regular": {
      const step = form.regular[Number(index)];
      if (!step) return "";
      const row = `regular/${step.id}`;
      return inside[0] === "when" && inside[1] !== undefined ? `${row}/when/${inside[1]}` : placeInRow(row, inside, "effect");
    }
    case "groupTables":
    case "credentialRules": {
      const table = form[list][Number(index)];
      if (!table) return "";
      const [part, at] = inside;
      if (part !== "tiers" || at === undefined) return `${list}/${table.id}/codes`;
      return placeOfTier(`${list}/${table.id}/tiers`, table.tiers[Number(at)], inside[2] === "fromUnits" ? "fromUnits" : "value");
    }
    case "rewardRules": {
      const rule = form.rewardRules[Number(index)];
      if (!rule) return "";
      const [part, at] = inside;
      if (part === "tiers" && at !== undefined) {
        return placeOfTier(`rewardRules/${rule.id}/tiers`, rule.tiers[Number(at)], inside[2] === "fromUnits" ? "fromUnits" : "amountFen");
      }
      if (part === "ownPurchase") {
        const own = `rewardRules/${rule.id}/own`;
        return inside.length < 3
          ? own
          : placeOfTier(own, rule.own?.tiers[Number(inside[2])], inside[3] === "fromUnits" ? "fromUnits" : "value");
      }
      return placeInRow(`rewardRules/${rule.id}`, inside, "categories");
    }
    default:
      return fields.has(list) ? list : "";
  }
}

/** Fields that stand once, and the lists as wholes. */
const fields = new Set([
  "effectiveFrom",
  "rounding",
  "floorBps",
  "pricedProducts",
  "countedProducts",
  "regular",
  "groupTables",
  "credentialRules",
  "retroactive",
  "onDrop",
  "countBasis",
  "signWithinDays",
  "rewardRules",
]);

const rowFields = new Set(["names", "when", "effect", "exclusionGroup", "applyTo", "categories", "method", "success", "continuity"]);
const rowNumbers = new Set(["handoverDays", "claimableAfterDays", "recoverAll"]);

function placeInRow(row: string, [field = ""]: string[], otherwise: string): string {
  return `${row}/${rowFields.has(field) || rowNumbers.has(field) ? field : otherwise}`;
}

function placeOfTier(tiers: string, tier: { id: string } | undefined, field: string): string {
  return tier ? `${tiers}/${tier.id}/${field}` : "";
}

/** Whether a place is this one or lies in it: `regular/x` holds `regular/x/effect`. */
export function isWithin(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}/`);
}

/** Where a place belongs when its row is gone: nowhere. Findings of rows that were removed are not shown. */
export function exists(place: string, form: PolicyForm): boolean {
  const [list = "", id, part, tierId] = place.split("/");
  if (id === undefined) return true;
  if (list === "regular") return form.regular.some((step) => step.id === id);
  const tables: readonly { id: string; tiers: { id: string }[] }[] = list in TABLE_LISTS ? form[list as TableList] : form.rewardRules;
  const table = tables.find((candidate) => candidate.id === id);
  const own = form.rewardRules.find((rule) => list === "rewardRules" && rule.id === id)?.own;
  if (part === "own") return tierId === undefined || (own?.tiers.some((tier) => tier.id === tierId) ?? false);

  return table !== undefined && (part !== "tiers" || table.tiers.some((tier) => tier.id === tierId));
}

/**
 * The form with a number put at a place: what a remedy offers.
 *
 * @returns the same form when nothing is at the place any more
 */
export function withNumber(form: PolicyForm, place: string, value: number): PolicyForm {
  const [list = "", id = "", part, tierId, field] = place.split("/");
  if (place === "floorBps") return { ...form, floor: { none: false, bps: value } };
  if (list === "regular" && part === "effect") {
    return {
      ...form,
      regular: form.regular.map((step) => (step.id === id ? { ...step, effect: { ...step.effect, value } } : step)),
    };
  }
  const inTable = (table: TableForm): TableForm => ({
    ...table,
    tiers: table.tiers.map((tier) => (tier.id === tierId ? { ...tier, [field === "fromUnits" ? "fromUnits" : "value"]: value } : tier)),
  });
  if ((list === "groupTables" || list === "credentialRules") && part === "tiers" && field !== undefined) {
    return { ...form, [list]: form[list].map((table) => (table.id === id ? inTable(table) : table)) };
  }
  if (list === "rewardRules" && part === "own" && field !== undefined) {
    const inRule = (rule: RewardForm) => (rule.id === id && rule.own ? { ...rule, own: inTable(rule.own) } : rule);
    return { ...form, rewardRules: form.rewardRules.map(inRule) };
  }

  return form;
}
