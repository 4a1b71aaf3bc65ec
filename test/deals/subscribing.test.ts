import { describe, expect, test } from "vitest";
import type { DealDetail } from "../../src/deals/contract";
import { between } from "../support/between";
import { done, selling } from "../support/deals";
import { as } from "../support/kit";
import { keyPerson } from "../support/rewards";
import { code } from "../support/signings";

describe("between what a subscription reads and writes", () => {
  const body = (engagementId: string, unitId: string | undefined, person: object) => ({
    engagementId,
    unitId,
    paymentMethod: "lump-sum",
    buyers: [{ person, shareBps: 10_000 }],
    subscribedOn: "2008-06-01",
  });

  test("the engagement's category is corrected: the home has the corrected one, as all its other homes", async () => {
    const at = await selling();
    const manager = as(await at.agency.member("manager"));
    const consultant = as(await at.agency.member("consultant"));
    const engagement = `${at.path}/engagements/${at.engagementId}`;
    const home = await between(
      /insert into "?deals"?/,
      () => done(manager.patch(engagement, { category: "market" }, { ifMatch: 1 })),
      () => done(consultant.post<DealDetail>(`${at.path}/deals`, body(at.engagementId, at.units[0], { name: "陳大明" }))),
    );

    expect(home.category).toBe("market");
  });

  test("a buyer is erased: nobody buys who is nobody any more, nor is recommended", async () => {
    const at = await selling();
    const { personId: keyPersonId } = await keyPerson(at);
    const consultant = as(await at.agency.member("consultant"));
    const owner = as(await at.agency.member("owner"));
    const people = `/api/v1/agencies/${at.agency.id}/people`;
    const somebody = async () => (await done(consultant.post<{ id: string }>(people, { name: "周先生" }))).id;
    const erasing = (id: string) => () => done(owner.call("POST", `${people}/${id}/erasure`, undefined, { ifMatch: 1 }));
    const [buyer, named] = [await somebody(), await somebody()];
    const bought = await between(/insert into "?deals"?/, erasing(buyer), () =>
      consultant.post(`${at.path}/deals`, body(at.engagementId, at.units[1], { id: buyer })),
    );
    const recommended = await between(/insert into "?referrals"?/, erasing(named), () =>
      consultant.post(`${at.path}/engagements/${at.engagementId}/referrals`, {
        referredOn: "2008-05-20",
        evidence: "roster",
        people: [{ id: named }],
      }),
    );

    expect([code(bought), code(recommended)]).toEqual(["person-erased", "person-erased"]);
    expect((await consultant.get(`${people}/${keyPersonId}`)).status, "others stay").toBe(200);
  });
});
