import { entriesDue, type RewardDue, type RewardEntryDue, type RewardFacts, type RewardPosted, rewardsDue } from "../rewards/rules";
import { businessDay, daysBetween } from "../time/business-day";
import type { BusinessDay } from "../time/contract";
import { type Standing, standingOf, standingsInTurn } from "./counting/rules";
import type { DealRow, GroupRows } from "./facts";
import type { StandingLine } from "./posting/rules";
import type { Chapter, DealFacts } from "./rules";
import { type ApprovedSpecial, countsWith, specialsFor } from "./specials/rules";
import { type ChapterRow, chaptersOf } from "./supplements/chapters/rules";

/** A deal of a group as it was read, in the shape of the rule, with the lines that stand. */
export interface FoundDeal {
  row: DealRow;
  facts: DealFacts;
  lines: StandingLine[];
}

/** The rows of a group in the shape of the rules. @throws Error for a deal without its version, which a key forbids */
export function dealFactsOf(rows: GroupRows): FoundDeal[] {
  const { group, engagements, deals, versions, recognitions, lines, ownSpecials, sharedSpecials, supplements } = rows;
  const termsOf = new Map(versions.map(({ id, terms }) => [id, terms]));
  const engagementOf = new Map(engagements.map((engagement) => [engagement.id, engagement]));
  const linesOf = Map.groupBy(lines, ({ dealId }) => dealId);
  const specialsOf = Map.groupBy([...ownSpecials, ...sharedSpecials], ({ dealId, engagementId }) => dealId ?? engagementId);

  const supplementsOf = Map.groupBy(supplements, ({ dealId }) => dealId);
  const today = businessDay(group?.readAt ?? 0, group?.zone ?? "UTC");

  return deals.map((row) => {
    const terms = termsOf.get(row.policyVersionId);
    const engagement = engagementOf.get(row.engagementId);
    if (!terms || !engagement || !group) throw new Error("a deal without its version or engagement");
    const { id, signedOn } = row;
    const approved = [...(specialsOf.get(id) ?? []), ...(specialsOf.get(row.engagementId) ?? [])];
    const specials = specialsFor(
      approved.map((special) => ({ ...approvedOf(special, group.zone), today })),
      signedOn,
    );
    const { chapters, endedBy, movedBy } = chaptersOf(row, supplementsOf.get(id) ?? [], recognitions);
    const standings = standingsInTurn(
      chapters.map((chapter) => standingOf(terms, group, { ...chapter, specialCounts: countsWith(specials, signedOn), today })),
      endedBy.map(({ day }) => day),
    );
    const told = chapters.map((chapter, at): Told => toldOf(chapter, standings[at] as Standing, today));
    const earlier = endedBy.map((ended, at): Chapter => ({ ...(told[at] as Told), endedBy: ended }));

    return {
      row,
      lines: (linesOf.get(id) ?? []) as StandingLine[],
      facts: {
        ...(told.at(-1) as Told),
        id,
        terms,
        signedOn,
        cancelledOn: row.cancelledOn,
        specials,
        settledOn: engagement.settledOn,
        earlier,
        movedBy,
      },
    };
  });
}

/** What a supplement may change of a deal. */
type Told = Omit<Chapter, "endedBy">;

/** @param today until it is signed, a home costs what it would were it signed on this day */
function toldOf(row: ChapterRow, standing: Standing, today: BusinessDay): Told {
  const { listPriceFen, areaCentiSqm, product, building, unitNumber } = row;
  const { category, paymentMethod, credential, subscribedOn: on, isMember: membership, signedOn } = row;
  const { contractPriceFen, isOwnPurchase } = row;

  return {
    home: { listPriceFen, areaCentiSqm, product, building, unitNumber },
    buyer: { category, paymentMethod, credential, on, membership, signedWithinDays: daysBetween(on, signedOn ?? today) },
    standing,
    contractPriceFen,
    isOwnPurchase,
  };
}

/** What was agreed on: the counter-terms where the agency accepted some. @param zone of the project, for the day of the yes */
export function approvedOf({ id, number, dealId, terms, counterTerms, approvedAt }: SpecialRow, zone: string): ApprovedSpecial {
  const scope = dealId === null ? ("engagement" as const) : ("deal" as const);

  return { id, number, scope, ...(counterTerms ?? terms), approvedOn: businessDay(approvedAt ?? 0, zone) };
}

