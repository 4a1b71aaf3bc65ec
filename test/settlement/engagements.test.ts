import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import type { EngagementPage, ListedEngagement } from "../../src/settlement/engagements/contract";
import { tierStanding } from "../../src/settlement/engagements/rules";
import { cancelled, done, engaged, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { keyPerson } from "../support/rewards";
import { approvedSpecial } from "../support/specials";
import { regularFen } from "./facts";

type Page = (typeof EngagementPage)["_output"];

let at: Selling;
let market = "";
let branch = "";
let school = "";

const asked = async (query = "") => done(as(await at.agency.member("viewer")).get<Page>(`${at.path}/engagements${query}`));
const names = (page: Page) => page.items.map(({ accountName }) => accountName);
const one = async (id: string) => (await asked()).items.find((row) => row.id === id) as ListedEngagement;

/** A chamber with a key person and a deal that was cancelled, a market whose branch brings it to nine, a school without a deal. */
beforeAll(async () => {
  at = await selling();
  await keyPerson(at);
  const manager = as(await at.agency.member("manager"));
  market = await engaged(at, "蘆淞大市場", "market");
  const { accountId } = (await one(market)) ?? {};
  branch = await engaged(at, "白關服飾城", "market", accountId ?? "");
  school = await engaged(at, "市第二中學", "school");
  await plant(
    at,
    Array.from({ length: 5 }, () => ({ engagementId: market, paidOn: "2008-06-06" })),
  );
  await plant(
    at,
    Array.from({ length: 4 }, () => ({ engagementId: branch })),
  );
  const gone = await subscribed(at, { unit: 0 });
  await signed(at, gone.id, "2008-06-03", regularFen);
  await cancelled(at, gone.id, "2008-06-10");
  const stands = await subscribed(at, { unit: 1 });
  await signed(at, stands.id, "2008-06-03", regularFen);
  await statement(at, market);
  await done(manager.get(`${at.path}/engagements`));
});

describe("an engagement in the list", () => {
  test("has come to what its statement says", async () => {
    for (const id of [at.engagementId, market, branch, school]) {
      const [row, said] = [await one(id), await statement(at, id)];

      expect({ signed: row.signed, groupCounted: row.groupCounted, owedFen: row.owedFen }).toEqual({
        signed: said.totals.signed,
        groupCounted: said.countedUnits,
        owedFen: said.totals.owedFen,
      });
      expect(row.next?.moreUnits ?? null).toBe(said.next?.moreUnits ?? said.first?.fromUnits ?? null);
    }
  });

  test("stands in the tier of all that counts with it, and names whom it counts with", async () => {
    expect(await one(branch)).toMatchObject({
      counted: 4,
      groupCounted: 9,
      countsWith: "蘆淞大市場",
      tier: { fromUnits: 9, payableBps: 9800 },
      next: null,
    });
    expect(await one(at.engagementId)).toMatchObject({ counted: 1, tier: null, next: { tier: { fromUnits: 9 }, moreUnits: 8 } });
  });

  test("names its key person masked, and who took it into the campaign", async () => {
    const row = await one(at.engagementId);

    expect(row.keyPerson?.name).toMatch(/^.＊/);
    expect(row.openedByName).not.toBeNull();
    expect((await one(school)).keyPerson).toBeNull();
    const manager = as(await at.agency.member("manager"));
    const gone = { contactId: null, from: "2008-07-01", reason: "已離開原單位" };
    await done(manager.post(`${at.path}/engagements/${at.engagementId}/key-person`, gone));
    expect((await one(at.engagementId)).keyPerson).toBeNull();
  });

  test("moves its count along when its account is put under another", async () => {
    const manager = as(await at.agency.member("manager"));
    const { accountId } = await one(branch);
    const account = await done(
      manager.get<{ version: number; parentId: string }>(`/api/v1/agencies/${at.agency.id}/accounts/${accountId}`),
    );
    const address = `/api/v1/agencies/${at.agency.id}/accounts/${accountId}`;
    await done(manager.patch(address, { parentId: null }, { ifMatch: account.version }));
    expect([(await one(market)).groupCounted, (await one(branch)).groupCounted]).toEqual([5, 4]);
    await done(manager.patch(address, { parentId: account.parentId }, { ifMatch: account.version + 1 }));
    expect([(await one(market)).groupCounted, (await one(branch)).groupCounted]).toEqual([9, 9]);
  });

  test("with a table of its own says only that it has one", async () => {
    await approvedSpecial(
      at,
      { kind: "engagement", engagementId: school },
      { effect: { kind: "tiers", tiers: [{ fromUnits: 3, payableBps: 9_700 }], commitment: null } },
    );

    expect(await one(school)).toMatchObject({ hasOwnTable: true, tier: null, next: null });
  });
});

describe("a list of engagements", () => {
  test("is found by a part of a name, and by how far it is", async () => {
    expect(names(await asked(`?search=${encodeURIComponent("服飾")}`))).toEqual(["白關服飾城"]);
    expect(await asked(`?search=${encodeURIComponent("株洲")}`)).toMatchObject({ items: [], found: { engagements: 0 } });
    const stages = async () => Promise.all(["settled", "approved"].map(async (stage) => names(await asked(`?stage=${stage}`))));
    const became = (change: string) => env.SHARD_1.prepare(`update engagements set ${change} where id = ?`).bind(school).run();
    expect(await stages()).toEqual([[], []]);
    await became("settled_on = '2008-07-22', settled_by = 'x'");
    expect(await stages()).toEqual([["市第二中學"], []]);
    await became("approved_by = 'y', approved_at = 1");
    expect(await stages()).toEqual([[], ["市第二中學"]]);
    expect(names(await asked("?stage=open"))).not.toContain("市第二中學");
    await became("settled_on = null, settled_by = null, approved_by = null, approved_at = null");
    expect(names(await asked("?stage=open&category=market"))).toEqual(["白關服飾城", "蘆淞大市場"]);
    expect(names(await asked("?category=school"))).toEqual(["市第二中學"]);
  });

  test.each([
    ["signed", "desc", ["蘆淞大市場", "白關服飾城", "泉州商會", "市第二中學"]],
    ["owed", "asc", ["市第二中學", "泉州商會", "蘆淞大市場", "白關服飾城"]],
    ["opened", "asc", ["泉州商會", "蘆淞大市場", "白關服飾城", "市第二中學"]],
    ["opened", "desc", ["市第二中學", "白關服飾城", "蘆淞大市場", "泉州商會"]],
  ])("by %s, %s, page by page", async (sort, order, expected) => {
    const walked: (string | null)[] = [];
    let after = "";
    for (let page = 0; page < 9; page += 1) {
      const answer = await asked(`?sort=${sort}&order=${order}&limit=1${after && `&after=${encodeURIComponent(after)}`}`);
      walked.push(...names(answer));
      if (answer.next === null) break;
      after = answer.next;
    }

    expect(walked).toEqual(expected);
  });

  test("sums what was found", async () => {
    const { items } = await asked();

    expect((await asked("?sort=owed&limit=1")).found).toEqual({
      engagements: 4,
      signed: 10,
      owedFen: items.reduce((sum, { owedFen }) => sum + owedFen, 0),
      isCut: false,
    });
    expect((await asked("?category=market&order=asc")).found).toBeNull();
  });
});

test.each([
  { units: 8, tier: null, more: 1, why: "one short" },
  { units: 9, tier: 9, more: null, why: "on the threshold, with none above" },
])("$units units: $why", ({ units, tier, more }) => {
  const standing = tierStanding(plan2008Terms, { category: "chamber", credential: null }, units);

  expect([standing.tier?.fromUnits ?? null, standing.next?.moreUnits ?? null]).toEqual([tier, more]);
});
