import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Offer } from "../../src/settlement/offers/contract";
import { cancelled, done, type Selling, selling, signed, statement, subscribed, today } from "../support/deals";
import { plant } from "../support/planting";
import { approved, asked, confirmed, described, keyPerson, payment, queued, referred, reported, rewards } from "../support/rewards";
import { code, q, signingsIn } from "../support/signings";
import { expectSound } from "../support/sound";
import { groupFen, listFen, regularFen } from "./facts";
import { mortgage, supplements } from "./supplements/changes";

const at = await selling();
const { from, takeBack, previewed, refuse, unconfirm, shown, onStatement, home } = signingsIn(at);

describe("a signing that was typed wrongly", () => {
  test("is taken back by who reported it: the deal is subscribed again, its unit too, and its lines stay in sight", async () => {
    const id = await home();
    expect(await shown(id, at, "consultant")).toMatchObject({ isSignedByCaller: true, signedByName: expect.any(String) });
    expect((await onStatement(id)).baseFen).toBe(regularFen);
    const back = await done(takeBack(id));
    expect(back).toMatchObject({ state: "subscribed", signedOn: null, contractNumber: null, contractPriceFen: null, signedByName: null });

    const { deal, lines, baseFen, signBy } = await onStatement(id);
    expect({ payable: deal.price?.payableFen, baseFen, signBy }).toEqual({ payable: null, baseFen: null, signBy: "2008-06-08" });
    expect(lines).toMatchObject([
      {
        kind: "base",
        amountFen: regularFen,
        state: "withdrawn",
        withdrawnOn: today(),
        withdrawnBecause: { kind: "unsigned", day: "2008-06-03" },
      },
    ]);
    const unit = await q("select state, deal_id from units where agency_id = ? and id = ?", at.agency.id, deal.unitId).first();
    expect(unit).toEqual({ state: "subscribed", deal_id: id });
    await expectSound(at);
  });

  test("says in the audit what it said, and why it was taken back", async () => {
    const id = await home("2008-06-04", 433_000_00);
    await done(takeBack(id));
    const { results } = await q(
      "select event, changes from audit where scope = ? and entity_id = ? and event = 'signing.withdrawn'",
      at.agency.id,
      id,
    ).all<{ changes: string }>();
    expect(results.map(({ changes }) => JSON.parse(changes))).toEqual([
      [
        { field: "signedOn", from: "2008-06-04", to: null },
        { field: "contractNumber", from: `HT-${id.slice(-12)}`, to: null },
        { field: "contractPriceFen", from: 433_000_00, to: null },
        { field: "reason", to: "日期看錯了一欄" },
      ],
    ]);
  });

  test("a colleague's is taken back by a manager, by nobody else; of another campaign by nobody", async () => {
    const id = await home();
    expect(code(await takeBack(id, "coordinator"))).toBe("not-permitted");
    expect(code(await takeBack(id, "finance"))).toBe("not-permitted");
    expect(code(await takeBack("deal-of-nobody", "manager"))).toBe("not-found");
    expect(code(await takeBack(id, "manager"))).toBe(200);
    expect(code(await takeBack(id, "manager")), "once").toBe("wrong-state");
  });

  test("typed right after that, it costs what it would had it been typed right at once: the ninth's day decides the tier", async () => {
    const terms = { ...plan, retroactive: false };
    const [wrong, right] = [await selling({ terms }), await selling({ terms })];
    const outcome = async (here: Selling, isCorrected: boolean) => {
      const chairman = await keyPerson(here);
      const [referral] = await referred(here, 1);
      await plant(here, [...Array.from({ length: 7 }, () => ({ signedOn: "2008-06-03" })), { signedOn: "2008-06-10" }]);
      const { id } = await subscribed(here, { subscribedOn: "2008-06-05", buyerId: referral?.personId, referralId: referral?.id });
      await reported(here, id, { kind: "due", onDay: "2008-07-01" });
      await confirmed(here, [], [await reported(here, id, {})]);
      if (isCorrected) {
        // On the sixth it is the eighth; finance had even confirmed it so.
        await signed(here, id, "2008-06-06", regularFen);
        await confirmed(here, [id]);
        expect((await onStatement(id, here)).baseFen).toBe(regularFen);
        expect((await rewards(here)).entries).toHaveLength(1);
        expect(code(await unconfirm(id, here))).toBe(204);
        expect(code(await takeBack(id, "consultant", here))).toBe(200);
      }
      await signed(here, id, "2008-06-11", groupFen);
      await confirmed(here, [id]);
      const { entries } = await rewards(here);
      const { deal, baseFen, adjustmentsFen, lines } = await onStatement(id, here);
      await expectSound(here);

      return {
        price: deal.price && { ...deal.price, because: null },
        baseFen,
        adjustmentsFen,
        standing: lines.filter(({ state }) => state !== "withdrawn").map(({ kind, amountFen }) => [kind, amountFen]),
        rewardFen: entries.reduce((sum, { amountFen, personId }) => sum + (personId === chairman.personId ? amountFen : 0), 0),
      };
    };
    const corrected = await outcome(wrong, true);
    expect(corrected).toEqual(await outcome(right, false));
    expect(corrected).toMatchObject({ baseFen: groupFen, adjustmentsFen: 0, rewardFen: 1_000_00 });
  });

  test("moves its colleagues' prices with it, as the preview says beforehand", async () => {
    const here = await selling();
    const eight = await plant(
      here,
      Array.from({ length: 8 }, () => ({})),
    );
    const id = await home("2008-06-05", groupFen, here);
    expect((await statement(here)).totals.payableFen).toBe(9 * groupFen);
    const effect = await done(previewed(id, here));
    expect(effect).toMatchObject({
      countedUnits: { before: 9, after: 8 },
      tier: { before: { payableBps: 9800 }, after: null },
      own: { beforeFen: groupFen, afterFen: null },
      payable: { beforeFen: 9 * groupFen, afterFen: 8 * regularFen },
    });
    expect(effect.others.map(({ dealId }) => dealId).toSorted()).toEqual(eight.toSorted());
    expect((await statement(here)).countedUnits, "nothing was written").toBe(9);
    await done(takeBack(id, "consultant", here));
    const { totals, countedUnits } = await statement(here);
    expect({ countedUnits, payable: totals.payableFen, provisional: totals.provisionalFen }).toEqual({
      countedUnits: 8,
      payable: 8 * regularFen,
      provisional: 0,
    });
    await expectSound(here);
  });

  test("an offer that had taken effect is the confirmed paper it was, and its number is free for the right contract", async () => {
    const { id } = await subscribed(at, { subscribedOn: "2008-06-01" });
    const staff = await from("manager");
    const path = `${at.path}/deals/${id}/offers`;
    await statement(at);
    const [offer] = (await done(staff.post<{ items: Offer[] }>(path, { issuedOn: "2008-06-02" }))).items;
    await done(staff.post(`${path}/${offer?.id}/confirmation`, { confirmedOn: "2008-06-02" }));
    await signed(at, id, "2008-06-03", regularFen);
    const state = async () => (await done(staff.get<{ items: Offer[] }>(path))).items[0]?.state;
    expect(await state()).toBe("effective");
    await done(takeBack(id));
    expect(await state()).toBe("confirmed");
    await signed(at, id, "2008-06-04", regularFen);
    expect(await state()).toBe("effective");
  });

  test("money that came in stays: up to the list price it fits, and the right contract may not be below it", async () => {
    const id = await home("2008-06-03", listFen);
    await reported(at, id, { amountFen: listFen });
    expect(code(await takeBack(id))).toBe(200);
    const again = await (await from("consultant")).post(`${at.path}/deals/${id}/signing`, {
      signedOn: "2008-06-03",
      contractNumber: "HT-low",
      contractPriceFen: regularFen,
    });
    expect(code(again)).toBe("contract-below-receipts");
    expect(await shown(id)).toMatchObject({ receivedFen: listFen });
  });
});

