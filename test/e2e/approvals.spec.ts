import { readFileSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";
import { apiOf, enter } from "./support/api";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");

/** The smallest thing that is a PDF by its first bytes. */
const paper = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

interface Version {
  id: string;
  number: number;
  version: number;
  effectiveFrom: string;
  terms: object;
}

/** One more version of an agency's policy, submitted, so that runs do not meet in one. */
async function submitted(context: BrowserContext, baseURL: string | undefined, agency: string, campaign: string): Promise<number> {
  const api = apiOf(context, baseURL);
  const path = `/agencies/${agency}/campaigns/${campaign}/policy-versions`;
  const { items } = await api<{ items: Version[] }>("GET", path);
  const first = items.at(-1);
  if (!first) throw new Error(`${campaign} has no version`);
  const draft = await api<Version>("POST", path, { basedOn: first.id });
  const { terms } = await api<Version>("GET", `${path}/${first.id}`);
  await api("PUT", `${path}/${draft.id}`, { terms: { ...terms, signWithinDays: 10 }, effectiveFrom: first.effectiveFrom }, draft.version);
  await api("POST", `${path}/${draft.id}/submission`, { note: "江畔置業已口頭同意" });
  return draft.number;
}

test("finance of an agency without a linked developer records its approval with the paper", async ({
  page,
  browser,
  baseURL,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000);
  const asks = await browser.newContext({ ...testInfo.project.use, baseURL });
  await enter(asks, baseURL, "owner@hengyuan.example");
  const number = await submitted(asks, baseURL, "hengyuan", "jiangpan-now");
  const object = say("approvals.object", { number });
  const dialog = page.getByRole("dialog");

  await test.step("it waits for finance, with what it says in words", async () => {
    await enter(page.context(), baseURL, "finance@hengyuan.example");
    await page.goto("/a/hengyuan/approvals");
    await expectAccessible();
    await page.getByRole("link", { name: say("approvals.name", { number }) }).click();
    await expect(page.getByText("9 套起 9.8折").filter({ visible: true })).toBeVisible();
    await expect(page.getByText("認購後 10 天內簽約才計入").filter({ visible: true })).toBeVisible();
    await expect(page.getByText("424,496.80").filter({ visible: true }).first()).toBeVisible();
    await expectAccessible();
  });

  await test.step("without the paper, or with the wrong one, nothing is recorded", async () => {
    await page.getByRole("button", { name: say("approvals.record", { object }) }).click();
    await dialog.getByRole("button", { name: say("approvals.record", { object }) }).click();
    await expect(dialog.getByText(say("approvals.record.documentMissing"))).toBeVisible();
    await expectAccessible();

    const field = dialog.locator("input[type=file]");
    await field.setInputFiles({ name: "同意書.txt", mimeType: "text/plain", buffer: Buffer.from("好") });
    await expect(dialog.getByText(say("approvals.file.wrongType", { name: "同意書.txt" }))).toBeVisible();
    await field.setInputFiles({ name: "太大.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(10 * 1024 * 1024 + 1, "%") });
    await expect(dialog.getByRole("alert").filter({ hasText: "太大.pdf" })).toBeVisible();
    await field.setInputFiles({ name: "其實不是.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") });
    await expect(dialog.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible(); // the API looks at the bytes
  });

  await test.step("with it, it is", async () => {
    await dialog.locator("input[type=file]").setInputFiles({ name: "同意書.pdf", mimeType: "application/pdf", buffer: paper });
    await expect(dialog.getByText(say("approvals.file.ready"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("approvals.record", { object }) }).click();
    await expect(page.getByText(say("approvals.recorded", { object }))).toBeVisible();
  });

  await test.step("the one who asked finds the answer and the paper", async () => {
    const theirs = await asks.newPage();
    await theirs.goto("/a/hengyuan/approvals?box=mine");
    await theirs.getByRole("link", { name: say("approvals.name", { number }) }).click();
    await expect(theirs.getByText(say("approvals.state.approved")).filter({ visible: true }).first()).toBeVisible();
    await expectAccessible(theirs);

    const download = theirs.waitForEvent("download");
    await theirs.getByRole("button", { name: /同意書\.pdf/ }).click();
    expect((await download).suggestedFilename()).toBe("同意書.pdf");
    expect(readFileSync(await (await download).path())).toEqual(paper);
  });
  await asks.close();
});

test("a submission is taken back by who made it", async ({ page, baseURL, expectAccessible }) => {
  await enter(page.context(), baseURL, "owner@hengyuan.example");
  const number = await submitted(page.context(), baseURL, "hengyuan", "jiangpan-now");
  const object = say("approvals.object", { number });
  await page.goto("/a/hengyuan/approvals?box=mine");
  await page.getByRole("link", { name: say("approvals.name", { number }) }).click();

  await page.getByRole("button", { name: say("approvals.withdraw") }).click();
  await expectAccessible();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("approvals.withdrawObject", { object }) })
    .click();
  await expect(page.getByText(say("approvals.withdrawn", { object }))).toBeVisible();
  await expect(page.getByText(say("approvals.state.withdrawn")).filter({ visible: true }).first()).toBeVisible();
});

test("an inbox is worked through by keyboard, and the keys can be turned off", async ({ page, baseURL }, testInfo) => {
  test.skip(testInfo.project.name === "phone", "a phone has no keyboard, and shows a list alone");
  const asks = await page.context().browser()?.newContext({ baseURL });
  if (!asks) throw new Error("the browser has gone");
  await enter(asks, baseURL, "owner@hengyuan.example");
  const [older, newer] = [
    await submitted(asks, baseURL, "hengyuan", "jiangpan-now"),
    await submitted(asks, baseURL, "hengyuan", "jiangpan-now"),
  ];
  await asks.close();
  await enter(page.context(), baseURL, "finance@hengyuan.example");
  await page.goto("/a/hengyuan/approvals");

  const open = (number: number) => page.getByRole("heading", { level: 2, name: say("approvals.name", { number }) });
  await expect(open(newer)).toBeVisible();
  await page.keyboard.press("j");
  await expect(open(older)).toBeVisible();
  await page.keyboard.press("k");
  await expect(open(newer)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(open(newer)).toBeFocused();

  await expect(page.getByRole("button", { name: say("approvals.return"), exact: true })).toBeVisible();
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog");
  const object = say("approvals.object", { number: newer });
  await dialog.getByRole("button", { name: say("approvals.returnObject", { object }) }).click();
  await expect(dialog.getByText(say("approvals.return.reasonMissing"))).toBeVisible();
  await dialog.getByLabel(say("approvals.return.reason")).fill("20 套那一檔請拿掉");
  await dialog.getByRole("button", { name: say("approvals.returnObject", { object }) }).click();
  await expect(page.getByText(say("approvals.returned", { object }))).toBeVisible();

  await page.getByRole("button", { name: say("approvals.keys.off") }).click();
  await page.keyboard.press("r");
  await expect(dialog).toBeHidden();
});
