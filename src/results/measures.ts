import { type SQL, sql } from "drizzle-orm";
import { engagements, firstVisits, referrals } from "../accounts/engagements/schema";
import { dealLedger, dealPrices, deals, priceLines } from "../deals/schema";
import { claims, rewardEntries } from "../rewards/schema";
import type { AgencyScope } from "../tenancy/agency";
import type { AgencyPermission } from "../tenancy/roles";
import type { Measure, MeasureId } from "./contract";

/**
 * Facts that have a business day and a category, as the fragments below read them. Each is found by campaign and day
 * from an index, and a trigger of migrations/agency/0008_results.sql marks its day.
 */
interface Source {
  tables: (agency: AgencyScope) => SQL;
  campaign: string;
  day: string;
  category: string;
}

const ofDeal = (agency: AgencyScope, on: string) => sql`join ${agency.from(deals, "d")} on d.id = ${sql.raw(on)}`;
const ofEngagement = (agency: AgencyScope, on: string) => sql`join ${agency.from(engagements, "g")} on g.id = ${sql.raw(on)}`;

export const sources = {
  visits: {
    tables: (agency) => sql`${agency.from(firstVisits, "f")} ${ofEngagement(agency, "f.engagement_id")}`,
    campaign: "f.campaign_id",
    day: "f.visited_on",
    category: "g.category",
  },
  referrals: {
    tables: (agency) => sql`${agency.from(referrals, "r")} ${ofEngagement(agency, "r.engagement_id")} and r.withdrawn_at is null`,
    campaign: "r.campaign_id",
    day: "r.referred_on",
    category: "g.category",
  },
  subscriptions: {
    tables: (agency) => sql`${agency.from(deals, "d")}`,
    campaign: "d.campaign_id",
    day: "d.subscribed_on",
    category: "d.category",
  },
  signings: {
    tables: (agency) => sql`${agency.from(deals, "d")} left join ${agency.from(dealPrices, "p")} on p.deal_id = d.id`,
    campaign: "d.campaign_id",
    // As the index says it.
    day: "coalesce(d.signed_on, '')",
    category: "d.category",
  },
  cancellations: {
    tables: (agency) => sql`${agency.from(deals, "d")}`,
    campaign: "d.campaign_id",
    day: "d.cancelled_on",
    category: "d.category",
  },
  ledger: {
    tables: (agency) => sql`${agency.from(dealLedger, "e")} ${ofDeal(agency, "e.deal_id")}`,
    campaign: "e.campaign_id",
    day: "e.on_day",
    category: "d.category",
  },
  lines: {
    tables: (agency) => sql`${agency.from(priceLines, "l")} ${ofDeal(agency, "l.deal_id")}`,
    campaign: "l.campaign_id",
    day: "l.posted_on",
    category: "d.category",
  },
  rewards: {
    tables: (agency) => sql`${agency.from(rewardEntries, "w")} ${ofDeal(agency, "w.deal_id")}`,
    campaign: "w.campaign_id",
    day: "w.posted_on",
    category: "d.category",
  },
  payments: {
    tables: (agency) => sql`${agency.from(claims, "c")} ${ofEngagement(agency, "c.engagement_id")}`,
    campaign: "c.campaign_id",
    day: "c.paid_on",
    category: "g.category",
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;

/** Where a measure is read, and how its facts of one day and category make its sum. */
interface Definition extends Pick<Measure, "unit" | "area"> {
  source: SourceId;
  sum: string;
  /** What one must be permitted to see it, besides the results. */
  needs?: AgencyPermission;
}

/** A home that is sold: signed, and not cancelled since. */
const stands = "d.state in ('signed', 'completed')";
const ofStanding = (amount: string) => `sum(iif(${stands}, ${amount}, 0))`;
const confirmed = (kind: string) => `sum(iif(e.kind = '${kind}' and e.state = 'confirmed', e.amount_fen, 0))`;
const counts = { unit: "count", area: "deals" } as const;
const amounts = { unit: "fen", area: "deals" } as const;
const money = { unit: "fen", area: "money", source: "ledger" } as const;
const rewards = { unit: "fen", area: "rewards", needs: "reward:read" } as const;

/** Each measure once. Its name and definition in words are `measure.<id>.name` and `.definition` of src/i18n. */
export const measures: Record<MeasureId, Definition> = {
  "first-visits": { unit: "count", area: "accounts", source: "visits", sum: "sum(f.confirmed_at is not null)" },
  referrals: { unit: "count", area: "accounts", source: "referrals", sum: "count(*)" },
  subscriptions: { ...counts, source: "subscriptions", sum: "count(*)" },
  signings: { ...counts, source: "signings", sum: "count(*)" },
  cancellations: { ...counts, source: "cancellations", sum: "count(*)" },
  homes: { ...counts, source: "signings", sum: `sum(${stands})` },
  counted: { ...counts, source: "signings", sum: `sum(${stands} and p.standing is 'counted')` },
  "list-fen": { ...amounts, source: "signings", sum: ofStanding("d.list_price_fen") },
  "contract-fen": { ...amounts, source: "signings", sum: ofStanding("d.contract_price_fen") },
  "payable-fen": { ...amounts, source: "signings", sum: ofStanding("coalesce(p.payable_fen, 0)") },
  "discount-fen": { ...amounts, source: "signings", sum: ofStanding("coalesce(d.list_price_fen - p.payable_fen, 0)") },
  "received-fen": { ...money, sum: confirmed("receipt") },
  "refunded-fen": { ...money, sum: confirmed("refund") },
  "forfeited-fen": { ...money, sum: confirmed("forfeit") },
  "provisional-fen": {
    unit: "fen",
    area: "money",
    source: "lines",
    sum: `-sum(iif(l.state = 'provisional' and ${stands}, l.amount_fen, 0))`,
  },
  "reward-accrued-fen": { ...rewards, source: "rewards", sum: "sum(iif(w.kind in ('accrual', 'top-up', 'recovery'), w.amount_fen, 0))" },
  "reward-paid-fen": { ...rewards, source: "payments", sum: "sum(iif(c.state = 'paid', c.gross_fen, 0))" },
  "reward-returned-fen": { ...rewards, source: "rewards", sum: "sum(iif(w.kind = 'returned', w.amount_fen, 0))" },
  "reward-written-off-fen": { ...rewards, source: "rewards", sum: "sum(iif(w.kind = 'write-off', w.amount_fen, 0))" },
};
