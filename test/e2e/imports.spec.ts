import type { Page } from "@playwright/test";
import { encodedIn, type Made, xlsx } from "../web/import/files";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say, like } = wordsIn("zh-Hant");
toldOn("desktop");
const page_ = "/a/hopefluent/accounts/import";

/** Each width has names of its own. */
const mark = (isPhone: boolean) => (isPhone ? "攸縣" : "醴陵");
const choose = (page: Page, name: string, bytes: Uint8Array) =>
  page.getByLabel(say("imports.file")).setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" }).click();

/** As an office draws it: a title over all, a heading over three columns, others reaching down. */
function officeSheet(place: string): Uint8Array {
  const rows: Made[][] = [
    [`${place}重點單位聯繫表`, null, null, null, null, null],
    ["序號", "單位名稱", "聯絡人", null, null, "上級單位"],
    [null, null, "姓名", "職務", "電話", null],
    [{ number: "1" }, `${place}陶瓷集團`, "賀長明", "董事長", { number: "1.3812341234E10" }, null],
    [{ number: "2" }, `${place}陶瓷集團二廠`, "", null, null, `${place}陶瓷集團`],
    [{ number: "3" }, `${place}花炮廠`, "羅小蘭", "工會主席", "1.38E+10", null],
    [{ number: "4" }, `${place} 陶瓷集團`, null, null, null, null],
  ];

  return xlsx({ sheets: { 說明: [["請照欄位填寫"]], 名單: rows }, merges: ["A1:F1", "A2:A3", "B2:B3", "F2:F3", "C2:E2"] });
}

