import { describe, expect, test } from "vitest";
import type { CampaignDetail } from "../../src/campaigns/contract";
import { cancelled, done, engaged, type Selling, selling, statement } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { queued } from "../support/rewards";
import { code } from "../support/signings";
import { expectSound } from "../support/sound";
import { groupFen, regularFen } from "./facts";

const times = <T>(n: number, value: T): T[] => Array(n).fill(value);
const payables = async (at: Selling) => (await statement(at)).deals.map(({ deal }) => deal.price?.payableFen);

/** Asks for another last day of the campaign, which stands until 07-15. */
async function until(at: Selling, endsOn: string) {
  const manager = as(await at.agency.member("manager"));
  const { version } = await done(manager.get<CampaignDetail>(at.path));

  return manager.patch<CampaignDetail>(at.path, { endsOn }, { ifMatch: version });
}

/** Eight of the window, and a ninth that was subscribed on the day after it. */
const nine = (at: Selling) =>
  plant(at, [...times(8, {}), { subscribedOn: "2008-07-16", signedOn: "2008-07-17", contractPriceFen: groupFen }]);

describe("a campaign that ends on another day", () => {
  test("takes in a home subscribed after its old last day: all prices follow at once", async () => {
    const at = await selling();
    await nine(at);
    expect(await payables(at)).toEqual([...times(8, regularFen), groupFen]);
    await done(until(at, "2008-07-16"));
    await queued();
    await expectSound(at);
    expect(await statement(at)).toMatchObject({ countedUnits: 9, totals: { payableFen: 9 * groupFen, provisionalFen: -69_305_60 } });
  });

  test("leaves those alone in whose group nothing was subscribed in the days that it takes in", async () => {
    const at = await selling();
    await nine(at);
    await payables(at);
    expect((await done(until(at, "2008-07-31"))).endsOn).toBe("2008-07-31");
    const other = await selling();
    await plant(other, times(8, {}));
    await payables(other);
    await done(until(other, "2008-07-31"));
    expect((await statement(other)).isSettling).toBe(false);
    expect([await payables(at), await payables(other)]).toEqual([times(9, groupFen), times(8, regularFen)]);
  });

  test("takes in nothing that would move what is settled, also of another engagement of the group", async () => {
    const at = await selling();
    const { accountId } = (await statement(at)).engagement;
    const branch = await engaged(at, "泉州商會醴陵分會", "chamber", accountId ?? "");
    await plant(at, [...times(8, {}), { engagementId: branch, subscribedOn: "2008-07-16", signedOn: "2008-07-17" }]);
    const manager = as(await at.agency.member("manager"));
    await done(manager.post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }));
    const before = await statement(at);
    expect(code(await until(at, "2008-07-16"))).toBe("engagement-settled");
    await queued();
    expect(await statement(at)).toEqual(before);
  });

  test("keeps every day on which a home was subscribed, also one that was cancelled: its colleagues have the tier that it reached", async () => {
    const at = await selling();
    await plant(at, times(8, {}));
    const [ninth = ""] = await plant(at, [{ subscribedOn: "2008-07-10", signedOn: "2008-07-12", contractPriceFen: groupFen }]);
    expect(await payables(at)).toEqual(times(9, groupFen));
    await cancelled(at, ninth, "2008-07-14");
    expect(code(await until(at, "2008-07-09"))).toBe("subscribed-after-end");
    await queued();
    expect(await payables(at)).toEqual([...times(8, groupFen), 0]);
    expect((await done(until(at, "2008-07-10"))).endsOn).toBe("2008-07-10");
    expect(await payables(at)).toEqual([...times(8, groupFen), 0]);
    await expectSound(at);
  });
});
