import { readFileSync } from "node:fs";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const address = "/a/hopefluent/campaigns/zhongyang-2008/units";

/** Ten homes of a building as somebody copies them: one total that does not agree, one area in words. */
function sheet(building: string): string {
  const homes = [3, 4, 5, 6, 7].flatMap((floor) => [`0${floor}01`, `0${floor}02`].map((number) => ({ floor, number })));
  const rows = homes.map(({ floor, number }) => [
    building,
    `${floor}F`,
    number,
    "三房兩廳",
    number === "0501" ? "一百三" : "１３０",
    "3,400",
    number === "0402" ? "45" : "44.2",
    "TOP 公寓",
  ]);

  return [["棟", "樓層", "房號", "戶型", "面積（㎡）", "單價", "總價（萬元）", "產品"], ...rows]
    .map((cells) => cells.join("\t"))
    .join("\n");
}

test("ten units are pasted, mended where they were wrong, and stand on the board", async ({ page, expectAccessible, signIn, isPhone }) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  const building = isPhone ? "8棟" : "7棟";
  const cell = (number: string, state = "available") =>
    page.getByRole("button", { name: new RegExp(`^${building} ${number}，${say(`units.state.${state}`)}`) });
  await signIn("manager@hopefluent");
  await page.goto(address);
  await expect(page.getByRole("button", { name: /^1棟 0902，/ })).toBeVisible();

  await page.getByRole("link", { name: say("units.paste") }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("units.paste") })).toBeVisible();
  await expectAccessible();
  await page.getByLabel(say("units.pasting.source")).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, sheet(building));

  const enter = page.getByRole("button", { name: say("units.pasting.enter", { n: 10 }) });
  await expect(page.getByText(say("units.fault.area")).filter({ visible: true })).toBeVisible();
  await expect(page.getByText("算出來是 442,000.00 元").filter({ visible: true })).toBeVisible();
  await expect(enter).toHaveAttribute("aria-disabled", "true");
  await expect(enter).toContainText(say("units.pasting.wrong", { n: 2 }));
  await expectAccessible();

  await page.getByLabel(say("units.pasting.cell", { n: 5, field: say("units.areaCentiSqm") })).fill("130");
  await page.getByLabel(say("units.pasting.cell", { n: 4, field: say("units.listTotalFen") })).fill("442000");
  await expect(page.getByText(say("units.pasting.fine", { n: 10 }))).toBeVisible();
  await enter.click();
  await expect(page.getByText(say("units.pasting.done", { n: 10 }))).toBeVisible();

  await expect(page.getByRole("grid", { name: say("units.boardOf", { building }) })).toBeVisible();
  await expect(cell("0402")).toContainText("44.2");
  await cell("0301").click();
  if (!isPhone) {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await expect(cell("0402")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: `${building} 0402` })).toBeVisible();
  }
  const number = isPhone ? "0301" : "0402";
  await expectAccessible();
  await page.getByRole("button", { name: say("units.withhold", { place: `${building} ${number}` }) }).click();
  await expect(page.getByText(say("units.done.withholding", { place: `${building} ${number}` }))).toBeVisible();
  await expect(page.getByRole("button", { name: say("units.release", { place: `${building} ${number}` }) })).toBeVisible();
  if (isPhone)
    await page
      .getByRole("button", { name: say("common.close") })
      .first()
      .click();
  await expect(cell(number, "withheld")).toBeVisible();
  await expect(page.getByRole("button", { name: `${say("units.state.withheld")} 1` })).toBeVisible();

  await page.goto(`${address}?view=list&building=${encodeURIComponent(building)}&state=withheld`);
  await expect(page.getByText(`${building} ${number}`).filter({ visible: true }).first()).toBeVisible();
  await expectAccessible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: say("common.export.button") }).click();
  await expectAccessible();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^銷控表 中央王座 \d{4}-\d\d-\d\d\.csv$/);
  const [title, asked, , ...file] = readFileSync(await (await download).path(), "utf8").split("\r\n");
  expect(title).toBe("\uFEFF銷控表·中央王座");
  expect(asked).toBe(`條件：${building}、未放`);
  expect(file).toEqual([
    "棟,樓層,房號,戶型,面積（㎡）,單價（元/㎡）,總價（元）,產品,狀態",
    `${building},${Number(number.slice(0, 2))},${number},三房兩廳,130.00,3400.00,442000.00,TOP 公寓,未放`,
    "",
  ]);
});

test("a unit is entered by hand, corrected and deleted; a unit of another spelling is the same unit", async ({
  page,
  expectAccessible,
  signIn,
  isPhone,
}) => {
  test.setTimeout(180_000);
  const number = isPhone ? "2002" : "2001";
  const place = `1棟 ${number}`;
  const dialog = page.getByRole("dialog");
  await signIn("manager@hopefluent");
  await page.goto(address);

  await page.getByRole("button", { name: say("units.enter") }).click();
  await dialog.getByLabel(say("units.building"), { exact: true }).fill("１棟");
  await dialog.getByLabel(say("units.floor")).fill("20樓");
  await dialog.getByLabel(say("units.number")).fill("0902");
  await dialog.getByLabel(say("units.listTotal"), { exact: true }).fill("44.2萬");
  await dialog.getByRole("button", { name: say("units.enter") }).click();
  await expect(dialog.getByText("這套房源已經登記過").first()).toBeVisible();
  await expectAccessible();
  await dialog.getByLabel(say("units.number")).fill(number);
  await dialog.getByRole("button", { name: say("units.enter") }).click();
  await expect(page.getByText(say("units.done.enter", { place }))).toBeVisible();

  await page.getByRole("button", { name: say("units.editOf", { place }) }).click();
  await dialog.getByLabel(say("units.area")).fill("130");
  await dialog.getByLabel(say("units.pricePerSqm")).fill("3500");
  await dialog.getByRole("button", { name: say("common.save") }).click();
  await expect(page.getByText("455,000").filter({ visible: true }).first()).toBeVisible();

  await page.getByRole("button", { name: say("units.deleteOf", { place }) }).click();
  await expectAccessible();
  await dialog
    .last()
    .getByRole("button", { name: say("units.deleteOf", { place }) })
    .click();
  await expect(page.getByText(say("units.done.delete", { place }))).toBeVisible();
  await expect(page.getByRole("button", { name: new RegExp(`^${place}，`) })).toHaveCount(0);
});
