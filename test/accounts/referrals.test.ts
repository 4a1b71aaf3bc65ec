import { beforeEach, describe, expect, test } from "vitest";
import type { Referral } from "../../src/accounts/engagements/contract";
import { between } from "../support/between";
import { cancelled, done, type Selling, selling, subscribed } from "../support/deals";
import { expectFiguresRecounted } from "../support/figures";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { keyPerson, queued, referred, rewards } from "../support/rewards";
import { code } from "../support/signings";
import { expectSound } from "../support/sound";

let at: Selling;
let consultant: ReturnType<typeof as>;
let engagement: string;

beforeEach(async () => {
  at = await selling();
  await keyPerson(at);
  consultant = as(await at.agency.member("consultant"));
  engagement = `${at.path}/engagements/${at.engagementId}`;
});

const takeBack = (id = "") =>
  consultant.post<{ items: Referral[] }>(`${engagement}/referrals/${id}/withdrawal`, { reason: "名冊抄錯了一行" });
const listed = async () => (await done(consultant.get<{ items: Referral[] }>(`${engagement}/referrals`))).items;
const said = async () => (await done(consultant.get<{ referred: number }>(engagement))).referred;
const buying = (id = "", personId = "") =>
  consultant.post(`${at.path}/deals`, {
    engagementId: at.engagementId,
    unitId: at.units[5],
    paymentMethod: "lump-sum",
    buyers: [{ person: { id: personId }, shareBps: 10_000 }],
    referralId: id,
    subscribedOn: "2008-06-01",
  });

describe("a recommendation recorded by mistake is taken back", () => {
  test("it stays in sight with its reason and counts for nothing; who was named can be recommended again", async () => {
    const [wrong, other] = await referred(at, 2);
    const { items: struck } = await done(takeBack(wrong?.id));
    expect(struck.map(({ withdrawn }) => withdrawn)).toMatchObject([{ reason: "名冊抄錯了一行", at: expect.stringMatching(/^20.*Z$/) }]);
    expect((await listed()).map(({ id, withdrawn }) => [id, withdrawn?.reason ?? null])).toEqual(
      expect.arrayContaining([
        [wrong?.id, "名冊抄錯了一行"],
        [other?.id, null],
      ]),
    );
    expect(await said()).toBe(1);
    await queued();
    await expectFiguresRecounted(at);

    expect(code(await takeBack(wrong?.id)), "once").toBe("already-decided");
    expect(await buying(wrong?.id, wrong?.personId)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/referralId", code: "withdrawn" }] },
    });
    const again = { referredOn: "2008-05-21", evidence: "letter", people: [{ id: wrong?.personId }] };
    const { items } = await done(consultant.post<{ items: Referral[] }>(`${engagement}/referrals`, again));
    expect(code(await consultant.post(`${engagement}/referrals`, again)), "which stands").toBe("referral-exists");
    expect(await said()).toBe(2);
    expect(code(await buying(items[0]?.id, wrong?.personId))).toBe(201);
    await queued();
    await expectSound(at);
  });

  test("not while a home that stands was bought on it, which is named; once it is cancelled it may be", async () => {
    const [referral] = await referred(at, 1);
    const home = await subscribed(at, { unit: 3, referralId: referral?.id, buyerId: referral?.personId });
    const refused = await takeBack(referral?.id);
    expect(refused).toMatchObject({ status: 409, body: { code: "referral-used" } });
    expect(JSON.stringify(refused.body), "the home").toContain("1棟 804 是以這項推薦認購的");
    await cancelled(at, home.id, "2008-06-10");
    expect(code(await takeBack(referral?.id))).toBe(200);
    await queued();
    await expectSound(at);
  });

  test("not while the reward of a cancelled home has not been taken back", async () => {
    const [referral] = await referred(at, 1);
    const [id = ""] = await plant(at, [{ referral, paidOn: "2008-06-15" }]);
    expect((await rewards(at)).entries).toHaveLength(1);
    await between(
      /insert into "?reward_entries/,
      async () => expect(code(await takeBack(referral?.id)), "cancelled, and not settled yet").toBe("referral-used"),
      async () => {
        await cancelled(at, id, "2008-07-01");
        await queued();
      },
    );
    expect(code(await takeBack(referral?.id))).toBe(200);
    await queued();
    await expectSound(at);
  });

  test("not one of another engagement, nor by who may not record them", async () => {
    const [referral] = await referred(at, 1);
    const path = `${at.path}/engagements/elsewhere/referrals/${referral?.id}/withdrawal`;
    expect(code(await consultant.post(path, { reason: "抄錯" }))).toBe("not-found");
    expect(
      code(await as(await at.agency.member("finance")).post(`${engagement}/referrals/${referral?.id}/withdrawal`, { reason: "抄錯" })),
    ).toBe("not-permitted");
  });
});

describe("while a home is subscribed on it", () => {
  test("a recommendation taken back in between is none: the subscription is refused", async () => {
    const [referral] = await referred(at, 1);
    const bought = await between(
      /insert into "?deals"?/,
      () => done(takeBack(referral?.id)),
      () => buying(referral?.id, referral?.personId),
    );
    expect(code(bought)).toBe("conflict");
    await queued();
    await expectSound(at);
  });

  test("a home subscribed in between keeps its recommendation", async () => {
    const [referral] = await referred(at, 1);
    const taken = await between(
      /update "?referrals"?/,
      async () => expect(code(await buying(referral?.id, referral?.personId))).toBe(201),
      () => takeBack(referral?.id),
    );
    expect(code(taken)).toBe("referral-used");
    expect(await listed()).toMatchObject([{ withdrawn: null }]);
    await queued();
    await expectSound(at);
  });
});
