import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { PolicyTerms } from "../../../src/policies/contract";
import type { PolicyComparison } from "../../../src/policies/publishing/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import type { PolicyFindings, PolicyVersionDetail, PolicyVersionItem } from "../../../src/policies/versions/contract";
import { detailOf, draft, stage } from "../../support/campaigns";
import { selling } from "../../support/deals";
import { as, mintAgency } from "../../support/kit";
import { step } from "../sample-terms";
import { at97, manager, type Page, underFloor, versionOf } from "./version";

const minute = { timeout: 60_000 };

describe("buildings and homes that a step names", minute, () => {
  const named = (buildings: string[], ...numbers: string[]): PolicyTerms => ({
    ...plan,
    regular: [step("some", { when: { buildings, units: numbers.map((number) => ({ building: "1棟", number })) } })],
  });
  const said = ({ findings }: Pick<PolicyVersionDetail, "findings">) =>
    findings.filter(({ pointer }) => pointer.startsWith("/regular")).map(({ code, detail }) => [code, detail]);

  test("are looked up among the project's units, in what is saved and in what is being written", async () => {
    const at = await selling();
    const caller = await manager(at);
    const saved = await draft(at, named(["1棟", "9棟"], "801", "999"), "2008-05-15");
    expect(said(await detailOf(at, saved.id))).toEqual([
      ["building-unknown", "房源表裡沒有樓棟 9棟。"],
      ["units-unknown", "房源表裡沒有 1棟 999。"],
    ]);

    const checked = async (terms: PolicyTerms) =>
      said((await caller.post<PolicyFindings>(`${versionOf(at, saved.id)}/checks`, { terms, effectiveFrom: "2008-05-15" })).body);
    expect(await checked(named(["1棟"], "801"))).toEqual([]);
    expect(await checked(named(["1棟"], "801", "998"))).toEqual([["units-unknown", "房源表裡沒有 1棟 998。"]]);
    const forShops = {
      ...named(["1棟"], "801"),
      regular: [step("some", { when: { products: ["shop"], units: [{ building: "1棟", number: "801" }] } })],
    };
    expect(
      (await checked(forShops)).map(([code]) => code),
      "a home of another kind",
    ).toEqual(["units-excluded"]);
  });

  test("are not asked after where no unit was entered: nobody knows the project's homes", async () => {
    const at = await stage();

    expect(said(await detailOf(at, (await draft(at, named(["9棟"], "999"), "2008-05-15")).id))).toEqual([
      ["units-excluded", "1棟 999 的樓棟或產品不合這一步的其他條件，或產品不在優惠範圍，享受不到這一步。"],
    ]);
  });
});

