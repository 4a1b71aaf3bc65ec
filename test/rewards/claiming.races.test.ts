import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Claim } from "../../src/rewards/contract";
import { between } from "../support/between";
import { done, type Selling } from "../support/deals";
import { type Earning, earning } from "../support/earning";
import { type Answer, as } from "../support/kit";
import { holdUntilAllThere } from "../support/race";
import { approved, asked, payment, queued, rewards } from "../support/rewards";
import { code } from "../support/signings";
import { expectSound } from "../support/sound";

const inStorage = async (at: Selling, sql: string) =>
  (await env[at.agency.shard as "SHARD_1"].prepare(sql).bind(at.agency.id).all<Record<string, number>>()).results;

/** What the person has had in cash, tax and homes, less what came back with a home that was cancelled; in fen. */
async function hadOf(at: Selling): Promise<number> {
  const [sums] = await inStorage(
    at,
    `select (select coalesce(sum(tax_fen + cash_fen + offset_fen), 0) from claims where agency_id = ?1 and state = 'paid')
       - (select coalesce(sum(amount_fen), 0) from reward_entries where agency_id = ?1 and kind = 'returned') as had`,
  );

  return sums?.had ?? 0;
}

const earnedOf = async (at: Selling) =>
  (await inStorage(at, "select coalesce(sum(amount_fen), 0) as fen from reward_entries where agency_id = ? and kind <> 'returned'"))[0]
    ?.fen;

const cancelling = async (at: Selling, id: string) =>
  as(await at.agency.member("manager")).post(`${at.path}/deals/${id}/cancellation`, {
    cancelledOn: "2008-06-25",
    why: "退房",
    forfeitedFen: 0,
  });

describe("fifty at once", () => {
  test("claims: one gets it; payments, part of them set off: one is made", async () => {
    const at = await earning(3);
    const overClaims = holdUntilAllThere(/insert into "?claims"?/, 50);
    const claims = await Promise.all(Array.from({ length: 50 }, () => asked(at, at.personId)));
    overClaims();
    const won = claims.filter(({ status }) => status === 201);
    expect(won.map((answer) => answer.body.grossFen)).toEqual([3_000_00]);
    expect(new Set(claims.filter(({ status }) => status !== 201).map(code))).toEqual(new Set(["nothing-to-claim"]));

    const id = won[0]?.body.id ?? "";
    await done(as(await at.agency.member("manager")).post<Claim>(`${at.path}/claims/${id}/approval`, {}));
    const offset = { dealId: at.own, amountFen: 1_000_00 };
    const overPayments = holdUntilAllThere(/update "?claims"? set/, 50);
    const payments = await Promise.all(Array.from({ length: 50 }, (_, n) => payment(at, id, n % 2 === 0 ? { offset } : {})));
    overPayments();
    const paid = payments.filter(({ status }) => status === 200);
    expect(paid).toHaveLength(1);
    expect(new Set(payments.filter(({ status }) => status !== 200).map(code))).toEqual(new Set(["already-decided"]));
    const setOffFen = paid[0]?.body.offsetFen ?? 0;
    expect(
      await inStorage(at, "select sum(amount_fen) fen, count(*) lines from deal_ledger where agency_id = ? and item = 'reward-offset'"),
    ).toEqual([setOffFen ? { fen: setOffFen, lines: 1 } : { fen: null, lines: 0 }]);
    expect(await hadOf(at)).toBe(3_000_00);
    await expectSound(at);
  });
});

type Act<Body = unknown> = () => Promise<Answer<Body>>;

const orders = [
  "paid between what the cancellation read and wrote",
  "cancelled between what the payment read and wrote",
  "both at once",
] as const;

/** Each has read the state before the other wrote: the one wholly in between, or both held until they are there. */
async function raced(order: (typeof orders)[number], pay: Act<Claim>, cancel: Act): Promise<{ paid: Answer<Claim>; gone: Answer }> {
  if (order === "both at once") {
    const over = holdUntilAllThere(/update "?(claims|deals)"? set/, 2);
    const [paid, gone] = await Promise.all([pay(), cancel()]);
    over();

    return { paid, gone };
  }
  if (order === orders[0]) {
    let paid: Answer<Claim> | undefined;
    const gone = await between(/update "?deals"? set/, async () => (paid = await pay()), cancel);

    return { paid: paid as Answer<Claim>, gone };
  }
  let gone: Answer | undefined;
  const paid = await between(/update "?claims"? set/, async () => (gone = await cancel()), pay);

  return { paid, gone: gone as Answer };
}

describe("a payment while a home is cancelled", () => {
  /** Claims and pays what is left to claim, as whoever was refused would; a claim that something overtook is sent back first. */
  async function paidAnew(at: Earning, claimId: string): Promise<void> {
    await queued();
    await done(as(await at.agency.member("manager")).post(`${at.path}/claims/${claimId}/return`, { remark: "有追回" }));
    const { id } = await approved(at, at.personId);
    await done(payment(at, id));
  }

  test.each(orders)("that had earned part of it, %s: nobody has more than the ledger says, or it is recovered", async (order) => {
    const at = await earning(3);
    const { id } = await approved(at, at.personId);
    const pay = () => payment(at, id);
    const cancel = () => cancelling(at, at.deals[0] ?? "");
    const { paid, gone } = await raced(order, pay, cancel);

    expect(gone.status).toBe(200);
    if (order !== "both at once") expect(paid.status === 200).toBe(order === orders[0]);
    expect([200, "still-settling", "claim-outdated"]).toContain(code(paid));
    if (paid.status !== 200) await paidAnew(at, id);
    const { claimableFen } = await rewards(at);
    expect(await earnedOf(at)).toBe(2_000_00);
    // What was paid out too much stands against the person, to be netted from what comes.
    expect([await hadOf(at), claimableFen]).toEqual(paid.status === 200 ? [3_000_00, -1_000_00] : [2_000_00, 0]);
    expect(code(await asked(at, at.personId)), "and nothing more is to be had").toBe("nothing-to-claim");
    await expectSound(at);
  });

  test.each(orders)("that part of it is set off against, %s: set off and given back, or not at all", async (order) => {
    const at = await earning(3);
    const { id } = await approved(at, at.personId);
    const pay = () => payment(at, id, { offset: { dealId: at.own, amountFen: 2_000_00 } });
    const cancel = () => cancelling(at, at.own);
    const { paid, gone } = await raced(order, pay, cancel);

    expect(gone.status).toBe(200);
    if (order !== "both at once") expect(paid.status === 200).toBe(order === orders[0]);
    expect([200, "still-settling", "not-own-deal"]).toContain(code(paid));
    await queued();
    // Set off, it came back with the home; refused, all of it is still to be paid.
    expect(await hadOf(at)).toBe(paid.status === 200 ? 1_000_00 : 0);
    if (paid.status === 200) expect((await done(asked(at, at.personId))).grossFen).toBe(2_000_00);
    else await done(payment(at, id));
    expect(
      await inStorage(
        at,
        "select coalesce(sum(iif(kind = 'receipt', amount_fen, -amount_fen)), 0) held from deal_ledger l where agency_id = ? and kind in ('receipt', 'refund') and item = 'reward-offset'",
      ),
      "nothing of it is left on the home",
    ).toEqual([{ held: 0 }]);
    expect(await hadOf(at)).toBeLessThanOrEqual((await earnedOf(at)) ?? 0);
    await expectSound(at);
  });
});
