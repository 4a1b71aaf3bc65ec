import { apiOf } from "../support/api";
import { expect, test } from "../support/fixtures";
import { wordsIn } from "../support/words";

const { say } = wordsIn("zh-Hant");
const many = 120;

test("an agency with many campaigns reaches each of them, page by page and each once", async ({ page, baseURL, signIn }, testInfo) => {
  test.setTimeout(300_000);
  await signIn("owner@hopefluent");
  const api = apiOf(page.context(), baseURL);
  const { items } = await api<{ items: { id: string }[] }>("GET", "/agencies/hopefluent/projects");
  const names = Array.from({ length: many }, (_, index) => `廠區拓展 ${testInfo.project.name} ${index + 1} 號`);
  for (const name of names) {
    await api("POST", "/agencies/hopefluent/campaigns", {
      name,
      projectId: items[0]?.id,
      startsOn: "2026-12-01",
      endsOn: "2027-03-01",
      from: { template: "plan-2008" },
    });
  }

  await page.goto("/a/hopefluent/campaigns");
  const more = page.getByRole("button", { name: say("common.loadMore") });
  await expect(more).toBeVisible();
  while (await more.isVisible()) {
    const shown = await page.getByText(/廠區拓展 .+ 號$/).count();
    await more.click();
    await expect.poll(() => page.getByText(/廠區拓展 .+ 號$/).count()).toBeGreaterThan(shown);
  }

  const list = page.getByRole("main");
  for (const name of names) await expect(list.getByText(name, { exact: true }).filter({ visible: true })).toHaveCount(1);
});
