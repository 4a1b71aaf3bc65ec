import type { PolicyTerms } from "../../../../../src/policies/contract";
import type { QuoteRequest } from "../../../../../src/policies/quoting/contract";
import type { Translate } from "../../../i18n/messages";
import { parseDays } from "../days";

/** What a price may hang on beside the ordinary: the home, the membership, the signing. */
export interface Facts {
  /** `""`: not known. */
  building: string;
  unitNumber: string;
  /** False: not proved, or not known. */
  membership: boolean;
  /** How many days after subscription the contract will be signed; null: not known. */
  signedWithinDays: number | null;
}
export type Fact = keyof Facts;

export const ALL_FACTS: Fact[] = ["building", "unitNumber", "membership", "signedWithinDays"];
export const NO_FACTS: Facts = { building: "", unitNumber: "", membership: false, signedWithinDays: null };

/** What the steps of these terms ask. */
export function factsAsked({ regular }: Pick<PolicyTerms, "regular">): Fact[] {
  const asks = (...names: ("buildings" | "units" | "membership" | "signedWithinDays")[]) =>
    regular.some(({ when }) => names.some((name) => when[name] !== undefined));
  const facts: [Fact, boolean][] = [
    ["building", asks("buildings", "units")],
    ["unitNumber", asks("units")],
    ["membership", asks("membership")],
    ["signedWithinDays", asks("signedWithinDays")],
  ];

  return facts.flatMap(([fact, isAsked]) => (isAsked ? [fact] : []));
}

/** What was taken for known, as the slip says it: 1棟 0301, 已核驗單位身份, 認購後 3 天簽約. */
export function factWords(t: Translate, { building, unitNumber, membership, signedWithinDays: n }: Facts): string[] {
  const words = [
    building && (unitNumber ? `${building} ${unitNumber}` : t("pricelist.slip.inBuilding", { building })),
    membership && t("pricelist.slip.proved"),
    n !== null && (n === 0 ? t("pricelist.slip.signedSameDay") : t("pricelist.slip.signed", { n })),
  ];

  return words.filter((word) => typeof word === "string" && word !== "") as string[];
}

/** The facts that an address says. */
export function factsIn(search: URLSearchParams): Facts {
  return {
    building: search.get("building") ?? "",
    unitNumber: search.get("number") ?? "",
    membership: search.has("member"),
    signedWithinDays: parseDays(search.get("signed") ?? ""),
  };
}

/** The address of them; what is not known is left out. */
export function factQuestion({ building, unitNumber, membership, signedWithinDays }: Facts): Record<string, string> {
  return {
    ...(building && { building }),
    ...(unitNumber && { number: unitNumber }),
    ...(membership && { member: "1" }),
    ...(signedWithinDays !== null && { signed: `${signedWithinDays}` }),
  };
}

/** The facts as the API takes them: a number goes with its building. */
export function factRequest({ building, unitNumber, membership, signedWithinDays }: Facts): Pick<QuoteRequest, Fact> {
  return {
    ...(building && { building, ...(unitNumber && { unitNumber }) }),
    ...(membership && { membership }),
    ...(signedWithinDays !== null && { signedWithinDays }),
  };
}
