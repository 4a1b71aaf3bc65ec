import { describe, expect, test } from "vitest";
import type { Deal } from "../../src/deals/contract";
import type { PolicyTerms, RewardRule } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Rewards } from "../../src/rewards/contract";
import { supplements } from "../settlement/supplements/changes";
import { cancelled, done, proven, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { changed, confirmed, contact, keyPerson, referred, reported, rewards } from "../support/rewards";

const ruled = (rule: Partial<RewardRule>): PolicyTerms => ({
  ...plan,
  rewardRules: plan.rewardRules.map((known) => ({
    ...known,
    tiers: [
      { fromUnits: 1, amountFen: 1_000_00 },
      { fromUnits: 9, amountFen: 1_500_00 },
      { fromUnits: 20, amountFen: 2_000_00 },
    ],
    ...rule,
  })),
});
/** Signed, paid on a day and confirmed, each recommended unless told otherwise. */
const paid = (at: Selling, referrals: ({ id: string; personId: string } | undefined)[], paidOn = "2008-06-15") =>
  plant(
    at,
    referrals.map((referral) => ({ referral, paidOn })),
  );
const sums = ({ entries }: Rewards, kind: string) => entries.filter((entry) => entry.kind === kind).map(({ amountFen }) => amountFen);
const total = ({ entries }: Rewards) => entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
const times = <T>(n: number, value: T): T[] => Array(n).fill(value);

describe("how much is earned", () => {
  test.each([
    { method: "slab", fen: 42_000_00, why: "all at the tier of the greatest number" },
    { method: "graduated", fen: 28_500_00, why: "each at its own rank: 8 × 1,000, 11 × 1,500, 2 × 2,000" },
  ] as const)("21 rewarded units, $method: $why", async ({ method, fen }) => {
    const at = await selling({ terms: ruled({ method }) });
    await keyPerson(at);
    await paid(at, await referred(at, 21));

    expect(total(await rewards(at))).toBe(fen);
  });

  test("twelve counted, eight rewarded: eight times the first tier", async () => {
    const at = await selling({ terms: ruled({}) });
    await keyPerson(at);
    await paid(at, [...(await referred(at, 8)), ...times(4, undefined)]);
    const earned = await rewards(at);

    expect((await statement(at)).countedUnits).toBe(12);
    expect(sums(earned, "accrual")).toEqual(times(8, 1_000_00));
    expect(total(earned)).toBe(8_000_00);
  });

  test("the ninth tops up each of the first eight; one that cancels gives back its own alone, in an entry that names it", async () => {
    const at = await selling({ terms: ruled({}) });
    await keyPerson(at);
    const names = await referred(at, 9);
    const [first = ""] = await paid(at, names.slice(0, 8));
    expect(sums(await rewards(at), "accrual")).toEqual(times(8, 1_000_00));

    await paid(at, names.slice(8), "2008-06-20");
    const nine = await rewards(at);
    expect(sums(nine, "top-up")).toEqual(times(8, 500_00));
    expect(sums(nine, "accrual")).toEqual([...times(8, 1_000_00), 1_500_00]);
    expect((await rewards(at)).entries, "asked again, nothing more").toEqual(nine.entries);

    await cancelled(at, first, "2008-06-25");
    const after = await rewards(at);
    const accrual = nine.entries.find(({ dealId, kind }) => dealId === first && kind === "accrual");
    expect(after.entries.filter(({ kind }) => kind === "recovery")).toMatchObject([
      { dealId: first, amountFen: -1_500_00, recoversId: accrual?.id },
    ]);
    expect(total(after)).toBe(8 * 1_500_00);
    expect(after.claimableFen, "netted against what else may be claimed").toBe(8 * 1_500_00);
  });
});

describe("who earns", () => {
  test("strict: after a change on 06-20 a deal paid on 06-15 has earned, one signed on 06-18 and paid on 06-25 has not, nor any later", async () => {
    const at = await selling();
    const chairman = await keyPerson(at);
    const [before, between] = await referred(at, 2);
    const successor = await contact(at, "王秘書長");
    await changed(at, successor, "2008-06-20");
    const [later] = await referred(at, 1, "2008-06-21");
    const [earns] = await plant(at, [
      { referral: before, signedOn: "2008-06-12", paidOn: "2008-06-15" },
      { referral: between, signedOn: "2008-06-18", paidOn: "2008-06-25" },
      { referral: later, signedOn: "2008-06-26", paidOn: "2008-06-27" },
    ]);

    expect((await rewards(at)).entries).toMatchObject([{ dealId: earns, personId: chairman.personId, claimableFrom: "2008-06-19" }]);
  });

  test("each deal says whom it earns for or why nobody, with the days that decide and the rule that is in force", async () => {
    const at = await selling({ terms: ruled({ continuity: "handover", handoverDays: 14 }) });
    const chairman = await keyPerson(at);
    const [earns, unpaid, unproven, left] = await referred(at, 4);
    const planted = await plant(at, [
      { referral: earns, paidOn: "2008-06-15" },
      { referral: unpaid },
      { referral: unproven, paidOn: "2008-06-15", isMember: false },
      { referral: left, paidOn: "2008-06-15" },
      { paidOn: "2008-06-15" },
    ]);
    await cancelled(at, planted[3] ?? "", "2008-06-25");
    const { deals, rule } = await rewards(at);

    expect(deals.map(({ dealId, personId, why }) => [planted.indexOf(dealId), personId, why])).toEqual([
      [0, chairman.personId, null],
      [1, null, "not-signed"],
      [2, null, "membership-not-checked"],
      [3, null, "cancelled"],
      [4, null, "no-referral"],
    ]);
    expect(deals[0]).toMatchObject({
      referrerId: chairman.personId,
      referredOn: "2008-05-20",
      subscribedOn: "2008-06-01",
      signedOn: "2008-06-03",
      isSigningConfirmed: true,
      firstInstalmentOn: "2008-06-15",
    });
    expect(deals[1]).toMatchObject({ signedOn: "2008-06-03", isSigningConfirmed: false, firstInstalmentOn: null });
    expect(rule).toEqual({ policyNumber: 2, continuity: "handover", handoverDays: 14, claimableAfterDays: 7 });
  });

  test("a category that nobody is rewarded for has no rule, and every deal says so", async () => {
    const at = await selling({ terms: ruled({ categories: ["market"] }) });
    await keyPerson(at);
    await paid(at, await referred(at, 1));
    const { deals, rule } = await rewards(at);

    expect(rule).toBeNull();
    expect(deals.map(({ why }) => why)).toEqual(["no-rule"]);
  });

  test("a change typed late takes back what was earned after its day, and no more", async () => {
    const at = await selling();
    await keyPerson(at);
    const [one, other] = await referred(at, 2);
    const [, gone] = await plant(at, [
      { referral: one, paidOn: "2008-06-15" },
      { referral: other, paidOn: "2008-06-25" },
    ]);
    expect(total(await rewards(at))).toBe(2_000_00);

    await changed(at, await contact(at, "王秘書長"), "2008-06-20");
    const after = await rewards(at);
    expect(after.entries.filter(({ kind }) => kind === "recovery")).toMatchObject([{ dealId: gone, amountFen: -1_000_00 }]);
  });

  test("handover: who recommended before the change has it within thirty days, who recommends from it on has their own", async () => {
    const at = await selling({ terms: ruled({ continuity: "handover" }) });
    const chairman = await keyPerson(at);
    const [inTime, tooLate] = await referred(at, 2);
    const successor = await contact(at, "王秘書長");
    await changed(at, successor, "2008-06-20");
    const [own] = await referred(at, 1, "2008-06-20");
    const [first, , third] = await plant(at, [
      { referral: inTime, signedOn: "2008-06-25", paidOn: "2008-07-20" },
      { referral: tooLate, signedOn: "2008-06-25", paidOn: "2008-07-21" },
      { referral: own, signedOn: "2008-06-25", paidOn: "2008-07-30" },
    ]);

    expect((await rewards(at)).entries.map(({ dealId, personId }) => [dealId, personId]).toSorted()).toEqual(
      [
        [first, chairman.personId],
        [third, successor.personId],
      ].toSorted(),
    );
  });

  test("by steps: nothing before finance has confirmed signing and the whole first instalment, whichever is typed first", async () => {
    const at = await selling();
    await keyPerson(at);
    const [referral] = await referred(at, 1);
    const deal = await subscribed(at, { unit: 0, subscribedOn: "2008-06-01", buyerId: referral?.personId, referralId: referral?.id });
    await signed(at, deal.id, "2008-06-03", 433_160_00);
    const half = await reported(at, deal.id, { amountFen: 60_000_00, onDay: "2008-06-05" });
    expect((await rewards(at)).entries, "reported, not confirmed").toEqual([]);
    await confirmed(at, [deal.id], [half]);
    expect(total(await rewards(at)), "nobody has said yet what is due, and it is not all").toBe(0);

    await reported(at, deal.id, { kind: "due", amountFen: 100_000_00, onDay: "2008-06-10" });
    expect(total(await rewards(at)), "half of what is due").toBe(0);
    await confirmed(at, [], [await reported(at, deal.id, { amountFen: 40_000_00, onDay: "2008-06-09" })]);
    const earned = await rewards(at);
    expect(total(earned)).toBe(1_000_00);
    expect(earned.entries.at(-1)).toMatchObject({ successOn: "2008-06-09", claimableFrom: "2008-06-10", units: 1, state: "claimable" });

    await reported(at, deal.id, { kind: "due", amountFen: 20_000_00, onDay: "2008-06-10" });
    expect(total(await rewards(at)), "more is due than came in, though nobody said so before").toBe(0);
  });

  test("nor a home of the key person's own that they leave to somebody whom they recommended", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    const [spouse] = await referred(at, 1);
    if (!spouse) throw new Error("nobody was recommended");
    const buyers = [personId, spouse.personId].map((id) => ({ person: { id }, shareBps: 5_000 }));
    const home = { engagementId: at.engagementId, unitId: at.units[0], paymentMethod: "lump-sum", subscribedOn: "2008-06-01" };
    const consultant = as(await at.agency.member("consultant"));
    const deal = await done(consultant.post<Deal>(`${at.path}/deals`, { ...home, buyers, referralId: spouse.id }));
    await proven(at, deal.id, "chamber-roll");
    await signed(at, deal.id, "2008-06-03", 424_496_80);
    await confirmed(at, [deal.id], [await reported(at, deal.id, { item: "balance", amountFen: 424_496_80 })]);
    expect((await rewards(at)).deals).toMatchObject([{ why: "own-purchase" }]);

    const { record } = await supplements(at);
    const alone = [{ personId: spouse.personId, shareBps: 10_000 }];
    await done(record(deal, { kind: "name", isFamily: true, buyers: alone }, "2008-06-20"));
    expect(await rewards(at)).toMatchObject({ entries: [], deals: [{ why: "own-purchase" }] });
  });

  test("neither the key person's own home nor one whose buyer came alone", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    await plant(at, [{ buyerId: personId, paidOn: "2008-06-15" }, { paidOn: "2008-06-15" }]);

    expect((await rewards(at)).entries).toEqual([]);
  });
});
