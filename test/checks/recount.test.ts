import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { jobFacts } from "../../src/http/facts";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { reckonLeft } from "../../src/results/reckoning";
import { groupFen, regularFen } from "../settlement/facts";
import { cancelled, done, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { freshStorage } from "../support/fresh";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { keyPerson, referred, rewards } from "../support/rewards";
import { approvedOn, approvedSpecial, ofDeal } from "../support/specials";

const broken = async (sql: string) => (await env.SHARD_1.prepare(sql).all<{ id: string }>()).results;
const run = (sql: string) => env.SHARD_1.prepare(sql).run();

let at: Selling;
let first = "";

/** Nine signed under `reverse`, one of them cancelled, and one that is no member. */
beforeAll(async () => {
  await freshStorage();
  at = await selling({ terms: { ...plan2008Terms, onDrop: "reverse" } });
  const ids: string[] = [];
  for (let unit = 0; unit < 9; unit += 1) {
    const { id } = await subscribed(at, { unit });
    await signed(at, id, "2008-06-03", unit === 8 ? groupFen : regularFen);
    ids.push(id);
  }
  const outsider = await subscribed(at, { unit: 9, isMember: false });
  await signed(at, outsider.id, "2008-06-03", regularFen);
  await cancelled(at, ids[1] ?? "", "2008-06-10");
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  first = ids[0] ?? "";
});

test("everything that must hold holds of what the product has recorded", async () => {
  for (const { says, sql } of invariants) expect(await broken(sql), says).toEqual([]);
});

test("a home counts or not as the recount says: taken over by an outsider, sold at a special price that does not count", async () => {
  const here = await selling();
  const [taken, special] = [await subscribed(here, { unit: 0 }), await subscribed(here, { unit: 1 })];
  const { id } = await approvedSpecial(here, ofDeal(special.id), { counts: false });
  await approvedOn(here, id, "2008-06-02");
  await signed(here, special.id, "2008-06-03", regularFen);
  await signed(here, taken.id, "2008-06-03", regularFen);
  const manager = as(await here.agency.member("manager"));
  const outsider = await done(manager.post<{ id: string }>(`/api/v1/agencies/${here.agency.id}/people`, { name: "周先生" }));
  const change = { kind: "name", isFamily: false, buyers: [{ personId: outsider.id, shareBps: 10_000 }] };
  await done(manager.post(`${here.path}/deals/${taken.id}/supplements`, { change, signedOn: "2008-06-05", documentNumber: "BC-1" }));

  expect((await statement(here)).countedUnits).toBe(0);
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  for (const { says, sql } of invariants) expect(await broken(sql), says).toEqual([]);
});

describe.each([
  ["keep", plan2008Terms, 9],
  ["reverse", { ...plan2008Terms, onDrop: "reverse" }, 8],
  ["not retroactive", { ...plan2008Terms, retroactive: false }, 1],
] as const)("nine homes of which one is cancelled, %s: the price and the reward of each are reckoned again", (_, terms, due) => {
  const answer = async (id: string) => broken(invariants.find((one) => one.id === id)?.sql ?? "");
  let ids: string[] = [];
  let here: Selling;

  beforeAll(async () => {
    here = await selling({ terms });
    const { personId } = await keyPerson(here);
    const names = await referred(here, 9);
    ids = await plant(
      here,
      names.map((referral, day) => ({ signedOn: `2008-06-0${day + 1}`, paidOn: "2008-06-20", referral })),
    );
    await statement(here);
    await cancelled(here, ids[8] ?? "", "2008-06-25");
    await reckonLeft(jobFacts(env, "queue", Date.now()));
    expect((await statement(here)).deals[0]?.deal.price?.units).toBe(due);
    expect((await rewards(here, here.engagementId)).entries.filter((entry) => entry.personId === personId)).toHaveLength(10);
  });

  test("all of it holds", async () => {
    for (const { says, sql } of invariants) expect(await broken(sql), says).toEqual([]);
  });

  test.each([
    [
      "a tier that the count does not reach, or does",
      "tier-recounted",
      `tier = iif(tier is null, '{"fromUnits":9,"payableBps":9800,"source":"category"}', null)`,
    ],
    ["a count that is one too many", "tier-recounted", "units = units + 1"],
    ["a fen too little", "price-recounted", "payable_fen = payable_fen - 1"],
  ])("%s is seen", async (_said, id, change) => {
    const one = `where deal_id = '${ids[3]}'`;
    const [was] = (await env.SHARD_1.prepare(`select tier, units, payable_fen from deal_prices ${one}`).all<Record<string, unknown>>())
      .results;
    await run(`update deal_prices set ${change} ${one}`);

    expect(await answer(id)).toEqual([{ id: ids[3] }]);
    await env.SHARD_1.prepare(`update deal_prices set tier = ?, units = ?, payable_fen = ? ${one}`)
      .bind(was?.tier ?? null, was?.units, was?.payable_fen)
      .run();
    expect(await answer(id)).toEqual([]);
  });

  test("a reward that no tier gives is seen, and one for a home that is gone", async () => {
    for (const dealId of [ids[3], ids[8]])
      await run(`insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on)
        select agency_id, campaign_id, id || '-odd', engagement_id, person_id, deal_id, 'top-up', 1, posted_on from reward_entries
        where deal_id = '${dealId}' and kind = 'accrual'`);

    expect((await answer("rewards-as-ruled")).map(({ id }) => id).toSorted()).toEqual([ids[3], ids[8]].toSorted());
    await freshen();
  });
});

/** For each invariant, how raw facts come to break it behind the product's back. */
const breaks: Record<string, () => Promise<unknown>> = {
  "lines-add-up": () => insertLine("adjustment", -1),
  "confirmed-kept": () => run(`update deals set confirmed_fen = 1 where id = '${first}'`),
  "nothing-costs-after-cancelling": () => run("update deal_prices set payable_fen = 1 where payable_fen = 0"),
  "no-price-above-contract": () => run(`update deal_prices set payable_fen = 44200000 where deal_id = '${first}'`),
  "base-once": () => run(`update deal_prices set payable_fen = null where deal_id = '${first}'`),
  "version-of-its-day": async () => {
    await run("drop trigger deals_keep_their_terms");
    await run(`update deals set subscribed_on = '2008-05-14' where id = '${first}'`);
  },
  "tier-recounted": () =>
    run(`update deal_prices set tier = '{"fromUnits":9,"payableBps":9800,"source":"category"}' where deal_id = '${first}'`),
  "price-recounted": () => run(`update deal_prices set payable_fen = payable_fen - 1 where deal_id = '${first}'`),
  "one-buyer": async () => {
    await run("drop index deals_one_per_unit");
    await run(`update deals set unit_id = (select unit_id from deals where id = '${first}') where state <> 'cancelled'`);
  },
  "claimed-once": async () => {
    await insertPerson();
    await insertReward("reward-one", "accrual", 100, null);
    await insertClaim();
    await run("update reward_entries set claim_id = 'claim-odd'");
    await run("update claims set state = 'returned'");
  },
  "offset-is-received": async () => {
    await insertPerson();
    await insertClaim("'checker'");
    await payClaim("offset_fen = 100, cash_fen = 0, offset_deal_id = (select min(id) from deals)");
  },
  "three-hands": async () => {
    await insertPerson();
    await insertClaim();
    await payClaim("offset_fen = 0, cash_fen = 100");
  },
  "rewards-as-ruled": async () => {
    await insertPerson();
    await insertReward("reward-one", "accrual", 100, null);
  },
  "standing-recounted": () => run("update deal_prices set standing = 'counted' where standing = 'alone'"),
  "receipts-within-price": () => insertEntry("receipt", 44_300_000),
  "nothing-back-that-did-not-come": () => insertEntry("refund", 1),
  "cash-is-refunded": async () => {
    await insertLine("adjustment", -1);
    await run(
      "update price_lines set state = 'fulfilled', route = 'cash', document_number = 'x', fulfilled_on = '2008-08-01' where id = 'line-odd'",
    );
  },
  "shares-whole": () => run(`update parties set share_bps = 9999 where deal_id = '${first}'`),
  "unit-as-its-deal": () => run(`update units set state = 'available' where deal_id = '${first}'`),
  "one-key-person": async () => {
    await insertPerson();
    await insertRecognition("recognition-one", "2008-05-20", "2008-06-20");
    await run("drop trigger recognitions_apart_inserted");
    await insertRecognition("recognition-two", "2008-06-01", null);
  },
  "claims-add-up": async () => {
    await insertPerson();
    await insertClaim();
  },
  "rewards-not-below-nothing": async () => {
    await insertPerson();
    await insertReward("reward-one", "accrual", 100, null);
    await insertReward("reward-two", "recovery", -200, "'reward-one'");
  },
  "write-offs-within": async () => {
    await insertPerson();
    await insertReward("reward-one", "accrual", 100, null);
    await insertReward("reward-two", "recovery", -100, "'reward-one'");
    await run("drop trigger reward_entries_written_off_within");
    await insertReward("reward-three", "write-off", 101, "'reward-two'");
  },
  "write-offs-approved": async () => {
    await insertPerson();
    await insertReward("reward-one", "accrual", 100, null);
    await insertReward("reward-two", "recovery", -100, "'reward-one'");
    await insertReward("reward-three", "write-off", 100, "'reward-two'");
  },
  "corrected-by-approval": async () => {
    await insertPerson();
    await run(
      `insert into people (agency_id, id, name, key_number, created_at) select '${at.agency.id}', 'person-meant', '林小姐', number, 1 from agency_keys where agency_id = '${at.agency.id}'`,
    );
    await insertRecognition("recognition-one", "2008-05-20", null);
    await run(
      `insert into files (agency_id, id, purpose, name, type, size, sha256, state, created_by, created_at) values ('${at.agency.id}', 'file-odd', 'approval-document', 'x.pdf', 'application/pdf', 1, 'x', 'kept', 'x', 1)`,
    );
    await run(
      `insert into key_person_corrections (agency_id, campaign_id, id, number, engagement_id, recognition_id, was_person_id, was_post, person_id, post, reason, document_id, state, asked_by, asked_by_name, asked_at) values ('${at.agency.id}', '${at.campaignId}', 'correction-odd', 1, '${at.engagementId}', 'recognition-one', 'person-odd', '主席', 'person-meant', '主席', 'x', 'file-odd', 'approved', 'x', 'X', 1)`,
    );
  },
  "nothing-left-unsettled": () => run("update counting_groups set version = version + 1"),
  "results-recounted": () => run(`update results set figures = json_set(figures, '$.chamber.homes', 7) where day = '2008-06-03'`),
  "listing-recounted": () => run(`update deal_listing set paid_fen = 7 where deal_id = '${first}'`),
  "engagements-named": () => run("update engagements set key_post = '主席'"),
  "engagements-recounted": () => run("update counting_groups set counted = 7"),
  "referred-recounted": () => run("update engagements set referred = 7"),
};

test("the table itself refuses whoever approves a claim of their own", async () => {
  await insertPerson();
  await expect(insertClaim("'maker'")).rejects.toThrow("claim_maker_is_not_checker");
});

describe("each sees what it is there for", () => {
  test.each(invariants.map((invariant) => [invariant.id, invariant] as const))("%s", async (id, { sql }) => {
    const backup = await broken(sql);
    expect(backup).toEqual([]);
    await breaks[id]?.();

    expect((await broken(sql)).length, "the broken fact is found").toBeGreaterThan(0);
    await freshen();
  });
});

/** Storage as it was before a fact was broken. */
async function freshen(): Promise<void> {
  await freshStorage();
  at = await selling();
  const { id } = await subscribed(at, { unit: 0 });
  await signed(at, id, "2008-06-03", regularFen);
  const outsider = await subscribed(at, { unit: 1, isMember: false });
  await signed(at, outsider.id, "2008-06-03", regularFen);
  const gone = await subscribed(at, { unit: 2 });
  await signed(at, gone.id, "2008-06-03", regularFen);
  await cancelled(at, gone.id, "2008-06-10");
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  first = id;
}

const insertLine = (kind: string, amount: number) =>
  run(
    `insert into price_lines (agency_id, campaign_id, id, deal_id, kind, amount_fen, posted_on, state) values ('${at.agency.id}', '${at.campaignId}', 'line-odd', '${first}', '${kind}', ${amount}, '2008-06-03', 'provisional')`,
  );
const insertEntry = (kind: string, amount: number) =>
  run(
    `insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, reported_by, reported_by_name, reported_at) values ('${at.agency.id}', '${at.campaignId}', 'entry-odd', '${first}', '${kind}', 'other', ${amount}, '2008-06-03', 'x', 'X', 1)`,
  );
const insertPerson = () =>
  run(
    `insert or ignore into people (agency_id, id, name, key_number, created_at) select '${at.agency.id}', 'person-odd', '林先生', number, 1 from agency_keys where agency_id = '${at.agency.id}'`,
  );
const insertRecognition = (id: string, from: string, until: string | null) =>
  run(
    `insert into recognitions (agency_id, campaign_id, id, engagement_id, person_id, post, from_day, until_day, recorded_by, recorded_by_name, recorded_at) values ('${at.agency.id}', '${at.campaignId}', '${id}', '${at.engagementId}', 'person-odd', '主席', '${from}', ${until === null ? "null" : `'${until}'`}, 'x', 'X', 1)`,
  );
const insertClaim = (approvedBy = "null") =>
  run(
    `insert into claims (agency_id, campaign_id, id, engagement_id, person_id, gross_fen, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at, approved_by) values ('${at.agency.id}', '${at.campaignId}', 'claim-odd', '${at.engagementId}', 'person-odd', 100, 'x', 'X', 'maker', 'X', 1, ${approvedBy})`,
  );
const payClaim = (how: string) =>
  run(
    `update claims set state = 'paid', tax_fen = 0, ${how}, paid_by = 'payer', paid_by_name = 'P', paid_at = 1, paid_on = '2008-08-01', receipt_number = 'x'`,
  );
const insertReward = (id: string, kind: string, amount: number, recovers: string | null) =>
  run(
    `insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on, recovers_id) values ('${at.agency.id}', '${at.campaignId}', '${id}', '${at.engagementId}', 'person-odd', '${first}', '${kind}', ${amount}, '2008-06-03', ${recovers ?? "null"})`,
  );
