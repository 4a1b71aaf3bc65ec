import { yuan } from "../../../money/print";
import { percent, withoutZeros } from "../../../money/zhe";
import type { Finding, Remedy } from "../../checking/contract";
import type { CheckFinding, CheckRemedy, FindingFacts } from "../../checking/rules";
import type { PolicyTerms, Tier } from "../../contract";
import { effectOf } from "../../quoting/tiers/rules";
import { effectIn, joined, type Lexicon, periodIn, rateIn, ruleName, say, unitsIn, whoIs } from "../rules";

/** What the self-check found, each finding in one sentence. */
export function findingsIn(lexicon: Lexicon, terms: PolicyTerms, findings: CheckFinding[]): Finding[] {
  return findings.map(({ severity, pointer, facts, remedies }) => ({
    severity,
    code: facts.code,
    pointer,
    detail: sentenceOf(lexicon, terms, facts),
    remedies: remedies.map((remedy) => remedyIn(lexicon, remedy)),
  }));
}

function remedyIn(lexicon: Lexicon, { change, payableBps, pointer }: CheckRemedy): Remedy {
  const label =
    change === "floor"
      ? say(lexicon, "check.remedy.floor", { percent: percent(payableBps) })
      : say(lexicon, "check.remedy.tier", { rate: rateIn(lexicon, payableBps) });

  return { label, patch: { pointer, value: payableBps } };
}

function sentenceOf(lexicon: Lexicon, terms: PolicyTerms, facts: FindingFacts): string {
  switch (facts.code) {
    case "unknown-code":
      return say(lexicon, "check.unknown-code", { kind: say(lexicon, `word.${facts.list}`), named: facts.named });
    case "tier-rises":
    case "tier-unreachable":
      return tierSentence(lexicon, facts);
    case "combination-below-floor":
      return belowFloorSentence(lexicon, terms, facts);
    case "building-unknown":
      return say(lexicon, "check.building-unknown", { names: joined(lexicon, facts.buildings) });
    case "units-unknown":
    case "units-excluded":
      return say(lexicon, `check.${facts.code}`, { names: unitsIn(lexicon, facts.units, 6) });
    case "category-without-rule":
    case "own-below-first-tier":
    case "reward-held":
      return say(lexicon, `check.${facts.code}`, { who: whoIs(lexicon, "categories", facts.categories) });
    case "windows-overlap": {
      const nameOfStep = (stepId: string) => ruleName(lexicon, terms, stepId, "regular");
      const period = periodIn(lexicon, facts.from, facts.until) ?? say(lexicon, "word.always");
      return say(lexicon, "check.windows-overlap", { step: nameOfStep(facts.stepId), other: nameOfStep(facts.otherId), period });
    }
    case "amount-held-at-floor":
      return say(lexicon, facts.perSqm ? "check.amount-held-at-floor.per-sqm" : "check.amount-held-at-floor", {
        price: yuan(facts.listPriceFen),
      });
    case "reward-not-rising":
      return say(lexicon, "check.reward-not-rising", { fromUnits: facts.fromUnits, amount: yuan(facts.amountFen) });
    case "step-outside-campaign":
    case "dates-outside-campaign":
      return say(lexicon, `check.${facts.code}`, { startsOn: facts.startsOn, endsOn: facts.endsOn });
    case "step-before-version":
      return say(lexicon, "check.step-before-version", { effectiveFrom: facts.effectiveFrom });
    case "effective-outside-campaign":
      return say(lexicon, "check.effective-outside-campaign", { endsOn: facts.endsOn });
    default:
      return say(lexicon, `check.${facts.code}`);
  }
}

function tierSentence(
  lexicon: Lexicon,
  { code, tier, earlier }: { code: "tier-rises" | "tier-unreachable"; tier: Tier; earlier: Tier | null },
): string {
  const its = { fromUnits: tier.fromUnits, effect: effectIn(lexicon, effectOf(tier)) };
  if (!earlier) return say(lexicon, "check.tier-without-effect", its);

  return say(lexicon, `check.${code}`, { ...its, earlierUnits: earlier.fromUnits, earlier: effectIn(lexicon, effectOf(earlier)) });
}

/** 一次性付款 9.8折 × 團購 9.7折，只付原價的 95.06%，低於底價 95.5%. */
function belowFloorSentence(
  lexicon: Lexicon,
  terms: PolicyTerms,
  facts: Extract<FindingFacts, { code: "combination-below-floor" }>,
): string {
  const named = (name: string, effect: string) => say(lexicon, "quote.label", { name, effect });
  const regular = facts.steps.map(({ ruleId, payableBps, applyTo }) =>
    named(ruleName(lexicon, terms, ruleId, "regular"), effectIn(lexicon, { kind: "rate", payableBps }, applyTo)),
  );
  const group = facts.tier ? [named(ruleName(lexicon, terms, facts.tier.ruleId, "group"), rateIn(lexicon, facts.tier.payableBps))] : [];
  const sums = { steps: [...regular, ...group].join(" × "), share: withoutZeros(facts.millionths, 4), floor: percent(facts.floorBps) };
  if (!facts.example) return say(lexicon, "check.combination-below-floor", sums);

  const { payableFen, floorFen } = facts.example;
  return say(lexicon, "check.combination-below-floor.example", { ...sums, payable: yuan(payableFen), least: yuan(floorFen) });
}
