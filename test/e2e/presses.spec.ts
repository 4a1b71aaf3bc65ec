import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

toldOn("desktop"); // a dialog in the middle of the page moves at both ends when it grows

const { say } = wordsIn("zh-Hant");

test.beforeEach(async ({ page, signIn }) => {
  await signIn("manager@hopefluent");
  await page.goto("/a/hopefluent/campaigns/zhongyang-2008/engagements/eng-lusong");
  await page
    .getByRole("region", { name: say("engagements.demand.title") })
    .getByRole("button")
    .first()
    .click();
  await expect(page.getByRole("dialog").getByLabel(say("engagements.demand.product"))).toBeFocused();
});

test("a press is the button's that it began on, also when what is wrong with the field that is left moves it away", async ({ page }) => {
  const dialog = page.getByRole("dialog");
  const button = dialog.getByRole("button", { name: say("engagements.demand.declare") });
  const units = dialog.getByLabel(say("engagements.demand.unitsLabel"));
  await units.fill("幾套");
  const before = await button.boundingBox();
  await button.click({ position: { x: 20, y: 3 } }); // its upper edge: it moves down under the finger

  await expect(units, "the form was sent, and leads back to what is wrong").toBeFocused();
  expect((await button.boundingBox())?.y, "it did move").toBeGreaterThan((before?.y ?? 0) + 3);
});

test("a finger that leaves the button before it is lifted presses nothing", async ({ page }) => {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say("common.cancel") }).hover();
  await page.mouse.down();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  await dialog.getByRole("button", { name: say("engagements.demand.declare") }).click();

  await expect(dialog.getByText(say("engagements.demand.unitsMissing")).first()).toBeVisible();
});
