import { expect, test } from "vitest";
import type { PaymentMethod } from "../../../src/campaigns/catalogue/contract";
import { overdueOf, type Payment } from "../../../src/settlement/supplements/rules";
import { groupFen, regularFen } from "../facts";

const names = { "zh-Hant": "付款方式" };
const lumpSum: PaymentMethod = { code: "lump-sum", names, paidWithinDays: 30 };
const mortgage: PaymentMethod = { code: "mortgage", names };
const methods = [lumpSum, mortgage];
const signed: Payment = {
  state: "signed",
  signedOn: "2008-06-03",
  paymentMethod: "lump-sum",
  payableFen: regularFen,
  contractPriceFen: regularFen,
  confirmedFen: 100_000_00,
};
const proposed = { payBy: "2008-07-03", confirmedFen: 100_000_00, shortFen: regularFen - 100_000_00, proposes: "mortgage" };

test.each<{ why: string; told?: Partial<Payment>; today?: string; from?: PaymentMethod[]; overdue: object | null }>([
  { why: "the thirtieth day itself is in time", today: "2008-07-03", overdue: null },
  { why: "the day after it is not", today: "2008-07-04", overdue: proposed },
  { why: "all of it confirmed", told: { confirmedFen: regularFen }, overdue: null },
  { why: "a fen short", told: { confirmedFen: regularFen - 1 }, overdue: { shortFen: 1, proposes: "mortgage" } },
  { why: "a tier lowered the price: nobody owes the contract's", told: { payableFen: groupFen, confirmedFen: groupFen }, overdue: null },
  { why: "and a fen short of that", told: { payableFen: groupFen, confirmedFen: groupFen - 1 }, overdue: { shortFen: 1 } },
  { why: "more went back than came in", told: { confirmedFen: -5 }, overdue: { confirmedFen: 0, shortFen: regularFen + 5 } },
  { why: "not signed yet", told: { state: "subscribed", signedOn: null, payableFen: null, contractPriceFen: null }, overdue: null },
  { why: "cancelled", told: { state: "cancelled" }, overdue: null },
  { why: "completed", told: { state: "completed" }, overdue: null },
  { why: "a way to pay that leaves no number of days", told: { paymentMethod: "mortgage" }, overdue: null },
  { why: "a method that the campaign has no more", told: { paymentMethod: "gold" }, overdue: null },
  { why: "no plan says a number of days", from: [{ code: "lump-sum", names }, mortgage], overdue: null },
  { why: "no other way without such a day", from: [lumpSum, { ...mortgage, paidWithinDays: 60 }], overdue: { proposes: null } },
  { why: "the first of several", from: [{ code: "loan", names }, lumpSum, mortgage], overdue: { proposes: "loan" } },
])("$why", ({ told = {}, today = "2008-08-01", from = methods, overdue }) => {
  const found = overdueOf({ ...signed, ...told }, from, today);
  if (overdue === null) expect(found).toBeNull();
  else expect(found).toMatchObject(overdue);
});
