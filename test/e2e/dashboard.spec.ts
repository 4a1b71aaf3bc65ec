import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/a/hopefluent/campaigns/zhongyang-2008";

interface Results {
  isReckoning: boolean;
  totals: Record<string, number>;
}

/** Other tests sign and pay in the same demo meanwhile: what the page says is held against the API at the end alone. */
test("the dashboard says what a campaign has come to, each figure with its definition", async ({ page, signIn, expectAccessible, api }) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  await signIn("manager@hopefluent");
  const results = () => api<Results>("GET", "/agencies/hopefluent/campaigns/zhongyang-2008/results");
  await expect.poll(async () => (await results()).isReckoning, { timeout: 20_000 }).toBe(false);

  await page.goto(`${campaign}/dashboard`);
  await expect(page.getByRole("heading", { level: 1, name: say("results.title") })).toBeVisible();
  const figures = page.getByRole("region", { name: say("results.keyFigures") });
  await expect
    .poll(async () => {
      const { totals } = await results();
      await page.reload();

      return (await figures.textContent())?.includes(say("results.homes", { n: totals.homes ?? 0 }));
    })
    .toBe(true);

  const received = figures.getByRole("button", { name: "已收" });
  await received.click();
  await expect(received).toHaveAttribute("aria-expanded", "true");
  await expect(figures.getByText("財務確認的收款，含以獎勵抵扣的部分，記在收款日。")).toBeVisible();

  await page.getByLabel(say("results.measure"), { exact: true }).selectOption("subscriptions");
  await expect(page).toHaveURL(/measure=subscriptions/);
  await expect(page.getByRole("img", { name: /認購最多在 2008-/ })).toBeVisible();
  await page.getByRole("button", { name: say("results.showTable") }).click();
  await expect(page.getByRole("button", { name: say("results.showChart") })).toBeVisible();
  await expect(page.getByText("2008-06-03", { exact: true }).first()).toBeVisible();
  await expectAccessible();

  await page.goto(`${campaign}/dashboard?from=2007-01-01&to=2007-12-31`);
  await expect(page.getByText(say("results.noMatch"))).toBeVisible();
  await page.getByRole("button", { name: say("common.clearConditions") }).click();
  await expect(figures).toBeVisible();
});
