import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { jobFacts } from "../../src/http/facts";
import type { Results } from "../../src/results/contract";
import { reckonLeft } from "../../src/results/reckoning";
import { addDays } from "../../src/time/business-day";
import { done, type Selling, selling, statement } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { keyPerson, referred } from "../support/rewards";

const recount = invariants.find(({ id }) => id === "results-recounted")?.sql ?? "";
const reckoned = () => reckonLeft(jobFacts(env, "queue", Date.now()));

/** A fact as it may be typed of one of six deals; what the tables refuse is refused, and changes nothing. */
const fact = fc.record({
  deal: fc.nat(5),
  on: fc.integer({ min: 0, max: 8 }).map((after) => addDays("2008-06-04", after)),
  fen: fc.integer({ min: 1, max: 10_000_00 }),
  what: fc.constantFrom(
    "sign",
    "unsign",
    "cancel",
    "receipt",
    "refund",
    "forfeit",
    "decide",
    "line",
    "withdraw",
    "price",
    "reward",
    "category",
    "reckon",
  ),
});
type Fact = (typeof fact extends fc.Arbitrary<infer F> ? F : never) & { id: string };

const columns = "agency_id, campaign_id, id, deal_id";
const named = (id: string) => `d.agency_id, d.campaign_id, '${id}', d.id`;
const reporter = "'x', 'X', 1";

function sqlOf({ what, on, fen, id }: Fact): string {
  switch (what) {
    case "sign":
      return `update deals as d set state = 'signed', signed_on = '${on}', contract_number = '${id}', contract_price_fen = list_price_fen - ${fen} where $ and d.state = 'subscribed'`;
    case "unsign":
      return `update deals as d set state = 'subscribed', signed_on = null, contract_number = null, contract_price_fen = null where $ and d.state = 'signed'`;
    case "cancel":
      return `update deals as d set state = 'cancelled', cancelled_on = '${on}' where $ and d.state <> 'cancelled'`;
    case "receipt":
    case "refund":
    case "forfeit":
      return `insert into deal_ledger (${columns}, kind, item, amount_fen, on_day, reported_by, reported_by_name, reported_at) select ${named(id)}, '${what}', 'other', ${fen}, '${on}', ${reporter} from deals d where $`;
    case "decide":
      return `update deal_ledger as d set state = iif(amount_fen % 3 = 0, 'refused', 'confirmed'), decided_by = 'y', decided_by_name = 'Y', decided_at = 1 where d.agency_id = ?1 and d.deal_id = ?2 and d.state = 'reported'`;
    case "line":
      return `insert into price_lines (${columns}, kind, amount_fen, posted_on, state) select ${named(id)}, 'adjustment', -${fen}, '${on}', 'provisional' from deals d where $`;
    case "withdraw":
      return `update price_lines as d set state = 'withdrawn', withdrawn_on = '${on}' where d.agency_id = ?1 and d.deal_id = ?2 and d.state = 'provisional'`;
    case "price":
      return `insert or replace into deal_prices (agency_id, campaign_id, deal_id, standing, units, payable_fen, open_fen, stops_at_floor, group_version) select d.agency_id, d.campaign_id, d.id, iif(${fen} % 2, 'counted', 'alone'), 1, d.contract_price_fen - ${fen % 100}, 0, 0, 1 from deals d where $ and d.signed_on is not null`;
    case "reward":
      return `insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on) select d.agency_id, d.campaign_id, '${id}', d.engagement_id, r.referrer_id, d.id, iif(${fen} % 2, 'accrual', 'returned'), ${fen}, '${on}' from deals d join referrals r on r.agency_id = d.agency_id and r.id = d.referral_id where $`;
    default:
      return `update deals as d set category = iif(category = 'bank', 'chamber', 'bank') where $`;
  }
}

const runs = 25;
let typed = 0;

async function type(at: Selling, ids: string[], one: Omit<Fact, "id">): Promise<void> {
  if (one.what === "reckon") return reckoned();
  typed += 1;
  const sql = sqlOf({ ...one, id: `fact-${typed}` }).replace("$", "d.agency_id = ?1 and d.id = ?2");
  await env.SHARD_1.prepare(sql)
    .bind(at.agency.id, ids[one.deal])
    .run()
    .catch((error: Error) => expect(error.message).toMatch(/SQLITE_CONSTRAINT/));
}

test("whatever facts come in whatever order, reckoned whenever, the figures equal the recount", async () => {
  const at = await selling();
  await keyPerson(at);

  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 10, maxLength: 60 }), async (facts) => {
      const names = await referred(at, 6);
      const ids = await plant(
        at,
        names.map((referral, index) => ({ referral, signedOn: index % 2 ? null : "2008-06-03", subscribedOn: "2008-06-01" })),
      );
      for (const one of facts) await type(at, ids, one);
      await reckoned();

      const { results } = await env.SHARD_1.prepare("select count(*) as n from result_marks").all<{ n: number }>();
      expect(results).toEqual([{ n: 0 }]);
      expect((await env.SHARD_1.prepare(recount).all()).results).toEqual([]);
    }),
    { numRuns: runs },
  );

  // And once more as the product settles it, and as it answers: by day and by category the same.
  await statement(at);
  const { totals, days, categories } = await done(as(await at.agency.member("manager")).get<Results>(`${at.path}/results`));
  for (const [id, amount] of Object.entries(totals))
    for (const parts of [days, categories])
      expect(
        parts.reduce((sum, { figures }) => sum + (figures[id as keyof typeof figures] ?? 0), 0),
        id,
      ).toBe(amount);
  expect(totals).toMatchObject({ "first-visits": 1, referrals: 6 * runs });
}, 60_000);
