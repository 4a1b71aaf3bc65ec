import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { jobFacts } from "../../src/http/facts";
import { sweep } from "../../src/jobs";
import { type Figures, measureIds, type Results } from "../../src/results/contract";
import { reckonLeft } from "../../src/results/reckoning";
import { watch } from "../../src/tenancy/database";
import { groupFen, regularFen } from "../settlement/facts";
import { between } from "../support/between";
import { cancelled, done, engaged, type Selling, selling, signed, statement, subscribed, today } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { justBefore } from "../support/race";
import { approved, confirmed, described, keyPerson, payment, queued, referred, reported } from "../support/rewards";

const run = (sql: string) => env.SHARD_1.prepare(sql).run();
const reckoned = () => reckonLeft(jobFacts(env, "queue", Date.now()));
const recount = invariants.find(({ id }) => id === "results-recounted")?.sql ?? "";

/** Days of a campaign that are marked. */
const marked = async (at: Selling) =>
  (
    await env.SHARD_1.prepare("select day from result_marks where agency_id = ? and campaign_id = ? order by day")
      .bind(at.agency.id, at.campaignId)
      .all<{ day: string }>()
  ).results.map(({ day }) => day);

async function asked(at: Selling, role: Parameters<Selling["agency"]["member"]>[0] = "manager", query = ""): Promise<Results> {
  return done(as(await at.agency.member(role)).get<Results>(`${at.path}/results${query}`));
}

/** The figures of every day against the facts, in the recount's own SQL; nothing is left marked. */
async function expectRecounted(at: Selling): Promise<void> {
  expect(await marked(at)).toEqual([]);
  expect((await env.SHARD_1.prepare(recount).all()).results).toEqual([]);
}

/** Lets nobody write figures meanwhile, a reader as little as the queue: marks are there to be looked at. */
async function unreckoned<Answer>(at: Selling, act: () => Promise<Answer>): Promise<Answer> {
  const before = watch.batch;
  watch.batch = async (database, statements) => {
    if (statements.some(({ sql, params }) => /into "results"/.test(sql) && params.includes(at.agency.id))) throw new Error("killed");

    return before ? before(database, statements) : statements;
  };
  try {
    return await act();
  } finally {
    watch.batch = before;
  }
}

/** What only a dashboard asks for. */
const figuresRead = /"figures" from/;

const dayOf = ({ days }: Results, day: string): Figures => days.find((one) => one.day === day)?.figures ?? {};

