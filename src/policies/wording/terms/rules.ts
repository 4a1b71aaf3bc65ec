import { nameIn } from "../../../i18n/names";
import { yuan } from "../../../money/print";
import { percent } from "../../../money/zhe";
import type { Effect, PolicyTerms, RegularStep, RewardRule, Tier } from "../../contract";
import type { TermLine, TermSection } from "../../publishing/contract";
import { effectOf } from "../../quoting/tiers/rules";
import { conditionsIn, effectIn, joined, type Lexicon, namesOf, risen, say, tiersIn, whoIs } from "../rules";

/** A version's terms line by line, in the order in which a price comes about: for somebody who decides on them. */
export function termsIn(lexicon: Lexicon, terms: PolicyTerms): TermSection[] {
  return [
    {
      id: "regular",
      title: say(lexicon, "terms.regular"),
      note: say(lexicon, `terms.steps.${terms.rounding}`),
      lines: terms.regular.map((step) => stepLine(lexicon, step, terms.regular)),
      none: say(lexicon, "terms.regular.none"),
    },
    {
      id: "group",
      title: say(lexicon, "terms.group"),
      note: say(lexicon, "terms.group.note"),
      lines: [
        ...terms.groupTables.flatMap(({ id, categories, tiers }) => tierLines(lexicon, id, "categories", categories, tiers)),
        ...terms.credentialRules.flatMap(({ id, credentials, tiers }) => tierLines(lexicon, id, "credentials", credentials, tiers)),
      ],
      none: say(lexicon, "terms.group.none"),
    },
    { id: "counting", title: say(lexicon, "terms.counting"), note: null, lines: countingLines(lexicon, terms), none: "" },
    {
      id: "reward",
      title: say(lexicon, "terms.reward"),
      note: say(lexicon, "terms.reward.note"),
      lines: terms.rewardRules.flatMap((rule) => rewardLines(lexicon, rule)),
      none: say(lexicon, "terms.reward.none"),
    },
  ];
}

function stepLine(lexicon: Lexicon, step: RegularStep, steps: RegularStep[]): TermLine {
  const rivals = steps.filter(
    ({ id, exclusionGroup }) => id !== step.id && exclusionGroup !== null && exclusionGroup === step.exclusionGroup,
  );
  const names = joined(
    lexicon,
    rivals.map((rival) => nameIn(rival.names, lexicon.language)),
  );
  const details = [
    say(lexicon, "terms.when", { conditions: conditionsIn(lexicon, step.when, Number.POSITIVE_INFINITY) }),
    ...(rivals.length ? [say(lexicon, "terms.exclusive", { names })] : []),
  ];

  return {
    id: `step-${step.id}`,
    label: nameIn(step.names, lexicon.language),
    detail: details.join(say(lexicon, "word.semicolon")),
    value: effectIn(lexicon, step.effect, step.applyTo),
    aside: paidIn(lexicon, step.effect),
  };
}

/** A rate once more as what is paid: 應付 98%. */
function paidIn(lexicon: Lexicon, effect: Effect): string | null {
  return effect.kind === "rate" ? say(lexicon, "terms.payable", { percent: percent(effect.payableBps) }) : null;
}

function tierLines(lexicon: Lexicon, id: string, list: "categories" | "credentials", codes: string[], tiers: Tier[]): TermLine[] {
  return risen(tiers).map((tier, position) => ({
    id: `${list}-${id}-${tier.fromUnits}`,
    label: position === 0 ? whoIs(lexicon, list, codes) : say(lexicon, "terms.same"),
    detail: position > 0 ? null : list === "credentials" ? say(lexicon, "terms.by-document") : everyName(lexicon, codes),
    value: say(lexicon, "terms.tier", { n: tier.fromUnits, effect: effectIn(lexicon, effectOf(tier)) }),
    aside: paidIn(lexicon, effectOf(tier)),
  }));
}

/** All whom a rule concerns, where its label names only the first: who decides must see them. */
function everyName(lexicon: Lexicon, categories: string[]): string | null {
  const names = namesOf(lexicon, "categories", categories);

  return names === whoIs(lexicon, "categories", categories) ? null : names;
}

function countingLines(lexicon: Lexicon, terms: PolicyTerms): TermLine[] {
  const products = (codes: string[]) => (codes.length ? namesOf(lexicon, "products", codes) : say(lexicon, "word.all"));
  const floor =
    terms.floorBps === null ? say(lexicon, "terms.floor.none") : say(lexicon, "terms.floor.value", { percent: percent(terms.floorBps) });

  return [
    plain("priced", say(lexicon, "terms.priced"), products(terms.pricedProducts)),
    {
      ...plain("counted", say(lexicon, "terms.counted"), products(terms.countedProducts)),
      detail: say(lexicon, `terms.sign-within.${terms.countBasis}`, { n: terms.signWithinDays }),
    },
    plain(
      "retroactive",
      say(lexicon, "terms.reached"),
      say(lexicon, terms.retroactive ? "terms.retroactive.true" : "terms.retroactive.false"),
    ),
    ...(terms.retroactive ? [plain("drop", say(lexicon, "terms.dropped"), say(lexicon, `terms.on-drop.${terms.onDrop}`))] : []),
    plain("floor", say(lexicon, "terms.floor"), floor),
    plain("rounding", say(lexicon, "terms.rounding"), say(lexicon, `word.rounding.${terms.rounding}`)),
  ].map((line) => ({ ...line, value: line.value.charAt(0).toUpperCase() + line.value.slice(1) }));
}

function rewardLines(lexicon: Lexicon, rule: RewardRule): TermLine[] {
  const id = `reward-${rule.id}`;
  const amounts = risen(rule.tiers).map(({ fromUnits, amountFen }) =>
    say(lexicon, "compare.reward-tier", { fromUnits, amount: yuan(amountFen) }),
  );
  const details = [everyName(lexicon, rule.categories), rule.tiers.length > 1 ? say(lexicon, `terms.method.${rule.method}`) : null];
  const own = (name: string, label: string, value: string) => plain(`${id}-${name}`, label, value);
  const ownPurchase =
    typeof rule.ownPurchase === "object"
      ? say(lexicon, "terms.own-purchase.tiers", { tiers: tiersIn(lexicon, rule.ownPurchase.tiers) })
      : say(lexicon, "terms.own-purchase.first-tier");

  return [
    {
      id,
      label: whoIs(lexicon, "categories", rule.categories),
      detail: details.filter((detail) => detail !== null).join(say(lexicon, "word.semicolon")) || null,
      value: amounts.join(say(lexicon, "word.semicolon")),
      aside: null,
    },
    own("success", say(lexicon, "terms.success"), say(lexicon, `terms.success.${rule.success ?? "none"}`)),
    own("continuity", say(lexicon, "terms.continuity"), say(lexicon, `terms.continuity.${rule.continuity}`, { n: rule.handoverDays })),
    own("claim", say(lexicon, "terms.claim"), say(lexicon, "terms.claim.after", { n: rule.claimableAfterDays })),
    own("recover", say(lexicon, "terms.recover"), say(lexicon, rule.recoverAll ? "terms.recover.all" : "terms.recover.own")),
    own("own", say(lexicon, "terms.own-purchase"), ownPurchase),
  ];
}

function plain(id: string, label: string, value: string): TermLine {
  return { id, label, detail: null, value, aside: null };
}
