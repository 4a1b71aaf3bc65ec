import { expect, test } from "vitest";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import type { OwnDeal } from "../../../src/settlement/receipts/contract";
import { done, selling, statement } from "../../support/deals";
import { as } from "../../support/kit";
import { groupFen, regularFen } from "../facts";
import { homes, mortgage, supplements } from "./changes";

/** The lines of a home as its statement has them: amount, cause, the cause's day. */
async function linesOf(at: Awaited<ReturnType<typeof selling>>, id: string) {
  const item = (await statement(at)).deals.find(({ deal }) => deal.id === id);
  const lines = (item?.lines ?? []).filter(({ state }) => state !== "withdrawn");
  expect(
    lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    "base and lines make what is payable",
  ).toBe(item?.deal.price?.payableFen);

  return lines.map(({ amountFen, because }) => [amountFen, because?.kind ?? "base", because?.day ?? null]);
}

test("a supplement and the tier each have their line, with their own cause, in the order of their days", async () => {
  const at = await selling();
  const [early, late] = await homes(at, 8, "2008-06-05", regularFen);
  const { record } = await supplements(at);
  await done(record(early as never, mortgage, "2008-06-08", "BC-EARLY"));
  await homes(at, 1, "2008-06-10", groupFen);
  await done(record(late as never, mortgage, "2008-06-20", "BC-LATE"));

  expect(await linesOf(at, late?.id ?? "")).toEqual([
    [regularFen, "base", null],
    [-8_663_20, "reached", "2008-06-10"],
    [4_331_60, "supplement", "2008-06-20"],
  ]);
  expect(await linesOf(at, early?.id ?? "")).toEqual([
    [regularFen, "base", null],
    [4_420_00, "supplement", "2008-06-08"],
    [-8_751_60, "reached", "2008-06-10"],
  ]);
  const { deals } = await statement(at);
  expect(deals.find(({ deal: { id } }) => id === late?.id)?.lines[2]?.because).toMatchObject({
    kind: "supplement",
    change: "payment-method",
    documentNumber: "BC-LATE",
    day: "2008-06-20",
  });
});

test("the buyer's own page names the paper, and the colleague who was the cause of a tier on none", async () => {
  const at = await selling();
  const [home] = await homes(at, 1, "2008-06-05", regularFen);
  const { record } = await supplements(at);
  await done(record(home as never, mortgage, "2008-06-20", "BC-OWN"));
  const staff = as(await at.agency.member("manager"));
  const { receipt } = await done(staff.post<{ receipt: { secret: string } }>(`${at.path}/deals/${home?.id}/receipt`, {}));
  const shown = await done(as(null).post<OwnDeal>("/api/v1/public/receipts/lookup", { secret: receipt.secret }));

  expect(shown.lines.map(({ amountFen, because }) => [amountFen, because])).toEqual([
    [regularFen, null],
    [4_420_00, { kind: "supplement", units: null, supplement: { change: "payment-method", documentNumber: "BC-OWN" }, day: "2008-06-20" }],
  ]);
});

test("a slip of the pen on the contract is put right by its supplement alone", async () => {
  const at = await selling();
  const [home] = await homes(at, 1, "2008-06-05", 10_000_00);
  const { record } = await supplements(at);
  await done(record(home as never, { kind: "price", contractPriceFen: regularFen }, "2008-06-06"));

  expect(await linesOf(at, home?.id ?? "")).toEqual([
    [10_000_00, "base", null],
    [regularFen - 10_000_00, "supplement", "2008-06-06"],
  ]);
});

test("a tier reached on an earlier day and typed later replaces a supplement's line, and its own comes before", async () => {
  const at = await selling();
  const [home] = await homes(at, 8, "2008-06-05", regularFen);
  const { record } = await supplements(at);
  await done(record(home as never, mortgage, "2008-06-20"));
  await homes(at, 1, "2008-06-10", groupFen);

  expect(await linesOf(at, home?.id ?? "")).toEqual([
    [regularFen, "base", null],
    [-8_663_20, "reached", "2008-06-10"],
    [4_331_60, "supplement", "2008-06-20"],
  ]);
});

test("a tier of so many yuan, reached on an earlier day and typed later, stands before the supplement whose line it leaves", async () => {
  const [table] = plan.groupTables;
  const at = await selling({
    terms: { ...plan, groupTables: table ? [{ ...table, tiers: [{ fromUnits: 9, amountFen: 5_000_00 }] }] : [] },
  });
  const [home] = await homes(at, 8, "2008-06-05", regularFen);
  const { record } = await supplements(at);
  await done(record(home as never, mortgage, "2008-06-20"));
  await homes(at, 1, "2008-06-10", regularFen - 5_000_00);

  expect(await linesOf(at, home?.id ?? "")).toEqual([
    [regularFen, "base", null],
    [-5_000_00, "reached", "2008-06-10"],
    [4_420_00, "supplement", "2008-06-20"],
  ]);
});
