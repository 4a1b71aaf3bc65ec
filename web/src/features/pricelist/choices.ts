import type { PriceListRequest } from "../../../../src/policies/pricelist/contract";
import type { CampaignDetail } from "../../api/campaigns";
import { type Facts, factQuestion, factRequest, factsIn } from "../policies/quote/facts";

/** What a price list is asked for, as its address holds it. Amounts in fen, area in hundredths of a square metre. */
export interface Choices extends Facts {
  /** A version's id, or null for the one in force. */
  version: string | null;
  /** The subscription day; null: today, moved to the nearest day of the campaign's window. */
  on: string | null;
  /** `category:chamber` or `credential:teacher`. */
  buyer: string;
  product: string;
  areaCentiSqm: number | null;
  pricePerSqmFen: number | null;
  /** The codes of the ways to pay, in the campaign's order; all of them when none is named. */
  paymentMethods: string[];
}

export const day = (text: string | null) => (text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);
export const whole = (text: string | null) => (text !== null && /^[1-9]\d{0,11}$/.test(text) ? Number(text) : null);

/** Reads the address; what it does not say comes from the campaign's sample home. */
export function choicesOf(search: URLSearchParams, { catalogue, sampleHomes }: CampaignDetail): Choices {
  const [home] = sampleHomes;
  const methods = catalogue.paymentMethods.map(({ code }) => code);
  const asked = search.get("pay")?.split(",") ?? methods;

  return {
    version: search.get("version"),
    on: day(search.get("on")),
    buyer: search.get("buyer") ?? `category:${catalogue.categories[0]?.code ?? ""}`,
    product: search.get("product") ?? home?.product ?? "",
    areaCentiSqm: search.has("area") ? whole(search.get("area")) : (home?.areaCentiSqm ?? null),
    pricePerSqmFen: search.has("price") ? whole(search.get("price")) : (home?.pricePerSqmFen ?? null),
    paymentMethods: methods.filter((code) => asked.includes(code)),
    ...factsIn(search),
  };
}

/** The address of a change, so that back, reload and sharing work. */
export function searchOf(search: URLSearchParams, change: Partial<Choices>): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, value: string | null) => (value === null ? next.delete(name) : next.set(name, value));
  if ("version" in change) put("version", change.version || null);
  if ("on" in change) put("on", change.on ?? null);
  if ("buyer" in change) put("buyer", change.buyer ?? null);
  if ("product" in change) put("product", change.product ?? "");
  if ("areaCentiSqm" in change) put("area", `${change.areaCentiSqm ?? ""}`);
  if ("pricePerSqmFen" in change) put("price", `${change.pricePerSqmFen ?? ""}`);
  if ("paymentMethods" in change) put("pay", change.paymentMethods?.join(",") ?? null);
  const facts = factQuestion({ ...factsIn(search), ...change });
  for (const name of ["building", "number", "member", "signed"]) put(name, facts[name] ?? null);

  return next;
}

/** The address of the quote slip of one price of the list. */
export function slipQuestion(choices: Choices, paymentMethod: string, units: number): Record<string, string | null> {
  const { version, on, buyer, product, areaCentiSqm, pricePerSqmFen } = choices;
  const [kind = "", code = ""] = buyer.split(":");

  return {
    version,
    on,
    [kind]: code,
    pay: paymentMethod,
    product,
    area: `${areaCentiSqm ?? ""}`,
    price: `${pricePerSqmFen ?? ""}`,
    units: `${units}`,
    ...factQuestion(choices),
  };
}

/** The question as the API takes it; null while something of it is missing. */
export function requestOf(choices: Choices): PriceListRequest | null {
  const { version, on, buyer, product, areaCentiSqm, pricePerSqmFen, paymentMethods } = choices;
  if (areaCentiSqm === null || pricePerSqmFen === null || paymentMethods.length === 0) return null;
  const [kind, code = ""] = buyer.split(":");

  return {
    areaCentiSqm,
    pricePerSqmFen,
    paymentMethods,
    ...(kind === "credential" ? { credential: code } : { category: code }),
    ...(product ? { product } : {}),
    ...(version ? { version } : {}),
    ...(on ? { on } : {}),
    ...factRequest(choices),
  };
}
