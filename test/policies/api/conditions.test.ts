import { beforeAll, describe, expect, test } from "vitest";
import type { PriceList } from "../../../src/policies/pricelist/contract";
import type { QuoteSlip } from "../../../src/policies/quoting/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import { draft, type Stage, stage } from "../../support/campaigns";
import { as } from "../../support/kit";
import { step } from "../sample-terms";

const home = { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00, product: "residence" };

describe("what some steps ask of the home, the buyer and the contract", { timeout: 60_000 }, () => {
  const asks = {
    buildings: { buildings: ["1棟"] },
    units: { units: [{ building: "1棟", number: "0301" }] },
    membership: { membership: true as const },
    early: { signedWithinDays: 7 },
  };
  const versions = new Map<string, string>();
  let at: Stage;
  let consultant: ReturnType<typeof as>;
  const quote = (body: object) =>
    consultant.post<QuoteSlip>(`${at.path}/quotes`, { category: "chamber", paymentMethod: "lump-sum", countedUnits: 1, ...home, ...body });
  beforeAll(async () => {
    at = await stage();
    consultant = as(await at.agency.member("consultant"));
    for (const [name, when] of Object.entries(asks))
      versions.set(name, (await draft(at, { ...plan, regular: [step("further", { when })] }, "2008-05-15")).id);
  }, 60_000);

  test.each<{ asks: keyof typeof asks; told: object; why: string | null; detail?: string }>([
    { asks: "buildings", told: { building: "１棟" }, why: null },
    { asks: "buildings", told: { building: "2棟" }, why: "building", detail: "限樓棟 1棟" },
    { asks: "buildings", told: {}, why: "fact-unknown", detail: "符合以下條件即適用：樓棟 1棟" },
    { asks: "units", told: { building: "1棟", unitNumber: "0301" }, why: null },
    { asks: "units", told: { building: "1棟", unitNumber: "0302" }, why: "unit", detail: "限指定的 1 套房源" },
    { asks: "units", told: { building: "1棟" }, why: "fact-unknown", detail: "符合以下條件即適用：指定房源 1棟 0301" },
    { asks: "membership", told: { membership: true }, why: null },
    { asks: "membership", told: { membership: false }, why: "membership", detail: "須核驗單位身份" },
    { asks: "membership", told: {}, why: "fact-unknown", detail: "符合以下條件即適用：須核驗單位身份" },
    { asks: "early", told: { signedWithinDays: 7 }, why: null },
    { asks: "early", told: { signedWithinDays: 8 }, why: "signed-late", detail: "限認購後 7 天內簽約" },
    { asks: "early", told: {}, why: "fact-unknown", detail: "符合以下條件即適用：認購後 7 天內簽約" },
  ])("$asks, told $told: $why", async ({ asks: name, told, why, detail }) => {
    const { status, body } = await quote({ ...told, version: versions.get(name) });

    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.payableFen).toBe(why === null ? 433_160_00 : 442_000_00);
    const found = body.why?.find(({ label }) => label === "further");
    expect([found?.code ?? null, found?.detail]).toEqual([why, detail]);
  });

  test("a price list takes them too, and says what it leaves out", async () => {
    const list = async (told: object) => {
      const { body } = await consultant.post<PriceList>(`${at.path}/price-lists`, { ...home, ...told, version: versions.get("early") });
      return { payable: body.tables[0]?.rows[0]?.payableFen, notes: body.notes.filter((note) => /未計入上表|本表適用於/.test(note)) };
    };

    expect(await list({})).toEqual({ payable: 442_000_00, notes: ["further 9.8折：認購後 7 天內簽約。符合者另享，未計入上表。"] });
    expect(await list({ signedWithinDays: 3 })).toEqual({ payable: 433_160_00, notes: ["本表適用於：認購後 3 天內簽約。"] });
    expect((await list({ building: "1棟", unitNumber: "0301", membership: true })).notes[0]).toBe(
      "本表適用於：指定房源 1棟 0301、須核驗單位身份。",
    );
    expect((await list({ building: "1棟", membership: false, signedWithinDays: 0 })).notes).toEqual([
      "本表適用於：樓棟 1棟、認購當日簽約。",
    ]);
  });

  test("a home's number is refused without its building", async () => {
    const refused = { status: 422, body: { errors: [{ pointer: "/building", code: "required" }] } };

    expect(await quote({ unitNumber: "0301", version: versions.get("units") })).toMatchObject(refused);
    expect(await consultant.post(`${at.path}/price-lists`, { ...home, unitNumber: "0301", version: versions.get("units") })).toMatchObject(
      refused,
    );
  });
});
