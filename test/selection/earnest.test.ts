import { describe, expect, test } from "vitest";
import type { EarnestDeposit } from "../../src/selection/contract";
import { type Stage, upload, uploadByDeveloper } from "../support/campaigns";
import { done, today } from "../support/deals";
import { type Answer, as, mintDeveloper } from "../support/kit";
import { holdUntilAllThere } from "../support/race";
import { registered, stage, stateOf } from "./registered";

const paid = { amountFen: 20_000_00, paidOn: "2008-06-02", documentNumber: "CY-0001" };

const asRole = async (at: Stage, role: Parameters<Stage["agency"]["member"]>[0]) => as(await at.agency.member(role));

/** Reported by the consultant. */
async function reported(at: Stage, leadId: string, told: object = {}): Promise<Answer<EarnestDeposit>> {
  return (await asRole(at, "consultant")).post<EarnestDeposit>(`${at.path}/leads/${leadId}/earnest-deposits`, { ...paid, ...told });
}

const act = async (at: Stage, role: Parameters<Stage["agency"]["member"]>[0], deposit: string, step: string, body: object = {}) =>
  (await asRole(at, role)).post<EarnestDeposit & { code?: string; errors?: object[] }>(
    `${at.path}/earnest-deposits/${deposit}/${step}`,
    body,
  );

describe("a lead is sincere as long as earnest money of theirs stands", () => {
  test("reported alone is nothing yet; confirmed it is; asked back it still is; given back it is no more", async () => {
    const at = await stage();
    const lead = await registered(at);
    const { id } = await done(reported(at, lead));
    expect(await stateOf(at, lead)).toEqual({ state: "registered", counted: { registered: 1 } });

    const confirmed = await done(act(at, "finance", id, "confirmation"));
    expect(confirmed).toMatchObject({ state: "confirmed", leadName: "施＊英", version: 2 });
    expect(await stateOf(at, lead)).toEqual({ state: "sincere", counted: { sincere: 1 } });

    await done(act(at, "consultant", id, "refund-request", { reason: "家人不同意" }));
    expect((await stateOf(at, lead)).state, "the money is still there").toBe("sincere");

    const refund = { refundedOn: "2008-06-05", documentNumber: "TK-0001", documentId: await upload(at, "finance", "deal-document") };
    expect(await done(act(at, "finance", id, "refund", refund))).toMatchObject({
      state: "refunded",
      refundDocumentNumber: "TK-0001",
      refundDocument: { name: "批覆.pdf" },
    });
    expect(await stateOf(at, lead)).toEqual({ state: "contacted", counted: { contacted: 1 } });
  });

  test("two deposits: one given back leaves them sincere by the other", async () => {
    const at = await stage();
    const lead = await registered(at);
    const [first, second] = [await done(reported(at, lead)), await done(reported(at, lead, { documentNumber: "CY-0002" }))];
    for (const { id } of [first, second]) await done(act(at, "finance", id, "confirmation"));
    await done(act(at, "consultant", first.id, "refund-request", { reason: "只留一套" }));
    await done(act(at, "finance", first.id, "refund", { refundedOn: "2008-06-05", documentNumber: "TK-1" }));

    expect((await stateOf(at, lead)).state).toBe("sincere");
  });

  test("what is kept after all stands, and may be asked back again", async () => {
    const at = await stage();
    const lead = await registered(at);
    const { id } = await done(reported(at, lead));
    await done(act(at, "finance", id, "confirmation"));
    await done(act(at, "consultant", id, "refund-request", { reason: "再想想" }));
    expect(await done(act(at, "manager", id, "keeping"))).toMatchObject({
      state: "confirmed",
      refundBecause: null,
      refundAskedByName: null,
    });
    expect(await done(act(at, "consultant", id, "refund-request", { reason: "還是退" }))).toMatchObject({ state: "refunding" });
  });
});

