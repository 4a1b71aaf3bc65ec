import type { CampaignDetail } from "../../../../../src/campaigns/contract";
import type { PolicyTerms } from "../../../../../src/policies/contract";
import type { QuoteRequest } from "../../../../../src/policies/quoting/contract";

/** What the live quote is asked for. Amounts in fen, area in hundredths of a square metre; null: not filled in. */
export interface Asking {
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
  };
}

/** The question as the API takes it; null while something of it is missing. */
export function requestOf(asking: Asking, version: string): QuoteRequest | null {
  const { category, paymentMethod, credential, product, countedUnits, by, areaCentiSqm, pricePerSqmFen, listPriceFen } = asking;
  if (!category || !paymentMethod || countedUnits === null) return null;

  const price =
    by === "price"
      ? listPriceFen !== null && { listPriceFen, ...(areaCentiSqm !== null && { areaCentiSqm }) }
      : areaCentiSqm !== null && pricePerSqmFen !== null && { areaCentiSqm, pricePerSqmFen };
  if (!price) return null;

  return { category, paymentMethod, countedUnits, version, ...price, ...(credential && { credential }), ...(product && { product }) };
}
