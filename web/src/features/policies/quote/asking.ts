import type { CampaignDetail } from "../../../../../src/campaigns/contract";
import type { PolicyTerms } from "../../../../../src/policies/contract";
import type { QuoteRequest } from "../../../../../src/policies/quoting/contract";
import type { Translate } from "../../../i18n/messages";
import { day, whole } from "../../pricelist/choices";
import { parseDays } from "../days";

/** What the live quote is asked for. Amounts in fen, area in hundredths of a square metre; null: not filled in. */
export interface Asking {
  /** `""`: the buyer has a credential alone. */
  category: string;
  paymentMethod: string;
  /** `""`: none. */
  credential: string;
  /** `""`: not said. */
  product: string;
  /** Whether the list price is given, or area and price per square metre. */
  by: "area" | "price";
  areaCentiSqm: number | null;
  pricePerSqmFen: number | null;
  listPriceFen: number | null;
  /** The unit quoted included. */
  countedUnits: number | null;
  /** What some steps ask; `""`, false and null: not known. */
  building: string;
  unitNumber: string;
  membership: boolean;
  /** How many days after subscription the contract will be signed. */
  signedWithinDays: number | null;
  /** The subscription day; null: today, moved to the nearest day of the campaign's window. */
  on: string | null;
}

/** What a price may hang on beside the ordinary: the home, the membership, the signing. */
export type Fact = "building" | "unitNumber" | "membership" | "signedWithinDays";
export const NO_FACTS: Pick<Asking, Fact> = { building: "", unitNumber: "", membership: false, signedWithinDays: null };

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
export function factWords(t: Translate, { building, unitNumber, membership, signedWithinDays: n }: Pick<Asking, Fact>): string[] {
  const words = [
    building && (unitNumber ? `${building} ${unitNumber}` : t("pricelist.slip.inBuilding", { building })),
    membership && t("pricelist.slip.proved"),
    n !== null && (n === 0 ? t("pricelist.slip.signedSameDay") : t("pricelist.slip.signed", { n })),
  ];

  return words.filter((word) => typeof word === "string" && word !== "") as string[];
}

/** Where the quote begins: the campaign's sample home, paid in its first way, at the first threshold of its first category. */
export function firstAsking({ catalogue, sampleHomes }: CampaignDetail, terms: PolicyTerms): Asking {
  const [home] = sampleHomes;
  const category = catalogue.categories[0]?.code ?? "";
  const tiers = terms.groupTables.find(({ categories }) => categories.includes(category))?.tiers ?? [];

  return {
    category,
    paymentMethod: catalogue.paymentMethods[0]?.code ?? "",
    credential: "",
    product: home?.product ?? "",
    by: "area",
    areaCentiSqm: home?.areaCentiSqm ?? null,
    pricePerSqmFen: home?.pricePerSqmFen ?? null,
    listPriceFen: null,
    countedUnits: tiers.length ? Math.min(...tiers.map(({ fromUnits }) => fromUnits)) : 1,
    ...NO_FACTS,
    on: null,
  };
}

/** Reads the address of a quote slip. Where it describes no home, the campaign's sample home; where it names nobody, its first category. */
export function askingOf(search: URLSearchParams, { catalogue, sampleHomes }: CampaignDetail): Asking {
  const [home] = ["area", "price", "list"].some((name) => search.has(name)) ? [] : sampleHomes;
  const credential = search.get("credential") ?? "";

  return {
    category: search.get("category") ?? (credential ? "" : (catalogue.categories[0]?.code ?? "")),
    paymentMethod: search.get("pay") ?? catalogue.paymentMethods[0]?.code ?? "",
    credential,
    product: search.get("product") ?? home?.product ?? "",
    by: search.has("list") ? "price" : "area",
    areaCentiSqm: home?.areaCentiSqm ?? whole(search.get("area")),
    pricePerSqmFen: home?.pricePerSqmFen ?? whole(search.get("price")),
    listPriceFen: whole(search.get("list")),
    countedUnits: search.has("units") ? whole(search.get("units")) : 1,
    building: search.get("building") ?? "",
    unitNumber: search.get("number") ?? "",
    membership: search.has("member"),
    signedWithinDays: parseDays(search.get("signed") ?? ""),
    on: day(search.get("on")),
  };
}

/** The address of a quote slip, so that back, reload and sharing work. An emptied number stays, as nothing. */
export function questionOf(asking: Asking, version: string | null): Record<string, string> {
  const { category, credential, paymentMethod, product, by, areaCentiSqm, pricePerSqmFen, listPriceFen, countedUnits, on } = asking;
  const { building, unitNumber, membership, signedWithinDays } = asking;
  const facts = { building, number: unitNumber, member: membership && "1", signed: signedWithinDays !== null && `${signedWithinDays}` };
  const named = { version, on, category, credential, pay: paymentMethod, product, ...facts };

  return {
    ...Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : []))),
    area: `${areaCentiSqm ?? ""}`,
    ...(by === "price" ? { list: `${listPriceFen ?? ""}` } : { price: `${pricePerSqmFen ?? ""}` }),
    units: `${countedUnits ?? ""}`,
  };
}

/** The question as the API takes it, without a version of the one in force; null while something of it is missing. */
export function requestOf(asking: Asking, version: string | null): QuoteRequest | null {
  const { category, paymentMethod, credential, product, countedUnits, by, areaCentiSqm, pricePerSqmFen, listPriceFen, on } = asking;
  const { building, unitNumber, membership, signedWithinDays } = asking;
  if (!(category || credential) || !paymentMethod || countedUnits === null) return null;

  const price =
    by === "price"
      ? listPriceFen !== null && { listPriceFen, ...(areaCentiSqm !== null && { areaCentiSqm }) }
      : areaCentiSqm !== null && pricePerSqmFen !== null && { areaCentiSqm, pricePerSqmFen };
  if (!price) return null;

  return {
    paymentMethod,
    countedUnits,
    ...price,
    ...(category && { category }),
    ...(credential && { credential }),
    ...(product && { product }),
    ...(building && { building, ...(unitNumber && { unitNumber }) }),
    ...(membership && { membership }),
    ...(signedWithinDays !== null && { signedWithinDays }),
    ...(on && { on }),
    ...(version && { version }),
  };
}
