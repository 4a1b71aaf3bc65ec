import type { Language } from "../../api/session";
import type { Special, SpecialPrice, SpecialTerms } from "../../api/specials";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { moneyAlone } from "../../lib/format";
import { discountWords, payablePercent } from "../../lib/rate";
import type { Tone } from "../../ui/Mark";

/** 9.9折; 減 ¥5,000.00; 一口價 ¥420,000.00. */
export function effectWords(t: Translate, language: Language, { effect }: Pick<SpecialPrice, "effect">): string {
  if (effect.kind === "rate") return discountWords(effect.payableBps, language);
  if (effect.kind === "amount") return t("specials.effect.amount", { amount: moneyAlone(effect.amountFen) });
  return t("specials.effect.final", { amount: moneyAlone(effect.payableFen) });
}

/** What else was agreed: with or instead of the group, its own floor, whether it counts, until when. */
export function termsWords(t: Translate, language: Language, terms: SpecialTerms): string {
  return dotted(
    [
      t(terms.replacesGroup ? "specials.replaces" : "specials.stacks"),
      terms.floorBps !== null && t("specials.floor", { percent: payablePercent(terms.floorBps) }),
      t(terms.counts ? "specials.counts" : "specials.countsNot"),
      t("specials.until", { day: terms.validUntil }),
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
  Object.fromEntries(FIELDS.map((field) => [`terms.${field}`, t(`specials.field.${field}`)]));
