import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { jobFacts } from "../../../src/http/facts";
import type { PolicyTerms } from "../../../src/policies/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import { settleLeft } from "../../../src/settlement/left";
import type { Statement } from "../../../src/settlement/statement/contract";
import { moveClock } from "../../../src/time/clock";
import { answered, askedDays, lastOf } from "../../support/asking";
import { cancelled, done, engaged, type Selling, selling, signed, statement, subscribed } from "../../support/deals";
import { as } from "../../support/kit";
import { plant } from "../../support/planting";
import { groupFen, regularFen } from "../facts";

const times = <T>(n: number, value: T): T[] => Array(n).fill(value);
const onDay = (day: string) => moveClock(Date.parse(`${day}T04:00:00Z`));
const basis = (countBasis: PolicyTerms["countBasis"], onDrop: PolicyTerms["onDrop"] = "reverse"): PolicyTerms => ({
  ...plan,
  countBasis,
  onDrop,
});
const payables = ({ deals }: Statement) => deals.map(({ deal }) => deal.price?.payableFen ?? null);
const settled = async (at: Selling, engagementId: string, settledOn: string) =>
  done(as(await at.agency.member("manager")).post(`${at.path}/engagements/${engagementId}/settlement`, { settledOn }));

/** Eight of a chamber signed, and on 06-10 a ninth subscribed: its last day to sign is 06-17. */
async function eightAndOneSubscribed(terms: PolicyTerms): Promise<{ at: Selling; ninth: string }> {
  const at = await selling({ terms });
  await plant(at, times(8, {}));
  onDay("2008-06-10");
  const { id: ninth } = await subscribed(at, { unit: 0, subscribedOn: "2008-06-10" });

  return { at, ninth };
}

/** What stands of a deal in storage, whoever looked last. */
const stored = async (at: Selling, dealId: string) =>
  env[at.agency.shard as "SHARD_1"]
    .prepare("select standing, why from deal_prices where agency_id = ? and deal_id = ?")
    .bind(at.agency.id, dealId)
    .first<{ standing: string; why: string | null }>();

