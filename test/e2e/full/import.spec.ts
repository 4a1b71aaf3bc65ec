import { encodedIn, type Made, xlsx } from "../../web/import/files";
import { apiOf } from "../support/api";
import { expect, test } from "../support/fixtures";
import { wordsIn } from "../support/words";

const { say, like } = wordsIn("zh-Hant");
const many = 20_000;

const units = Array.from(
  { length: many },
  (_, at) => [`株洲市芦淞区第${at + 1}号机械厂`, `联系人${at + 1}`, String(13_800_000_001 + at)] as const,
);
const lists: Record<string, () => Uint8Array> = {
  // As mainland offices draw and save them: a title, headings over two rows, phones kept as numbers.
  "单位名单.xlsx": () => {
    const heads: Made[][] = [
      ["2008年重点单位名单", null, null],
      ["单位名称", "联系人", null],
      [null, "姓名", "电话"],
    ];
    const rows: Made[][] = units.map(([name, person, phone]) => [name, person, { number: phone }]);

    return xlsx({ sheets: { 名单: [...heads, ...rows] }, merges: ["A1:C1", "A2:A3", "B2:C2"] });
  },
  "单位名单.csv": () => encodedIn("gb18030", `单位名称,联系人,电话\r\n${units.map((cells) => cells.join(",")).join("\r\n")}\r\n`),
};

test.describe.configure({ mode: "serial" });

for (const [file, bytes] of Object.entries(lists)) {
  test(`${file} of twenty thousand rows is taken in with its progress shown, changes nothing again, and is taken back`, async ({
    page,
    baseURL,
  }, testInfo) => {
    test.setTimeout(600_000);
    const api = apiOf(page.context(), baseURL);
    const agency = `lists-${file.endsWith("csv") ? "text" : "sheet"}-${testInfo.project.name}`;
    await api("POST", "/agencies", {
      id: agency,
      name: "名單代理",
      owner: { name: "陳志強", email: `owner@${agency}.example`, password: "a-long-enough-password", language: "zh-Hant" },
    });
    const main = page.getByRole("main");
    const choose = async () => {
      await page.goto(`/a/${agency}/accounts/import`);
      const from = Date.now();
      await page
        .getByLabel(say("imports.file"))
        .setInputFiles({ name: file, mimeType: "application/octet-stream", buffer: Buffer.from(bytes()) });
      await page.getByRole("button", { name: say("imports.check", { n: "20,000" }) }).waitFor({ timeout: 60_000 });
      const read = Date.now();
      await page.getByRole("button", { name: say("imports.check", { n: "20,000" }) }).click();
      await expect(main.getByText(like("imports.sending", { done: "□", of: "20,000" }))).toBeVisible();
      return { from, read };
    };

    const { from, read } = await choose();
    const commit = page.getByRole("button", { name: say("imports.commit.accounts", { n: "20,000" }) });
    await commit.waitFor({ timeout: 240_000 });
    const checked = Date.now();
    await commit.click();
    await expect(main.getByText(say("imports.done.accounts", { n: "20,000" }).trim())).toBeVisible({ timeout: 60_000 });
    const written = Date.now();
    const undo = page.url();
    console.log(`${file}: read ${read - from} ms, sent and checked ${checked - read} ms, written ${written - checked} ms`);

    await choose();
    await expect(main.getByText(say("imports.nothingNew.accounts").trim())).toBeVisible({ timeout: 240_000 });
    await page.goto(undo);
    await page.getByRole("button", { name: say("imports.undo") }).click();
    await page.getByRole("button", { name: say("imports.undoAct.accounts", { n: "20,000" }) }).click();
    await expect(main.getByText(say("imports.undone.accounts", { n: "20,000" }))).toBeVisible({ timeout: 60_000 });
    await page.goto(`/a/${agency}/accounts`);
    await expect(main.getByText(say("accounts.empty"))).toBeVisible();
  });
}