type SpecialRow = Pick<GroupRows["ownSpecials"][number], "id" | "number" | "dealId" | "terms" | "counterTerms" | "approvedAt">;

/**
 * The day on which the first instalment was paid, as finance confirmed it; null before. What came in as such, less what
 * went back, has reached what is due as such; where nothing is due as such, all that came in has reached the contract's
 * price (一次性).
 */
export function firstInstalmentOn(entries: GroupRows["entries"], contractPriceFen: number | null): BusinessDay | null {
  const ofItem = entries.filter(({ item }) => item === "first-instalment");
  const dueFen = ofItem.filter(({ kind }) => kind === "due").reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (dueFen > 0) return dayReached(ofItem, dueFen);

  return contractPriceFen === null ? null : dayReached(entries, contractPriceFen);
}

/** The first day at whose end so much had come in and not gone back. */
function dayReached(entries: GroupRows["entries"], wantedFen: number): BusinessDay | null {
  const moved = Map.groupBy(
    entries.filter(({ kind }) => kind !== "due"),
    ({ onDay }) => onDay,
  );
  let heldFen = 0;
  for (const day of [...moved.keys()].sort()) {
    heldFen += (moved.get(day) ?? []).reduce((sum, { kind, amountFen }) => sum + (kind === "receipt" ? amountFen : -amountFen), 0);
    if (heldFen >= wantedFen) return day;
  }

  return null;
}

/** A deal in the shape of the reward rules: signing and first instalment only as finance confirmed them. */
function rewardFactsOf({ row, facts }: FoundDeal, category: string | null, entries: GroupRows["entries"]): RewardFacts {
  const rule = facts.terms.rewardRules.find(({ categories }) => category !== null && categories.includes(category)) ?? null;

  return {
    dealId: row.id,
    unitNumber: `${row.building} ${row.unitNumber}`,
    rule,
    subscribedOn: row.subscribedOn,
    signedOn: row.isSigningConfirmed ? row.signedOn : null,
    firstInstalmentOn: firstInstalmentOn(entries, row.contractPriceFen),
    cancelledOn: row.cancelledOn,
    isMember: row.isMember,
    // A supplement that takes the key person out of the contract makes no recommendation of their own home.
    isOwnPurchase: row.isOwnPurchase || facts.earlier.some(({ isOwnPurchase }) => isOwnPurchase),
    referral: row.referrerId !== null && row.referredOn !== null ? { personId: row.referrerId, on: row.referredOn } : null,
  };
}

/** What an engagement's key persons are due, deal by deal, and what the ledger still lacks of it. */
export interface RewardsFound {
  engagementId: string;
  facts: RewardFacts[];
  due: RewardDue[];
  missing: (RewardEntryDue & { recoversId: string | null })[];
}

/** The rewards of each engagement of a group, by the rules of docs/rewards.md. */
export function rewardsOf(rows: GroupRows, found: FoundDeal[]): RewardsFound[] {
  const { engagements, recognitions, entries, rewards: posted } = rows;
  const entriesOf = Map.groupBy(entries, ({ dealId }) => dealId);

  return engagements.map(({ id, category, firstVisitOn }) => {
    const facts = found
      .filter(({ row }) => row.engagementId === id)
      .map((deal) => rewardFactsOf(deal, category, entriesOf.get(deal.row.id) ?? []));
    const due = rewardsDue(
      facts,
      recognitions.filter(({ engagementId }) => engagementId === id),
      firstVisitOn,
    );
    const own = posted.filter(({ engagementId }) => engagementId === id);
    const missing = entriesDue(due, sumsOf(own)).map((entry) => ({
      ...entry,
      recoversId: entry.kind === "recovery" ? (own.find((known) => isOf(known, entry) && known.kind === "accrual")?.id ?? null) : null,
    }));

    return { engagementId: id, facts, due, missing };
  });
}

const isOf = (one: { dealId: string; personId: string }, other: { dealId: string; personId: string }) =>
  one.dealId === other.dealId && one.personId === other.personId;

function sumsOf(entries: GroupRows["rewards"]): RewardPosted[] {
  const groups = Map.groupBy(entries, ({ dealId, personId }) => `${dealId}/${personId}`);

  return [...groups.values()].map((group) => ({
    dealId: group[0]?.dealId ?? "",
    personId: group[0]?.personId ?? "",
    sumFen: group.reduce((sum, { amountFen }) => sum + amountFen, 0),
  }));
}
