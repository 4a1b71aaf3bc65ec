import type { DealDetail, GroupEffect, SupplementEffect } from "../../../api/deals";
import type { Translate } from "../../../i18n/messages";
import { money, moneyAlone } from "../../../lib/format";
import type { EffectWords } from "../effect/EffectPanel";

/** Why a supplement does what it does to a group. */
export function supplementWords(t: Translate, effect: GroupEffect): EffectWords {
  const { countedUnits, tier, rewards } = effect;
  const counts = countedUnits.after - countedUnits.before;
  const stays = JSON.stringify(tier.before) === JSON.stringify(tier.after);
  const rewardedFen = rewards.afterFen - rewards.beforeFen;

  return {
    label: t("deals.supplementing.effects"),
    tier: t(`deals.supplementing.tier.${counts > 0 ? "more" : counts < 0 ? "fewer" : "same"}${stays ? "" : "Moves"}`),
    othersSame: t("deals.supplementing.othersSame"),
    others: t("deals.supplementing.othersWhy"),
    rewards:
      rewardedFen === 0
        ? t("deals.supplementing.rewardsSame")
        : t(rewardedFen > 0 ? "deals.supplementing.rewardsMore" : "deals.supplementing.rewardsLess", { fen: money(Math.abs(rewardedFen)) }),
    totals: null,
  };
}

/** What becomes of the home itself: how the paper's price stands to what is payable, and what was received. */
export function ownNotes(t: Translate, deal: DealDetail, { own, heldFen }: SupplementEffect, contractPriceFen: number | null): string[] {
  const aboveFen = contractPriceFen === null || own.afterFen === null ? 0 : contractPriceFen - own.afterFen;

  return [
    ...(aboveFen > 0 ? [t("deals.supplementing.above", { amount: moneyAlone(aboveFen) })] : []),
    ...(own.afterFen !== null && heldFen > own.afterFen
      ? [t("deals.supplementing.dueBack", { amount: moneyAlone(heldFen - own.afterFen) })]
      : []),
    t("deals.supplementing.received", { amount: moneyAlone(heldFen), contract: moneyAlone(deal.contractPriceFen ?? 0) }),
  ];
}
