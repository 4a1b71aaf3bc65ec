import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import type { Conditions } from "../contract";
import { homeOf, lacksArea, unknownCodes } from "../facts/rules";
import { headOf, type Pricing, pricingFor } from "../quoting/store";
import { lexiconOf } from "../versions/rules";
import { calculationIn, notesIn } from "../wording/pricelist/rules";
import { priceListIn } from "../wording/quotes/rules";
import type { PriceList, PriceListRequest } from "./contract";
import { priceList, usualCategory } from "./rules";

/**
 * 購房優惠情況明細表 of one home, worded and ready to print.
 *
 * @throws Problem as a quote does, and `invalid` where the campaign has no category or payment method to tabulate
 */
export async function priceListFor(agency: AgencyScope, campaignId: string, asked: PriceListRequest): Promise<PriceList> {
  const pricing = await pricingFor(agency, campaignId, asked);
  const { campaign, version, on } = pricing;
  const { category, paymentMethods } = settled(pricing, asked);
  const lexicon = lexiconOf(campaign, agency.facts.language);
  const credential = asked.credential ?? null;
  const head = headOf(pricing, { ...asked, category: category ?? undefined }, agency.facts);
  const home = homeOf(asked);
  const { membership, signedWithinDays } = asked;
  const buyer = { category, credential, on, membership, signedWithinDays };
  const priced = priceList(version.terms, home, buyer, paymentMethods);
  if (priced.some(({ rows }) => rows.some(lacksArea))) throw invalidField("/areaCentiSqm", "area-needed");
  const tables = priceListIn(lexicon, version.terms, home, priced);
  const calculation = tables[0] && calculationIn(lexicon, { ...home, pricePerSqmFen: head.home.pricePerSqmFen }, tables[0]);
  if (!calculation) throw invalidField("/paymentMethods", "required");

  const why = priced.flatMap(({ rows }) => rows.flatMap((row) => row.why));
  const about = { category, credential, agencyName: head.agencyName, told: toldIn(asked), why };

  return { ...head, tables, calculation, notes: notesIn(lexicon, version.terms, about) };
}

/** What was taken for known of the home, the buyer and the signing, as conditions say it. */
function toldIn({ building, unitNumber, membership, signedWithinDays }: PriceListRequest): Conditions {
  const place =
    unitNumber === undefined ? building && { buildings: [building] } : building && { units: [{ building, number: unitNumber }] };

  return { ...(place || {}), ...(membership && { membership }), ...(signedWithinDays !== undefined && { signedWithinDays }) };
}

/** The category and payment methods that are asked for, or that stand for all; no category for a credential alone. */
function settled({ campaign, version }: Pricing, asked: PriceListRequest): { category: string | null; paymentMethods: string[] } {
  const { catalogue } = campaign;
  const unknown = [
    ...unknownCodes(asked, catalogue),
    ...(asked.paymentMethods ?? []).flatMap((paymentMethod, index) =>
      unknownCodes({ paymentMethod }, catalogue).map(({ code }) => ({ pointer: `/paymentMethods/${index}`, code })),
    ),
  ];
  if (unknown.length) throw new Problem("invalid", unknown);

  const category = asked.category ?? (asked.credential === undefined ? usualCategory(version.terms, catalogue) : null);
  if (category === undefined) throw invalidField("/category", "required");

  return { category, paymentMethods: asked.paymentMethods ?? catalogue.paymentMethods.map(({ code }) => code) };
}
