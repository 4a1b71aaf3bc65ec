import { and, eq, isNull, max, ne, type SQL, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { engagementById } from "../../accounts/engagements/store";
import { askingQueries, pendingAbout, putQuestion, takenBack } from "../../campaigns/asking";
import type { CampaignDetail } from "../../campaigns/contract";
import { campaignDetail, detailOf, notArchived } from "../../campaigns/store";
import { deals } from "../../deals/schema";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { type GroupRows, groupFacts, groupOfDeal, groupOfEngagement, groupRows } from "../facts";
import { touched } from "../store";
import type { NewSpecial, Special, SpecialAsked, SpecialEvaluation, SpecialScope } from "./contract";
import { evaluationOf } from "./evaluating/rules";
import { oneSpecial, refusePast, scopeOf, shownAgain, specialPath } from "./listing/store";
import { specials } from "./schema";

/** What a special price would cost, before anybody asks for it. Nothing is written. @throws Problem as {@link askSpecial} */
export async function previewSpecial(agency: AgencyScope, campaignId: string, { about, terms }: SpecialAsked): Promise<SpecialEvaluation> {
  const [found, ...facts] = await agency.read(
    campaignDetail(agency, campaignId),
    ...groupFacts(agency, groupOf(agency, campaignId, about)),
  );

  return evaluated(agency, detailOf(found), about, terms, groupRows(facts));
}

/**
 * Asks for a special price: the linked developer decides, or the agency's finance records what the developer said. With it
 * stands what it costs, as it was shown.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `engagement-settled`, `campaign-not-open`, `special-pending`, `conflict`,
 * `invalid` at `/terms/validUntil` and `/terms/effect/commitment/by` (`in-past`) or `/terms/counts` (`counted-already`)
 */
export async function askSpecial(agency: AgencyScope, campaignId: string, { about, terms, reason }: NewSpecial): Promise<Special> {
  const numbered = agency.from(specials, "numbered");
  const [found, own, link, [last], [engagement], ...facts] = await agency.read(
    ...askingQueries(agency, campaignId),
    db
      .select({ number: max(numbered.number) })
      .from(numbered)
      .where(eq(numbered.campaignId, campaignId)),
    engagementById(agency, campaignId, about.kind === "engagement" ? about.engagementId : ""),
    ...groupFacts(agency, groupOf(agency, campaignId, about)),
  );
  const campaign = detailOf(found);
  const rows = groupRows(facts);
  const evaluation = evaluated(agency, campaign, about, terms, rows);
  const deal = about.kind === "deal" ? rows.deals.find(({ id }) => id === about.dealId) : undefined;
  const name = deal ? `${deal.building} ${deal.unitNumber}` : (engagement?.accountName ?? channelName(campaign, engagement?.credential));
  const { now } = agency.facts;
  const id = newId(now);
  const number = (last?.number ?? 0) + 1;

  const question = putQuestion(agency, [found, own, link], {
    kind: "special-price",
    campaignId,
    subjectId: id,
    subjectVersion: 1,
    subject: { number, about: name, validUntil: terms.validUntil },
    note: reason,
    template: "special-submitted",
  });
  const [row] = await agency.change({
    ...question,
    event: "special.asked",
    entity: "special-price",
    entityId: id,
    changes: [
      { field: "about", to: name },
      { field: "terms", to: terms },
      { field: "costFen", to: evaluation.beforeFen - evaluation.afterFen },
    ],
    guards: [...question.guards, stillOpen(agency, about), ...(deal ? [notCancelled(agency, deal.id)] : [])],
    writes: [
      agency.insert(specials, {
        campaignId,
        id,
        number,
        dealId: about.kind === "deal" ? about.dealId : null,
        engagementId: about.kind === "engagement" ? about.engagementId : null,
        terms,
        reason,
        evaluation,
        askedBy: agency.actor.id,
        askedByName: agency.actor.name,
        askedAt: now,
      }),
      ...question.writes,
    ],
    answer: oneSpecial(agency, campaignId, id),
    location: specialPath(agency, campaignId, id),
    status: 201,
  });

  return shownAgain(agency, row, true);
}

/**
 * Takes the question back before anybody decided, or lets it go once it was answered with other terms.
 *
 * @throws Problem `not-found`, `already-decided`
 */
export async function withdrawSpecial(agency: AgencyScope, campaignId: string, specialId: string): Promise<Special> {
  const [[found], [pending]] = await agency.read(oneSpecial(agency, campaignId, specialId), pendingAbout(agency, specialId));
  if (!found) throw new Problem("not-found");
  const taken = found.special.state === "countered" ? letGo(agency, found.special, found.about) : takenBack(agency, pending);
  const [row] = await agency.change({
    ...taken,
    event: "special.withdrawn",
    entity: "special-price",
    entityId: specialId,
    writes: [...taken.writes, agency.update(specials, { state: "withdrawn", version: sql`version + 1` }, eq(specials.id, specialId))],
    answer: oneSpecial(agency, campaignId, specialId),
    location: specialPath(agency, campaignId, specialId),
    status: 200,
  });

  return shownAgain(agency, row, true);
}

/** The parts of the change by which terms that were offered instead are not accepted; the approval is answered already. */
function letGo(agency: AgencyScope, { id, number }: { id: string; number: number }, about: string | null) {
  const current = agency.from(specials, "current_special");

  return {
    label: `${about ?? ""} #${number}`,
    changes: [{ field: "state", from: "countered", to: "withdrawn" }],
    guards: [{ code: "already-decided", holds: hasRow(current, and(eq(current.id, id), eq(current.state, "countered"))) } satisfies Guard],
    writes: [],
  };
}

/**
 * Accepts counter-terms: they are what was approved, from today on. Who made them does not accept them.
 *
 * @throws Problem `not-found`, `wrong-state` (nothing was countered), `maker-is-checker`, `engagement-settled`, `campaign-not-open`
 */
export async function acceptCounter(agency: AgencyScope, campaignId: string, specialId: string): Promise<Special> {
  const [[found]] = await agency.read(oneSpecial(agency, campaignId, specialId));
  if (!found) throw new Problem("not-found");
  const { special } = found;
  const about = scopeOf(special);
  const current = agency.from(specials, "current_special");
  const stands = (where: SQL) => hasRow(current, and(eq(current.id, specialId), where));

  const [row] = await agency.change({
    event: "special.accepted",
    entity: "special-price",
    entityId: specialId,
    label: `${found.about ?? ""} #${special.number}`,
    changes: [
      { field: "state", from: special.state, to: "approved" },
      { field: "terms", from: special.terms, to: special.counterTerms },
    ],
    guards: [
      { code: "wrong-state", holds: stands(eq(current.state, "countered")) },
      { code: "maker-is-checker", holds: stands(ne(current.counteredBy, agency.actor.id)) },
      notArchived(agency, campaignId),
      stillOpen(agency, about),
    ],
    writes: [
      agency.update(
        specials,
        { state: "approved", acceptedBy: agency.actor.id, approvedAt: agency.facts.now, version: sql`version + 1` },
        eq(specials.id, specialId),
      ),
      touched(agency, groupOf(agency, campaignId, about)),
    ],
    leavesWork: true,
    answer: oneSpecial(agency, campaignId, specialId),
    location: specialPath(agency, campaignId, specialId),
    status: 200,
  });

  return shownAgain(agency, row, true);
}

const groupOf = (agency: AgencyScope, campaignId: string, about: SpecialScope) =>
  about.kind === "deal" ? groupOfDeal(agency, campaignId, about.dealId) : groupOfEngagement(agency, campaignId, about.engagementId);

/** @throws Problem `not-found`, `deal-cancelled`, `engagement-settled`, `invalid` */
function evaluated(
  agency: AgencyScope,
  { zone, endsOn }: CampaignDetail,
  about: SpecialScope,
  terms: SpecialAsked["terms"],
  rows: GroupRows,
): SpecialEvaluation {
  const { now } = agency.facts;
  const today = businessDay(now, zone);
  const deal = about.kind === "deal" ? rows.deals.find(({ id }) => id === about.dealId) : undefined;
  const engagement = rows.engagements.find(({ id }) => id === (about.kind === "deal" ? deal?.engagementId : about.engagementId));
  if (!engagement) throw new Problem("not-found");
  if (deal && deal.cancelledOn !== null) throw new Problem("deal-cancelled");
  if (engagement.settledOn !== null) throw new Problem("engagement-settled");
  refusePast(terms, endsOn < today ? endsOn : today);
  if (deal && deal.signedOn !== null && !terms.counts) throw invalidField("/terms/counts", "counted-already");

  return evaluationOf(rows, about, terms, { now, today });
}

export const channelName = ({ catalogue }: CampaignDetail, code: string | null | undefined): string =>
  catalogue.credentials.find((credential) => credential.code === code)?.names["zh-Hant"] ?? code ?? "";

/** A guard that what it is for is not settled: those prices stand. */
function stillOpen(agency: AgencyScope, about: SpecialScope): Guard {
  const engagement = agency.from(engagements, "open_engagement");
  const deal = agency.from(deals, "of_engagement");
  const id =
    about.kind === "engagement"
      ? sql`${about.engagementId}`
      : sql`(select ${deal.engagementId} from ${deal} where ${deal.id} = ${about.dealId})`;

  return { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, id), isNull(engagement.settledOn))) };
}

function notCancelled(agency: AgencyScope, dealId: string): Guard {
  const deal = agency.from(deals, "standing_deal");

  return { code: "deal-cancelled", holds: hasRow(deal, and(eq(deal.id, dealId), isNull(deal.cancelledOn))) };
}
