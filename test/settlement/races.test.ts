import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { sweep, workQueue } from "../../src/jobs";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { settleLeft } from "../../src/settlement/left";
import { watch } from "../../src/tenancy/database";
import { engaged, type Selling, selling, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { holdUntilAllThere } from "../support/race";
import { expectSound } from "../support/sound";
import { groupFen, regularFen } from "./facts";

const times = <T>(n: number, value: T): T[] => Array(n).fill(value);
const rows = async (at: Selling, sql: string) =>
  (await env[at.agency.shard as "SHARD_1"].prepare(sql).bind(at.agency.id).all<Record<string, number>>()).results;

/** Counts the batches that settle, those refused too. */
async function countingTries(act: () => Promise<unknown>): Promise<number> {
  const before = watch.batch;
  let tries = 0;
  watch.batch = async (database, statements) => {
    if (statements.some(({ sql, params }) => /insert into "?audit"?/.test(sql) && params.includes("prices.settled"))) tries += 1;

    return before ? before(database, statements) : statements;
  };
  try {
    await act();
  } finally {
    watch.batch = before;
  }

  return tries;
}

/** Lets every batch that settles fail, as if the process had died between a fact and its settlement. */
async function dyingBeforeSettlement<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  const before = watch.batch;
  watch.batch = async (database, statements) => {
    if (statements.some(({ params }) => params.includes("prices.settled"))) throw new Error("killed");

    return before ? before(database, statements) : statements;
  };
  try {
    return await act();
  } finally {
    watch.batch = before;
  }
}

const signing =
  (at: Selling, id: string, contractPriceFen: number, signedOn = "2008-06-05") =>
  async () =>
    as(await at.agency.member("consultant")).post(`${at.path}/deals/${id}/signing`, {
      signedOn,
      contractNumber: `HT-${id}`,
      contractPriceFen,
    });
const cancelling = (at: Selling, id: string) => async () =>
  as(await at.agency.member("manager")).post(`${at.path}/deals/${id}/cancellation`, {
    cancelledOn: "2008-06-20",
    why: "退房",
    forfeitedFen: 0,
  });

describe("many at once", () => {
  test("twenty deals of one engagement signed at once: all count, each settled once", async () => {
    const at = await selling();
    const ids = await plant(at, times(20, { signedOn: null }));
    await statement(at);
    const over = holdUntilAllThere(/update "?deals"? set/, 20);
    let answers: { status: number }[] = [];
    const tries = await countingTries(async () => {
      answers = await Promise.all(ids.map((id) => signing(at, id, regularFen)()));
    });
    over();

    expect(answers.map(({ status }) => status)).toEqual(times(20, 200));
    expect(tries, "a loser looks again and stops").toBeLessThanOrEqual(40);
    const all = await statement(at);
    expect(all.countedUnits).toBe(20);
    expect(all.deals.map(({ deal }) => deal.price?.payableFen)).toEqual(times(20, groupFen));
    await expectSound(at);
  });

  test.each(["keep", "reverse"] as const)("cancellations among signings, by `%s`", async (onDrop) => {
    const at = await selling({ terms: { ...plan2008Terms, onDrop } });
    const signed = await plant(at, times(6, {}));
    const open = await plant(at, times(6, { signedOn: null }));
    await statement(at);
    const over = holdUntilAllThere(/update "?deals"? set/, 12);
    const answers = await Promise.all([
      ...open.map((id) => signing(at, id, regularFen)()),
      ...signed.slice(0, 3).map((id) => cancelling(at, id)()),
      ...signed.slice(0, 3).map((id) => cancelling(at, id)()),
    ]);
    over();

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    const all = await statement(at);
    expect(all.countedUnits).toBe(9);
    expect(all.deals.map(({ deal }) => deal.price?.payableFen)).toEqual([...times(3, 0), ...times(9, groupFen)]);
    await expectSound(at);
    expect(await rows(at, "select count(*) closed from price_lines where agency_id = ? and kind = 'closing'")).toEqual([{ closed: 3 }]);
  });

  test("a signing taken back while finance confirms it: exactly one of them wins", async () => {
    const at = await selling();
    const ids = await plant(at, times(6, {}));
    await statement(at);
    const [manager, finance] = [as(await at.agency.member("manager")), as(await at.agency.member("finance"))];
    const over = holdUntilAllThere(/update "?deals"? set/, 12);
    const answers = await Promise.all(
      ids.flatMap((id, n) => {
        const both = [
          () => manager.post(`${at.path}/deals/${id}/signing/withdrawal`, { reason: "記錯了一套" }),
          () => finance.post(`${at.path}/confirmations`, { deals: [id], entries: [] }),
        ];

        return (n % 2 === 0 ? both : both.toReversed()).map((act) => act());
      }),
    );
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([...times(6, 200), ...times(6, 409)]);
    const { deals } = await statement(at);
    for (const { deal } of deals) expect(deal.signingConfirmedAt === null).toBe(deal.state === "subscribed");
    await expectSound(at);
  });

  test.each(["keep", "reverse"] as const)("twenty signings with ones taken back among them, by `%s`", async (onDrop) => {
    const at = await selling({ terms: { ...plan2008Terms, onDrop } });
    const back = await plant(at, times(8, {}));
    const open = await plant(at, times(20, { signedOn: null }));
    await statement(at);
    const manager = as(await at.agency.member("manager"));
    const over = holdUntilAllThere(/update "?deals"? set/, 36);
    const answers = await Promise.all([
      ...open.map((id) => signing(at, id, regularFen)()),
      ...[...back, ...back].map((id) => manager.post(`${at.path}/deals/${id}/signing/withdrawal`, { reason: "記錯了一套" })),
    ]);
    over();

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(28);
    const all = await statement(at);
    expect(all.countedUnits).toBe(20);
    expect(all.deals.map(({ deal }) => deal.price?.payableFen ?? 0)).toEqual([...times(8, 0), ...times(20, groupFen)]);
    await expectSound(at);
    const again = await Promise.all(back.map((id) => signing(at, id, groupFen, "2008-06-06")()));
    expect(again.map(({ status }) => status)).toEqual(times(8, 200));
    expect((await statement(at)).totals).toMatchObject({ signed: 28, payableFen: 28 * groupFen });
    await expectSound(at);
  });

  test("twenty readers of a group that is behind: settled once", async () => {
    const at = await selling();
    await plant(at, times(9, {}));
    const over = holdUntilAllThere(/into "?deal_prices"?/, 20);
    const seen = await Promise.all(Array.from({ length: 20 }, () => statement(at)));
    over();

    expect(new Set(seen.map(({ totals }) => totals.payableFen))).toEqual(new Set([9 * groupFen]));
    await expectSound(at);
  });
});

