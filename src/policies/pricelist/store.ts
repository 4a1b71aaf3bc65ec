import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { businessDay } from "../../time/business-day";
import { homeOf, lacksArea, unknownCodes } from "../facts/rules";
import { type Pricing, pricingFor } from "../quoting/store";
import { lexiconOf } from "../versions/rules";
import { calculationIn, notesIn } from "../wording/pricelist/rules";
import { priceListIn } from "../wording/quotes/rules";
import { nameOf } from "../wording/rules";
import type { PriceList, PriceListRequest } from "./contract";
import { priceList, usualCategory } from "./rules";

/**
 * 購房優惠情況明細表 of one home, worded and ready to print.
 *
 * @throws Problem as a quote does, and `invalid` where the campaign has no category or payment method to tabulate
 */
export async function priceListFor(agency: AgencyScope, campaignId: string, asked: PriceListRequest): Promise<PriceList> {
  const pricing = await pricingFor(agency, campaignId, asked);
  const { agencyName, campaign, version, on } = pricing;
  const { category, paymentMethods } = settled(pricing, asked);
  const { facts } = agency;
  const lexicon = lexiconOf(campaign, facts.language);
  const home = { ...homeOf(asked), pricePerSqmFen: asked.pricePerSqmFen ?? null };
  const credential = asked.credential ?? null;
  const priced = priceList(version.terms, home, { category, credential, on }, paymentMethods);
  if (priced.some(({ rows }) => rows.some(lacksArea))) throw invalidField("/areaCentiSqm", "area-needed");
  const tables = priceListIn(lexicon, version.terms, priced);
  const [first] = priced;
  const [worded] = tables;
  const calculation = first && worded && calculationIn(lexicon, version.terms, home, first, worded);
  if (!calculation) throw invalidField("/paymentMethods", "required");
  const { id, number, status, effectiveFrom } = version;

  return {
    agencyName,
    developerName: campaign.developerName,
    projectName: campaign.projectName,
    campaignName: campaign.name,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    version: { id, number, status, effectiveFrom },
    on,
    printedOn: businessDay(facts.now, campaign.zone),
    category: { code: category, label: nameOf(lexicon, "categories", category) },
    credential: credential === null ? null : { code: credential, label: nameOf(lexicon, "credentials", credential) },
    home: {
      listPriceFen: home.listPriceFen,
      areaCentiSqm: home.areaCentiSqm,
      pricePerSqmFen: home.pricePerSqmFen,
      product: home.product === null ? null : { code: home.product, label: nameOf(lexicon, "products", home.product) },
    },
    tables,
    calculation,
    notes: notesIn(lexicon, version.terms, { category, agencyName }),
  };
}

/** The category and payment methods that are asked for, or that stand for all. */
function settled({ campaign, version }: Pricing, asked: PriceListRequest): { category: string; paymentMethods: string[] } {
  const { catalogue } = campaign;
  const unknown = [
    ...unknownCodes(asked, catalogue),
    ...(asked.paymentMethods ?? []).flatMap((paymentMethod, index) =>
      unknownCodes({ paymentMethod }, catalogue).map(({ code }) => ({ pointer: `/paymentMethods/${index}`, code })),
    ),
  ];
  if (unknown.length) throw new Problem("invalid", unknown);

  const category = asked.category ?? usualCategory(version.terms, catalogue);
  if (category === undefined) throw invalidField("/category", "required");

  return { category, paymentMethods: asked.paymentMethods ?? catalogue.paymentMethods.map(({ code }) => code) };
}