describe("drafting", minute, () => {
  test("from nothing, a template or another version; numbers follow each other", async () => {
    const at = await stage();
    const post = async (body: object) => (await (await manager(at)).post<PolicyVersionDetail>(`${at.path}/policy-versions`, body)).body;

    const fromNothing = await post({});
    const fromTemplate = await post({ template: "plan-2008" });
    const fromVersion = await post({ basedOn: at.versionId });

    expect([fromNothing, fromTemplate, fromVersion].map(({ number, status }) => [number, status])).toEqual([
      [2, "draft"],
      [3, "draft"],
      [4, "draft"],
    ]);
    expect(fromNothing.createdByName).toBe((await at.agency.member("manager")).name);
    expect(fromNothing.terms.regular).toEqual([]);
    expect(fromNothing.effectiveFrom).toBe("2008-05-15");
    expect(fromTemplate.terms).toEqual(plan);
    expect(fromVersion).toMatchObject({ terms: plan, basedOn: at.versionId, effectiveFrom: null });

    const trail = await as(await at.agency.member("owner")).get<{ items: { entityId: string; changes: unknown }[] }>(
      `/api/v1/agencies/${at.agency.id}/audit`,
    );
    expect(trail.body.items.find(({ entityId }) => entityId === fromVersion.id)?.changes, "by its number, as people say it").toContainEqual(
      expect.objectContaining({ field: "basedOn", to: 1 }),
    );
  });

  test("at once: each gets a number of its own", async () => {
    const at = await stage();
    const caller = await manager(at);

    const begun = await Promise.all([1, 2, 3, 4].map(() => caller.post<PolicyVersionDetail>(`${at.path}/policy-versions`, {})));

    expect(begun.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(begun.map(({ body }) => body.number).sort()).toEqual([2, 3, 4, 5]);
    expect(begun.every(({ cost }) => cost.trips === 2)).toBe(true);
  });

  test.each([
    { body: { basedOn: "nowhere" }, errors: [{ pointer: "/basedOn", code: "unknown" }] },
    { body: { basedOn: "x", template: "plan-2008" }, errors: [{ pointer: "/template", code: "one-of-both" }] },
    { body: { template: "plan-1999" }, errors: [{ pointer: "/template", code: "not-allowed" }] },
    { body: { copy: "x" }, errors: [{ pointer: "/copy", code: "unknown-field" }] },
  ])("$body is refused", async ({ body, errors }) => {
    const at = await stage();

    expect(await (await manager(at)).post(`${at.path}/policy-versions`, body)).toMatchObject({ status: 422, body: { errors } });
  });

  test("a draft can be deleted, with what was copied from it left standing; one that was submitted cannot", async () => {
    const at = await stage();
    const caller = await manager(at);
    const { body: copy } = await caller.post<PolicyVersionDetail>(`${at.path}/policy-versions`, { basedOn: at.versionId });

    expect((await caller.delete(versionOf(at))).status).toBe(204);
    expect((await caller.get(versionOf(at))).status).toBe(404);
    expect((await caller.delete(versionOf(at))).status).toBe(404);
    expect(await detailOf(at, copy.id)).toMatchObject({ basedOn: null, number: 2 });

    const written = await draft(at, plan, "2008-05-15");
    await caller.post(`${versionOf(at, written.id)}/submission`);
    await caller.post(`${versionOf(at, written.id)}/withdrawal`);
    expect(await detailOf(at, written.id)).toMatchObject({ status: "draft", acts: ["edit", "submit"] });
    expect(await caller.delete(versionOf(at, written.id))).toMatchObject({ status: 409, body: { code: "version-not-draft" } });
  });
});

describe("writing", minute, () => {
  test("by its version, in two round trips; what changed is recorded leaf by leaf", async () => {
    const at = await stage();
    const caller = await manager(at);

    const written = await caller.put<PolicyVersionDetail>(versionOf(at), { terms: at97, effectiveFrom: "2008-06-01" }, { ifMatch: 1 });
    const stale = await caller.put(versionOf(at), { terms: plan, effectiveFrom: null }, { ifMatch: 1 });

    expect(written).toMatchObject({ status: 200, body: { version: 2, effectiveFrom: "2008-06-01", terms: at97 } });
    expect(written.headers.get("etag")).toBe('"2"');
    expect(written.cost.trips).toBe(2);
    expect(stale).toMatchObject({ status: 412, body: { code: "stale" } });
    const audit = await env.SHARD_1.prepare("select changes from audit where scope = ? and event = 'policy.edited'")
      .bind(at.agency.id)
      .all();
    expect(audit.results.map(({ changes }) => JSON.parse(String(changes)))).toEqual([
      [
        { field: "terms/groupTables/0/tiers/0/payableBps", from: 9800, to: 9700 },
        { field: "effectiveFrom", from: "2008-05-15", to: "2008-06-01" },
      ],
    ]);
  });

  test("what the self-check finds is said in the caller's language, with a remedy", async () => {
    const at = await stage();
    const draftOf = { terms: underFloor, effectiveFrom: "2008-05-15" };
    const caller = await manager(at);

    const { body } = await caller.put<PolicyVersionDetail>(versionOf(at), draftOf, { ifMatch: 1 });
    const unsaved = await caller.post<PolicyFindings>(`${versionOf(at)}/checks`, draftOf, { language: "en" });

    expect(body.findings[0]).toMatchObject({
      severity: "error",
      code: "combination-below-floor",
      pointer: "/groupTables/0/tiers/0/payableBps",
      detail: "一次性付款 9.8折 × 團購 9.7折，只付原價的 95.06%，低於底價 95.5%：應付 420,165.20 會停在 422,110.00。",
    });
    expect(body.findings[0]?.remedies.map(({ patch }) => patch.value)).toContain(9750);
    expect(unsaved.body.findings[0]?.code).toBe("combination-below-floor");
    expect(unsaved.body.findings[0]?.detail).toMatch(/95\.06%/);
    expect(unsaved.cost.trips).toBe(1);
    expect((await detailOf(at, at.versionId)).findings).toEqual(body.findings);
  });

  test.each<{ why: string; change: (terms: PolicyTerms) => unknown; errors: object[] }>([
    {
      why: "a rate of 0",
      change: (terms) => ({ ...terms, groupTables: [{ ...terms.groupTables[0], tiers: [{ fromUnits: 9, payableBps: 0 }] }] }),
      errors: [{ pointer: "/terms/groupTables/0/tiers/0/payableBps", code: "too-small" }],
    },
    {
      why: "a rate of 10001",
      change: (terms) => ({ ...terms, groupTables: [{ ...terms.groupTables[0], tiers: [{ fromUnits: 9, payableBps: 10_001 }] }] }),
      errors: [{ pointer: "/terms/groupTables/0/tiers/0/payableBps", code: "too-large" }],
    },
    {
      why: "two tiers from the same number",
      change: (terms) => ({
        ...terms,
        groupTables: [
          {
            ...terms.groupTables[0],
            tiers: [
              { fromUnits: 9, payableBps: 9800 },
              { fromUnits: 9, payableBps: 9700 },
            ],
          },
        ],
      }),
      errors: [{ pointer: "/terms/groupTables/0/tiers/1/fromUnits", code: "duplicate-threshold" }],
    },
    {
      why: "half a fen",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], effect: { kind: "amount", amountFen: 0.5 } }] }),
      errors: [{ pointer: "/terms/regular/0/effect/amountFen", code: "wrong-type" }],
    },
    {
      why: "an amount above the limit",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], effect: { kind: "amount", amountFen: 100_000_000_001 } }] }),
      errors: [{ pointer: "/terms/regular/0/effect/amountFen", code: "too-large" }],
    },
    {
      why: "a window that ends before it starts",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], when: { from: "2008-06-02", until: "2008-06-01" } }] }),
      errors: [{ pointer: "/terms/regular/0/when/until", code: "reversed-window" }],
    },
    {
      why: "31 February",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], when: { from: "2008-02-31" } }] }),
      errors: [{ pointer: "/terms/regular/0/when/from", code: "wrong-format" }],
    },
    {
      why: "an unknown field deep inside",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], bonus: 1 }] }),
      errors: [{ pointer: "/terms/regular/0/bonus", code: "unknown-field" }],
    },
    {
      why: "a step whose name has 10,000 characters",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], names: { "zh-Hant": "名".repeat(10_000) } }] }),
      errors: [{ pointer: "/terms/regular/0/names/zh-Hant", code: "too-long" }],
    },
    {
      why: "a control character in a name",
      change: (terms) => ({ ...terms, regular: [{ ...terms.regular[0], names: { "zh-Hant": "一\u0000次" } }] }),
      errors: [{ pointer: "/terms/regular/0/names/zh-Hant", code: "control-character" }],
    },
    { why: "no terms", change: () => undefined, errors: [{ pointer: "/terms", code: "required" }] },
  ])("refuses $why, at its place, and writes nothing", async ({ change, errors }) => {
    const at = await stage();

    const answer = await (await manager(at)).put(versionOf(at), { effectiveFrom: null, terms: change(plan) }, { ifMatch: 1 });

    expect(answer.body).toMatchObject({ status: 422, code: "invalid", errors });
    expect((await detailOf(at, at.versionId)).version).toBe(1);
  });

  test("two at once: one stands", async () => {
    const at = await stage();
    const caller = await manager(at);
    const days = ["2008-05-16", "2008-05-17", "2008-05-18"];

    const answers = await Promise.all(
      days.map((effectiveFrom) => caller.put(versionOf(at), { terms: plan, effectiveFrom }, { ifMatch: 1 })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await detailOf(at, at.versionId)).version).toBe(2);
  });
});