describe("what rests on a signing keeps it", () => {
  test.each<{ what: string; told: (id: string) => Promise<unknown>; own: string; finance: string }>([
    { what: "finance's yes", told: (id) => confirmed(at, [id]), own: "signing-confirmed", finance: "204" },
    { what: "a cancellation", told: (id) => cancelled(at, id, "2008-06-20"), own: "deal-cancelled", finance: "wrong-state" },
    {
      what: "a supplement",
      told: async (id) => {
        await confirmed(at, [id]);
        await done((await supplements(at)).record({ id }, mortgage, "2008-06-10"));
      },
      own: "signing-confirmed",
      finance: "has-supplements",
    },
    {
      what: "a supplement, unconfirmed",
      told: async (id) => done((await supplements(at)).record({ id }, mortgage, "2008-06-10")),
      own: "has-supplements",
      finance: "wrong-state",
    },
    {
      what: "its completion",
      told: async (id) => {
        await confirmed(at, [id], [await reported(at, id, { item: "balance", amountFen: regularFen })]);
        await done((await from("manager")).post(`${at.path}/deals/${id}/completion`, { completedOn: "2008-07-01" }));
      },
      own: "wrong-state",
      finance: "wrong-state",
    },
  ])("$what", async ({ told, own, finance }) => {
    const id = await home();
    await told(id);
    expect(code(await takeBack(id, "manager"))).toBe(own);
    expect(code(await previewed(id))).toBe(own);
    expect(`${code(await unconfirm(id))}`).toBe(finance);
    await queued();
    await expectSound(at);
  });

  test("a settlement of a day from the signing on, also of what counts together; one of the day before does not", async () => {
    const here = await selling();
    const [before = "", on = ""] = [await home("2008-06-03", regularFen, here), await home("2008-06-04", regularFen, here)];
    const confirmedOne = await home("2008-06-04", regularFen, here);
    await confirmed(here, [confirmedOne]);
    await statement(here);
    await q(
      "update engagements set settled_on = '2008-06-03', settled_by = 'x' where agency_id = ? and id = ?",
      here.agency.id,
      here.engagementId,
    ).run();
    expect(code(await takeBack(before, "manager", here))).toBe("engagement-settled");
    expect(code(await previewed(before, here))).toBe("engagement-settled");
    expect(code(await refuse([before], {}, here))).toBe("engagement-settled");
    expect(code(await takeBack(on, "manager", here))).toBe(200);
    await q("update engagements set settled_on = '2008-06-04' where agency_id = ? and id = ?", here.agency.id, here.engagementId).run();
    expect(code(await unconfirm(confirmedOne, here))).toBe("engagement-settled");
  });

  test("where the version counts from subscription, a settlement from that day on", async () => {
    const here = await selling({ terms: { ...plan, countBasis: "subscribed" } });
    const id = await home("2008-06-05", regularFen, here);
    const settledAs = (day: string) =>
      q(
        "update engagements set settled_on = ?, settled_by = 'x' where agency_id = ? and id = ?",
        day,
        here.agency.id,
        here.engagementId,
      ).run();
    await settledAs("2008-06-01");
    expect(code(await takeBack(id, "manager", here))).toBe("engagement-settled");
    await settledAs("2008-05-31");
    expect(code(await takeBack(id, "manager", here))).toBe(200);
  });

  test("a difference that is final or has reached the buyer, also after the settlement was opened again", async () => {
    const here = await selling();
    const ids = await plant(here, [...Array.from({ length: 8 }, () => ({})), { signedOn: "2008-06-05", contractPriceFen: groupFen }]);
    await confirmed(here, ids);
    await statement(here);
    const [moved = "", last = ""] = [ids[0], ids[8]];
    await q("update price_lines set state = 'final' where agency_id = ? and kind = 'adjustment'", here.agency.id).run();
    expect(code(await unconfirm(moved, here))).toBe("differences-final");
    await q(
      "update price_lines set state = 'fulfilled', route = 'balance', document_number = 'TK', fulfilled_on = '2008-07-25' where agency_id = ? and kind = 'adjustment'",
      here.agency.id,
    ).run();
    expect(code(await unconfirm(moved, here))).toBe("differences-final");
    expect(code(await unconfirm(last, here)), "the ninth has its base alone").toBe(204);
  });

  test("a claim of the reward it brought, until it is sent back; then the reward is recovered and accrues anew", async () => {
    const here = await selling();
    const chairman = await keyPerson(here);
    const [referral] = await referred(here, 1);
    const [id = ""] = await plant(here, [{ referral, paidOn: "2008-06-15" }]);
    await rewards(here);
    await described(here, chairman.personId, "self-employed");
    const claim = await done(asked(here, chairman.personId));
    expect(code(await unconfirm(id, here))).toBe("deal-reward-claimed");
    await done((await from("manager", here)).post(`${here.path}/claims/${claim.id}/return`, { remark: "簽約要更正" }));
    expect(code(await unconfirm(id, here))).toBe(204);
    const sums = async () => (await rewards(here)).entries.map(({ kind, amountFen }) => [kind, amountFen]);
    expect(await sums()).toEqual([
      ["accrual", 1_000_00],
      ["recovery", -1_000_00],
    ]);
    expect(code(await takeBack(id, "manager", here))).toBe(200);
    await signed(here, id, "2008-06-04", regularFen);
    await confirmed(here, [id]);
    expect(await sums()).toEqual([
      ["accrual", 1_000_00],
      ["recovery", -1_000_00],
      ["accrual", 1_000_00],
    ]);
    const paid = await approved(here, chairman.personId);
    expect(paid.grossFen).toBe(1_000_00);
    await done(payment(here, paid.id));
    expect(code(await unconfirm(id, here)), "it was paid").toBe("deal-reward-claimed");
    await expectSound(here);
  });
});

test.each(["lines-add-up", "receipts-within-price", "unit-as-its-deal", "nothing-costs-after-cancelling", "rewards-not-below-nothing"])(
  "the recount agrees: %s",
  async (id) => {
    await statement(at);
    const sql = invariants.find((invariant) => invariant.id === id)?.sql ?? "";
    expect((await env.SHARD_1.prepare(sql).all()).results).toEqual([]);
  },
);
