import { and, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { engagementById } from "../../../accounts/engagements/store";
import { deals, parties } from "../../../deals/schema";
import { pageOf } from "../../../http/page";
import { Problem } from "../../../http/problem";
import { nameIn } from "../../../i18n/names";
import { people } from "../../../people/schema";
import { type PricingRows, pricingQueries, versionOf } from "../../../policies/quoting/store";
import { policyVersions } from "../../../policies/schema";
import { lexiconOf } from "../../../policies/versions/rules";
import { conditionsIn, effectIn, nameOf, namesOf } from "../../../policies/wording/rules";
import type { AgencyScope } from "../../../tenancy/agency";
import { columnsOf, db, type RowsOf } from "../../../tenancy/database";
import { businessDay } from "../../../time/business-day";
import { instant } from "../../../time/instant";
import { groupFacts, groupOfDeal, groupRows } from "../../facts";
import { offerInputs, offerOf } from "../../offers/rules";
import { withDeal } from "../../preview/rules";
import type { Benefits, BenefitsPage, DealBenefits } from "../contract";
import { actsOn, stateOf } from "../rules";
import { benefits } from "../schema";

/** An engagement and its campaign. */
export interface Place {
  campaignId: string;
  engagementId: string;
}

/** Papers with their person's name and the home that was subscribed on each. */
export function benefitRows(agency: AgencyScope, where: (paper: typeof benefits) => SQL | undefined) {
  const paper = agency.from(benefits);
  const person = agency.from(people);

  return db
    .select({
      ...columnsOf(benefits, paper),
      personName: person.name,
      deal: sql<Benefits["deal"]>`${subscribedOn(agency, paper)}`.mapWith(JSON.parse),
    })
    .from(paper)
    .innerJoin(person, eq(person.id, paper.personId))
    .where(where(paper))
    .$dynamic();
}

type BenefitRow = RowsOf<ReturnType<typeof benefitRows>>[number];

/**
 * The home that was subscribed on a paper, as JSON: the first that its person bought of the engagement from the day on which
 * they signed the paper to its last. Cross joined, or the planner may begin with all deals of the engagement.
 */
export function subscribedOn(agency: AgencyScope, paper: typeof benefits): SQL {
  const party = agency.from(parties, "holder");
  const deal = agency.from(deals, "bought");

  return sql`(select json_object('id', ${deal.id}, 'building', ${deal.building}, 'unitNumber', ${deal.unitNumber})
    from ${party} cross join ${deal} on ${deal.id} = ${party.dealId}
    where ${party.personId} = ${paper.personId} and +${deal.engagementId} = ${paper.engagementId} and ${deal.state} <> 'cancelled'
      and ${deal.subscribedOn} between ${paper.confirmedOn} and ${paper.expiresOn}
    order by ${deal.subscribedOn}, ${deal.id} limit 1)`;
}

/** Papers of an engagement, the latest first. @throws Problem `not-found` */
export async function benefitsOf(
  agency: AgencyScope,
  { campaignId, engagementId, after, limit }: Place & { after?: string | undefined; limit: number },
): Promise<BenefitsPage> {
  const [[engagement], rows, ...pricing] = await agency.read(
    engagementById(agency, campaignId, engagementId),
    benefitRows(agency, (paper) => and(eq(paper.engagementId, engagementId), after ? lt(paper.id, after) : undefined))
      .orderBy(desc(agency.from(benefits).id))
      .limit(limit + 1),
    ...pricingQueries(agency, campaignId, {}),
  );
  if (!engagement) throw new Problem("not-found");

  return pageOf(shownIn(agency, pricing, rows), limit);
}

/** One paper of an engagement, looked up by its own key. */
export const paperAt = (paper: typeof benefits, { campaignId, engagementId }: Place, id: string) =>
  and(eq(paper.id, id), sql`+${paper.engagementId} = ${engagementId}`, sql`+${paper.campaignId} = ${campaignId}`);

/** @throws Problem `not-found` */
export async function oneBenefits(agency: AgencyScope, at: Place, id: string): Promise<Benefits> {
  const [rows, ...pricing] = await agency.read(
    benefitRows(agency, (paper) => paperAt(paper, at, id)),
    ...pricingQueries(agency, at.campaignId, {}),
  );

  return one(shownIn(agency, pricing, rows));
}

/** @throws Problem `not-found` */
export function one([found]: Benefits[]): Benefits {
  if (!found) throw new Problem("not-found");

  return found;
}

/** The papers that a deal was subscribed on, with both prices where its version is another. @throws Problem `not-found` */
export async function benefitsOfDeal(agency: AgencyScope, campaignId: string, dealId: string): Promise<DealBenefits> {
  const party = agency.from(parties, "buyer");
  const version = agency.from(policyVersions, "promised");
  const promising = agency.from(benefits, "promising");
  const buyers = db.select({ personId: party.personId }).from(party).where(eq(party.dealId, dealId));
  const versionIds = db.select({ id: promising.policyVersionId }).from(promising).where(inArray(promising.personId, buyers));
  const own = agency.from(deals, "priced_deal");
  const [rows, promised, [claimed], ...read] = await agency.read(
    benefitRows(agency, (paper) => and(inArray(paper.personId, buyers), sql`+${paper.campaignId} = ${campaignId}`)),
    db.select({ id: version.id, terms: version.terms }).from(version).where(inArray(version.id, versionIds)),
    db
      .select({ credential: own.credential })
      .from(own)
      .where(and(eq(own.id, dealId), sql`+${own.campaignId} = ${campaignId}`)),
    ...pricingQueries(agency, campaignId, {}),
    ...groupFacts(agency, groupOfDeal(agency, campaignId, dealId)),
  );
  const [agencyRow, found, versions, ...facts] = read;
  const group = groupRows(facts);
  const deal = group.deals.find(({ id }) => id === dealId);
  if (!deal) throw new Problem("not-found");
  const proven = withDeal(group, dealId, { credential: claimed?.credential ?? null });
  const priced = offerInputs(proven, dealId, deal.signedOn ?? deal.subscribedOn);
  const papers = rows.filter((row) => row.deal?.id === dealId);

  return {
    items: shownIn(agency, [agencyRow, found, versions], papers).map((shown, at) => {
      const terms = promised.find(({ id }) => id === papers[at]?.policyVersionId)?.terms;
      const isSame = papers[at]?.policyVersionId === deal.policyVersionId;
      if (isSame || !terms || !priced) return { benefits: shown, prices: null };
      const { inputs } = priced;

      return {
        benefits: shown,
        prices: {
          units: inputs.units,
          promisedFen: offerOf(terms, inputs).payableFen,
          payableFen: offerOf(priced.terms, inputs).payableFen,
        },
      };
    }),
    next: null,
  };
}

/** Papers as the wire has them, worded by the names of their day of issue. @throws Problem `not-found` (the campaign) */
export function shownIn(agency: AgencyScope, pricing: PricingRows, rows: BenefitRow[]): Benefits[] {
  const { campaign, version } = versionOf(agency, pricing);
  const { now, language } = agency.facts;
  const today = businessDay(now, campaign.zone);

  return rows.map(({ inputs, result, words, deal, ...row }) => {
    const { catalogue, ...names } = words;
    const lexicon = lexiconOf({ catalogue }, language);
    const products = (codes: string[]) => (codes.length ? namesOf(lexicon, "products", codes) : null);
    const { regular, tiers, pricedProducts, countedProducts, signWithinDays, retroactive, onDrop, floorBps } = result;
    const category = inputs.category && nameOf(lexicon, "categories", inputs.category);
    const credential = inputs.credential && nameOf(lexicon, "credentials", inputs.credential);

    return {
      ...names,
      id: row.id,
      engagementId: row.engagementId,
      number: row.number,
      personId: row.personId,
      personName: row.personName,
      state: stateOf(row.state, row.expiresOn, deal !== null, today),
      issuedOn: row.issuedOn,
      issuedByName: row.issuedByName,
      issuedAt: instant(row.issuedAt),
      expiresOn: row.expiresOn,
      transferable: row.transferable,
      policyNumber: row.policyNumber,
      policyInForce: version?.number ?? null,
      engineRevision: row.engineRevision,
      category,
      credential,
      regular: regular.map(({ id, names: called, when, effect, applyTo }) => ({
        id,
        label: nameIn(called, language),
        when: conditionsIn(lexicon, when),
        effect: effectIn(lexicon, effect, applyTo),
      })),
      tiers: tiers.map(({ source, fromUnits, effect }) => ({
        source,
        who: (source === "category" ? category : credential) ?? "",
        fromUnits,
        effect: effectIn(lexicon, effect),
      })),
      pricedProducts: products(pricedProducts),
      countedProducts: products(countedProducts),
      signWithinDays,
      retroactive,
      onDrop,
      floorBps,
      confirmedOn: row.confirmedOn,
      documentNumber: row.documentNumber,
      confirmedByName: row.confirmedByName,
      voidReason: row.voidReason,
      voidedByName: row.voidedByName,
      deal,
      acts: actsOn(row.state, deal !== null),
    };
  });
}