test("a spreadsheet with merged headings is looked through, taken in, changes nothing the second time, and is taken back", async ({
  page,
  signIn,
  isPhone,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  const place = mark(isPhone);
  const main = page.getByRole("main");
  let imported = "";
  await signIn("manager@hopefluent");

  await test.step("from the list of accounts, the sheet chosen, its columns guessed", async () => {
    await page.goto("/a/hopefluent/accounts");
    await page.getByRole("link", { name: say("accounts.import") }).click();
    await expect(page.getByRole("heading", { level: 1, name: say("imports.title.accounts") })).toBeVisible();
    await expectAccessible();
    await choose(page, "重點單位.xlsx", officeSheet(place));
    await page.getByLabel(say("imports.sheet")).selectOption("名單");
    await expect(page.getByLabel(say("imports.field.accounts.name"), { exact: true })).toHaveValue("1");
    await expect(page.getByLabel(say("imports.optional", { field: say("imports.field.accounts.phone") }))).toHaveValue("4");
    await expect(main.getByText("13812341234", { exact: false }).filter({ visible: true }).first()).toBeVisible();
    await expectAccessible();
  });

  await test.step("what is wrong is said with its row and column", async () => {
    await press(page, say("imports.check", { n: "4" }));
    await expect(main.getByText(say("imports.found.accounts", { n: "2" }).trim())).toBeVisible();
    await expect(main.getByText(`${place}花炮廠`)).toBeVisible();
    await expect(main.getByText(/^電話：電話變成了數字格式/)).toBeVisible();
    await expectAccessible();
    await page.getByLabel(say("imports.show")).selectOption("doubled");
    await expect(main.getByText(say("imports.doubles", { row: 4 }))).toBeVisible();
  });

  await test.step("a reload loses nothing, and all are taken in at once", async () => {
    await page.reload();
    await press(page, say("imports.commit.accounts", { n: "2" }));
    await expect(main.getByText(say("imports.done.accounts", { n: "2" }).trim())).toBeVisible();
    await expectAccessible();
    imported = new URL(page.url()).search;
    await main.getByRole("link", { name: say("imports.seeThem") }).click();
    await page.getByRole("searchbox").fill(`${place}陶瓷`);
    await expect(main.getByText(say("accounts.found", { n: 2 }))).toBeVisible();
  });

  await test.step("the same file again changes nothing; its columns are known by now", async () => {
    await page.goto(page_);
    await choose(page, "重點單位.xlsx", officeSheet(place));
    await page.getByLabel(say("imports.sheet")).selectOption("名單");
    await expect(main.getByText(say("imports.asLast"))).toBeVisible();
    await press(page, say("imports.check", { n: "4" }));
    await expect(main.getByText(say("imports.nothingNew.accounts").trim())).toBeVisible();
    await expect(page.getByRole("button", { name: like("imports.commit.accounts", { n: "0" }).source.slice(1, -1) })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  await test.step("the former import stands in the history and is taken back", async () => {
    await page.goto(page_);
    await main.locator(`a[href$="${imported}"]`).filter({ visible: true }).click();
    await press(page, say("imports.undo"));
    await expectAccessible();
    await press(page, say("imports.undoAct.accounts", { n: "2" }));
    await expect(main.getByText(say("imports.undone.accounts", { n: "2" }))).toBeVisible();
    await page.goto("/a/hopefluent/accounts");
    await page.getByRole("searchbox").fill(`${place}陶瓷`);
    await expect(main.getByText(say("accounts.noMatch"))).toBeVisible();
  });
});

test("a list in the encoding of mainland offices is read as it is, and in another where somebody says so", async ({
  page,
  signIn,
  isPhone,
}) => {
  const place = isPhone ? "攸县" : "醴陵市";
  const main = page.getByRole("main");
  await signIn("manager@hopefluent");
  await page.goto(page_);
  await choose(page, "单位.csv", encodedIn("gb18030", `单位名称,联系人,手机\r\n${place}烟花厂,罗小兰,13812341234\r\n`));
  await expect(page.getByLabel(say("imports.encoding"))).toHaveValue("gb18030");
  await expect(main.getByText(`${place}烟花厂`).filter({ visible: true }).first()).toBeVisible();
  await page.getByLabel(say("imports.encoding")).selectOption("big5");
  await expect(main.getByText(`${place}烟花厂`)).toHaveCount(0);
  await page.getByLabel(say("imports.encoding")).selectOption("gb18030");
  await press(page, say("imports.check", { n: "1" }));
  await expect(main.getByText(say("imports.found.accounts", { n: "1" }).trim())).toBeVisible();
});

test("what is no list is said to be none", async ({ page, signIn }) => {
  await signIn("manager@hopefluent");
  await page.goto(page_);
  await choose(page, "舊.xls", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1));
  await expect(page.getByRole("alert").getByText(say("imports.faultOfFile.old-spreadsheet"))).toBeVisible();
  await choose(page, "空.csv", new Uint8Array());
  await expect(page.getByRole("button", { name: say("imports.notReady.empty") })).toHaveAttribute("aria-disabled", "true");
});

test("a list whose sending broke off is sent on from where it stopped, once the same file is chosen again", async ({
  page,
  signIn,
  isPhone,
}) => {
  test.setTimeout(120_000);
  const rows = Array.from({ length: 1200 }, (_, at) => `${mark(isPhone)}村${at}號作坊,王${at}`);
  const bytes = new TextEncoder().encode(`單位名稱,聯絡人\n${rows.join("\n")}\n`);
  const main = page.getByRole("main");
  await signIn("manager@hopefluent");
  await page.goto(page_);
  await page.route("**/chunks/1", (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify({ code: "not-permitted", detail: "…" }) }),
  );
  await choose(page, "作坊.csv", bytes);
  await press(page, say("imports.check", { n: "1,200" }));
  await expect(main.getByText(say("imports.notSent"))).toBeVisible();
  await page.unroute("**/chunks/1");

  await page.reload();
  await expect(main.getByText(say("imports.interrupted", { done: "500", of: "1,200" }))).toBeVisible();
  await choose(page, "另一份.csv", new TextEncoder().encode("單位名稱\n甲廠\n"));
  await expect(page.getByRole("button", { name: say("imports.notReady.another") })).toBeVisible();
  await press(page, say("imports.another"));
  await choose(page, "作坊.csv", bytes);
  await press(page, say("imports.goOn", { n: "1,200" }));
  await expect(main.getByText(say("imports.found.accounts", { n: "1,200" }).trim())).toBeVisible();
});
