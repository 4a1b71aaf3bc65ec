import type { Catalogue } from "../../../../src/campaigns/catalogue/contract";
import type { Conditions, Effect, PolicyTerms, RegularStep, RewardRule, Tier } from "../../../../src/policies/contract";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { listed, moneyAlone } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { discountWords, payablePercent } from "../../lib/rate";

/** One term of a policy as somebody who decides reads it: what it concerns, under what condition, what it gives. */
export interface TermLine {
  id: string;
  label: string;
  detail?: string;
  value: string;
  /** Says the value once more in other words: 應付 98%. */
  aside?: string;
}

export interface TermSection {
  id: string;
  title: string;
  note?: string;
  lines: TermLine[];
  /** Said in place of lines where the version has none. */
  none: string;
}

/** What it takes to put terms into words: the campaign's own words, the page's texts, the language. */
export interface Wording {
  t: Translate;
  language: Language;
  catalogue: Catalogue;
}

/** A policy version's terms line by line, in the order in which a price comes about. */
export function termSections(terms: PolicyTerms, wording: Wording): TermSection[] {
  const { t } = wording;
  return [
    {
      id: "regular",
      title: t("approvals.terms.regular"),
      note: t(`approvals.terms.steps.${terms.rounding}`),
      lines: terms.regular.map((step) => stepLine(step, terms.regular, wording)),
      none: t("approvals.terms.noRegular"),
    },
    {
      id: "group",
      title: t("approvals.terms.group"),
      note: t("approvals.terms.groupNote"),
      lines: [
        ...terms.groupTables.flatMap(({ id, categories, tiers }) => tierLines(`group-${id}`, "categories", categories, tiers, wording)),
        ...terms.credentialRules.flatMap(({ id, credentials, tiers }) =>
          tierLines(`cred-${id}`, "credentials", credentials, tiers, wording),
        ),
      ],
      none: t("approvals.terms.noGroup"),
    },
    { id: "counting", title: t("approvals.terms.counting"), lines: countingLines(terms, wording), none: "" },
    {
      id: "reward",
      title: t("approvals.terms.reward"),
      note: t("approvals.terms.rewardNote"),
      lines: terms.rewardRules.flatMap((rule) => rewardLines(rule, wording)),
      none: t("approvals.terms.noReward"),
    },
  ];
}

function stepLine(step: RegularStep, steps: RegularStep[], wording: Wording): TermLine {
  const { t, language } = wording;
  const rivals = steps.filter(
    ({ id, exclusionGroup }) => id !== step.id && exclusionGroup !== null && exclusionGroup === step.exclusionGroup,
  );
  const names = listed(
    rivals.map((rival) => nameIn(rival.names, language)),
    language,
  );
  const details = [conditionWords(step.when, wording), ...(rivals.length ? [t("approvals.terms.exclusive", { names })] : [])];
  const effect = effectWords(step.effect, wording);

  return {
    id: step.id,
    label: nameIn(step.names, language),
    detail: details.join(t("approvals.terms.semicolon")),
    value: step.applyTo === "list" && step.effect.kind === "rate" ? t("approvals.terms.ofList", { effect }) : effect,
    aside: payableWords(step.effect, wording),
  };
}

/** When a step applies: everything named must be so; nothing named means always. */
export function conditionWords({ paymentMethods, products, credentials, from, until }: Conditions, wording: Wording): string {
  const { t } = wording;
  const conditions = [
    paymentMethods && t("approvals.terms.whenPayment", { names: namesOf("paymentMethods", paymentMethods, wording) }),
    products && t("approvals.terms.whenProduct", { names: namesOf("products", products, wording) }),
    credentials && t("approvals.terms.whenCredential", { names: namesOf("credentials", credentials, wording) }),
    from && until && t("approvals.terms.whenBetween", { from, until }),
    from && !until && t("approvals.terms.whenFrom", { from }),
    until && !from && t("approvals.terms.whenUntil", { until }),
  ].filter((condition) => condition !== undefined && condition !== "" && condition !== false);

  return conditions.length ? conditions.join(t("approvals.terms.and")) : t("approvals.terms.always");
}

/** What a step or tier gives: 9.8折, 減 ¥5,000.00, 每 ㎡ 減 ¥50.00. */
export function effectWords(effect: Effect, { t, language }: Wording): string {
  switch (effect.kind) {
    case "rate":
      return discountWords(effect.payableBps, language);
    case "amount":
      return t("approvals.terms.amount", { amount: moneyAlone(effect.amountFen) });
    case "perSqm":
      return t("approvals.terms.perSqm", { amount: moneyAlone(effect.perSqmFen) });
  }
}

