import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { PolicyTerms, RegularStep } from "../../src/policies/contract";
import { ENGINE_REVISION } from "../../src/policies/quoting/rules";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import type { Offer, Offers } from "../../src/settlement/offers/contract";
import { type OfferInputs, type OfferResult, offerOf } from "../../src/settlement/offers/rules";
import { rate } from "../policies/sample-terms";
import { cancelled, done, proven, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { justBefore } from "../support/race";
import { approvedSpecial, ofDeal } from "../support/specials";
import { groupFen, regularFen } from "./facts";

const offersPath = (at: Selling, deal: string) => `${at.path}/deals/${deal}/offers`;
const consultant = async (at: Selling) => as(await at.agency.member("consultant"));

async function issue(at: Selling, deal: string, issuedOn = "2008-06-02") {
  return (await consultant(at)).post<Offers>(offersPath(at, deal), { issuedOn });
}

async function issued(at: Selling, deal: string, issuedOn?: string): Promise<Offer> {
  const [latest] = (await done(issue(at, deal, issuedOn))).items;

  return latest as Offer;
}

const listed = async (at: Selling, deal: string) => (await done((await consultant(at)).get<Offers>(offersPath(at, deal)))).items;

async function colleagues(at: Selling, count: number) {
  for (let unit = 1; unit <= count; unit += 1) {
    const { id } = await subscribed(at, { unit });
    await signed(at, id, "2008-06-02", regularFen);
  }
}

interface Stored {
  inputs: string;
  result: string;
  payable_fen: number;
  engine_revision: number;
}

const stored = async (at: Selling, id: string) =>
  env[at.agency.shard as "SHARD_1"]
    .prepare("select inputs, result, payable_fen, engine_revision from offers where agency_id = ? and id = ?")
    .bind(at.agency.id, id)
    .first<Stored>();

const ofList = (id: string): RegularStep => ({ ...(plan2008Terms.regular[0] as RegularStep), id, applyTo: "list" });
const cases: [
  string,
  {
    terms?: Partial<PolicyTerms>;
    others: number;
    credential?: string;
    special?: boolean | "stacked";
    payableFen: number;
    rows: [number, number][];
  },
][] = [
  [
    "eight signed, this is the ninth",
    {
      others: 8,
      payableFen: groupFen,
      rows: [
        [1, regularFen],
        [9, groupFen],
      ],
    },
  ],
  [
    "what hangs on the home, the membership and a signing within a day",
    {
      terms: {
        regular: [
          ...plan2008Terms.regular,
          { ...ofList("further"), when: { buildings: ["1棟"], membership: true, signedWithinDays: 1 }, applyTo: "running", ...rate(9900) },
        ],
      },
      others: 8,
      payableFen: 420_251_83,
      rows: [
        [1, 428_828_40],
        [9, 420_251_83],
      ],
    },
  ],
  [
    "alone: the price without a tier, and the ninth's",
    {
      others: 0,
      payableFen: regularFen,
      rows: [
        [1, regularFen],
        [9, groupFen],
      ],
    },
  ],
  [
    "two steps of 2% of the list price",
    {
      terms: { regular: [ofList("one"), ofList("two")] },
      others: 0,
      payableFen: 42_432_000,
      rows: [
        [1, 42_432_000],
        [9, 41_583_360],
      ],
    },
  ],
  [
    "a teacher of the chamber: 9.8折 from the first",
    {
      others: 0,
      credential: "teacher",
      payableFen: groupFen,
      rows: [
        [1, groupFen],
        [9, groupFen],
      ],
    },
  ],
  [
    "a special price instead of the group, below the tier",
    {
      others: 0,
      special: true,
      payableFen: 42_882_840,
      rows: [
        [1, 42_882_840],
        [9, groupFen],
      ],
    },
  ],
  [
    "a special price on top of the group, the ninth",
    {
      others: 8,
      special: "stacked",
      payableFen: 42_025_183,
      rows: [
        [1, 42_882_840],
        [9, 42_025_183],
      ],
    },
  ],
];

describe("an offer", () => {
  test.each(cases)("%s", async (_, { terms, others, credential, special, payableFen, rows }) => {
    const at = await selling(terms ? { terms: { ...plan2008Terms, ...terms } } : {});
    await colleagues(at, others);
    const { id } = await subscribed(at, { unit: 0, ...(credential === undefined ? {} : { credential }) });
    if (special) await approvedSpecial(at, ofDeal(id), { replacesGroup: special !== "stacked" });
    await statement(at);
    const offer = await issued(at, id);

    expect(offer).toMatchObject({ state: "issued", units: others + 1, payableFen, signBy: "2008-06-08", engineRevision: ENGINE_REVISION });
    expect(offer.lines.at(-1)?.afterFen).toBe(payableFen);
    expect(offer.rows.map(({ fromUnits, payableFen: fen }) => [fromUnits, fen])).toEqual(rows);
    expect(offer.rows.map(({ lessFen, payableFen: fen }) => lessFen + fen)).toEqual(rows.map(() => payableFen));
    expect(offer.rows.filter(({ isNow }) => isNow).map(({ payableFen: fen }) => fen)).toEqual([payableFen]);

    const row = (await stored(at, offer.id)) as Stored;
    const inputs = JSON.parse(row.inputs) as OfferInputs;
    const result = JSON.parse(row.result) as OfferResult;
    expect(offerOf({ ...plan2008Terms, ...terms }, inputs)).toEqual(result);
    expect([result.payableFen, row.payable_fen, row.engine_revision]).toEqual([payableFen, payableFen, ENGINE_REVISION]);

    const contract = await signed(at, id, "2008-06-03", payableFen);
    expect(contract.price?.payableFen, "what is promised is what signing comes to").toBe(payableFen);
  });

  test("says what is promised once the membership is proved, and that it is not yet", async () => {
    const at = await selling();
    await colleagues(at, 8);
    const { id } = await subscribed(at, { unit: 0, isMember: false });
    expect(await issued(at, id)).toMatchObject({ isMember: false, units: 9, payableFen: groupFen });
    await proven(at, id, "chamber-roll");
    expect(await issued(at, id)).toMatchObject({ isMember: true, number: 2 });
  });

  test("once issued stays what it is when others sign or leave", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const before = await issued(at, id);
    await colleagues(at, 9);
    expect(await listed(at, id)).toEqual([before]);
  });
});

