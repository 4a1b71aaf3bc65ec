import type { ChangeEffect, Deal } from "../../../api/deals";
import type { Statement } from "../../../api/statement";
import type { Translate } from "../../../i18n/messages";
import { money } from "../../../lib/format";
import type { EffectWords } from "../effect/EffectPanel";

/**
 * Why a cancellation does what it does.
 *
 * @param onDrop what a cancellation does to the tier of the others, where all versions say the same
 */
export function cancellationWords(
  t: Translate,
  { deal, effect, onDrop, cancelledOn }: { deal: Deal; effect: ChangeEffect; onDrop: Statement["onDrop"]; cancelledOn: string },
): EffectWords {
  const { countedUnits, tier, rewards } = effect;
  const stays = JSON.stringify(tier.before) === JSON.stringify(tier.after);
  const kept = stays ? "keep" : "missed"; // cancelled on the very day that reached the tier, nobody has ever had it
  const drop = tier.before === null ? "noTier" : onDrop === "keep" ? kept : (onDrop ?? (stays ? "various" : "reverse"));
  const recoveredFen = rewards.beforeFen - rewards.afterFen;

  return {
    label: t("deals.cancelling.effects"),
    tier: t(`deals.cancelling.drop.${drop}`, { n: deal.policyNumber, units: tier.before?.fromUnits ?? 0, day: cancelledOn }),
    othersSame: t("deals.cancelling.othersSame", { n: countedUnits.after }),
    others: onDrop === "reverse" ? t("deals.cancelling.othersWhy") : null,
    rewards: t(recoveredFen !== 0 ? "deals.cancelling.rewardsLess" : "deals.cancelling.rewardsSame", { fen: money(recoveredFen) }),
    totals:
      countedUnits.before === countedUnits.after
        ? t("deals.cancelling.neverCounted")
        : t("deals.cancelling.notCountedFrom", { day: cancelledOn }),
  };
}
