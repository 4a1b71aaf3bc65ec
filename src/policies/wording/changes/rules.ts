import { nameIn } from "../../../i18n/names";
import { yuan } from "../../../money/print";
import { percent } from "../../../money/zhe";
import type { Change } from "../../comparing/contract";
import type { ChangeFacts } from "../../comparing/rules";
import type { RewardTier, Tier } from "../../contract";
import { effectOf } from "../../quoting/tiers/rules";
import { conditionsIn, effectIn, joined, type Lexicon, namesOf, say, stepIn, tiersIn, unitsIn, whoIs } from "../rules";

/** What changes between two versions, each difference in one sentence. */
export function changesIn(lexicon: Lexicon, changes: ChangeFacts[]): Change[] {
  return changes.map((facts) => ({ code: facts.code, sentence: sentenceOf(lexicon, facts) }));
}

function sentenceOf(lexicon: Lexicon, facts: ChangeFacts): string {
  switch (facts.code) {
    case "rounding":
      return say(lexicon, "compare.rounding", {
        before: say(lexicon, `word.rounding.${facts.before}`),
        after: say(lexicon, `word.rounding.${facts.after}`),
      });
    case "floor":
      return floorSentence(lexicon, facts.before, facts.after);
    case "priced-products":
    case "counted-products":
      return say(lexicon, `compare.${facts.code}`, { before: productsIn(lexicon, facts.before), after: productsIn(lexicon, facts.after) });
    case "retroactive":
      return say(lexicon, facts.after ? "compare.retroactive.true" : "compare.retroactive.false");
    case "on-drop":
      return say(lexicon, `compare.on-drop.${facts.after}`);
    case "count-basis":
      return say(lexicon, `compare.count-basis.${facts.after}`);
    case "sign-within-days":
      return say(lexicon, "compare.sign-within-days", { before: facts.before, after: facts.after });
    case "step-added":
      return say(lexicon, "compare.step-added", { step: stepIn(lexicon, facts.step), conditions: conditionsIn(lexicon, facts.step.when) });
    case "step-removed":
      return say(lexicon, "compare.step-removed", { step: stepIn(lexicon, facts.step) });
    case "step-renamed":
      return say(lexicon, "compare.step-renamed", {
        before: nameIn(facts.before, lexicon.language),
        after: nameIn(facts.after, lexicon.language),
      });
    case "step-effect":
      return say(lexicon, "compare.step-effect", {
        name: nameIn(facts.after.names, lexicon.language),
        before: effectIn(lexicon, facts.before.effect, facts.before.applyTo),
        after: effectIn(lexicon, facts.after.effect, facts.after.applyTo),
      });
    case "step-conditions":
      return say(lexicon, "compare.step-conditions", {
        name: nameIn(facts.step.names, lexicon.language),
        before: conditionsIn(lexicon, facts.before),
        after: conditionsIn(lexicon, facts.after),
      });
    case "step-units": {
      const name = nameIn(facts.step.names, lexicon.language);
      const of = (side: "added" | "removed") =>
        facts[side].length
          ? [say(lexicon, `compare.step-units.${side}`, { names: unitsIn(lexicon, facts[side], Number.POSITIVE_INFINITY) })]
          : [];
      return say(lexicon, "compare.step-units", { name, changes: joined(lexicon, [...of("added"), ...of("removed")]) });
    }
    case "step-exclusion": {
      const name = nameIn(facts.step.names, lexicon.language);
      const others = joined(
        lexicon,
        facts.others.map(({ names }) => nameIn(names, lexicon.language)),
      );
      return others ? say(lexicon, "compare.step-exclusion", { name, others }) : say(lexicon, "compare.step-exclusion.none", { name });
    }
    case "steps-reordered": {
      const steps = facts.steps.map(({ names }) => nameIn(names, lexicon.language));
      return say(lexicon, "compare.steps-reordered", { steps: joined(lexicon, steps) });
    }
    case "tier-added":
    case "tier-removed":
    case "tier-effect":
    case "tier-threshold":
      return tierSentence(lexicon, facts);
    default:
      return rewardSentence(lexicon, facts);
  }
}

function floorSentence(lexicon: Lexicon, before: number | null, after: number | null): string {
  if (before === null) return say(lexicon, "compare.floor.added", { after: percent(after ?? 0) });
  if (after === null) return say(lexicon, "compare.floor.removed", { before: percent(before) });

  return say(lexicon, "compare.floor", { before: percent(before), after: percent(after) });
}

function productsIn(lexicon: Lexicon, codes: string[]): string {
  return codes.length ? namesOf(lexicon, "products", codes) : say(lexicon, "word.all");
}

function tierSentence(
  lexicon: Lexicon,
  facts: Extract<ChangeFacts, { code: "tier-added" | "tier-removed" | "tier-effect" | "tier-threshold" }>,
): string {
  const who = whoIs(lexicon, facts.of, facts.codes);
  const effect = (tier: Tier) => effectIn(lexicon, effectOf(tier));
  switch (facts.code) {
    case "tier-added":
    case "tier-removed":
      return say(lexicon, `compare.${facts.code}`, { who, fromUnits: facts.tier.fromUnits, effect: effect(facts.tier) });
    case "tier-effect":
      return say(lexicon, "compare.tier-effect", {
        who,
        fromUnits: facts.after.fromUnits,
        before: effect(facts.before),
        after: effect(facts.after),
      });
    case "tier-threshold":
      return say(lexicon, "compare.tier-threshold", {
        who,
        effect: effect(facts.after),
        before: facts.before.fromUnits,
        after: facts.after.fromUnits,
      });
  }
}

function rewardSentence(lexicon: Lexicon, facts: Extract<ChangeFacts, { code: `reward-${string}` }>): string {
  const who = whoIs(lexicon, "categories", facts.codes);
  const tierIn = ({ fromUnits, amountFen }: RewardTier) => say(lexicon, "compare.reward-tier", { fromUnits, amount: yuan(amountFen) });
  switch (facts.code) {
    case "reward-added":
    case "reward-removed":
      return say(lexicon, `compare.${facts.code}`, { who, tiers: joined(lexicon, facts.rule.tiers.map(tierIn)) });
    case "reward-tier-added":
    case "reward-tier-removed":
      return say(lexicon, `compare.${facts.code}`, { who, tier: tierIn(facts.tier) });
    case "reward-amount":
      return say(lexicon, "compare.reward-amount", {
        who,
        fromUnits: facts.after.fromUnits,
        before: yuan(facts.before.amountFen),
        after: yuan(facts.after.amountFen),
      });
    case "reward-method":
      return say(lexicon, `compare.reward-method.${facts.after}`, { who });
    case "reward-success":
      return say(lexicon, `compare.reward-success.${facts.after ?? "none"}`, { who });
    case "reward-continuity":
      return say(lexicon, `compare.reward-continuity.${facts.after}`, { who });
    case "reward-handover-days":
    case "reward-claimable-after":
      return say(lexicon, `compare.${facts.code}`, { who, before: facts.before, after: facts.after });
    case "reward-own-purchase":
      return facts.after === "first-tier"
        ? say(lexicon, "compare.reward-own-purchase.first-tier", { who })
        : say(lexicon, "compare.reward-own-purchase.tiers", { who, tiers: tiersIn(lexicon, facts.after.tiers) });
    case "reward-recover-all":
      return say(lexicon, facts.after ? "compare.reward-recover-all.true" : "compare.reward-recover-all.false", { who });
  }
}
