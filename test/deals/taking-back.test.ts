import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { DealDetail, LedgerEntry } from "../../src/deals/contract";
import { groupFen, listFen, regularFen } from "../settlement/facts";
import { supplements } from "../settlement/supplements/changes";
import { cancelled, done, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { type Answer, as, mintDeveloper } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed, keyPerson, referred, reported, rewards } from "../support/rewards";
import { expectSound } from "../support/sound";
import { linkTo } from "../support/specials";

type Role = "consultant" | "manager" | "coordinator" | "finance" | "viewer";

let at: Selling;
beforeAll(async () => {
  at = await selling();
  await keyPerson(at);
});

const from = async (role: Role) => as(await at.agency.member(role));
const code = ({ body }: Answer<unknown>) => (body as { code?: string }).code;
const ask = async (dealId: string, line: object, role: Role = "consultant") =>
  (await from(role)).post<LedgerEntry>(`${at.path}/deals/${dealId}/ledger`, {
    kind: "receipt",
    item: "other",
    onDay: "2008-06-15",
    ...line,
  });
const takeBack = async (dealId: string, entryId: string, role: Role = "consultant") =>
  (await from(role)).post<LedgerEntry>(`${at.path}/deals/${dealId}/ledger/${entryId}/withdrawal`, { reason: "記錯了一套" });
const refuse = async (entries: string[], role: Role = "finance") =>
  (await from(role)).post<{ entries: number }>(`${at.path}/refusals`, { entries, reason: "銀行沒有這筆款" });
const money = async (dealId: string) => {
  const { receivedFen, refundedFen, forfeitedFen } = await done((await from("manager")).get<DealDetail>(`${at.path}/deals/${dealId}`));

  return [receivedFen, refundedFen, forfeitedFen];
};

