import { expect, test, toldOn } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/campaigns/zhongyang-2008";
const agency = "/agencies/hopefluent";

interface Asked {
  items: { number: number; approval: { id: string } }[];
}

test("a special price is asked for on a signed home, approved by the developer, and the statement says so", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  await signIn("manager@hopefluent");
  const building = isPhone ? "T2棟" : "T1棟";
  const home = `${building} 0901`;
  const deal = await subscribedHome(api, { building, engagementId: "eng-lusong", buyer: "陳大明" });
  await api("POST", `${agency}${campaign}/deals/${deal.id}/signing`, {
    signedOn: "2008-07-03",
    contractNumber: `E2E-${building}`,
    contractPriceFen: 433_160_00,
  });
  const dealPage = `/a/hopefluent${campaign}/deals/${deal.id}`;
  const dialog = page.getByRole("dialog");

  await test.step("what it costs stands under the terms while they are typed", async () => {
    await page.goto(dealPage);
    await expect(page.getByText(say("specials.empty"))).toBeVisible();
    await page.getByRole("button", { name: say("specials.ask"), exact: true }).click();
    await expect(dialog.getByRole("button", { name: say("specials.ask") })).toHaveAttribute("aria-disabled", "true");
    await dialog.getByLabel(say("specials.field.payableBps")).fill("9.9");
    await expect(dialog.getByText(say("specials.evaluation.cost", { amount: "¥4,331.60" }))).toBeVisible();
    await expect(dialog.getByText("428,828.40")).toBeVisible();
    await dialog.getByLabel(say("specials.field.reason")).fill("同單位第二套，競品在談");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("specials.ask.act", { effect: "9.9折" }) }).click();
    await expect(page.getByText(say("specials.asked", { name: home }))).toBeVisible();
    await expect(page.getByText(say("specials.waitsFor.developer"))).toBeVisible();
    await expectAccessible();
  });
  await test.step("for the whole account an own table is typed, with what it hangs on, and shows what it costs where it leads", async () => {
    await page.goto(`/a/hopefluent${campaign}/engagements/eng-lusong`);
    await page.getByRole("button", { name: say("specials.ask"), exact: true }).click();
    await dialog.getByText(say("specials.kind.tiers"), { exact: true }).click();
    await dialog.getByLabel(say("specials.tier.units", { n: 1 })).fill("6");
    await dialog.getByLabel(say("specials.tier.effect", { n: 1 })).fill("九八折");
    await dialog.getByRole("button", { name: say("specials.tier.add") }).click();
    await dialog.getByLabel(say("specials.tier.units", { n: 2 })).fill("12");
    await dialog.getByLabel(say("specials.tier.effect", { n: 2 })).fill("97");
    await dialog.getByLabel(say("specials.field.units"), { exact: true }).fill("12");
    await dialog.getByText(say("specials.fallback.rate"), { exact: true }).last().click();
    await dialog.getByLabel(say("specials.field.fallbackValue")).fill("9.9");
    await expect(dialog.getByText(say("specials.evaluation.ahead", { n: 12, amount: "" }))).toBeVisible();
    await expect(dialog.getByRole("button", { name: say("specials.ask.act", { effect: "自訂檔位，滿 12 套 9.7折" }) })).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("common.cancel") }).click();
  });
  const special = (await api<Asked>("GET", `${agency}${campaign}/specials?deal=${deal.id}`)).items[0];
  const number = special?.number ?? 0;
  const object = say("approvals.special.name", { about: home, number });

  await test.step("the developer reads the figures and approves", async () => {
    await signIn("marketing@shangge");
    await page.goto(`/d/shangge/approvals/hopefluent/${special?.approval.id}`);
    await expect(page.getByRole("heading", { level: 1, name: object })).toBeVisible();
    await expect(page.getByText("428,828.40")).toBeVisible();
    await page.getByRole("button", { name: say("approvals.counter") }).click();
    await expect(dialog.getByText(say("approvals.special.counter.say"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("common.cancel") }).click();
    await page.getByRole("button", { name: say("approvals.approve", { object }) }).click();
    await dialog.getByRole("button", { name: say("approvals.approve", { object }) }).click();
    await expect(page.getByText(say("approvals.approved", { object }))).toBeVisible();
    await expectAccessible();
  });

  await test.step("the price has its line, and the statement its cause", async () => {
    await signIn("manager@hopefluent");
    await page.goto(`/a/hopefluent${campaign}/engagements/eng-lusong`);
    await page.getByRole("button", { name: say("statement.showWhy", { place: home }) }).click();
    await expect(page.getByText(say("statement.line.special", { number })).filter({ visible: true })).toBeVisible();
    await page.goto(dealPage);
    await expect(page.getByText("特批 9.9折")).toBeVisible();
    await expect(page.getByText("¥428,828.40").first()).toBeVisible();
    await expect(page.getByText(say("specials.state.approved"))).toBeVisible();
  });
});

test("other terms than were asked for wait in the agency's approvals, and are accepted or let go there", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  const building = isPhone ? "T4棟" : "T3棟";
  const terms = {
    effect: { kind: "rate", payableBps: 9700 },
    replacesGroup: true,
    floorBps: null,
    counts: true,
    validUntil: "2099-12-31",
  };
  await signIn("manager@hopefluent");
  const deal = await subscribedHome(api, { building, engagementId: "eng-lusong", buyer: "周志強" });
  const special = await api<{ number: number; approval: { id: string } }>("POST", `${agency}${campaign}/specials`, {
    about: { kind: "deal", dealId: deal.id },
    terms,
    reason: "競品在談",
  });
  const object = say("approvals.special.name", { about: `${building} 0901`, number: special.number });
  await signIn("marketing@shangge");
  await api("POST", `/developers/shangge/approvals/hopefluent/${special.approval.id}/decision`, {
    outcome: "counter",
    terms: { ...terms, effect: { kind: "amount", amountFen: 2_000_00 } },
    remark: "只能減總價",
  });

  await signIn("manager@hopefluent");
  await page.goto("/a/hopefluent/approvals");
  await expect(page.getByText(say("approvals.waitsFor.acceptance")).first()).toBeVisible();
  await page.goto(`/a/hopefluent/approvals/${special.approval.id}`);
  const dialog = page.getByRole("dialog");
  await expect(page.getByRole("button", { name: say("approvals.decline"), exact: true })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: say("approvals.accept", { object }) }).click();
  await expect(dialog.getByText(/2,000/)).toBeVisible();
  await expectAccessible();
  await dialog.getByRole("button", { name: say("approvals.special.accept.title", { object }) }).click();
  await expect(page.getByText(say("approvals.special.accept.done", { object }))).toBeVisible();
  await expect(page.getByRole("button", { name: say("approvals.decline"), exact: true })).toHaveCount(0);
});
