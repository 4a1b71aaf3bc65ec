import type { Context } from "hono";
import { app } from "../app";
import { type AccessClaims, signAccess } from "../secrets/token";
import { addDays } from "../time/business-day";
import { LOCAL_NOW } from "../time/clock";
import { people, tenants } from "./data";

/** What somebody of the demo does on a day, through the API as any client does: every rule holds, and the audit tells it. */
type Act = <Answer>(method: "GET" | "POST" | "PUT", path: string, body?: object, version?: number) => Promise<Answer>;

/** By whom and on which day something is done, at ten in the morning there. */
export type Doing = (who: string, day: string) => Act;

/** The demo's people, working on this Worker. */
export const workingOn =
  (c: { env: Env; executionCtx: Context["executionCtx"]; origin: string }): Doing =>
  (who, day) => {
    const now = `${day}T10:00:00+08:00`;

    return async (method, path, body, version) => {
      const headers = new Headers({
        origin: c.origin,
        "idempotency-key": crypto.randomUUID(),
        cookie: `tuantuo_access=${await signAccess(c.env, claimsOf(who), Date.parse(now))}`,
        [LOCAL_NOW]: now,
        ...(body && { "content-type": "application/json" }),
        ...(version !== undefined && { "if-match": `"${version}"` }),
      });
      const request = new Request(`${c.origin}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      const response = await app.fetch(request, c.env, c.executionCtx);
      if (!response.ok) throw new Error(`The demo's ${who} was refused ${method} ${path} of ${day}: ${await response.text()}`);

      return response.json();
    };
  };

function claimsOf(who: string): AccessClaims {
  const { id, name, role, tenant } = people.find((person) => person.id === who) ?? { id: who, name: who, role: "", tenant: "" };
  const { kind, shard } = tenants.find((each) => each.id === tenant) ?? { kind: "agency", shard: null };

  return { userId: id, sessionId: "demo", name, memberships: [{ tenant, kind, role, shard }] };
}

interface Made {
  id: string;
}

interface KeyPerson {
  name: string;
  post: string;
  isConfirmed: boolean;
}

/** An account won in a campaign: taken in and visited on a day, and whom its key person recommended two days later. */
interface Won {
  account: string;
  category: string;
  on: string;
  keyPerson?: KeyPerson;
  recommended?: string[];
}

interface Engaged {
  id: string;
  keyPersonId: string | null;
  /** By name, as the roster has them. */
  roster: Map<string, { referralId: string; personId: string }>;
}

interface Sale {
  unit: string;
  buyer: string | { id: string };
  subscribedOn: string;
  proof: "work-permit" | "stall-licence" | "none";
  isProofChecked?: boolean;
  /** The contract and the first instalment, of one day. */
  signed?: { on: string; priceFen: number; isConfirmed: boolean };
}

const agency = "/agencies/hopefluent";
const consultant = "hopefluent-consultant";
const manager = "hopefluent-manager";
const developerFinance = "shangge-finance";
/** 9.8折 for paying at once; once more where the key person buys. */
const paidAtOnceFen = 433_160_00;
const ownPurchaseFen = 424_496_80;

/** What is done in one campaign, each step through the API. */
function telling(doing: Doing, campaignId: string) {
  const campaign = `${agency}/campaigns/${campaignId}`;
  const ofDeveloper = `/developers/shangge${campaign}`;

  return {
    async won({ account, category, on, keyPerson, recommended = [] }: Won): Promise<Engaged> {
      const today = doing(consultant, on);
      const { items } = await today<{ items: Made[] }>("GET", `${agency}/accounts?search=${encodeURIComponent(account)}`);
      const { id: accountId } = items[0] ?? (await today<Made>("POST", `${agency}/accounts`, { name: account }));
      const { id } = await today<Made>("POST", `${campaign}/engagements`, { accountId, category });
      if (!keyPerson) return { id, keyPersonId: null, roster: new Map() };

      const { name, post, isConfirmed } = keyPerson;
      const contact = await today<Made & { person: Made }>("POST", `${agency}/accounts/${accountId}/contacts`, {
        person: { name },
        post,
        isListedPost: true,
      });
      const visit = `${campaign}/engagements/${id}/first-visit`;
      await today("POST", visit, { contactId: contact.id, visitedOn: on });
      if (isConfirmed) await doing(manager, addDays(on, 1))("POST", `${visit}/confirmation`, {});
      const referredOn = addDays(on, 2);
      const referrals =
        recommended.length === 0
          ? { items: [] }
          : await doing(consultant, referredOn)<{ items: { id: string; personId: string; personName: string }[] }>(
              "POST",
              `${campaign}/engagements/${id}/referrals`,
              { referredOn, evidence: "roster", people: recommended.map((each) => ({ name: each })) },
            );

      return {
        id,
        keyPersonId: contact.person.id,
        roster: new Map(referrals.items.map(({ id: referralId, personId, personName }) => [personName, { referralId, personId }])),
      };
    },

    /** A home subscribed, proved, signed and paid for as far as it got. @returns the deal's id */
    async sold({ id: engagementId, roster }: Engaged, sale: Sale): Promise<string> {
      const { unit, buyer, subscribedOn, proof, isProofChecked = true, signed } = sale;
      const known = typeof buyer === "string" ? roster.get(buyer) : undefined;
      const { id } = await doing(consultant, subscribedOn)<Made>("POST", `${campaign}/deals`, {
        engagementId,
        unitId: `u-2-${unit}`,
        paymentMethod: "lump-sum",
        buyers: [{ person: known ? { id: known.personId } : typeof buyer === "string" ? { name: buyer } : buyer, shareBps: 10_000 }],
        ...(known && { referralId: known.referralId }),
        subscribedOn,
      });
      const deal = `${campaign}/deals/${id}`;
      if (proof !== "none") {
        const { id: proofId } = await doing(consultant, subscribedOn)<Made>("POST", `${deal}/proofs`, { kind: proof });
        if (isProofChecked) await doing(manager, subscribedOn)("POST", `${deal}/proofs/${proofId}/decision`, { outcome: "accepted" });
      }
      if (!signed) {
        const deposit = { item: "deposit", amountFen: 20_000_00, onDay: subscribedOn };
        for (const kind of ["due", "receipt"]) await doing(consultant, subscribedOn)("POST", `${deal}/ledger`, { ...deposit, kind });

        return id;
      }

      const { on, priceFen, isConfirmed } = signed;
      const today = doing(consultant, on);
      await today("POST", `${deal}/signing`, {
        signedOn: on,
        contractNumber: `ZY-${on.slice(0, 4)}-2-${unit}`,
        contractPriceFen: priceFen,
      });
      const instalment = { item: "first-instalment", amountFen: 130_000_00, onDay: on };
      await today("POST", `${deal}/ledger`, { ...instalment, kind: "due" });
      const receipt = await today<Made>("POST", `${deal}/ledger`, { ...instalment, kind: "receipt" });
      if (!isConfirmed) return id;

      const confirmedOn = addDays(on, 1);
      await doing(developerFinance, confirmedOn)("POST", `${ofDeveloper}/confirmations`, { deals: [id], entries: [receipt.id] });
      await doing(manager, confirmedOn)("GET", `${campaign}/engagements/${engagementId}/statement`); // settles what this is followed by

      return id;
    },

    cancelled: (dealId: string, cancelledOn: string, why: string) =>
      doing(manager, cancelledOn)("POST", `${campaign}/deals/${dealId}/cancellation`, { cancelledOn, why, forfeitedFen: 20_000_00 }),

    described: (personId: string | null, status: string, on: string) =>
      doing(consultant, on)("PUT", `${agency}/recipients/${personId}`, { status }, 0),

    decided: (personId: string | null, reason: string, on: string) =>
      doing("hopefluent-compliance", on)(
        "POST",
        `${agency}/recipients/${personId}/decision`,
        { decision: "allowed", reason, yearlyLimitFen: 20_000_00 },
        1,
      ),

    /** Everything that may be claimed on a day. @returns the claim's id */
    async claimed({ id, keyPersonId }: Engaged, on: string): Promise<string> {
      const asked = { personId: keyPersonId, identityCardSeen: true, workPermitSeen: true, witnessId: consultant };

      return (await doing(consultant, on)<Made>("POST", `${campaign}/engagements/${id}/rewards/claims`, asked)).id;
    },

    approved: (claimId: string, on: string) => doing(manager, on)("POST", `${campaign}/claims/${claimId}/approval`, {}),

    returned: (claimId: string, on: string, remark: string) =>
      doing(manager, on)("POST", `${campaign}/claims/${claimId}/return`, { remark }),

    paid: (claimId: string, on: string, payment: object) =>
      doing(developerFinance, on)("POST", `${ofDeveloper}/claims/${claimId}/payment`, { taxFen: 0, paidOn: on, ...payment }),

    held: ({ id }: Engaged, on: string, reason: string) =>
      doing("hopefluent-finance", on)("POST", `${campaign}/engagements/${id}/rewards/hold`, { reason }),

    specialAsked: (dealId: string, on: string, terms: object, reason: string) =>
      doing(consultant, on)("POST", `${campaign}/specials`, { about: { kind: "deal", dealId }, terms, reason }),
  };
}

const paidOn = (on: string) => ({ on, priceFen: paidAtOnceFen, isConfirmed: true });

/** The plan's own season: what becomes of a reward, each once. The chamber's are left to be claimed by hand. */
export async function season2008(doing: Doing): Promise<void> {
  const tell = telling(doing, "zhongyang-2008");

  // Paid out, set off against the key person's own home, and taken back once a rewarded home is cancelled.
  const market = await tell.won({
    account: "荷塘建材城",
    category: "market",
    on: "2008-06-02",
    keyPerson: { name: "曾廣平", post: "商管部經理", isConfirmed: true },
    recommended: ["劉紅梅", "周海濤", "廖世傑"],
  });
  const own = await tell.sold(market, {
    unit: "0801",
    buyer: { id: market.keyPersonId ?? "" },
    subscribedOn: "2008-06-06",
    proof: "stall-licence",
    signed: { ...paidOn("2008-06-09"), priceFen: ownPurchaseFen },
  });
  const stall = { proof: "stall-licence" } as const;
  await tell.sold(market, { ...stall, unit: "0802", buyer: "劉紅梅", subscribedOn: "2008-06-08", signed: paidOn("2008-06-10") });
  const left = await tell.sold(market, {
    ...stall,
    unit: "0803",
    buyer: "周海濤",
    subscribedOn: "2008-06-09",
    signed: paidOn("2008-06-11"),
  });
  await tell.described(market.keyPersonId, "self-employed", "2008-06-18");
  const inCash = await tell.claimed(market, "2008-06-19");
  await tell.approved(inCash, "2008-06-20");
  await tell.paid(inCash, "2008-06-23", { taxFen: 400_00, receiptNumber: "LQ-2008-001" });
  await tell.sold(market, { ...stall, unit: "0804", buyer: "廖世傑", subscribedOn: "2008-06-20", signed: paidOn("2008-06-24") });
  const setOff = await tell.claimed(market, "2008-07-02");
  await tell.approved(setOff, "2008-07-03");
  await tell.paid(setOff, "2008-07-04", { offset: { dealId: own, amountFen: 1_000_00 }, receiptNumber: "LQ-2008-002" });
  await tell.cancelled(left, "2008-07-08", "貸款未獲批准，雙方協議解約");

  // Approved and not yet paid; claimed and not yet approved.
  const factory = await tell.won({
    account: "株洲硬質合金廠",
    category: "factory",
    on: "2008-06-04",
    keyPerson: { name: "鄒正明", post: "工會主席", isConfirmed: true },
    recommended: ["彭建國", "易桂英"],
  });
  const worker = { proof: "work-permit" } as const;
  await tell.described(factory.keyPersonId, "state-enterprise", "2008-06-05");
  await tell.decided(factory.keyPersonId, "廠方書面同意，屬工會福利範圍", "2008-06-06");
  await tell.sold(factory, { ...worker, unit: "0901", buyer: "彭建國", subscribedOn: "2008-06-11", signed: paidOn("2008-06-13") });
  await tell.approved(await tell.claimed(factory, "2008-06-23"), "2008-06-24");
  await tell.sold(factory, { ...worker, unit: "0902", buyer: "易桂英", subscribedOn: "2008-06-25", signed: paidOn("2008-06-27") });
  await tell.claimed(factory, "2008-07-07");

  // Sent back, and stopped until the roster is checked.
  const school = await tell.won({
    account: "田心中學",
    category: "school",
    on: "2008-06-05",
    keyPerson: { name: "賀曉嵐", post: "工會主席", isConfirmed: true },
    recommended: ["龍海燕"],
  });
  await tell.described(school.keyPersonId, "state-functionary", "2008-06-16");
  await tell.decided(school.keyPersonId, "學校書面同意，個人所得自行申報", "2008-06-17");
  await tell.sold(school, { ...worker, unit: "0903", buyer: "龍海燕", subscribedOn: "2008-06-12", signed: paidOn("2008-06-16") });
  const doubted = await tell.claimed(school, "2008-06-25");
  await tell.returned(doubted, "2008-06-26", "名冊上的簽名與報備人不符，先核對");
  await tell.held(school, "2008-06-26", "推薦名冊待核");
}

/** The season around today, with work that waits on each desk. */
export async function seasonAround(today: string, doing: Doing): Promise<void> {
  const tell = telling(doing, "zhongyang-now");
  const ago = (days: number) => addDays(today, -days);

  const works = await tell.won({
    account: "南方動力機械廠",
    category: "factory",
    on: ago(22),
    keyPerson: { name: "譚志堅", post: "工會主席", isConfirmed: true },
    recommended: ["文立新", "蕭玉梅", "袁國強", "歐陽倩"],
  });
  const worker = { proof: "work-permit" } as const;
  await tell.sold(works, { ...worker, unit: "1001", buyer: "文立新", subscribedOn: ago(8), signed: paidOn(ago(3)) }); // its reward is accrued
  await tell.sold(works, {
    ...worker,
    unit: "1002",
    buyer: "蕭玉梅",
    subscribedOn: ago(5),
    signed: { ...paidOn(ago(1)), isConfirmed: false },
  });
  await tell.sold(works, { ...worker, unit: "1003", buyer: "袁國強", subscribedOn: ago(2), isProofChecked: false });
  const wanted = await tell.sold(works, { ...worker, unit: "1004", buyer: "歐陽倩", subscribedOn: ago(1) });
  await tell.specialAsked(
    wanted,
    ago(1),
    {
      effect: { kind: "rate", payableBps: 9750 },
      replacesGroup: true,
      floorBps: null,
      counts: true,
      validUntil: addDays(today, 6),
    },
    "同時在看對面樓盤，對方給 9.75折",
  );

  await tell.won({
    account: "株洲電業局",
    category: "state-enterprise",
    on: ago(2),
    keyPerson: { name: "向文博", post: "工會主席", isConfirmed: false },
  });
  const market = await tell.won({ account: "荷塘建材城", category: "market", on: ago(12) });
  await tell.sold(market, { unit: "1101", buyer: "曹小玲", subscribedOn: ago(4), proof: "none" });
}