describe("a nine of a chamber, from first visit to payment", () => {
  let at: Selling;
  const ids: string[] = [];

  beforeAll(async () => {
    at = await selling();
    await keyPerson(at);
    await referred(at, 3);
    for (let unit = 0; unit < 9; unit += 1) {
      const { id } = await subscribed(at, { unit });
      await signed(at, id, unit < 8 ? "2008-06-03" : "2008-06-05", unit < 8 ? regularFen : groupFen);
      ids.push(id);
    }
    const entries = await Promise.all(ids.slice(0, 2).map(async (id) => reported(at, id, { amountFen: 2_000_000 })));
    await confirmed(at, ids, entries.slice(0, 1));
    await queued();
  });

  test("each fact stands on its day, in every measure, and the days add up", async () => {
    const results = await asked(at);

    expect(dayOf(results, "2008-05-16")).toEqual({ "first-visits": 1 });
    expect(dayOf(results, "2008-05-20")).toEqual({ referrals: 3 });
    expect(dayOf(results, "2008-06-01")).toEqual({ subscriptions: 9 });
    expect(dayOf(results, "2008-06-03")).toEqual({
      signings: 8,
      homes: 8,
      counted: 8,
      "list-fen": 8 * 442_000_00,
      "contract-fen": 8 * regularFen,
      "payable-fen": 8 * groupFen,
      "discount-fen": 8 * 17_503_20,
    });
    expect(dayOf(results, "2008-06-15")).toEqual({ "received-fen": 2_000_000 });
    expect(dayOf(results, today())).toEqual({ "provisional-fen": 69_305_60 });
    expect(results.totals).toMatchObject({ homes: 9, "payable-fen": 9 * groupFen, "discount-fen": 9 * 17_503_20 });
    expect(results.categories).toEqual([{ category: "chamber", figures: results.totals }]);
    expect(results).toMatchObject({ isReckoning: false, more: false });
    await expectRecounted(at);
  });

  test("between two days only their figures", async () => {
    const { totals, days } = await asked(at, "manager", "?from=2008-06-03&to=2008-06-05");

    expect(days.map(({ day }) => day)).toEqual(["2008-06-03", "2008-06-05"]);
    expect(totals).toMatchObject({ signings: 9 });
    expect(totals).not.toHaveProperty("subscriptions");
  });

  test("a home that is cancelled leaves what is sold and its provisional refund, and stays among the signings", async () => {
    await cancelled(at, ids[0] ?? "", "2008-06-10");
    const { totals, days } = await asked(at);

    expect(totals).toMatchObject({ signings: 9, cancellations: 1, homes: 8, "list-fen": 8 * 442_000_00, "provisional-fen": 7 * 8_663_20 });
    expect(days.find(({ day }) => day === "2008-06-10")?.figures).toMatchObject({ cancellations: 1 });
    await expectRecounted(at);
  });

  test.each([
    { role: "consultant", sees: true, why: "claims for key persons" },
    { role: "viewer", sees: false, why: "is not to know what a key person earns" },
    { role: "logistics", sees: false, why: "has nothing to do with rewards" },
  ] as const)("$role: $why", async ({ role, sees }) => {
    const { measures } = await asked(at, role);

    expect(measures.map(({ id }) => id)).toEqual(measureIds.filter((id) => sees || !id.startsWith("reward")));
    expect(measures.every(({ name, definition }) => name && definition && !name.startsWith("measure."))).toBe(true);
  });
});

test("a reward is accrued, paid against the key person's own home, and comes back when that is cancelled", async () => {
  const at = await selling();
  const chairman = await keyPerson(at);
  const [name] = await referred(at, 1);
  const [own, theirs] = await plant(at, [
    { buyerId: chairman.personId, paidOn: "2008-06-20" },
    { referral: name, paidOn: "2008-06-15" },
  ]);
  await statement(at);
  await described(at, chairman.personId, "self-employed");
  const claim = await approved(at, chairman.personId);
  await done(payment(at, claim.id, { offset: { dealId: own, amountFen: 40_000 } }));
  const before = await asked(at);
  expect(before.totals).toMatchObject({ "reward-accrued-fen": 100_000, "reward-paid-fen": 100_000 });
  expect(dayOf(before, today())).toMatchObject({ "reward-paid-fen": 100_000, "received-fen": 40_000 });

  await cancelled(at, own ?? "", "2008-07-05");
  await cancelled(at, theirs ?? "", "2008-07-05");
  const after = await asked(at);

  expect(after.totals).toMatchObject({ "reward-paid-fen": 100_000, "reward-returned-fen": 40_000 });
  expect(after.totals).not.toHaveProperty("reward-accrued-fen");
  expect((await asked(at, "viewer")).totals).not.toHaveProperty("reward-paid-fen");
  await expectRecounted(at);
});

