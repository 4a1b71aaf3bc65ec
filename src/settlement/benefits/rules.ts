import type { Catalogue, CatalogueEntry } from "../../campaigns/catalogue/contract";
import type { Effect, PolicyTerms, RegularStep } from "../../policies/contract";
import { effectOf } from "../../policies/quoting/tiers/rules";
import type { BusinessDay } from "../../time/contract";
import type { Benefits } from "./contract";

/** Who may expect discounts, and on which days of subscription, both included. */
export interface BenefitsInputs {
  /** The account's; null in a credential's channel. */
  category: string | null;
  credential: string | null;
  from: BusinessDay;
  until: BusinessDay;
}

/** What a version gives such a buyer, whatever home is chosen. */
export interface BenefitsResult {
  /** Regular discounts that may apply, in the version's order. */
  regular: RegularStep[];
  /** Group discounts, the category's first; each from this many counted homes. A home has the better one, never both. */
  tiers: { source: "category" | "credential"; fromUnits: number; effect: Effect }[];
  pricedProducts: string[];
  countedProducts: string[];
  signWithinDays: number;
  retroactive: boolean;
  /** Null where the count of the signing day decides for good. */
  onDrop: PolicyTerms["onDrop"] | null;
  floorBps: number | null;
}

/** The names of the day of issue: what is printed must not change with a campaign's catalogue. */
export interface BenefitsWords {
  catalogue: Catalogue;
  agencyName: string;
  developerName: string;
  projectName: string;
  campaignName: string;
  accountName: string | null;
  startsOn: BusinessDay;
  endsOn: BusinessDay;
}

/**
 * What a version promises a buyer before a home is chosen. The payment method and the home are still open, so a regular
 * discount on them is listed with its condition; one for a document that the buyer has not, or whose window no day of
 * subscription falls into, is not. The same inputs and terms give the same for ever; a rule that must give another raises
 * `ENGINE_REVISION`.
 */
export function benefitsOf(terms: PolicyTerms, { category, credential, from, until }: BenefitsInputs): BenefitsResult {
  const { regular, groupTables, credentialRules, pricedProducts, countedProducts, signWithinDays, retroactive, onDrop, floorBps } = terms;
  const held = (credentials: string[] | undefined) =>
    credentials === undefined || (credential !== null && credentials.includes(credential));
  const table = groupTables.find(({ categories }) => category !== null && categories.includes(category));
  const rule = credentialRules.find(({ credentials }) => credential !== null && credentials.includes(credential));
  const tiersOf = (source: "category" | "credential", tiers: PolicyTerms["groupTables"][number]["tiers"] = []) =>
    tiers
      .map((tier) => ({ source, fromUnits: tier.fromUnits, effect: effectOf(tier) }))
      .sort((one, other) => one.fromUnits - other.fromUnits);

  return {
    regular: regular.filter(
      ({ when }) =>
        held(when.credentials) && (when.from === undefined || when.from <= until) && (when.until === undefined || when.until >= from),
    ),
    tiers: [...tiersOf("category", table?.tiers), ...tiersOf("credential", rule?.tiers)],
    pricedProducts,
    countedProducts,
    signWithinDays,
    retroactive,
    onDrop: retroactive ? onDrop : null,
    floorBps,
  };
}

/** Of a campaign's words those that a paper needs. */
export function wordsUsed(catalogue: Catalogue, { category, credential }: BenefitsInputs, result: BenefitsResult): Catalogue {
  const inSteps = (list: "credentials" | "paymentMethods" | "products") => result.regular.flatMap(({ when }) => when[list] ?? []);
  const used = (entries: CatalogueEntry[], codes: (string | null)[]) => entries.filter(({ code }) => codes.includes(code));

  return {
    categories: used(catalogue.categories, [category]),
    credentials: used(catalogue.credentials, [credential, ...inSteps("credentials")]),
    paymentMethods: used(catalogue.paymentMethods, inSteps("paymentMethods")),
    products: used(catalogue.products, [...result.pricedProducts, ...result.countedProducts, ...inSteps("products")]),
  };
}

type Stored = Exclude<Benefits["state"], "used">;

/**
 * What a paper is worth: with a home subscribed on it it is used; past its last day nothing can be subscribed on it any more.
 *
 * @param isUsed a home stands that one of its persons subscribed on it
 */
export function stateOf(state: Stored, expiresOn: BusinessDay, isUsed: boolean, today: BusinessDay): Benefits["state"] {
  if (state !== "issued" && state !== "confirmed") return state;
  if (isUsed) return "used";

  return expiresOn < today ? "expired" : state;
}

/** What may still become of it. A signature within its days may be typed after them. */
export function actsOn(state: Stored, isUsed: boolean): Benefits["acts"] {
  if (isUsed || (state !== "issued" && state !== "confirmed")) return [];

  return state === "issued" ? ["confirm", "void"] : ["void"];
}
