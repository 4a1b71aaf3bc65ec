import type { CampaignDetail } from "../../../../../src/campaigns/contract";
import type { PolicyTerms } from "../../../../../src/policies/contract";
import type { QuoteRequest } from "../../../../../src/policies/quoting/contract";
import { day, whole } from "../../pricelist/choices";
import { type Facts, factQuestion, factRequest, factsIn, NO_FACTS } from "./facts";

/** What the live quote is asked for. Amounts in fen, area in hundredths of a square metre; null: not filled in. */
export interface Asking extends Facts {
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
  /** The subscription day; null: today, moved to the nearest day of the campaign's window. */
  on: string | null;
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
    ...factsIn(search),
    on: day(search.get("on")),
  };
}

/** The address of a quote slip, so that back, reload and sharing work. An emptied number stays, as nothing. */
export function questionOf(asking: Asking, version: string | null): Record<string, string> {
  const { category, credential, paymentMethod, product, by, areaCentiSqm, pricePerSqmFen, listPriceFen, countedUnits, on } = asking;
  const named = { version, on, category, credential, pay: paymentMethod, product };

  return {
    ...Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : []))),
    area: `${areaCentiSqm ?? ""}`,
    ...(by === "price" ? { list: `${listPriceFen ?? ""}` } : { price: `${pricePerSqmFen ?? ""}` }),
    units: `${countedUnits ?? ""}`,
    ...factQuestion(asking),
  };
}

/** The question as the API takes it, without a version of the one in force; null while something of it is missing. */
export function requestOf(asking: Asking, version: string | null): QuoteRequest | null {
  const { category, paymentMethod, credential, product, countedUnits, by, areaCentiSqm, pricePerSqmFen, listPriceFen, on } = asking;
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
    ...factRequest(asking),
    ...(on && { on }),
    ...(version && { version }),
  };
}
