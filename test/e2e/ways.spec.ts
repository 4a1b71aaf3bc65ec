import type { Page } from "@playwright/test";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const agency = "/agencies/hopefluent";
const campaign = "/campaigns/zhongyang-2008";
const pages = `/a/hopefluent${campaign}`;

interface Made {
  id: string;
}

/** Chooses another day of the month that a field of a day shows. */
async function choose(page: Page, label: string, day: string) {
  const field = page.getByLabel(label, { exact: true });
  if (await field.evaluate((element) => element instanceof HTMLInputElement)) return field.fill(day);
  await field.click();
  await page
    .locator("table button:not([data-outside])")
    .filter({ hasText: new RegExp(`^${Number(day.slice(-2))}$`) })
    .click();
  await expect(field).toHaveText(day);
}

test("a home on the board leads to its subscription, where the referral of its buyer is not passed over, and from there to its deal", async ({
  page,
  as,
  isPhone,
  expectAccessible,
}) => {
  test.setTimeout(120_000); // looks for accessibility on the way
  const { building, name } = isPhone ? { building: "V2棟", name: "醴陵商會" } : { building: "V1棟", name: "瀏陽商會" };
  const home = `${building} 0901`;
  const api = await as("manager@hopefluent");
  const inCampaign = `${agency}${campaign}`;
  const { projectId } = await api<{ projectId: string }>("GET", inCampaign);
  await api("POST", `${agency}/projects/${projectId}/units`, {
    units: ["0901", "0902"].map((number) => ({ building, floor: 9, number, product: "top-apartment", listTotalFen: 442_000_00 })),
  });
  const { id: accountId } = await api<Made>("POST", `${agency}/accounts`, { name });
  const { id: engagement } = await api<Made>("POST", `${inCampaign}/engagements`, { accountId, category: "chamber" });
  const contact = { person: { name: "湯國華" }, post: "會長", isListedPost: true };
  const { id: contactId } = await api<Made>("POST", `${agency}/accounts/${accountId}/contacts`, contact);
  const visit = `${inCampaign}/engagements/${engagement}/first-visit`;
  await api("POST", visit, { contactId, visitedOn: "2008-06-01" });
  const owner = await as("owner@hopefluent");
  await owner("POST", `${visit}/confirmation`, {});
  await as("manager@hopefluent");
  const referrals = { referredOn: "2008-06-20", evidence: "roster", people: [{ name: "蘇玉蘭" }] };
  await api("POST", `${inCampaign}/engagements/${engagement}/referrals`, referrals);
  const cell = (state: string) => page.getByRole("button", { name: new RegExp(`^${home}，${say(`units.state.${state}`)}`) });

  await test.step("an account without a home offers to subscribe one for it", async () => {
    await page.goto(`${pages}/engagements/${engagement}`);
    await page.getByRole("link", { name: say("statement.subscribe") }).click();
    await expect(page.getByLabel(say("deals.subscribing.engagement"), { exact: true })).toHaveValue(engagement);
  });

  await test.step("a home chosen on the board is chosen in the form", async () => {
    await page.goto(`${pages}/units?building=${building}`);
    await cell("available").click();
    await expectAccessible();
    await page.getByRole("link", { name: say("units.subscribe", { place: home }) }).click();
    await expect(page.getByLabel(say("deals.home"), { exact: true }).locator("option:checked")).toContainText("0901");
  });

  await test.step("who is on the roster is offered when the name is typed", async () => {
    await page.getByLabel(say("deals.subscribing.engagement"), { exact: true }).selectOption(engagement);
    await choose(page, say("deals.subscribedOn"), "2008-07-02");
    await page.getByLabel(say("deals.subscribing.name")).fill("蘇玉蘭");
    await expectAccessible();
    await page.getByLabel(say("deals.subscribing.phone")).fill("13873310001");
    await page.goBack();
    await page.getByRole("link", { name: say("units.subscribe", { place: home }) }).click();
    await expect(page.getByText(say("deals.subscribing.kept"))).toBeVisible();
    await expect(page.getByLabel(say("deals.subscribing.phone"))).toHaveValue("13873310001");
    await expect(page.getByLabel(say("deals.subscribing.engagement"), { exact: true })).toHaveValue(engagement);
    await expect(page.getByLabel(say("deals.home"), { exact: true }).locator("option:checked")).toContainText("0901");
    await expectAccessible();
    await page.getByRole("button", { name: say("deals.subscribing.takeReferral", { name: "蘇玉蘭" }) }).click();
    await page.getByRole("button", { name: say("deals.subscribing.act", { home, buyer: "蘇玉蘭" }) }).click();
    await expect(page.getByText(say("deals.facts.referred"))).toBeVisible();
    await page.goBack();
    await expect(page.getByLabel(say("deals.subscribing.name")), "what was sent is not kept").toHaveValue("");
    await page.goForward();
  });

  await test.step("the sold home leads to its deal", async () => {
    const deal = new URL(page.url()).pathname;
    await page.goto(`${pages}/units?building=${building}`);
    await cell("subscribed").click();
    await expect(page.getByRole("link", { name: say("units.toDeal", { place: home }) })).toHaveAttribute("href", deal);
  });
});
