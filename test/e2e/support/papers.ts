import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";
import { wordsIn } from "./words";

const { say } = wordsIn("zh-Hant");
const paper = Buffer.from("%PDF-1.7\n%%EOF\n");

/** Puts a document into a dialog, and waits until it is stored. */
export async function attach(dialog: Locator, name: string): Promise<void> {
  await dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "application/pdf", buffer: paper });
  await expect(dialog.getByText(say("approvals.file.ready"))).toBeVisible();
}

/** Each document of that name that the page shows is the one that was stored. */
export async function downloads(page: Page, name: string, links = 1): Promise<void> {
  const shown = page.getByRole("button", { name: new RegExp(name) }).filter({ visible: true });
  await expect(shown).toHaveCount(links);
  const download = page.waitForEvent("download");
  await shown.last().click();
  expect((await download).suggestedFilename()).toBe(name);
  expect(readFileSync(await (await download).path())).toEqual(paper);
}