describe("what is due", () => {
  test("adds up to the contract's price at most, before signing to the list price; what was withdrawn is none of it", async () => {
    const { id } = await subscribed(at);
    const due = (amountFen: number) => ask(id, { kind: "due", amountFen, onDay: "2008-07-01" });
    const first = await done(due(listFen));
    expect(code(await due(1)), "a fen above the list").toBe("due-above-price");
    await done(takeBack(id, first.id));
    await signed(at, id, "2008-06-03", regularFen);
    expect(code(await due(regularFen + 1)), "a fen above the contract").toBe("due-above-price");
    await done(due(regularFen - 1));
    await done(due(1));
    expect(code(await due(1))).toBe("due-above-price");
  });

  test("typed before the contract's price was, or another price, is said to be more than that by so much", async () => {
    const { id } = await subscribed(at);
    const above = async () => (await done((await from("viewer")).get<DealDetail>(`${at.path}/deals/${id}`))).dueAboveFen;
    await reported(at, id, { kind: "due", amountFen: regularFen, onDay: "2008-07-01" });
    const rest = await reported(at, id, { kind: "due", item: "balance", amountFen: listFen - regularFen, onDay: "2008-07-01" });
    expect(await above(), "no contract, no price of one").toBe(0);

    expect((await signed(at, id, "2008-06-03", regularFen)).dueAboveFen).toBe(listFen - regularFen);
    await done(takeBack(id, rest));
    expect(await above(), "as much is due as was agreed").toBe(0);
    const { record } = await supplements(at);
    expect((await done(record({ id }, { kind: "price", contractPriceFen: groupFen }, "2008-06-04"))).dueAboveFen).toBe(
      regularFen - groupFen,
    );
    expect((await cancelled(at, id, "2008-06-05")).dueAboveFen, "nothing is due any more").toBe(0);
  });

  test("typed wrongly takes a reward away, and withdrawn gives it back: by who typed it, or a manager", async () => {
    const [referral] = await referred(at, 1);
    const [id = ""] = await plant(at, [{ referral, paidOn: "2008-06-15" }]);
    const earned = async () =>
      (await rewards(at)).entries.filter(({ dealId }) => dealId === id).reduce((sum, { amountFen }) => sum + amountFen, 0);
    expect(await earned()).toBe(1_000_00);
    const wrong = { kind: "due", item: "first-instalment", amountFen: 1, onDay: "2008-07-01" };
    const own = await reported(at, id, wrong);
    expect(await earned(), "a fen more is due than came in").toBe(0);
    expect(code(await takeBack(id, own, "coordinator")), "neither who typed it nor a manager").toBe("not-permitted");
    const withdrawn = await done(takeBack(id, own));
    expect(withdrawn).toMatchObject({ state: "withdrawn", remark: "記錯了一套", amountFen: 1, isOwn: true });
    expect(withdrawn.decidedAt).not.toBeNull();
    expect(await earned()).toBe(1_000_00);
    expect(code(await takeBack(id, own)), "once").toBe("already-decided");
    await done(takeBack(id, await reported(at, id, wrong), "manager"));
    const { items } = await done((await from("finance")).get<{ items: LedgerEntry[] }>(`${at.path}/deals/${id}/ledger`));
    expect(
      items.filter(({ state }) => state === "withdrawn"),
      "they stay in sight",
    ).toHaveLength(2);
  });

  test("nobody has said: the first instalment is paid once all of the contract's price has come in", async () => {
    const [referral] = await referred(at, 1);
    const { id } = await subscribed(at, { referralId: referral?.id, buyerId: referral?.personId });
    await signed(at, id, "2008-06-03", groupFen);
    await confirmed(at, [id], [await reported(at, id, { amountFen: groupFen - 1 })]);
    const accrued = async () => (await rewards(at)).entries.filter(({ dealId }) => dealId === id).length;
    expect(await accrued(), "a fen short").toBe(0);
    await confirmed(at, [], [await reported(at, id, { item: "other", amountFen: 1 })]);
    expect(await accrued()).toBe(1);
  });

  test.each(["first-instalment", "mortgage", "balance"])(
    "%s: none comes in before the day of subscription, which a deposit may",
    async (item) => {
      const { id } = await subscribed(at);
      const early = await ask(id, { item, amountFen: 1, onDay: "2008-05-31" });
      expect((early.body as unknown as { errors: object[] }).errors).toEqual([
        expect.objectContaining({ pointer: "/onDay", code: "before-subscription" }),
      ]);
      await done(ask(id, { item, amountFen: 1, onDay: "2008-06-01" }));
      await done(ask(id, { item: "deposit", amountFen: 1, onDay: "2008-05-31" }));
    },
  );
});