describe("who may, and when", () => {
  test("finance alone decides, once, and never where it reported itself", async () => {
    const at = await stage();
    const { id } = await done(reported(at, await registered(at)));
    expect((await act(at, "manager", id, "confirmation")).status).toBe(403);
    await done(act(at, "finance", id, "confirmation"));
    expect((await act(at, "finance", id, "refusal", { reason: "x" })).body.code).toBe("already-decided");
    expect((await act(at, "consultant", id, "withdrawal", { reason: "x" })).body.code).toBe("already-decided");
  });

  test("a mistake is taken back by who reported it alone, and its number may be used again", async () => {
    const at = await stage();
    const lead = await registered(at);
    const { id } = await done(reported(at, lead));
    expect((await act(at, "manager", id, "withdrawal", { reason: "打錯" })).status).toBe(403);
    expect(await done(act(at, "consultant", id, "withdrawal", { reason: "打錯" }))).toMatchObject({ state: "withdrawn" });
    expect((await reported(at, lead)).status).toBe(201);
  });

  test("one document is one deposit: a number that stands, in any lead of the campaign, is refused", async () => {
    const at = await stage();
    await done(reported(at, await registered(at)));
    const again = await reported(at, await registered(at, "曾小民"));
    expect([again.status, (again.body as { code?: string }).code]).toEqual([409, "earnest-document-taken"]);
  });

  test("refused money says why, and makes nobody sincere", async () => {
    const at = await stage();
    const lead = await registered(at);
    const { id } = await done(reported(at, lead));
    expect(await done(act(at, "finance", id, "refusal", { reason: "賬上未見" }))).toMatchObject({
      state: "refused",
      refusedBecause: "賬上未見",
    });
    expect((await stateOf(at, lead)).state).toBe("registered");
  });

  test.each([
    { told: { paidOn: today(1) }, pointer: "/paidOn", code: "in-future", why: "a day that is yet to come" },
    { told: { amountFen: 0 }, pointer: "/amountFen", code: "too-small", why: "nothing is no money" },
    { told: { documentId: "nobody's" }, pointer: "/documentId", code: "unknown", why: "a file that is not there" },
  ])("refused at $pointer: $why", async ({ told, pointer, code }) => {
    const at = await stage();
    const refused = await reported(at, await registered(at), told);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
  });

  test("a day further back than the campaign allows needs a manager and a reason", async () => {
    const at = await stage({ backdateDays: 3 });
    const lead = await registered(at);
    const address = `${at.path}/leads/${lead}/earnest-deposits`;
    const late = { ...paid, paidOn: today(-4), reason: "財務休假，今日補記" };
    expect((await reported(at, lead, { ...late, paidOn: today(-3), documentNumber: "CY-3" })).status, "the third day back is in time").toBe(
      201,
    );
    expect((await reported(at, lead, late)).body).toMatchObject({ code: "backdated" });
    const manager = await asRole(at, "manager");
    expect((await manager.post(address, { ...late, reason: undefined })).body).toMatchObject({ code: "backdated" });
    expect((await manager.post(address, late)).status).toBe(201);
  });

  test("given back not before it was paid", async () => {
    const at = await stage();
    const { id } = await done(reported(at, await registered(at)));
    await done(act(at, "finance", id, "confirmation"));
    await done(act(at, "consultant", id, "refund-request", { reason: "x" }));
    const early = await act(at, "finance", id, "refund", { refundedOn: "2008-06-01", documentNumber: "TK" });
    expect(early).toMatchObject({ status: 422, body: { errors: [{ pointer: "/refundedOn", code: "before-paid" }] } });
  });
});

describe("where a developer is linked", () => {
  test("its finance confirms and gives back, seeing a masked name; the agency's own does not", async () => {
    const developer = await mintDeveloper();
    const at = await stage({ developer });
    const lead = await registered(at);
    const { id } = await done(reported(at, lead));
    expect((await act(at, "finance", id, "confirmation")).body.code).toBe("developer-confirms");

    const theirs = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/campaigns/${at.campaignId}/earnest-deposits`;
    const finance = as(await developer.member("finance"));
    const listed = await done(finance.get<{ items: EarnestDeposit[] }>(`${theirs}?state=reported`));
    expect(listed.items).toMatchObject([{ id, leadName: "施＊英", amountFen: paid.amountFen }]);
    expect(JSON.stringify(listed), "no whole name").not.toContain("施小英");

    await done(finance.post(`${theirs}/${id}/confirmation`, {}));
    expect((await stateOf(at, lead)).state).toBe("sincere");
    await done(act(at, "consultant", id, "refund-request", { reason: "x" }));
    const documentId = await uploadByDeveloper(at, developer);
    await done(finance.post(`${theirs}/${id}/refund`, { refundedOn: "2008-06-06", documentNumber: "TK-9", documentId }));
    expect((await stateOf(at, lead)).state).toBe("contacted");
  });
});

describe("at the same moment", () => {
  test("confirmed and refused by two of finance: one of them is told that it is decided", async () => {
    const at = await stage();
    const lead = await registered(at);
    const { id } = await done(reported(at, lead));
    const release = holdUntilAllThere(/update "earnest_deposits"/, 2);
    const answers = await Promise.all([act(at, "finance", id, "confirmation"), act(at, "finance", id, "refusal", { reason: "x" })]);
    release();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200)?.body.state;
    expect((await stateOf(at, lead)).state).toBe(won === "confirmed" ? "sincere" : "registered");
  });

  test("twenty reports of one document: one stands", async () => {
    const at = await stage();
    const leads = [await registered(at), ...(await Promise.all(Array.from({ length: 19 }, () => registered(at))))];
    const answers = await Promise.all(leads.map((lead) => reported(at, lead)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(
      answers.filter(({ status, body }) => status === 409 && (body as { code?: string }).code === "earnest-document-taken"),
    ).toHaveLength(19);
  });
});
