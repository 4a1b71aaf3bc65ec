import type { Catalogue } from "../../campaigns/catalogue/contract";
import { type Language, nameIn } from "../../i18n/names";
import { type TextKey, text } from "../../i18n/text";
import { yuan } from "../../money/print";
import { percentOff, zhe } from "../../money/zhe";
import type { Conditions, CredentialRule, Effect, HomePlace, PolicyTerms, RegularStep, Tier } from "../contract";
import { effectOf } from "../quoting/tiers/rules";
import { OWN_TIERS } from "../rules";

/** What it takes to speak: a language, and the words of the campaign. */
export type Lexicon = { language: Language; catalogue: Catalogue };

export function say({ language }: Lexicon, key: TextKey, params: Record<string, string | number> = {}): string {
  return text(language, key, params);
}

/** A campaign's own word for a code; the code itself where the campaign has none. */
export function nameOf({ language, catalogue }: Lexicon, list: keyof Catalogue, code: string): string {
  const entry = catalogue[list].find((candidate) => candidate.code === code);

  return entry ? nameIn(entry.names, language) : code;
}

export function namesOf(lexicon: Lexicon, list: keyof Catalogue, codes: string[]): string {
  return joined(
    lexicon,
    codes.map((code) => nameOf(lexicon, list, code)),
  );
}

/** Whom a rule concerns: all by name up to three, else the first three: 商會、市場商家、大型廠礦等 8 類. */
export function whoIs(lexicon: Lexicon, list: "categories" | "credentials", codes: string[]): string {
  if (codes.length <= 3) return namesOf(lexicon, list, codes);

  return say(lexicon, "word.and-others", { names: namesOf(lexicon, list, codes.slice(0, 3)), count: codes.length });
}

export function joined(lexicon: Lexicon, words: string[]): string {
  return words.join(say(lexicon, "word.comma"));
}

/** A payable rate as it is said: 9.8折, 2% off, 無折扣. */
export function rateIn(lexicon: Lexicon, payableBps: number): string {
  if (payableBps === 10_000) return say(lexicon, "word.no-discount");

  return say(lexicon, "word.rate", { rate: lexicon.language === "en" ? percentOff(payableBps) : zhe(payableBps) });
}

export function effectIn(lexicon: Lexicon, effect: Effect, applyTo: RegularStep["applyTo"] = "running"): string {
  switch (effect.kind) {
    case "rate": {
      const rate = rateIn(lexicon, effect.payableBps);
      return applyTo === "list" ? say(lexicon, "word.of-list", { effect: rate }) : rate;
    }
    case "amount":
      return say(lexicon, "word.amount", { amount: yuan(effect.amountFen) });
    case "perSqm":
      return say(lexicon, "word.per-sqm", { amount: yuan(effect.perSqmFen) });
  }
}

/** A step as its line says it: 一次性付款 9.8折. */
export function stepIn(lexicon: Lexicon, { names, effect, applyTo }: Pick<RegularStep, "names" | "effect" | "applyTo">): string {
  return say(lexicon, "quote.label", { name: nameIn(names, lexicon.language), effect: effectIn(lexicon, effect, applyTo) });
}

/** 1 套起 9.7折；9 套起 9.6折. */
export function tiersIn(lexicon: Lexicon, tiers: Tier[]): string {
  return risen(tiers)
    .map((tier) => say(lexicon, "terms.tier", { n: tier.fromUnits, effect: effectIn(lexicon, effectOf(tier)) }))
    .join(say(lexicon, "word.semicolon"));
}

export function risen<T extends { fromUnits: number }>(tiers: T[]): T[] {
  return tiers.toSorted((a, b) => a.fromUnits - b.fromUnits);
}

/** What a rule of the terms is called: a step by its name, a group table 團購, a credential's rule by the credentials, a key person's own table. */
export function ruleName(lexicon: Lexicon, terms: PolicyTerms, ruleId: string | null, step: "regular" | "group"): string {
  if (step === "regular") {
    const found = terms.regular.find(({ id }) => id === ruleId);
    return found ? nameIn(found.names, lexicon.language) : say(lexicon, "quote.regular");
  }
  if (ruleId === OWN_TIERS) return say(lexicon, "quote.own-purchase");
  const rule = terms.credentialRules.find(({ id }) => id === ruleId);

  return rule ? credentialsIn(lexicon, rule) : say(lexicon, "quote.group");
}

export function credentialsIn(lexicon: Lexicon, { credentials }: Pick<CredentialRule, "credentials">): string {
  return whoIs(lexicon, "credentials", credentials);
}

/** @param unitsAtMost more homes than these are told by the first of them and their number */
export function conditionsIn(lexicon: Lexicon, when: Conditions, unitsAtMost = 6): string {
  const named = (list: "paymentMethods" | "products" | "credentials") => when[list] && namesOf(lexicon, list, when[list]);
  const { buildings, units, membership, signedWithinDays } = when;
  const parts = [
    named("paymentMethods"),
    named("products"),
    buildings && say(lexicon, "word.buildings", { names: joined(lexicon, buildings) }),
    units && say(lexicon, "word.units", { names: unitsIn(lexicon, units, unitsAtMost) }),
    named("credentials"),
    membership && say(lexicon, "word.membership"),
    periodIn(lexicon, when.from ?? null, when.until ?? null),
    signedWithinDays !== undefined &&
      say(lexicon, signedWithinDays ? "word.signed-within" : "word.signed-within.same-day", { n: signedWithinDays }),
  ].filter((part) => typeof part === "string");

  return parts.length ? joined(lexicon, parts) : say(lexicon, "word.always");
}

/** 1 0301、1 0302; of more than so many the first, and how many there are. */
export function unitsIn(lexicon: Lexicon, units: HomePlace[], atMost: number): string {
  const names = (some: HomePlace[]) =>
    joined(
      lexicon,
      some.map(({ building, number }) => `${building} ${number}`),
    );

  return units.length <= atMost ? names(units) : say(lexicon, "word.units.some", { names: names(units.slice(0, 3)), count: units.length });
}

export function periodIn(lexicon: Lexicon, from: string | null, until: string | null): string | null {
  if (from !== null && until !== null) return say(lexicon, "word.between", { from, until });
  if (from !== null) return say(lexicon, "word.from", { from });

  return until === null ? null : say(lexicon, "word.until", { until });
}