describe("money that was reported wrongly", () => {
  test("is withdrawn by who reported it, before finance has decided", async () => {
    const { id } = await subscribed(at);
    const { id: entry } = await done(ask(id, { amountFen: 20_000_00 }));
    expect(code(await takeBack(id, entry, "manager")), "another's, for all that they lead").toBe("not-permitted");
    await done(takeBack(id, entry));
    expect(await money(id)).toEqual([0, 0, 0]);
    expect(code(await refuse([entry]))).toBe("already-decided");
    const { id: seen } = await done(ask(id, { amountFen: 20_000_00 }));
    await confirmed(at, [], [seen]);
    expect(code(await takeBack(id, seen)), "finance has seen it").toBe("already-decided");
    expect(await money(id)).toEqual([20_000_00, 0, 0]);
  });

  test("is refused by finance with the reason, a receipt, a refund and what was kept at once", async () => {
    const { id } = await subscribed(at);
    const { id: receipt } = await done(ask(id, { amountFen: 20_000_00 }));
    const { id: refund } = await done(ask(id, { kind: "refund", amountFen: 5_000_00 }));
    const { id: forfeit } = await done(ask(id, { kind: "forfeit", amountFen: 15_000_00 }));
    expect((await refuse([receipt], "manager")).status).toBe(403);
    expect(code(await refuse([receipt])), "what went back would not have come in").toBe("refund-above-receipts");
    expect(code(await takeBack(id, receipt))).toBe("refund-above-receipts");
    expect(await done(refuse([forfeit, receipt, refund, refund]))).toEqual({ deals: 0, entries: 3 });
    expect(await money(id)).toEqual([0, 0, 0]);
    const kept = await done((await from("manager")).get<LedgerEntry>(`${at.path}/deals/${id}/ledger/${receipt}`));
    expect(kept).toMatchObject({ state: "refused", remark: "銀行沒有這筆款", isOwn: false });
    expect(code(await refuse([receipt])), "once").toBe("already-decided");
  });

  test("a refund goes only while what then has come in is within the price", async () => {
    const { id } = await subscribed(at);
    await done(ask(id, { amountFen: listFen }));
    const { id: refund } = await done(ask(id, { kind: "refund", amountFen: 100 }));
    const { id: fen } = await done(ask(id, { amountFen: 1 }));
    expect(code(await refuse([refund])), "a fen above the price").toBe("receipt-above-price");
    expect(await done(refuse([refund, fen])), "without that fen").toEqual({ deals: 0, entries: 2 });
    expect(await money(id)).toEqual([listFen, 0, 0]);
  });

  test("of a cancelled deal: what was kept by mistake", async () => {
    const { id } = await subscribed(at);
    await done(ask(id, { amountFen: 20_000_00 }));
    await cancelled(at, id, "2008-06-20", 20_000_00);
    const { items } = await done((await from("manager")).get<{ items: LedgerEntry[] }>(`${at.path}/deals/${id}/ledger`));
    await done(refuse([items.at(-1)?.id ?? ""]));
    expect(await money(id)).toEqual([20_000_00, 0, 0]);
    await expectSound(at);
  });

  test("is refused by the developer's finance where one is linked, who sees no other agency's; never by who reported it", async () => {
    const own = await selling();
    const { id } = await subscribed(own);
    const entry = await reported(own, id, { item: "other", amountFen: 20_000_00 });
    const finance = await own.agency.member("finance");
    const shard = env[own.agency.shard as "SHARD_1"];
    const reportedBy = (who: string) =>
      shard.prepare("update deal_ledger set reported_by = ? where agency_id = ? and id = ?").bind(who, own.agency.id, entry).run();
    const refusal = { entries: [entry], reason: "銀行沒有這筆款" };
    await reportedBy(finance.id);
    expect(code(await as(finance).post(`${own.path}/refusals`, refusal))).toBe("maker-is-checker");
    await reportedBy("somebody");

    const developer = await mintDeveloper();
    await linkTo(own, developer);
    expect(code(await as(finance).post(`${own.path}/refusals`, refusal))).toBe("developer-confirms");
    const desk = (agency: string, campaign: string) =>
      `/api/v1/developers/${developer.id}/agencies/${agency}/campaigns/${campaign}/refusals`;
    const theirs = as(await developer.member("finance"));
    expect((await theirs.post(desk(at.agency.id, at.campaignId), refusal)).status).toBe(404);
    expect(await done(theirs.post(desk(own.agency.id, own.campaignId), refusal))).toEqual({ deals: 0, entries: 1 });
    const { receivedFen } = await done(as(await own.agency.member("manager")).get<DealDetail>(`${own.path}/deals/${id}`));
    expect(receivedFen).toBe(0);
  });

  test("until finance has confirmed, it is said how much of what was received that is", async () => {
    const { id } = await subscribed(at);
    const { id: entry } = await done(ask(id, { amountFen: 20_000_00 }));
    await done(ask(id, { amountFen: 1_00 }));
    const shown = async () => done((await from("manager")).get<DealDetail>(`${at.path}/deals/${id}`));
    expect(await shown()).toMatchObject({ receivedFen: 20_001_00, unconfirmedFen: 20_001_00 });
    await confirmed(at, [], [entry]);
    expect(await shown()).toMatchObject({ receivedFen: 20_001_00, unconfirmedFen: 1_00 });
    const { deals } = await statement(at);
    expect(deals.find(({ deal }) => deal.id === id)).toMatchObject({ receivedFen: 20_001_00, unconfirmedFen: 1_00 });
  });
});