describe("comparing", minute, () => {
  test("two versions in sentences, either way round, in one round trip", async () => {
    const at = await stage();
    const second = await draft(at, at97, "2008-07-01");
    const viewer = as(await at.agency.member("viewer"));

    const there = await viewer.get<PolicyComparison>(`${versionOf(at, second.id)}/comparison?with=${at.versionId}`);
    const back = await viewer.get<PolicyComparison>(`${versionOf(at)}/comparison?with=${second.id}`, { language: "en" });

    expect(there.body).toEqual({
      before: { id: at.versionId, number: 1 },
      after: { id: second.id, number: 2 },
      items: [{ code: "tier-effect", sentence: "商會、市場商家、大型廠礦等 8 類：9 套起由 9.8折改為 9.7折" }],
    });
    expect(back.body.items[0]?.sentence).toMatch(/3% off.*2% off/);
    expect(there.cost.trips).toBe(1);
    expect((await viewer.get(`${versionOf(at)}/comparison?with=nowhere`)).status).toBe(404);
    expect((await viewer.get(`${versionOf(at)}/comparison`)).status).toBe(422);
  });
});

test("a role without the permission is refused, a neighbour finds nothing", minute, async () => {
  const at = await stage();
  const consultant = as(await at.agency.member("consultant"));
  const neighbour = await mintAgency();
  const stranger = as(await neighbour.member("owner"));
  const theirs = versionOf(at).replace(at.agency.id, neighbour.id);

  expect((await consultant.post(`${at.path}/policy-versions`)).status).toBe(403);
  expect((await consultant.put(versionOf(at), { terms: plan, effectiveFrom: null }, { ifMatch: 1 })).status).toBe(403);
  expect((await consultant.post(`${versionOf(at)}/submission`)).status).toBe(403);
  expect((await consultant.post(`${versionOf(at)}/publication`)).status).toBe(403);
  expect((await consultant.get<PolicyVersionDetail>(versionOf(at))).body.acts).toEqual([]);
  expect((await stranger.get(versionOf(at))).status).toBe(404);
  expect((await stranger.get(theirs)).status).toBe(404);
  expect((await stranger.put(theirs, { terms: plan, effectiveFrom: null }, { ifMatch: 1 })).status).toBe(404);
  expect((await stranger.post(`${theirs}/submission`)).status).toBe(404);
});

test("the list pages by number, in one round trip; details take one", minute, async () => {
  const at = await stage();
  for (let n = 0; n < 3; n += 1) await (await manager(at)).post(`${at.path}/policy-versions`);
  const viewer = as(await at.agency.member("viewer"));

  const first = await viewer.get<Page<PolicyVersionItem>>(`${at.path}/policy-versions?limit=3`);
  const second = await viewer.get<Page<PolicyVersionItem>>(`${at.path}/policy-versions?limit=3&after=${first.body.next}`);
  const detail = await viewer.get(versionOf(at));

  expect(first.body.items.map(({ number }) => number)).toEqual([4, 3, 2]);
  expect(second.body).toMatchObject({ items: [{ number: 1 }], next: null });
  expect([first, second, detail].map(({ cost }) => cost.trips)).toEqual([1, 1, 1]);
});
