import * as z from "zod";

export const ChangeCode = z.enum([
  "rounding",
  "floor",
  "priced-products",
  "counted-products",
  "retroactive",
  "on-drop",
  "count-basis",
  "sign-within-days",
  "step-added",
  "step-removed",
  "step-renamed",
  "step-effect",
  "step-conditions",
  "step-units",
  "step-exclusion",
  "steps-reordered",
  "tier-added",
  "tier-removed",
  "tier-effect",
  "tier-threshold",
  "reward-added",
  "reward-removed",
  "reward-tier-added",
  "reward-tier-removed",
  "reward-amount",
  "reward-method",
  "reward-success",
  "reward-continuity",
  "reward-handover-days",
  "reward-claimable-after",
  "reward-recover-all",
  "reward-own-purchase",
]);
export type ChangeCode = z.infer<typeof ChangeCode>;

/** One difference between two versions, in a plain sentence. */
export const Change = z.strictObject({ code: ChangeCode, sentence: z.string() }).meta({ id: "Change" });
export type Change = z.infer<typeof Change>;
