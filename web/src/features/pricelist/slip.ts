import type { QuoteSlip } from "../../api/policies";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { type Cell, whole, words, yuan } from "../../lib/sheet";
import { tierWords } from "./columns";
import { footRows, headRows } from "./workbook";

/**
 * The reasons that a buyer could do something about, or may ask after. That another way to pay, another kind of home or
 * another home has its own discount is none of them.
 */
export function whyOf({ why = [] }: Pick<QuoteSlip, "why">): NonNullable<QuoteSlip["why"]> {
  return why.filter(({ code }) => !ofAnother.includes(code));
}

const ofAnother: NonNullable<QuoteSlip["why"]>[number]["code"][] = ["payment-method", "product", "building", "unit"];

/** 已達 9 套以上 9.8折, or that no tier is reached. */
export function reachedWords(t: Translate, { tier }: QuoteSlip, language: Language): string {
  return tier ? t("pricelist.slip.reached", { n: tier.fromUnits, effect: tierWords(t, tier, language) ?? "" }) : t("pricelist.slip.noTier");
}

/** 下一檔：9 套 9.8折, 還差 1 套; null after the last. */
export function nextTierWords(t: Translate, { nextTier, atNextTier }: QuoteSlip, language: Language): string | null {
  if (!nextTier || !atNextTier) return null;

  return t("pricelist.next.tier", { n: nextTier.fromUnits, effect: tierWords(t, atNextTier.tier, language) ?? "" });
}

/** What is paid at the next tier and both savings, in the order in which they are shown; nothing after the last. */
export function nextAmounts(t: Translate, { nextTier, atNextTier, countedUnits }: QuoteSlip): { label: string; fen: number }[] {
  if (!nextTier || !atNextTier) return [];

  return [
    { label: t(atNextTier.stopsAtFloor ? "policies.quote.eachAtFloor" : "policies.quote.each"), fen: atNextTier.payableFen },
    { label: t("policies.quote.savesOthers", { n: countedUnits }), fen: nextTier.savesOthersFen },
    { label: t("policies.quote.savesAll", { n: nextTier.moreUnits }), fen: nextTier.savesAllFen },
  ];
}

/** The rows of a quote slip's file, in the order of the printed one. */
export function slipRows(t: Translate, language: Language, slip: QuoteSlip, facts: string[] = []): Cell[][] {
  const { list, saved, nextTier, version } = slip;
  const next = nextTierWords(t, slip, language);
  const why = whyOf(slip);

  return [
    ...headRows(t, language, slip, t("pricelist.slip.title")),
    ...(version.status === "published" ? [[words(t("pricelist.statusShort.published"))]] : []), // any other stands in the head
    [words(t("pricelist.slip.payment")), words(slip.paymentMethod.label)],
    [words(t("policies.quote.units")), whole(slip.countedUnits)],
    ...(facts.length ? [[words(dotted(facts, language))]] : []),
    [null],
    [t("pricelist.slip.item"), t("pricelist.slip.working"), t("pricelist.slip.change"), t("pricelist.slip.amount")].map(words),
    [words(list.label), words(list.working), null, yuan(list.amountFen)],
    ...slip.lines.map(({ label, working, beforeFen, afterFen }) => [
      words(label),
      words(working),
      yuan(afterFen - beforeFen),
      yuan(afterFen),
    ]),
    [words(t("policies.quote.payable")), null, null, yuan(slip.payableFen)],
    [words(saved.label), words(saved.working), null, yuan(saved.amountFen)],
    [null],
    [words(reachedWords(t, slip, language))],
    ...(next && nextTier
      ? [
          [words(t("pricelist.next")), words(next)],
          [words(t("pricelist.next.more")), whole(nextTier.moreUnits)],
          ...nextAmounts(t, slip).map(({ label, fen }) => [words(label), yuan(fen)]),
        ]
      : []),
    ...(why.length ? [[null], [words(t("pricelist.slip.why"))]] : []),
    ...why.map(({ label, detail }) => [words(label), words(detail)]),
    [null],
    ...footRows(t, slip),
  ];
}
