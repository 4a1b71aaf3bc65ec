import { expect, test, toldOn } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/campaigns/zhongyang-2008";
const agency = "/agencies/hopefluent";

interface Asked {
  items: { id: string; subject: { about: string } }[];
}

test("a home signed late gets more days and counts after all; a settlement is opened again for a fact that was forgotten", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  await signIn("manager@hopefluent");
  const width = isPhone ? "窄" : "寬";
  const building = `T3${width}棟`;
  const home = `${building} 0901`;
  const account = await api<{ id: string }>("POST", `${agency}/accounts`, { name: `晉江商會${width}` });
  const { id: engagementId } = await api<{ id: string }>("POST", `${agency}${campaign}/engagements`, {
    accountId: account.id,
    category: "chamber",
  });
  const deal = await subscribedHome(api, { building, engagementId, buyer: "陳大明" });
  const dealPage = `/a/hopefluent${campaign}/deals/${deal.id}`;
  const engagementPage = `/a/hopefluent${campaign}/engagements/${engagementId}`;
  const dialog = page.getByRole("dialog");
  const approve = async (approval: string, object: string) => {
    await page.goto(`/d/shangge/approvals/hopefluent/${approval}`);
    await expect(page.getByRole("heading", { level: 1, name: object })).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: say("approvals.approve", { object }) }).click();
    await dialog.getByRole("button", { name: say("approvals.approve", { object }) }).click();
    await expect(page.getByText(say("approvals.approved", { object }))).toBeVisible();
  };

  await test.step("signed on the ninth day it does not count: more days are asked for", async () => {
    await api("POST", `${agency}${campaign}/deals/${deal.id}/signing`, {
      signedOn: "2008-07-10",
      contractNumber: `E2E-${building}`,
      contractPriceFen: 433_160_00,
    });
    await page.goto(dealPage);
    await expect(page.getByText(say("asking.extension.late", { day: "2008-07-10" }))).toBeVisible();
    await page.getByRole("button", { name: say("asking.extension.ask"), exact: true }).click();
    await expect(
      dialog.getByRole("heading", { name: say("asking.extension.effects") }),
      "what a yes does, before it is asked",
    ).toBeVisible();
    await expect(dialog.getByText(say("deals.supplementing.tier.same")), "nobody has checked that the buyer belongs").toBeVisible();
    await dialog.getByLabel(say("asking.reason")).fill("銀行審核延誤兩天");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("asking.extension.act", { day: "2008-07-10" }) }).click();
    await expect(page.getByText(say("asking.extension.asked", { home }))).toBeVisible();
    await expect(page.getByText("2008-07-08 → 2008-07-10")).toBeVisible();
    await expectAccessible();
  });

  await test.step("the developer sees the home, the masked buyer and the days, and approves", async () => {
    const [asked] = (await api<Asked>("GET", `${agency}${campaign}/deals/${deal.id}/extensions`)).items;
    await signIn("marketing@shangge");
    await page.goto(`/d/shangge/approvals/hopefluent/${asked?.id}`);
    await expect(page.getByText("陳＊明")).toBeVisible();
    await expect(page.getByText("2008-07-08 → 2008-07-10")).toBeVisible();
    await expect(page.getByRole("heading", { name: say("asking.extension.effectsAsked") })).toBeVisible();
    await expect(page.getByText(say("deals.supplementing.tier.same")), "nobody has checked that the buyer belongs").toBeVisible();
    await approve(asked?.id ?? "", say("approvals.extension.name", { about: home }));
    await signIn("manager@hopefluent");
    await page.goto(dealPage);
    await expect(page.getByText(/已延至 2008-07-10/)).toBeVisible();
    await expectAccessible();
  });

  await test.step("settled, a cancellation of a day before is refused, and leads to asking for the settlement to be opened", async () => {
    await api("POST", `${agency}${campaign}/engagements/${engagementId}/settlement`, { settledOn: "2008-08-01" });
    await page.goto(`${dealPage}/supplements/new`);
    await page.getByRole("link", { name: say("asking.reopening.way") }).click();
    await expect(dialog.getByText(say("asking.reopening.say", { day: "2008-08-01" }))).toBeVisible();
    await dialog.getByLabel(say("asking.reason")).fill("漏記補充協議");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("asking.reopening.ask") }).click();
    await expect(page.getByText(say("asking.reopening.asked", { name: `晉江商會${width}` }))).toBeVisible();
    await expect(page).not.toHaveURL(/ask=/);
    await expectAccessible();
  });

  await test.step("a yes opens it; the page says that it is to be settled again", async () => {
    const [asked] = (await api<Asked>("GET", `${agency}${campaign}/engagements/${engagementId}/reopenings`)).items;
    await signIn("marketing@shangge");
    await approve(asked?.id ?? "", say("approvals.reopening.name", { about: `晉江商會${width}` }));
    await signIn("manager@hopefluent");
    await page.goto(engagementPage);
    await expect(page.getByText(say("asking.reopening.open"))).toBeVisible();
    await page.goto(`${dealPage}/supplements/new`);
    await expect(page.getByRole("link", { name: say("asking.reopening.way") })).toHaveCount(0);
    await expect(page.getByLabel(say("deals.supplementing.kind"))).toBeVisible();
  });
});