describe("every fact marks the days it touches", () => {
  let at: Selling;
  let deal = "";

  beforeEach(async () => {
    at = await selling();
    await keyPerson(at);
    const [name] = await referred(at, 1);
    deal = (await plant(at, [{ referral: name, paidOn: "2008-06-15" }]))[0] ?? "";
    await statement(at);
    await run(
      `insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on) select agency_id, campaign_id, 'entry-x', engagement_id, '${name?.personId}', id, 'accrual', 100, '2008-06-21' from deals where id = '${deal}'`,
    );
    await run(
      `insert into claims (agency_id, campaign_id, id, engagement_id, person_id, gross_fen, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at) select agency_id, campaign_id, 'claim-x', engagement_id, '${name?.personId}', 100, 'x', 'X', 'x', 'X', 1 from deals where id = '${deal}'`,
    );
    await reckoned();
  });

  const of = (table: string) => `where agency_id = '${at.agency.id}' ${table}`;
  test.each([
    {
      what: "a visit that moves",
      sql: () => `update first_visits set visited_on = '2008-05-18' ${of("")}`,
      days: ["2008-05-16", "2008-05-18"],
    },
    { what: "a visit that goes", sql: () => `delete from first_visits ${of("")}`, days: ["2008-05-16"] },
    {
      what: "a referral that moves",
      sql: () => `update referrals set referred_on = '2008-05-21' ${of("")}`,
      days: ["2008-05-20", "2008-05-21"],
    },
    {
      what: "a signing that moves, with the day of subscription",
      sql: () => `update deals set signed_on = '2008-06-04' ${of(`and id = '${deal}'`)}`,
      days: ["2008-06-01", "2008-06-03", "2008-06-04"],
    },
    {
      what: "a price on the contract",
      sql: () => `update deals set contract_price_fen = contract_price_fen - 1 ${of(`and id = '${deal}'`)}`,
      days: ["2008-06-01", "2008-06-03"],
    },
    { what: "a price that comes out otherwise", sql: () => `update deal_prices set payable_fen = 1 ${of("")}`, days: ["2008-06-03"] },
    {
      what: "a price that settling puts in the place of another",
      sql: () =>
        `insert or replace into deal_prices select agency_id, campaign_id, deal_id, standing, why, units, payable_fen - 1, tier, open_fen, stops_at_floor, because, group_version from deal_prices ${of("")}`,
      days: ["2008-06-03"],
    },
    { what: "a price that goes", sql: () => `delete from deal_prices ${of("")}`, days: ["2008-06-03"] },
    {
      what: "money that is looked at again",
      sql: () => `update deal_ledger set version = version + 1 ${of("and kind = 'receipt'")}`,
      days: ["2008-06-15"],
    },
    { what: "a line that is withdrawn", sql: () => `update price_lines set version = version + 1 ${of("")}`, days: [today()] },
    {
      what: "a reward",
      sql: () => `update reward_entries set version = version + 1 ${of("and id = 'entry-x'")}`,
      days: ["2008-06-21"],
    },
    {
      what: "a claim once it is paid",
      sql: () =>
        `update claims set state = 'paid', approved_by = 'y', paid_by = 'z', paid_on = '2008-07-02', receipt_number = 'n', tax_fen = 0, offset_fen = 0, cash_fen = 100 ${of("")}`,
      days: ["2008-07-02"],
    },
    {
      what: "another category, which takes the deal's money and rewards along",
      sql: () => `update deals set category = 'bank' ${of(`and id = '${deal}'`)}`,
      days: ["2008-06-01", "2008-06-03", "2008-06-15", "2008-06-21", today()],
    },
    {
      what: "an engagement of another category, with its visit, its referrals and its deals",
      sql: () => `update engagements set category = 'bank' ${of("")}`,
      days: ["2008-05-16", "2008-05-20", "2008-06-01", "2008-06-03", "2008-06-15", "2008-06-21", today()],
    },
    {
      what: "a cancellation, which takes its lines along",
      sql: () => `update deals set state = 'cancelled', cancelled_on = '2008-06-30' ${of(`and id = '${deal}'`)}`,
      days: ["2008-06-01", "2008-06-03", "2008-06-15", "2008-06-21", "2008-06-30", today()],
    },
  ])("$what", async ({ sql, days }) => {
    await unreckoned(at, async () => {
      const { meta } = await run(sql());
      expect(meta.changes).toBeGreaterThan(0);

      expect(await marked(at)).toEqual(days);
    });
    await reckoned();
    await expectRecounted(at);
  });

  test("prices that are settled again and come out the same mark nothing", async () => {
    const other = await selling();
    await plant(other, [{}, {}]);
    await statement(other);
    await reckoned();
    await run(`update counting_groups set version = version + 1 where agency_id = '${other.agency.id}'`);
    await statement(other);

    expect(await marked(other)).toEqual([]);
  });
});

