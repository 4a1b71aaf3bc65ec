import { describe, expect, test } from "vitest";
import type { ConfirmedSigning, Waiting } from "../../src/settlement/waiting/contract";
import { done, selling, signed, statement } from "../support/deals";
import { as, mintDeveloper, mintMember } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed, queued, reported } from "../support/rewards";
import { code, q, signingsIn } from "../support/signings";
import { expectSound } from "../support/sound";
import { linkTo } from "../support/specials";
import { listFen, regularFen } from "./facts";

const at = await selling();
const { from, takeBack, refuse, unconfirm, shown, home } = signingsIn(at);

describe("finance refuses a signing", () => {
  test("with the reason, several at once together with money; the agency sees it until it is signed again", async () => {
    const here = await selling();
    const [one, two] = [await home("2008-06-03", regularFen, here), await home("2008-06-04", regularFen, here)];
    const entry = await reported(here, one, { item: "deposit", amountFen: 20_000_00 });
    expect((await (await from("manager", here)).post(`${here.path}/refusals`, { deals: [one], entries: [], reason: "x" })).status).toBe(
      403,
    );
    expect(await done(refuse([one, two, one], { entries: [entry] }, here))).toEqual({ deals: 2, entries: 1 });
    const told = { state: "subscribed", signingRefusedWhy: "合同上是七月一日", signingRefusedByName: expect.any(String) };
    expect(await shown(one, here, "consultant")).toMatchObject({ ...told, receivedFen: 0, contractNumber: null, signedByName: null });
    const desk = async () => done((await from("finance", here)).get<Waiting>(`${here.path}/waiting`));
    expect((await desk()).refused.map(({ dealId, why }) => [dealId, why])).toEqual([
      [one, "合同上是七月一日"],
      [two, "合同上是七月一日"],
    ]);
    expect((await statement(here)).countedUnits).toBe(0);
    expect(code(await refuse([one], {}, here)), "once").toBe("already-decided");

    await signed(here, one, "2008-07-01", regularFen);
    expect(await shown(one, here)).toMatchObject({ signingRefusedByName: null, signingRefusedAt: null, signingRefusedWhy: null });
    expect((await desk()).refused.map(({ dealId }) => dealId)).toEqual([two]);
    const { results } = await q("select changes from audit where scope = ? and event = 'money.refused'", here.agency.id).all<{
      changes: string;
    }>();
    expect(results.map(({ changes }) => JSON.parse(changes))).toMatchObject([
      [
        { field: "deals", to: [one, two] },
        { field: "entries", to: [entry] },
        { field: "signedOn", from: "2008-06-03", to: null },
        { field: "contractNumber", to: null },
        { field: "contractPriceFen", from: regularFen, to: null },
        { field: "signedOn", from: "2008-06-04", to: null },
        {},
        {},
        { field: "reason", to: "合同上是七月一日" },
      ],
    ]);
    await expectSound(here);
  });

  test("never who reported it, and nothing of a batch of which one is not waiting", async () => {
    const [one, two] = [await home(), await home()];
    const finance = await at.agency.member("finance");
    await q("update deals set signed_by = ? where agency_id = ? and id = ?", finance.id, at.agency.id, one).run();
    expect(code(await refuse([one]))).toBe("maker-is-checker");
    expect(code(await (await from("finance")).post(`${at.path}/confirmations`, { deals: [one], entries: [] })), "nor confirms it").toBe(
      "maker-is-checker",
    );
    await confirmed(at, [two]);
    const three = await home();
    expect(code(await refuse([three, two]))).toBe("already-decided");
    expect(await shown(three)).toMatchObject({ state: "signed", signingRefusedAt: null });
    expect(code(await refuse([])), "nothing is named").toBe("invalid");
    expect(code(await refuse([three]))).toBe(200);
  });

  test("a signing that was taken back and typed anew since finance looked is neither confirmed nor refused unseen", async () => {
    const id = await home("2008-06-03", regularFen);
    const { version } = await shown(id);
    await done(takeBack(id));
    await signed(at, id, "2008-06-04", listFen);
    const seen = { deals: [id], entries: [], versions: [version] };
    expect(code(await (await from("finance")).post(`${at.path}/confirmations`, seen))).toBe("stale");
    expect(code(await refuse([id], seen))).toBe("stale");
    const now = { ...seen, versions: [(await shown(id)).version] };
    expect(code(await (await from("finance")).post(`${at.path}/confirmations`, now))).toBe(200);
  });

  test("the developer's finance, where one is linked: refuses, and takes its yes back; another developer's sees nothing", async () => {
    const here = await selling();
    const [one, two] = [await home("2008-06-03", regularFen, here), await home("2008-06-04", regularFen, here)];
    const developer = await mintDeveloper();
    await linkTo(here, developer);
    const desk = `/api/v1/developers/${developer.id}/agencies/${here.agency.id}/campaigns/${here.campaignId}`;
    const finance = as(await developer.member("finance"));
    const yesBack = (who: typeof finance, dealId: string) =>
      who.post(`${desk}/deals/${dealId}/signing/confirmation/withdrawal`, { reason: "看錯了一套" });
    expect(code(await refuse([one], {}, here))).toBe("developer-confirms");
    expect(await done(finance.post(`${desk}/refusals`, { deals: [one], entries: [], reason: "不是這個價" }))).toEqual({
      deals: 1,
      entries: 0,
    });
    await queued();
    expect(await shown(one, here)).toMatchObject({ state: "subscribed", signingRefusedWhy: "不是這個價" });
    expect((await q("select state from units where agency_id = ? and deal_id = ?", here.agency.id, one).first())?.state).toBe("subscribed");

    expect(code(await yesBack(finance, two)), "nothing is confirmed").toBe("wrong-state");
    await done(finance.post(`${desk}/confirmations`, { deals: [two], entries: [] }));
    const waiting = async () => {
      const { signings, refused } = await done(finance.get<Waiting>(`${desk}/waiting`));
      const { items } = await done(finance.get<{ items: ConfirmedSigning[] }>(`${desk}/waiting/confirmed`));

      return { signings, refused, confirmed: items };
    };
    expect(await waiting()).toMatchObject({
      signings: [],
      refused: [],
      confirmed: [{ id: two, contractPriceFen: regularFen, buyerName: "陳＊明" }],
    });
    expect(code(await unconfirm(two, here)), "the agency's own finance").toBe("developer-confirms");
    const stranger = as(await (await mintDeveloper()).member("finance"));
    expect(code(await yesBack(stranger, two))).toBe("not-found");
    expect(code(await yesBack(as(await developer.member("marketing")), two))).toBe("not-permitted");
    expect(code(await yesBack(finance, two))).toBe(204);
    expect(await waiting()).toMatchObject({ signings: [{ dealId: two }], confirmed: [] });
    expect(code(await takeBack(two, "consultant", here))).toBe(200);
    await queued();
    await expectSound(here);
  });

  test("what was confirmed is listed, the latest first, page by page, until its deal is done", async () => {
    const here = await selling();
    const ids = await plant(
      here,
      Array.from({ length: 5 }, () => ({})),
    );
    for (const id of ids) await confirmed(here, [id]);
    await q("update deals set signing_confirmed_at = 7 where agency_id = ? and id in (?, ?)", here.agency.id, ids[1], ids[2]).run();
    await q(
      "update deals set state = 'completed', completed_on = '2008-07-01' where agency_id = ? and id = ?",
      here.agency.id,
      ids[4],
    ).run();
    const finance = await from("finance", here);
    const read = (after: string) =>
      done(finance.get<{ items: ConfirmedSigning[]; next: string | null }>(`${here.path}/waiting/confirmed?limit=2${after}`));
    const first = await read("");
    const second = await read(`&after=${first.next}`);
    expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([
      [ids[3], ids[0]],
      [ids[2], ids[1]],
    ]);
    expect(second.next).toBeNull();
  });

  test("no agency's is reached by another's", async () => {
    const [own, other] = [await selling(), await selling()];
    const id = await home("2008-06-03", regularFen, own);
    await confirmed(own, [id]);
    const theirs = await from("finance", other);
    expect(code(await theirs.post(`${other.path}/deals/${id}/signing/confirmation/withdrawal`, { reason: "x" }))).toBe("not-found");
    expect(code(await refuse([id], {}, other))).toBe("already-decided");
    const manager = as(await mintMember(other.agency, "manager"));
    expect(code(await manager.post(`${other.path}/deals/${id}/signing/withdrawal`, { reason: "x" }))).toBe("not-found");
  });
});
