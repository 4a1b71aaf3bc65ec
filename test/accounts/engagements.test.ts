import { describe, expect, test } from "vitest";
import type { Engagement, KeyPersonTrail } from "../../src/accounts/engagements/contract";
import type { PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { groupFen, regularFen } from "../settlement/facts";
import { done, type Selling, selling, statement } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { contact } from "../support/rewards";

/** Schools get the tier from two homes, everybody else from nine. */
const schoolsFromTwo: PolicyTerms = {
  ...plan,
  groupTables: [
    { id: "schools", categories: ["school"], tiers: [{ fromUnits: 2, payableBps: 9800 }] },
    ...plan.groupTables.map((table) => ({ ...table, categories: table.categories.filter((code) => code !== "school") })),
  ],
};
const address = (at: Selling) => `${at.path}/engagements/${at.engagementId}`;
const payables = async (at: Selling) => (await statement(at)).deals.map(({ deal }) => deal.price?.payableFen);

describe("the category of an engagement", () => {
  test("corrected, its homes are priced by the right table, and back again", async () => {
    const at = await selling({ terms: schoolsFromTwo });
    await plant(at, [{}, {}]);
    const manager = as(await at.agency.member("manager"));
    expect(await payables(at)).toEqual([regularFen, regularFen]);

    const school = await done(manager.patch<Engagement>(address(at), { category: "school" }, { ifMatch: 1 }));
    expect(school).toMatchObject({ category: "school", version: 2 });
    expect(await payables(at)).toEqual([groupFen, groupFen]);
    expect((await manager.patch(address(at), { category: "bank" }, { ifMatch: 1 })).status, "by an old version").toBe(412);
    await done(manager.patch(address(at), { category: "chamber" }, { ifMatch: 2 }));
    expect(await payables(at)).toEqual([regularFen, regularFen]);
  });

  test("stays once it is settled, is one of the campaign's, and a manager's to correct", async () => {
    const at = await selling();
    const manager = as(await at.agency.member("manager"));
    const consultant = as(await at.agency.member("consultant"));
    expect((await manager.patch(address(at), { category: "club" }, { ifMatch: 1 })).body).toMatchObject({
      errors: [{ pointer: "/category", code: "unknown-code" }],
    });
    expect((await consultant.patch(address(at), { category: "school" }, { ifMatch: 1 })).status).toBe(403);
    const { version } = await done(manager.get<Engagement>(address(at)));
    await done(manager.post(`${address(at)}/settlement`, { settledOn: "2008-07-22" }));
    expect((await manager.patch(address(at), { category: "school" }, { ifMatch: version + 1 })).body).toMatchObject({
      code: "engagement-settled",
    });
  });
});

describe("a first visit that was mistyped", () => {
  test("is taken back while nobody has confirmed it, and reported again", async () => {
    const at = await selling();
    const consultant = as(await at.agency.member("consultant"));
    const manager = as(await at.agency.member("manager"));
    const { contactId } = await contact(at, "林會長", at.engagementId);
    const visit = `${address(at)}/first-visit`;
    await done(consultant.post(visit, { contactId, visitedOn: "2008-05-16" }));

    expect((await done(consultant.post<KeyPersonTrail>(`${visit}/withdrawal`, { reason: "日子登錯" }))).firstVisit).toBeNull();
    expect((await consultant.post(`${visit}/withdrawal`, { reason: "日子登錯" })).status).toBe(404);
    const again = await done(consultant.post<KeyPersonTrail>(visit, { contactId, visitedOn: "2008-05-17" }));
    expect(again.firstVisit).toMatchObject({ visitedOn: "2008-05-17" });

    await done(manager.post(`${visit}/confirmation`, {}));
    expect((await consultant.post(`${visit}/withdrawal`, { reason: "日子登錯" })).body).toMatchObject({ code: "already-decided" });
  });
});
