import type { Language } from "../../api/session";
import type { Special, SpecialPrice, SpecialTerms, SpecialToDecide } from "../../api/specials";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { moneyAlone } from "../../lib/format";
import { discountWords, payablePercent } from "../../lib/rate";
import type { Tone } from "../../ui/Mark";

type Effect = SpecialPrice["effect"];
export type SpecialTable = Extract<Effect, { kind: "tiers" }>;
type Tier = SpecialTable["tiers"][number];
type Fallback = NonNullable<NonNullable<SpecialTable["commitment"]>["fallback"]>;

/** 9.9折; 減 ¥5,000.00; 一口價 ¥420,000.00; 自訂檔位，滿 15 套 9.7折. */
export function effectWords(t: Translate, language: Language, { effect }: Pick<SpecialPrice, "effect">): string {
  if (effect.kind === "final") return t("specials.effect.final", { amount: moneyAlone(effect.payableFen) });
  if (effect.kind !== "tiers") return offWords(t, language, effect);
  const last = rising(effect).at(-1);
  return t("specials.effect.tiers", { n: last?.fromUnits ?? 0, effect: last ? tierEffect(t, language, last) : "" });
}

function offWords(t: Translate, language: Language, effect: Fallback): string {
  if (effect.kind === "rate") return discountWords(effect.payableBps, language);
  if (effect.kind === "amount") return t("specials.effect.amount", { amount: moneyAlone(effect.amountFen) });
  return t("specials.effect.perSqm", { amount: moneyAlone(effect.perSqmFen) });
}

/** What a tier takes off: 9.8折, or an amount. */
export function tierEffect(t: Translate, language: Language, { payableBps, amountFen, perSqmFen = 0 }: Tier): string {
  if (payableBps !== undefined) return offWords(t, language, { kind: "rate", payableBps });
  return offWords(t, language, amountFen === undefined ? { kind: "perSqm", perSqmFen } : { kind: "amount", amountFen });
}

const rising = ({ tiers }: SpecialTable): Tier[] => tiers.toSorted((one, other) => one.fromUnits - other.fromUnits);

/** An own table line by line, as it is explained to a buyer: its tiers, what was committed to, and what is given until then. */
export function tableWords(t: Translate, language: Language, table: SpecialTable): string[] {
  const { commitment } = table;
  const tiers = rising(table).map((tier) => t("specials.table.tier", { n: tier.fromUnits, effect: tierEffect(t, language, tier) }));
  if (!commitment) return tiers;
  const { units, by, fallback } = commitment;
  return [
    ...tiers,
    t("specials.table.commitment", { n: units, by }),
    fallback === null ? t("specials.table.fallbackNone") : t("specials.table.fallback", { effect: offWords(t, language, fallback) }),
  ];
}

/** Whether it is for a home that is signed: the last day to sign at it says nothing then. */
export const isOfSigned = ({ scope, evaluation }: Pick<SpecialToDecide, "scope" | "evaluation">): boolean =>
  scope === "deal" && evaluation.homes.length > 0 && evaluation.homes.every(({ isSigned }) => isSigned);

/** What else was agreed: with or instead of the group, its own floor, whether it counts, and, before signing, until when. */
export function termsWords(t: Translate, language: Language, terms: SpecialTerms, isSigned = false): string {
  return dotted(
    [
      t(terms.replacesGroup ? "specials.replaces" : "specials.stacks"),
      terms.floorBps !== null && t("specials.floor", { percent: payablePercent(terms.floorBps) }),
      t(terms.counts ? "specials.counts" : "specials.countsNot"),
      !isSigned && t("specials.until", { day: terms.validUntil }),
    ],
    language,
  );
}

export const STATE_TONES: Record<Special["state"], Tone> = {
  pending: "wait",
  approved: "good",
  returned: "bad",
  countered: "info",
  withdrawn: "open",
};

const FIELDS = ["payableBps", "amountFen", "payableFen", "floorBps", "validUntil", "counts"] as const;

/** What the fields of the terms are called, by where they stand in the form. */
export const termsLabels = (t: Translate): Record<string, string> =>
  Object.fromEntries([
    ...FIELDS.map((field) => [`terms.${field}`, t(`specials.field.${field}`)]),
    ...(["units", "by"] as const).map((field) => [`terms.effect.commitment.${field}`, t(`specials.field.${field}`)]),
    ["terms.effect", t("specials.kind.tiers")],
  ]);