describe("a kill between a fact and its settlement", () => {
  /** Eight settled; the ninth is signed, and the process dies. */
  async function killed(): Promise<Selling> {
    const at = await selling();
    await plant(at, times(8, {}));
    await statement(at);
    const { id } = await subscribed(at, { unit: 0, subscribedOn: "2008-06-04" });
    const answer = await dyingBeforeSettlement(signing(at, id, groupFen));
    expect(answer).toMatchObject({ status: 200, body: { isSettling: true, state: "signed", price: { payableFen: null } } });

    return at;
  }
  const finished = async (at: Selling) => {
    expect((await statement(at)).totals).toMatchObject({ payableFen: 9 * groupFen, provisionalFen: -69_305_60 });
    await expectSound(at);
  };

  test("is finished by the next reader of the statement", async () => finished(await killed()));

  test("is not lost on a reader who cannot finish it", async () => {
    const at = await killed();
    expect(await dyingBeforeSettlement(() => statement(at)), "shown as it was settled last").toMatchObject({ isSettling: true });
    await finished(at);
  });

  test.each([
    { by: "the queue", job: () => workQueue({ ackAll: () => undefined } as unknown as MessageBatch, env) },
    { by: "the cron", job: () => sweep(env) },
  ])("is finished by $by", async ({ job }) => {
    const at = await killed();
    await job();
    await expectSound(at);
    await finished(at);
  });

  test("one group that cannot be settled holds up no other, on no shard", async () => {
    const broken = await killed();
    const second = await selling({ shard: "SHARD_2" });
    const other = await selling();
    const branch = await engaged(other, "攸縣商會");
    await plant(second, times(2, {}));
    await plant(other, [{}, { engagementId: branch }]);
    const before = watch.batch;
    watch.batch = async (database, statements) => {
      if (statements.some(({ params }) => params.includes("prices.settled") && params.includes(broken.agency.id)))
        throw new Error("broken");

      return before ? before(database, statements) : statements;
    };
    await settleLeft(jobFacts(env, "cron", Date.now()));
    watch.batch = before;

    await expectSound(second);
    await expectSound(other);
    await expect(expectSound(broken)).rejects.toThrow();
    await finished(broken);
  });
});