describe("whoever reckons at once", () => {
  test("a fact between reading and writing keeps its mark, and the next look has it", async () => {
    const at = await selling();
    await subscribed(at);
    const over = justBefore(/into "results"/, () => subscribed(at));
    await reckoned();
    over();
    // Either its day is still marked, or somebody has reckoned it since.
    expect((await env.SHARD_1.prepare(recount).all()).results).toEqual([]);

    await reckoned();
    expect((await asked(at)).totals).toMatchObject({ subscriptions: 2 });
    await expectRecounted(at);
  });

  test("sums that were read earlier and come later change nothing", async () => {
    const at = await selling();
    await subscribed(at);
    const over = justBefore(/into "results"/, async () => {
      await subscribed(at);
      await reckoned();
    });
    await reckoned();
    over();

    await expectRecounted(at);
    expect((await asked(at)).totals).toMatchObject({ subscriptions: 2 });
  });

  test("a day's versions never come twice, though its mark was gone between", async () => {
    const at = await selling();
    await subscribed(at);
    const over = justBefore(/into "results"/, async () => {
      await reckoned();
      await subscribed(at);
    });
    await reckoned();
    over();

    await reckoned();
    expect((await asked(at)).totals).toMatchObject({ subscriptions: 2 });
    await expectRecounted(at);
  });
});

test("what a kill between sums and figures leaves, the next sweep finishes; another's campaign does not wait for it", async () => {
  const [at, other] = [await selling(), await selling()];
  await unreckoned(at, async () => {
    await subscribed(at);
    await subscribed(other);
    await reckoned();

    expect(await marked(at)).toEqual(["2008-06-01"]);
    expect(await marked(other)).toEqual([]);
  });
  await sweep(env);
  await expectRecounted(at);
});

test("a campaign with more marked days than one answer reckons says so until they are done", async () => {
  const at = await selling();
  const mark = () =>
    run(
      `insert into result_marks (agency_id, campaign_id, day, version) with recursive n(i) as (select 0 union all select i + 1 from n where i < 39) select '${at.agency.id}', '${at.campaignId}', date('2008-05-01', '+' || i || ' days'), 1 from n`,
    );

  expect((await between(figuresRead, mark, () => asked(at))).isReckoning).toBe(true);
  expect((await asked(at)).isReckoning).toBe(false);
});

test("what is not settled yet is said, and left to the queue", async () => {
  const at = await selling();

  expect(
    (
      await between(
        figuresRead,
        () => plant(at, [{}]),
        () => asked(at),
      )
    ).isReckoning,
  ).toBe(true);
  await queued();
  expect(await asked(at)).toMatchObject({ isReckoning: false, totals: { "payable-fen": regularFen } });
});

test("a buyer with a credential counts under no category", async () => {
  const at = await selling();
  const manager = as(await at.agency.member("manager"));
  const channel = await done(manager.post<{ id: string }>(`${at.path}/engagements`, { credential: "teacher" }));
  const deal = await subscribed(at, { engagementId: channel.id, credential: "teacher", isMember: false });
  await subscribed(at, { engagementId: await engaged(at, "蘆淞市場", "market") });

  expect((await asked(at)).categories).toEqual([
    { category: null, figures: { subscriptions: 1 } },
    { category: "market", figures: { subscriptions: 1 } },
  ]);
  expect(deal.category).toBeNull();
});

test("another agency's campaign looks like none", async () => {
  const [at, other] = [await selling(), await selling()];
  const { status } = await as(await other.agency.member("owner")).get(
    `/api/v1/agencies/${other.agency.id}/campaigns/${at.campaignId}/results`,
  );

  expect(status).toBe(404);
});
