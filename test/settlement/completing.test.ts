import { describe, expect, test } from "vitest";
import type { DealDetail } from "../../src/deals/contract";
import { done, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { regularFen } from "./facts";

/** A home signed at the regular price on 06-03. */
async function home(at: Selling): Promise<string> {
  const { id } = await subscribed(at, { unit: 0 });
  await signed(at, id, "2008-06-03", regularFen);

  return id;
}

async function received(at: Selling, deal: string, amountFen: number): Promise<string> {
  const entry = await done(
    as(await at.agency.member("consultant")).post<{ id: string }>(`${at.path}/deals/${deal}/ledger`, {
      kind: "receipt",
      item: "balance",
      amountFen,
      onDay: "2008-06-10",
    }),
  );

  return entry.id;
}

const confirm = async (at: Selling, wanted: { deals: string[]; entries: string[] }) =>
  done(as(await at.agency.member("finance")).post(`${at.path}/confirmations`, wanted));

async function completed(at: Selling, deal: string, completedOn = "2008-07-01") {
  return as(await at.agency.member("manager")).post<DealDetail & { code?: string }>(`${at.path}/deals/${deal}/completion`, { completedOn });
}

describe("a deal is completed", () => {
  test("once all of it is paid and confirmed; it goes on counting and costs what it did", async () => {
    const at = await selling();
    const id = await home(at);
    await confirm(at, { deals: [id], entries: [await received(at, id, regularFen)] });

    expect((await completed(at, id)).body).toMatchObject({ state: "completed", completedOn: "2008-07-01" });
    const { countedUnits, totals } = await statement(at);
    expect(countedUnits).toBe(1);
    expect(totals).toMatchObject({ signed: 1, payableFen: regularFen, owedFen: 0, dueBackFen: 0 });
    expect((await completed(at, id)).body.code).toBe("already-completed");
  });

  test.each<{ why: string; code: string; paidFen: number; confirms: boolean; on?: string }>([
    { why: "a fen is missing", code: "not-paid-up", paidFen: regularFen - 1, confirms: true },
    { why: "nobody has confirmed what came in", code: "not-confirmed", paidFen: regularFen, confirms: false },
    { why: "on a day before it was signed", code: "completed-before-signed", paidFen: regularFen, confirms: true, on: "2008-06-02" },
  ])("not where $why", async ({ code, paidFen, confirms, on }) => {
    const at = await selling();
    const id = await home(at);
    const entry = await received(at, id, paidFen);
    if (confirms) await confirm(at, { deals: [id], entries: [entry] });

    expect((await completed(at, id, on)).body.code).toBe(code);
  });

  test("not before it was signed", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });

    expect((await completed(at, id)).body.code).toBe("not-signed");
  });
});
