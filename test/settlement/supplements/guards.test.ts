import { beforeAll, describe, expect, test } from "vitest";
import type { Deal, Proof } from "../../../src/deals/contract";
import type { SupplementChange } from "../../../src/settlement/supplements/contract";
import { done, type Selling, selling, signed, statement, subscribed } from "../../support/deals";
import { as } from "../../support/kit";
import { listFen, regularFen } from "../facts";
import { homes, supplements } from "./changes";

let at: Selling;
let deals: Deal[];
beforeAll(async () => {
  at = await selling();
  deals = await homes(at, 8, "2008-06-05", regularFen);
});

const of = (index: number) => deals[index] as Deal;
const price = (contractPriceFen: number): SupplementChange => ({ kind: "price", contractPriceFen });
const measured = (areaCentiSqm: number, listPriceFen: number): SupplementChange => ({
  kind: "measured-area",
  areaCentiSqm,
  listPriceFen,
  contractPriceFen: 380_000_00,
});

describe("what recording refuses, asking refuses with the same code", () => {
  test.each<{ why: string; change: () => SupplementChange; signedOn?: string; code: string | null }>([
    { why: "the price that the contract has", change: () => price(regularFen), code: "supplement-changes-nothing" },
    { why: "a fen less", change: () => price(regularFen - 1), code: null },
    { why: "a price at the list", change: () => price(listFen), code: null },
    { why: "a fen above the list", change: () => price(listFen + 1), code: "contract-above-list" },
    {
      why: "the payment method that it has",
      change: () => ({ ...price(regularFen), kind: "payment-method", paymentMethod: "lump-sum" }) as never,
      code: "supplement-changes-nothing",
    },
    {
      why: "another one",
      change: () => ({ ...price(regularFen), kind: "payment-method", paymentMethod: "mortgage" }) as never,
      code: null,
    },
    {
      why: "the engagement that it is in",
      change: () => ({ kind: "engagement", engagementId: at.engagementId }),
      code: "supplement-changes-nothing",
    },
    { why: "0.12 ㎡", change: () => measured(12, 442_000_00), code: "measured-area-implausible" },
    { why: "a tenth less than the contract's area", change: () => measured(11_700, 397_800_00), code: null },
    { why: "more than a tenth less", change: () => measured(11_699, 397_766_00), code: "measured-area-implausible" },
    { why: "a tenth more", change: () => measured(14_300, 486_200_00), code: null },
    { why: "more than a tenth more", change: () => measured(14_301, 486_234_00), code: "measured-area-implausible" },
    { why: "a list price of 999,999,999.99", change: () => measured(13_100, 999_999_999_99), code: "measured-price-implausible" },
    { why: "a tenth above the price per ㎡", change: () => measured(13_000, 486_200_00), code: null },
    { why: "more than a tenth above it", change: () => measured(13_000, 486_200_01), code: "measured-price-implausible" },
    { why: "the area and the list price that it has", change: () => measured(13_000, 442_000_00), code: "supplement-changes-nothing" },
    { why: "the day of the contract", change: () => price(430_000_00), signedOn: "2008-06-05", code: null },
    { why: "the day before", change: () => price(430_000_00), signedOn: "2008-06-04", code: "supplement-too-early" },
    {
      why: "a home that another has",
      change: () => ({ kind: "unit", unitId: of(1).unitId, contractPriceFen: regularFen }),
      code: "unit-taken",
    },
  ])("$why", async ({ change, signedOn = "2008-06-20", code }) => {
    const { ask, record } = await supplements(at);
    const asked = await ask(of(0), change(), signedOn);
    if (code === null) return expect(asked.status).toBe(200);

    expect(asked).toMatchObject({ status: 409, body: { code } });
    expect(await record(of(0), change(), signedOn)).toMatchObject({ status: 409, body: { code } });
  });

  test.each<{ pointer: string; change: SupplementChange }>([
    { pointer: "/change/engagementId", change: { kind: "engagement", engagementId: "nobody" } },
    { pointer: "/change/paymentMethod", change: { kind: "payment-method", paymentMethod: "barter", contractPriceFen: regularFen } },
  ])("what is not there is said at $pointer", async ({ pointer, change }) => {
    const { ask, record } = await supplements(at);
    const answer = { status: 422, body: { code: "invalid", errors: [{ pointer, code: "unknown" }] } };

    expect(await ask(of(0), change, "2008-06-20")).toMatchObject(answer);
    expect(await record(of(0), change, "2008-06-20")).toMatchObject(answer);
  });
});

test("one paper changes one contract, in several ways if it says so", async () => {
  const { record } = await supplements(at);
  await done(record(of(1), price(430_000_00), "2008-06-20", "BC-SAME"));
  await done(record(of(1), measured(13_100, 445_400_00), "2008-06-20", "BC-SAME"));

  expect(await record(of(2), price(430_000_00), "2008-06-20", "BC-SAME")).toMatchObject({
    status: 409,
    body: { code: "document-number-taken" },
  });
});