describe("its life", () => {
  test("issued, confirmed, effective once the contract is signed", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const offer = await issued(at, id);
    const path = `${offersPath(at, id)}/${offer.id}`;
    const by = await consultant(at);
    const confirmed = await done(by.post<Offers>(`${path}/confirmation`, { confirmedOn: "2008-06-03" }));
    expect(confirmed.items[0]).toMatchObject({ state: "confirmed", confirmedOn: "2008-06-03" });
    expect((await by.post(`${path}/confirmation`, { confirmedOn: "2008-06-03" })).body).toMatchObject({ code: "wrong-state" });

    await signed(at, id, "2008-06-04", regularFen);
    expect(await listed(at, id)).toMatchObject([{ state: "effective" }]);
    expect((await by.post(`${path}/voiding`, { reason: "改價" })).body).toMatchObject({ code: "already-signed" });
    expect((await issue(at, id)).body).toMatchObject({ code: "already-signed" });
    await cancelled(at, id, "2008-06-20");
    expect(await listed(at, id)).toMatchObject([{ state: "void" }]);
  });

  test("another supersedes it; a void one is neither confirmed nor voided again", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const first = await issued(at, id);
    const second = await issued(at, id, "2008-06-03");
    const by = await consultant(at);
    const voided = await done(by.post<Offers>(`${offersPath(at, id)}/${second.id}/voiding`, { reason: "買方改選房源" }));
    expect(voided.items).toMatchObject([
      { number: 2, state: "void", voidReason: "買方改選房源" },
      { number: 1, state: "superseded", id: first.id },
    ]);
    for (const offer of [first, second]) {
      const path = `${offersPath(at, id)}/${offer.id}`;
      expect((await by.post(`${path}/confirmation`, { confirmedOn: "2008-06-03" })).body).toMatchObject({ code: "wrong-state" });
      expect((await by.post(`${path}/voiding`, { reason: "再作廢" })).body).toMatchObject({ code: "wrong-state" });
    }
  });

  test("of several issued at once one is live", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const answers = await Promise.all([issue(at, id), issue(at, id), issue(at, id)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await listed(at, id)).map(({ number, state }) => [number, state])).toEqual([
      [3, "issued"],
      [2, "superseded"],
      [1, "superseded"],
    ]);
  });

  test.each([
    ["before the subscription", "2008-05-31", "invalid"],
    ["past the last day to sign", "2008-06-09", "invalid"],
    ["in the future", "2999-01-01", "invalid"],
  ])("none is issued %s", async (_, day, code) => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    expect((await issue(at, id, day)).body).toMatchObject({ code });
  });

  test("the buyer signs it from its day on, to the last day to sign the contract", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const offer = await issued(at, id);
    const path = `${offersPath(at, id)}/${offer.id}/confirmation`;
    const answers = await Promise.all(
      ["2008-06-01", "2008-06-09"].map(async (confirmedOn) => (await consultant(at)).post(path, { confirmedOn })),
    );
    expect(answers.map(({ body }) => body)).toMatchObject([{ code: "invalid" }, { code: "invalid" }]);
  });
});

describe("none is issued", () => {
  test("while prices have not followed the facts", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const shard = env[at.agency.shard as "SHARD_1"];
    await shard.prepare("update counting_groups set version = version + 1 where agency_id = ?").bind(at.agency.id).run();
    expect((await issue(at, id)).body).toMatchObject({ code: "still-settling" });
  });

  test("at a count that moved after it was read", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    const over = justBefore(/insert into "offers"/, () => colleagues(at, 1));
    expect((await issue(at, id)).body).toMatchObject({ code: "still-settling" });
    over();
    expect(await listed(at, id)).toEqual([]);
  });
});

describe("what was issued", () => {
  test.each([
    ["its inputs", "inputs = '{}'"],
    ["its lines", "result = '{}'"],
    ["its price", "payable_fen = 1"],
    ["its days", "sign_by = '2008-06-30'"],
    ["its revision", "engine_revision = 2"],
  ])("does not change: %s", async (_, change) => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    await issued(at, id);
    const shard = env[at.agency.shard as "SHARD_1"];
    await expect(shard.prepare(`update offers set ${change} where agency_id = ?`).bind(at.agency.id).run()).rejects.toThrow(/append-only/);
    await expect(shard.prepare("delete from offers where agency_id = ?").bind(at.agency.id).run()).rejects.toThrow(/append-only/);
  });
});
