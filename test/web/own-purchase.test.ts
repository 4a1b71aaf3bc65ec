import { describe, expect, test } from "vitest";
import type { Offer } from "../../web/src/api/offers";
import type { OwnDeal } from "../../web/src/api/receipts";
import type { StatementDeal } from "../../web/src/api/statement";
import { standingWords as onOffer } from "../../web/src/features/offers/words";
import { standingWords as onReceipt } from "../../web/src/features/receipts/words";
import { causesOf } from "../../web/src/features/statement/causes";
import { tierOf } from "../../web/src/features/statement/reading";
import { wordsIn } from "./words";

const t = wordsIn("zh-Hant", "deals", "offers", "receipts", "statement");
const own = { fromUnits: 1, payableBps: 9900, amountFen: null, source: "own-purchase" } as const;
const group = { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" } as const;

test.each([
  { tier: own, offer: "連您這一套，泉州商會現計 8 套，您享自購優惠 9.9折。", receipt: "泉州商會現有 8 套計入團購，您享自購優惠 9.9折。" },
  { tier: group, offer: "連您這一套，泉州商會現計 8 套，團購 9.8折。", receipt: "泉州商會現有 8 套計入團購，達到 9.8折。" },
])("a paper and a page say whose tier it is: $tier.source", ({ tier, offer, receipt }) => {
  expect(onOffer(t, "zh-Hant", { counts: true, units: 8, tier } as Offer, "泉州商會")).toBe(offer);
  const deal = { countedUnits: 8, tier, state: "signed", counts: true, accountName: "泉州商會" } as OwnDeal;
  expect(onReceipt(t, "zh-Hant", deal)).toBe(receipt);
});

describe("on a statement", () => {
  const reached = (units: number, day: string, dealId: string) => ({ kind: "reached", units, day, dealId }) as const;
  const home = (id: string, price: object, lines: object[]) =>
    ({
      deal: { id, building: "1棟", unitNumber: id, state: "signed", signedOn: "2008-06-03", cancelledOn: null, price },
      lines,
    }) as StatementDeal;
  const base = { id: "1", kind: "base", amountFen: 428_828_40, state: "final", because: null, postedOn: "2008-06-03" };
  const colleague = home("0902", { standing: "counted", tier: null, because: null }, []);

  test("signed with its own tier at once", () => {
    const first = home("0901", { standing: "counted", tier: own, because: reached(1, "2008-06-03", "0901") }, [base]);

    expect(causesOf(t, "zh-Hant", first, [first, colleague]).map(({ words }) => words)).toEqual(["簽約，享自購優惠 9.9折"]);
  });

  test("a threshold of its own is nobody else's, nor the group's", () => {
    const because = reached(5, "2008-06-03", "0902");
    const fifth = { id: "2", kind: "adjustment", amountFen: -8_663_20, state: "final", because, postedOn: "2008-06-20" };
    const moved = home("0901", { standing: "counted", tier: { ...own, fromUnits: 5, payableBps: 9700 }, because }, [fifth]);

    expect(causesOf(t, "zh-Hant", moved, [moved, colleague]).map(({ words }) => words)).toEqual([
      "1棟 0902 簽約，全單位滿 5 套，自購優惠改按 9.7折",
    ]);
    expect(tierOf({ deals: [moved, colleague] })).toBeNull();
  });
});