test("the supplements of a home are recorded in the order of their days", async () => {
  const { ask, record } = await supplements(at);
  await done(record(of(3), price(430_000_00), "2008-06-20"));

  expect(await ask(of(3), price(429_000_00), "2008-06-19")).toMatchObject({ body: { code: "supplement-out-of-order" } });
  expect(await record(of(3), price(429_000_00), "2008-06-19")).toMatchObject({ status: 409, body: { code: "supplement-out-of-order" } });
  await done(record(of(3), price(429_000_00), "2008-06-20"));
});

describe("an outsider's name", () => {
  const proofsOf = async ({ id }: Deal) =>
    (await done(as(await at.agency.member("manager")).get<{ items: Proof[] }>(`${at.path}/deals/${id}/proofs`))).items;

  test("leaves what proved it of the old buyer as it was decided; it proves nothing of the new one, who may prove it anew", async () => {
    const { record } = await supplements(at);
    const buyers = [{ personId: of(5).parties[0]?.personId ?? "", shareBps: 10_000 }];
    const [before] = await proofsOf(of(4));
    const counted = (await statement(at)).countedUnits;
    const after = await done(record(of(4), { kind: "name", isFamily: false, buyers }, "2008-06-20"));
    const [proof] = await proofsOf(of(4));

    expect(proof).toEqual({ ...before, supersededOn: "2008-06-20", version: (before?.version ?? 0) + 1 });
    expect(proof).toMatchObject({ outcome: "accepted", remark: null });
    expect(after.price).toMatchObject({ standing: "alone", why: "membership-not-checked" });
    expect((await statement(at)).countedUnits).toBe(counted - 1);

    const consultant = as(await at.agency.member("consultant"));
    const anew = await done(consultant.post<Proof>(`${at.path}/deals/${of(4).id}/proofs`, { kind: "chamber-roll" }));
    const manager = as(await at.agency.member("manager"));
    await done(manager.post(`${at.path}/deals/${of(4).id}/proofs/${anew.id}/decision`, { outcome: "accepted" }));
    expect((await statement(at)).countedUnits).toBe(counted);
  });

  test("family keeps the proof in force", async () => {
    const { record } = await supplements(at);
    const buyers = [{ personId: of(4).parties[0]?.personId ?? "", shareBps: 10_000 }];
    const after = await done(record(of(6), { kind: "name", isFamily: true, buyers }, "2008-06-20"));

    expect(after.price?.standing).toBe("counted");
    expect(await proofsOf(of(6))).toMatchObject([{ outcome: "accepted", supersededOn: null }]);
  });
});

test("a deal says that its proof had expired, until another one waits", async () => {
  const deal = await subscribed(at, { isMember: false, subscribedOn: "2008-06-03" });
  const consultant = as(await at.agency.member("consultant"));
  const handIn = (expiresOn: string) => done(consultant.post(`${at.path}/deals/${deal.id}/proofs`, { kind: "work-permit", expiresOn }));
  const why = async () => (await done(consultant.get<Deal>(`${at.path}/deals/${deal.id}`))).price?.why;
  await signed(at, deal.id, "2008-06-05", regularFen);
  expect(await why()).toBe("membership-not-checked");

  await handIn("2008-06-02");
  expect(await why()).toBe("proof-expired");
  await handIn("2008-06-03");
  expect(await why()).toBe("membership-not-checked");
});

describe("a proof that runs out", () => {
  const decided = async (expiresOn: string, outcome: "accepted" | "refused") => {
    const deal = await subscribed(at, { isMember: false, subscribedOn: "2008-06-03" });
    const consultant = as(await at.agency.member("consultant"));
    const proof = await done(consultant.post<Proof>(`${at.path}/deals/${deal.id}/proofs`, { kind: "work-permit", expiresOn }));
    const manager = as(await at.agency.member("manager"));

    return manager.post(`${at.path}/deals/${deal.id}/proofs/${proof.id}/decision`, {
      outcome,
      ...(outcome === "refused" && { remark: "過期" }),
    });
  };

  test.each([
    { expiresOn: "2008-06-02", outcome: "accepted", status: 409, why: "before the day of subscription it is no proof" },
    { expiresOn: "2008-06-02", outcome: "refused", status: 200, why: "it may be refused" },
    { expiresOn: "2008-06-03", outcome: "accepted", status: 200, why: "on that day it still is, whenever the contract is signed" },
  ] as const)("$expiresOn, $outcome: $why", async ({ expiresOn, outcome, status }) => {
    const answer = await decided(expiresOn, outcome);

    expect(answer.status).toBe(status);
    if (outcome === "refused") expect(answer).toMatchObject({ body: { price: { why: "not-signed" } } });
    if (status === 409) expect(answer).toMatchObject({ body: { code: "proof-expired" } });
  });
});