describe("a version that counts from subscription", { timeout: 60_000 }, () => {
  afterEach(() => moveClock(null));

  test("the ninth gives the eight their tier unsigned; on the day after its last day to sign they fall back, an extension gives it again", async () => {
    const { at, ninth } = await eightAndOneSubscribed(basis("subscribed"));
    const reached = await statement(at);
    expect(reached.countedUnits).toBe(9);
    expect(payables(reached)).toEqual([...times(8, groupFen), null]);
    expect(reached.totals).toMatchObject({ signed: 8, provisionalFen: 8 * (groupFen - regularFen) });
    expect(reached.deals.at(-1)).toMatchObject({ lines: [], signBy: "2008-06-17", deal: { price: { standing: "counted" } } });

    onDay("2008-06-17");
    expect((await statement(at)).countedUnits, "the last day is one of its days").toBe(9);
    onDay("2008-06-18");
    const lapsed = await statement(at);
    expect(lapsed.countedUnits).toBe(8);
    expect(payables(lapsed)).toEqual([...times(8, regularFen), null]);
    expect(lapsed.totals.provisionalFen).toBe(0);
    expect(lapsed.deals.at(-1)?.deal.price).toMatchObject({ standing: "none", why: "not-signed-in-time" });

    await answered(at, (await lastOf(askedDays(at, ninth, "2008-06-20"))).id);
    expect(payables(await statement(at)), "two days more").toEqual([...times(8, groupFen), null]);
    onDay("2008-06-20");
    await signed(at, ninth, "2008-06-20", groupFen);
    onDay("2008-07-30");
    expect(payables(await statement(at))).toEqual(times(9, groupFen));
  });

  test("nobody has to look: the job finds the group whose home has run out of days, and one time is enough", async () => {
    const { at, ninth } = await eightAndOneSubscribed(basis("subscribed"));
    onDay("2008-06-18");
    expect(await stored(at, ninth)).toEqual({ standing: "counted", why: null });
    const version = async () =>
      env[at.agency.shard as "SHARD_1"]
        .prepare(
          "select version, settled_version settled, lapses_on lapsesOn from counting_groups where agency_id = ? and settled_version > 0",
        )
        .bind(at.agency.id)
        .first();
    const before = await version();
    await settleLeft(jobFacts(env, "cron", Date.parse("2008-06-17T04:00:00Z")));
    expect(await version(), "a day early there is nothing to do").toEqual(before);
    await settleLeft(jobFacts(env, "cron", Date.parse("2008-06-18T04:00:00Z")));
    expect(await stored(at, ninth)).toEqual({ standing: "none", why: "not-signed-in-time" });
    expect(before).toMatchObject({ lapsesOn: "2008-06-18" });
    expect(await version(), "no fact has come, and no home is left that could lapse").toEqual({ ...before, lapsesOn: null });
  });

  test("under `keep` the eight keep what the ninth gave them, unsigned, lapsed or cancelled", async () => {
    const { at, ninth } = await eightAndOneSubscribed(basis("subscribed", "keep"));
    expect(payables(await statement(at))).toEqual([...times(8, groupFen), null]);
    onDay("2008-06-25");
    const later = await statement(at);
    expect([later.countedUnits, ...payables(later)]).toEqual([8, ...times(8, groupFen), null]);
    await cancelled(at, ninth, "2008-06-25");
    expect(payables(await statement(at))).toEqual([...times(8, groupFen), null]);
  });

  test("under a version that counts from signing the same home gives nobody anything before its contract", async () => {
    const { at, ninth } = await eightAndOneSubscribed(basis("signed"));
    const before = await statement(at);
    expect([before.countedUnits, ...payables(before)]).toEqual([8, ...times(8, regularFen), null]);
    await signed(at, ninth, "2008-06-10", groupFen);
    expect(payables(await statement(at))).toEqual(times(9, groupFen));
  });

  test("a proof accepted after the settlement is refused where the home would count on days that were settled", async () => {
    for (const [countBasis, status] of [
      ["subscribed", 409],
      ["signed", 200],
    ] as const) {
      const at = await selling({ terms: basis(countBasis) });
      onDay("2008-06-10");
      const { id } = await subscribed(at, { unit: 0, subscribedOn: "2008-06-10", isMember: false });
      const proof = await done(
        as(await at.agency.member("consultant")).post<{ id: string }>(`${at.path}/deals/${id}/proofs`, { kind: "chamber-roll" }),
      );
      onDay("2008-07-22");
      await settled(at, at.engagementId, "2008-07-22");
      const answer = await as(await at.agency.member("manager")).post(`${at.path}/deals/${id}/proofs/${proof.id}/decision`, {
        outcome: "accepted",
      });

      expect(answer.status, countBasis).toBe(status);
      if (status === 409) expect(answer.body).toMatchObject({ code: "engagement-settled" });
      moveClock(null);
    }
  });

  test("more days are refused where the home would count again on days that another engagement of the group was settled for", async () => {
    const branch = async (countBasis: PolicyTerms["countBasis"]) => {
      const at = await selling({ terms: basis(countBasis) });
      const manager = as(await at.agency.member("manager"));
      const { items } = await done(manager.get<{ items: { id: string }[] }>(`/api/v1/agencies/${at.agency.id}/accounts`));
      const other = await engaged(at, "泉州商會石獅分會", "chamber", items[0]?.id);
      onDay("2008-07-14");
      const { id } = await subscribed(at, { unit: 0, subscribedOn: "2008-07-14" });
      return { at, other, id };
    };
    const counting = await branch("subscribed");
    onDay("2008-07-22");
    await settled(counting.at, counting.other, "2008-07-22");
    expect(await askedDays(counting.at, counting.id, "2008-07-30")).toMatchObject({ status: 409, body: { code: "engagement-settled" } });

    moveClock(null);
    const signing = await branch("signed");
    onDay("2008-07-22");
    await settled(signing.at, signing.other, "2008-07-22");
    expect((await askedDays(signing.at, signing.id, "2008-07-30")).status, "unsigned, it moves nothing").toBe(201);
  });
});
