import { apiOf } from "./support/api";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const agency = "/agencies/hopefluent";

test("a one-off payment that is not in by its day proposes the supplement to a mortgage", async ({
  page,
  context,
  baseURL,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  await signIn("manager@hopefluent");
  const api = apiOf(context, baseURL);
  const width = testInfo.project.name === "phone" ? "窄" : "寬";
  const { projectId } = await api<{ projectId: string }>("GET", `${agency}/campaigns/zhongyang-2008`);
  // A campaign of its own: its words are changed here.
  const { id } = await api<{ id: string }>("POST", `${agency}/campaigns`, {
    name: `逾期付款${width}`,
    projectId,
    startsOn: "2008-05-15",
    endsOn: "2008-07-15",
    from: { template: "plan-2008" },
  });
  const campaign = `${agency}/campaigns/${id}`;
  const pages = `/a/hopefluent/campaigns/${id}`;
  const { items: versions } = await api<{ items: { id: string }[] }>("GET", `${campaign}/policy-versions`);
  const version = `${campaign}/policy-versions/${versions[0]?.id}`;
  const { approval } = await api<{ approval: { id: string } }>("POST", `${version}/submission`, {});
  await signIn("marketing@shangge");
  await api("POST", `/developers/shangge/approvals/hopefluent/${approval.id}/decision`, { outcome: "approve" });
  await signIn("manager@hopefluent");
  await api("POST", `${version}/publication`, {});
  await api("POST", `${campaign}/opening`, {});
  const dialog = page.getByRole("dialog");

  await test.step("the campaign says how many days a one-off payment leaves", async () => {
    await page.goto(`${pages}/basics`);
    await page.getByRole("button", { name: say("campaigns.word.editOf", { name: "一次性付款" }) }).click();
    await dialog.getByLabel(say("campaigns.word.days")).fill("0");
    await dialog.getByRole("button", { name: say("common.save") }).click();
    await expect(dialog.getByText(say("campaigns.word.daysWrong", { most: "3650" })).first()).toBeVisible();
    await dialog.getByLabel(say("campaigns.word.days")).fill("30");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("common.save") }).click();
    await expect(page.getByText(say("campaigns.word.within", { n: 30 }))).toBeVisible();
  });

  const account = await api<{ id: string }>("POST", `${agency}/accounts`, { name: `石獅商會${width}` });
  const { id: engagementId } = await api<{ id: string }>("POST", `${campaign}/engagements`, { accountId: account.id, category: "chamber" });
  const building = `T4${width}棟`;
  const { items } = await api<{ items: { id: string }[] }>("POST", `${agency}/projects/${projectId}/units`, {
    units: [{ building, floor: 9, number: "0901", product: "top-apartment", areaCentiSqm: 13_000, pricePerSqmFen: 340_000 }],
  });
  const deal = await api<{ id: string }>("POST", `${campaign}/deals`, {
    engagementId,
    unitId: items[0]?.id,
    paymentMethod: "lump-sum",
    buyers: [{ person: { name: "陳大明" }, shareBps: 10_000 }],
    subscribedOn: "2008-06-01",
    reason: "補登",
  });
  await api("POST", `${campaign}/deals/${deal.id}/signing`, {
    signedOn: "2008-06-03",
    contractNumber: `E2E-${building}`,
    contractPriceFen: 433_160_00,
    reason: "補登",
  });

  await test.step("the deal's page proposes the supplement, with the other way chosen", async () => {
    await page.goto(`${pages}/deals/${deal.id}`);
    const told = { method: "一次性付款", day: "2008-07-03", confirmed: "¥0.00", short: "¥433,160.00" };
    await expect(page.getByText(say("deals.overdue.say", told))).toBeVisible();
    await expectAccessible();
    await page.getByRole("link", { name: say("deals.overdue.proposeTo", { method: "按揭付款" }) }).click();
    await expect(page.getByLabel(say("deals.paymentMethod"))).toHaveValue("mortgage");
  });

  await test.step("finance finds the home among what waits", async () => {
    await signIn("finance@hopefluent");
    await page.goto(`${pages}/desk`);
    await expect(page.getByRole("link", { name: `${building} 0901` })).toBeVisible();
    await expect(page.getByText(say("desk.short", { amount: "¥433,160.00" }))).toBeVisible();
    await expectAccessible();
  });
});