function payableWords(effect: Effect, { t }: Wording): string | undefined {
  return effect.kind === "rate" ? t("approvals.terms.payable", { percent: payablePercent(effect.payableBps) }) : undefined;
}

function effectOf({ payableBps, amountFen, perSqmFen }: Tier): Effect {
  if (payableBps !== undefined) return { kind: "rate", payableBps };
  if (amountFen !== undefined) return { kind: "amount", amountFen };
  return { kind: "perSqm", perSqmFen: perSqmFen ?? 0 };
}

function tierLines(id: string, list: "categories" | "credentials", codes: string[], tiers: Tier[], wording: Wording): TermLine[] {
  const { t } = wording;
  return [...tiers]
    .sort((a, b) => a.fromUnits - b.fromUnits)
    .map((tier, position) => ({
      id: `${id}-${tier.fromUnits}`,
      label: position === 0 ? namesOf(list, codes, wording) : t("approvals.terms.same"),
      detail: position > 0 ? undefined : list === "credentials" ? t("approvals.terms.byDocument") : undefined,
      value: t("approvals.terms.tier", { n: tier.fromUnits, effect: effectWords(effectOf(tier), wording) }),
      aside: payableWords(effectOf(tier), wording),
    }));
}

function countingLines(terms: PolicyTerms, wording: Wording): TermLine[] {
  const { t, language } = wording;
  const products = (codes: string[]) => (codes.length ? namesOf("products", codes, wording) : t("approvals.terms.allProducts"));
  const floor =
    terms.floorBps === null ? t("approvals.terms.noFloor") : t("approvals.terms.floorValue", { percent: payablePercent(terms.floorBps) });
  const inTime = t("approvals.terms.signWithin", { n: terms.signWithinDays });
  return [
    { id: "priced", label: t("approvals.terms.priced"), value: products(terms.pricedProducts) },
    { id: "counted", label: t("approvals.terms.counted"), detail: inTime, value: products(terms.countedProducts) },
    { id: "retroactive", label: t("approvals.terms.reached"), value: t(`approvals.terms.retroactive.${terms.retroactive ? "yes" : "no"}`) },
    ...(terms.retroactive ? [{ id: "drop", label: t("approvals.terms.dropped"), value: t(`approvals.terms.onDrop.${terms.onDrop}`) }] : []),
    { id: "floor", label: t("approvals.terms.floor"), value: floor },
    { id: "rounding", label: t("approvals.terms.rounding"), value: t(`approvals.terms.rounding.${terms.rounding}`) },
  ].map((line) => ({ ...line, value: language === "en" ? capital(line.value) : line.value }));
}

function rewardLines(rule: RewardRule, wording: Wording): TermLine[] {
  const { t } = wording;
  const id = `reward-${rule.id}`;
  const tiers = [...rule.tiers].sort((a, b) => a.fromUnits - b.fromUnits);
  const amounts = tiers.map(({ fromUnits, amountFen }) => t("approvals.terms.rewardTier", { n: fromUnits, amount: moneyAlone(amountFen) }));
  const success = rule.success ? t(`approvals.terms.success.${rule.success}`) : t("approvals.terms.success.none");
  const continuity = rule.continuity === "strict" ? t("approvals.terms.strict") : t("approvals.terms.handover", { n: rule.handoverDays });
  return [
    {
      id,
      label: namesOf("categories", rule.categories, wording),
      detail: tiers.length > 1 ? t(`approvals.terms.method.${rule.method}`) : undefined,
      value: amounts.join(t("approvals.terms.semicolon")),
    },
    { id: `${id}-success`, label: t("approvals.terms.success"), value: success },
    { id: `${id}-continuity`, label: t("approvals.terms.continuity"), value: continuity },
    { id: `${id}-claim`, label: t("approvals.terms.claim"), value: t("approvals.terms.claimAfter", { n: rule.claimableAfterDays }) },
    { id: `${id}-recover`, label: t("approvals.terms.recover"), value: t(`approvals.terms.recoverAll.${rule.recoverAll ? "yes" : "no"}`) },
    { id: `${id}-own`, label: t("approvals.terms.ownPurchase"), value: t(`approvals.terms.own.${rule.ownPurchase}`) },
  ];
}

/** The campaign's own words for codes; a code that it no longer has stands for itself. */
function namesOf(list: keyof Catalogue, codes: string[], { catalogue, language }: Wording): string {
  const names = codes.map((code) => {
    const entry = catalogue[list].find((candidate) => candidate.code === code);
    return entry ? nameIn(entry.names, language) : code;
  });
  return listed(names, language);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
