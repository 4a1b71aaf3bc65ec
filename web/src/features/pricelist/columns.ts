import type { PriceList, SheetHead } from "../../api/policies";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { area, areaNumber, money, moneyAlone } from "../../lib/format";
import { discountWords } from "../../lib/rate";

export type Table = PriceList["tables"][number];
export type Row = Table["rows"][number];

/** 1–8, 9 以上: the counts that a row holds for, under a head that says of what. */
export function unitsWords(t: Translate, { fromUnits, toUnits }: Row): string {
  if (toUnits === null) return t("pricelist.andMore", { n: fromUnits });

  return fromUnits === toUnits ? `${fromUnits}` : `${fromUnits}–${toUnits}`;
}

/** 1–8 套, 9 套以上: the same where it stands alone. */
export function unitsAlone(t: Translate, { fromUnits, toUnits }: Pick<Row, "fromUnits" | "toUnits">): string {
  if (toUnits === null) return t("pricelist.homes.andMore", { n: fromUnits });

  return fromUnits === toUnits ? t("pricelist.homes", { n: fromUnits }) : t("pricelist.homes.between", { from: fromUnits, to: toUnits });
}

/** A tier in words: 9.8折, or the amount off in yuan; null below the first. */
export function tierWords(t: Translate, tier: Row["tier"], language: Language): string | null {
  if (!tier) return null;
  if (tier.payableBps !== null) return discountWords(tier.payableBps, language);

  return tier.amountFen === null ? null : t("pricelist.off", { amount: money(tier.amountFen) });
}

/** The next tier of a row, at its last count. */
export interface RowNext {
  /** 9 套 9.8折. */
  tier: string;
  /** How many have signed when `moreUnits` are missing. */
  units: number;
  moreUnits: number;
  payableFen: number;
  savesOthersFen: number;
  savesAllFen: number;
}

export function nextOf(t: Translate, { toUnits, nextTier, atNextTier }: Row, language: Language): RowNext | null {
  if (toUnits === null || !nextTier || !atNextTier) return null;
  const { fromUnits, moreUnits, savesOthersFen, savesAllFen } = nextTier;
  const tier = t("pricelist.next.tier", { n: fromUnits, effect: tierWords(t, atNextTier.tier, language) ?? "" });

  return { tier, units: toUnits, moreUnits, payableFen: atNextTier.payableFen, savesOthersFen, savesAllFen };
}

/** The next tier of a row in one sentence. */
export function nextWords(t: Translate, next: RowNext): string {
  const { tier, units, moreUnits, payableFen, savesOthersFen, savesAllFen } = next;
  const amounts = { each: money(payableFen), others: money(savesOthersFen), all: money(savesAllFen) };

  return t("pricelist.next.sentence", { tier, units, more: moreUnits, ...amounts });
}

/** 以 130 ㎡ 三房為例，3,400 元/㎡: which home the prices are for. */
export function exampleWords(t: Translate, { name, product, areaCentiSqm, pricePerSqmFen }: SheetHead["home"]): string {
  const home = name ?? product?.label ?? t("pricelist.aHome");
  if (areaCentiSqm === null || pricePerSqmFen === null) return t("pricelist.exampleOf", { home });

  return t("pricelist.example", { home, area: withoutZeros(areaNumber(areaCentiSqm)), price: withoutZeros(money(pricePerSqmFen)) });
}

/** 三房 130.00 ㎡ × 3,400 元/㎡，原價 ¥442,000.00: the same in one line, where it stands alone. */
export function homeWords(t: Translate, { name, product, areaCentiSqm, pricePerSqmFen, listPriceFen }: SheetHead["home"]): string {
  const home = [name ?? product?.label ?? t("pricelist.aHome"), areaCentiSqm === null ? null : area(areaCentiSqm)]
    .filter(Boolean)
    .join(" ");
  const price = pricePerSqmFen === null ? "" : t("pricelist.timesPrice", { price: withoutZeros(money(pricePerSqmFen)) });

  return `${home}${price}${t("pricelist.ofListPrice", { amount: moneyAlone(listPriceFen) })}`;
}

/** 商會, 商會·教師, or 教師 alone. */
export function buyerWords({ category, credential }: Pick<SheetHead, "category" | "credential">, language: Language): string {
  return dotted([category?.label, credential?.label], language);
}

function withoutZeros(amount: string): string {
  return amount.replace(/\.00$/, "");
}
