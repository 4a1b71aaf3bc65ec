import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { jobFacts } from "../../src/http/facts";
import type { MeasureId, Results } from "../../src/results/contract";
import { reckonLeft } from "../../src/results/reckoning";
import { done, type Selling } from "./deals";
import { as } from "./kit";

const own = (table: string, where = "1") => `from ${table} x where x.agency_id = ?1 and x.campaign_id = ?2 and ${where}`;
const count = (table: string, where?: string) => `(select count(*) ${own(table, where)})`;
const sum = (fen: string, table: string, where?: string) => `(select coalesce(sum(${fen}), 0) ${own(table, where)})`;

const stands = "x.signed_on is not null and x.cancelled_on is null";
const ofStanding =
  "exists (select 1 from deals d where d.agency_id = x.agency_id and d.id = x.deal_id and d.signed_on is not null and d.cancelled_on is null)";
const payable = sum("x.amount_fen", "price_lines", `x.state <> 'withdrawn' and ${ofStanding}`);
const listed = sum("x.list_price_fen", "deals", stands);
const confirmed = (kind: string) => sum("x.amount_fen", "deal_ledger", `x.kind = '${kind}' and x.state = 'confirmed'`);

/** Each measure of a campaign from the facts alone: what a home costs are its lines that stand. Nothing of it is the product's. */
const recount: Record<MeasureId, string> = {
  "first-visits": count("first_visits", "x.confirmed_at is not null"),
  referrals: count("referrals", "x.withdrawn_at is null"),
  subscriptions: count("deals"),
  signings: count("deals", "x.signed_on is not null"),
  cancellations: count("deals", "x.cancelled_on is not null"),
  homes: count("deals", stands),
  counted: count("deal_prices", `x.standing = 'counted' and ${ofStanding}`),
  "list-fen": listed,
  "contract-fen": sum("x.contract_price_fen", "deals", stands),
  "payable-fen": payable,
  "discount-fen": `${listed} - ${payable}`,
  "received-fen": confirmed("receipt"),
  "refunded-fen": confirmed("refund"),
  "forfeited-fen": confirmed("forfeit"),
  "provisional-fen": `-${sum("x.amount_fen", "price_lines", `x.state = 'provisional' and ${ofStanding}`)}`,
  "reward-accrued-fen": sum("x.amount_fen", "reward_entries", "x.kind in ('accrual', 'top-up', 'recovery')"),
  "reward-paid-fen": sum("x.tax_fen + x.offset_fen + x.cash_fen", "claims", "x.state = 'paid'"),
  "reward-returned-fen": sum("x.amount_fen", "reward_entries", "x.kind = 'returned'"),
  "reward-written-off-fen": sum("x.amount_fen", "reward_entries", "x.kind = 'write-off'"),
};

/** The agency's figures of a campaign, as its dashboard gets them, are those that its facts add up to; by day and by category too. */
export async function expectFiguresRecounted(at: Selling): Promise<void> {
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  const columns = Object.entries(recount).map(([id, sql]) => `${sql} as "${id}"`);
  const [facts] = (
    await env[at.agency.shard as "SHARD_1"]
      .prepare(`select ${columns.join(", ")}`)
      .bind(at.agency.id, at.campaignId)
      .all<Record<MeasureId, number>>()
  ).results;
  const shown = await done(as(await at.agency.member("manager")).get<Results>(`${at.path}/results`));
  const wanted = Object.entries(facts ?? {}).filter(([, amount]) => amount !== 0);

  expect(shown).toMatchObject({ isReckoning: false, more: false });
  for (const parts of [[{ figures: shown.totals }], shown.days, shown.categories]) {
    const added = new Map<string, number>();
    for (const { figures } of parts)
      for (const [id, amount] of Object.entries(figures)) added.set(id, (added.get(id) ?? 0) + (amount ?? 0));
    expect(Object.fromEntries([...added].filter(([, amount]) => amount !== 0))).toEqual(Object.fromEntries(wanted));
  }
}
