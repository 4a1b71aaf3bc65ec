import { and, eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { engagements } from "../../../accounts/engagements/schema";
import { approvals } from "../../../approvals/schema";
import { campaigns } from "../../../campaigns/schema";
import { campaignPath } from "../../../campaigns/store";
import { deals } from "../../../deals/schema";
import { invalidField, Problem } from "../../../http/problem";
import type { QuotedSpecial } from "../../../policies/quoting/contract";
import { tableOf } from "../../../policies/quoting/tiers/rules";
import type { AgencyScope } from "../../../tenancy/agency";
import { db, type RowsOf } from "../../../tenancy/database";
import { businessDay } from "../../../time/business-day";
import type { BusinessDay } from "../../../time/contract";
import { instant, instantOrNull } from "../../../time/instant";
import { countOf } from "../../counting/rules";
import { groupFacts, groupOfEngagement, groupRows } from "../../facts";
import { countedDaysOf } from "../../rules";
import { approvedOf, dealFactsOf } from "../../shape";
import type { Special, SpecialScope, Specials, SpecialsQuery, SpecialTerms } from "../contract";
import { type ApprovedSpecial, specialsFor } from "../rules";
import { specials } from "../schema";
import { stateOf } from "../tables/rules";

/** One special price. @throws Problem `not-found` */
export async function readSpecial(agency: AgencyScope, campaignId: string, specialId: string, mayAsk: boolean): Promise<Special> {
  const [[row]] = await agency.read(oneSpecial(agency, campaignId, specialId));

  return shownAgain(agency, row, mayAsk);
}

/**
 * What was asked for a deal and for its engagement, or for an engagement, in the order of asking; and what of it prices a
 * contract signed today.
 *
 * @throws Problem `not-found`
 */
export async function specialsOf(
  agency: AgencyScope,
  campaignId: string,
  { deal: dealId, engagement: engagementId }: z.infer<typeof SpecialsQuery>,
  mayAsk: boolean,
): Promise<Specials> {
  const deal = agency.from(deals, "asked_deal");
  const engagement = agency.from(engagements, "asked_engagement");
  const named =
    dealId === undefined
      ? db
          .select({ dealId: sql<string | null>`null`, engagementId: engagement.id, signedOn: sql<string | null>`null` })
          .from(engagement)
          .where(and(eq(engagement.id, engagementId ?? ""), sql`+${engagement.campaignId} = ${campaignId}`))
      : db
          .select({ dealId: sql<string | null>`${deal.id}`, engagementId: deal.engagementId, signedOn: deal.signedOn })
          .from(deal)
          .where(and(eq(deal.id, dealId), sql`+${deal.campaignId} = ${campaignId}`));
  const ofDeal = sql`(select ${deal.engagementId} from ${deal} where ${deal.id} = ${dealId ?? ""})`;
  const [[about], own, ofEngagement] = await agency.read(
    named,
    specialRows(agency, (special) => eq(special.dealId, dealId ?? "")).limit(listedAtMost),
    specialRows(agency, (special) => eq(special.engagementId, engagementId ?? ofDeal)).limit(listedAtMost),
  );
  if (!about) throw new Problem("not-found");
  const rows = [...own, ...ofEngagement].toSorted((a, b) => a.special.number - b.special.number);
  const approved = rows.flatMap(({ special, zone }) => (special.state === "approved" ? [approvedOf(special, zone)] : []));
  const inForce = specialsFor(approved, about.signedOn).filter(
    ({ validUntil }) => about.signedOn !== null || validUntil >= lastDayOf(agency, rows[0]),
  );

  const promised = approved.filter((special) => tableOf(special)?.commitment);
  const commitments = promised.length ? await commitmentsOf(agency, campaignId, about, promised) : [];

  return {
    items: rows.map((row) => shown(agency, row, mayAsk)),
    next: null,
    inForce: inForce.map(({ id, effect, replacesGroup, floorBps }): QuotedSpecial => {
      const commitment = commitments.find(({ specialId }) => specialId === id);

      return { effect, replacesGroup, floorBps, ...(commitment && { commitmentState: commitment.state }) };
    }),
    commitments,
  };
}

/** How far the commitments of an engagement's special prices have come: for the deal that is asked about, else for its latest. */
async function commitmentsOf(
  agency: AgencyScope,
  campaignId: string,
  { dealId, engagementId }: { dealId: string | null; engagementId: string },
  specials: ApprovedSpecial[],
): Promise<Specials["commitments"]> {
  const rows = groupRows(await agency.read(...groupFacts(agency, groupOfEngagement(agency, campaignId, engagementId))));
  const { group, engagements } = rows;
  const found = dealFactsOf(rows);
  const count = countOf(found.flatMap(({ facts }) => countedDaysOf(facts)));
  const own = found.find(({ row }) => row.id === dealId) ?? found.findLast(({ row }) => row.engagementId === engagementId);
  const modes = own?.facts.terms ?? ({ retroactive: true, onDrop: "keep" } as const);
  const due = { units: count.now, until: engagements.find(({ id }) => id === engagementId)?.settledOn ?? null };
  const today = businessDay(agency.facts.now, group?.zone ?? "UTC");

  return specials.map((special) => ({
    specialId: special.id,
    state: stateOf({ ...special, today }, modes, due, count),
    countedUnits: count.now,
  }));
}

/**
 * @param least today, or the campaign's end where that is past
 * @throws Problem `invalid` (`in-past`) for a last day to sign at it, or to meet its commitment, that is before
 */
export function refusePast({ validUntil, effect }: SpecialTerms, least: BusinessDay): void {
  if (validUntil < least) throw invalidField("/terms/validUntil", "in-past");
  const by = tableOf({ effect })?.commitment?.by;
  if (by !== undefined && by < least) throw invalidField("/terms/effect/commitment/by", "in-past");
}

/** More than this nobody asks for one home. */
const listedAtMost = 100;

/** Where one is read. */
export const specialPath = (agency: AgencyScope, campaignId: string, id: string) => `${campaignPath(agency.id, campaignId)}/specials/${id}`;

/** One, of its campaign. */
export const oneSpecial = (agency: AgencyScope, campaignId: string, id: string) =>
  specialRows(agency, (special) => and(eq(special.id, id), sql`+${special.campaignId} = ${campaignId}`));

/** Special prices with their approvals, and the zone that their days are in. */
function specialRows(agency: AgencyScope, where: (special: typeof specials) => SQL | undefined) {
  const special = agency.from(specials, "special");
  const approval = agency.from(approvals, "approval");
  const campaign = agency.from(campaigns, "campaign");

  return db
    .select({
      special: {
        id: special.id,
        number: special.number,
        dealId: special.dealId,
        engagementId: special.engagementId,
        terms: special.terms,
        counterTerms: special.counterTerms,
        reason: special.reason,
        evaluation: special.evaluation,
        state: special.state,
        askedByName: special.askedByName,
        askedAt: special.askedAt,
        counteredBy: special.counteredBy,
        approvedAt: special.approvedAt,
        version: special.version,
      },
      approvalId: approval.id,
      decider: approval.decider,
      deciderName: approval.decidedByName,
      decidedAt: approval.decidedAt,
      remark: approval.remark,
      about: sql<string | null>`${approval.subject} ->> 'about'`.as("about"),
      zone: campaign.zone,
      endsOn: campaign.endsOn,
    })
    .from(special)
    .crossJoin(approval)
    .crossJoin(campaign)
    .where(and(where(special), eq(approval.subjectId, special.id), eq(campaign.id, special.campaignId)))
    .$dynamic();
}

type SpecialRow = RowsOf<ReturnType<typeof specialRows>>[number];

export const scopeOf = ({ dealId, engagementId }: Pick<SpecialRow["special"], "dealId" | "engagementId">): SpecialScope =>
  dealId === null ? { kind: "engagement", engagementId: engagementId ?? "" } : { kind: "deal", dealId };

/** @throws Problem `not-found` */
export function shownAgain(agency: AgencyScope, row: SpecialRow | undefined, mayAsk: boolean): Special {
  if (!row) throw new Problem("not-found");

  return shown(agency, row, mayAsk);
}

/** Today, or the campaign's end where that is over: what was signed by then may still be recorded. */
function lastDayOf(agency: AgencyScope, row: Pick<SpecialRow, "zone" | "endsOn"> | undefined): string {
  const today = businessDay(agency.facts.now, row?.zone ?? "UTC");

  return row && row.endsOn < today ? row.endsOn : today;
}

/** A row as the wire has it, with what this person may do now. */
function shown(
  agency: AgencyScope,
  { special, approvalId, decider, deciderName, decidedAt, remark, zone }: SpecialRow,
  mayAsk: boolean,
): Special {
  const { dealId, engagementId, counteredBy, askedAt, approvedAt, ...row } = special;
  const mayAccept = row.state === "countered" && counteredBy !== agency.actor.id;
  const { validUntil } = row.counterTerms ?? row.terms;

  return {
    ...row,
    about: scopeOf({ dealId, engagementId }),
    askedAt: instant(askedAt),
    approvedOn: approvedAt === null ? null : businessDay(approvedAt, zone),
    isOver: validUntil < businessDay(agency.facts.now, zone),
    approval: { id: approvalId, decider, deciderName, decidedAt: instantOrNull(decidedAt), remark },
    acts: mayAsk
      ? [
          ...(row.state === "pending" || row.state === "countered" ? (["withdraw"] as const) : []),
          ...(mayAccept ? (["accept"] as const) : []),
        ]
      : [],
  };
}
