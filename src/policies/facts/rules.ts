import type { Catalogue } from "../../campaigns/catalogue/contract";
import type { SampleHome } from "../../campaigns/contract";
import { priceOfArea } from "../../money/fen";
import type { BusinessDay } from "../../time/contract";
import type { QuoteRequest } from "../quoting/contract";
import type { Buyer, Home, Price } from "../quoting/rules";

type Asked = Pick<QuoteRequest, "listPriceFen" | "areaCentiSqm" | "pricePerSqmFen" | "product" | "building" | "unitNumber">;

/**
 * The home that a request describes. The list price given counts; without one, area × price per square metre.
 *
 * @throws RangeError for a request that its shape refuses: no price, or one above the limit
 */
export function homeOf({ listPriceFen, areaCentiSqm, pricePerSqmFen, product, building, unitNumber }: Asked): Home {
  const price = listPriceFen ?? (areaCentiSqm && pricePerSqmFen ? priceOfArea(areaCentiSqm, pricePerSqmFen) : null);
  if (price === null) throw new RangeError("no list price within the limit");

  return { listPriceFen: price, areaCentiSqm: areaCentiSqm ?? null, product: product ?? null, building, unitNumber };
}

/** The buyer that a request describes. @param on the subscription day, settled by the caller */
export function buyerOf(asked: QuoteRequest, on: BusinessDay): Buyer {
  const { category, paymentMethod, credential, membership, signedWithinDays } = asked;

  return { category: category ?? null, paymentMethod, credential: credential ?? null, on, membership, signedWithinDays };
}

/** The campaign's sample home that a request describes: of its area and price, and of its product where one is named. */
export function sampleOf(samples: SampleHome[], { areaCentiSqm, pricePerSqmFen, product }: Asked): SampleHome | null {
  const same = (home: SampleHome) =>
    home.areaCentiSqm === areaCentiSqm && home.pricePerSqmFen === pricePerSqmFen && (product === undefined || home.product === product);

  return samples.find(same) ?? null;
}

/** Codes of a request that the campaign does not have, as places for a refusal. */
export function unknownCodes(
  request: Partial<Pick<QuoteRequest, "category" | "paymentMethod" | "credential" | "product">>,
  catalogue: Catalogue,
): { pointer: string; code: "unknown-code" }[] {
  const lists = { category: "categories", paymentMethod: "paymentMethods", credential: "credentials", product: "products" } as const;

  return (["category", "paymentMethod", "credential", "product"] as const).flatMap((field) => {
    const named = request[field];
    const known = named === undefined || catalogue[lists[field]].some(({ code }) => code === named);
    return known ? [] : [{ pointer: `/${field}`, code: "unknown-code" as const }];
  });
}

/** Whether a price leaves out something that needs the home's area: it must not be shown then, but the area asked for. */
export function lacksArea({ why }: Pick<Price, "why">): boolean {
  return why.some(({ code }) => code === "area-needed");
}
