import type { PriceList } from "../../api/policies";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { discountWords } from "../../lib/rate";

export type Table = PriceList["tables"][number];
export type Row = Table["rows"][number];

/** 1–8, 9 以上: the counts that a row holds for. */
export function unitsWords(t: Translate, { fromUnits, toUnits }: Row): string {
  if (toUnits === null) return t("pricelist.andMore", { n: fromUnits });

  return fromUnits === toUnits ? `${fromUnits}` : `${fromUnits}–${toUnits}`;
}

/** The group discount of a row in words: 9.8折, or the amount off in yuan; null below the first tier. */
export function tierWords(t: Translate, { tier }: Row, language: Language, yuan: (fen: number) => string): string | null {
  if (!tier) return null;
  if (tier.payableBps !== null) return discountWords(tier.payableBps, language);

  return tier.amountFen === null ? null : t("pricelist.off", { amount: yuan(tier.amountFen) });
}
