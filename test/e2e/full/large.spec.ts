import { apiOf } from "../support/api";
import { expect, test } from "../support/fixtures";
import { wordsIn } from "../support/words";

const { say } = wordsIn("zh-Hant");
const many = 120;

test("an agency with many campaigns reaches each of them, page by page and each once", async ({ page, baseURL }, testInfo) => {
  test.setTimeout(300_000);
  const api = apiOf(page.context(), baseURL);
  const agency = `busy-${testInfo.project.name}`; // its own: what is timed elsewhere has the demo's few
  await api("POST", "/agencies", {
    id: agency,
    name: "繁忙代理",
    owner: { name: "陳志強", email: `owner@${agency}.example`, password: "a-long-enough-password", language: "zh-Hant" },
  });
  const { id: projectId } = await api<{ id: string }>("POST", `/agencies/${agency}/projects`, {
    name: "濱江一號",
    developerName: "濱江置業",
  });
  const names = Array.from({ length: many }, (_, index) => `廠區拓展 ${testInfo.project.name} ${index + 1} 號`);
  for (const name of names) {
    await api("POST", `/agencies/${agency}/campaigns`, {
      name,
      projectId,
      startsOn: "2026-12-01",
      endsOn: "2027-03-01",
      from: { template: "plan-2008" },
    });
  }

  await page.goto(`/a/${agency}/campaigns`);
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
