import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test, toldOn } from "./support/fixtures";
import { ANY, wordsIn } from "./support/words";

const { say, like } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/api/v1/agencies/hopefluent/campaigns/zhongyang-now";

/** A draft of its own for each test, a copy of the version in force, opened in the editor. */
async function openDraft(page: Page, baseURL: string | undefined): Promise<string> {
  const response = await page.context().request.post(`${campaign}/policy-versions`, {
    headers: { origin: baseURL ?? "" },
    data: { basedOn: "zhongyang-now-v1" },
  });
  expect(response.status(), await response.text()).toBe(201);
  const { id } = await response.json();
  await page.goto(`/a/hopefluent/campaigns/zhongyang-now/policy/${id}`);
  await expect(tierRate(page)).toBeVisible();
  return id;
}

async function read(request: APIRequestContext, id: string) {
  return (await request.get(`${campaign}/policy-versions/${id}`)).json();
}

const tierRate = (page: Page) => page.getByLabel(like("policies.tier.effectOf", { who: ANY, n: 1 })).first();
const saved = (page: Page) => page.getByText(like("policies.saving.saved", { time: ANY }));

test.beforeEach(async ({ signIn }) => {
  await signIn("manager@hopefluent");
});

test("what the self-check finds stands under its field, and one click puts it right", async ({ page, baseURL, expectAccessible }) => {
  await openDraft(page, baseURL);
  await expect(page.getByRole("link", { name: say("policies.simulate") })).toHaveAttribute("href", /\/simulation$/);
  await tierRate(page).fill("97");
  await page.getByLabel(say("policies.floor.label")).fill("95.5");
  await expect(page.getByText("只付原價的 95.06%，低於底價 95.5%")).toBeVisible();
  await expect(page.getByText("應付 420,165.20 會停在 422,110.00")).toBeVisible();
  await expect(page.getByRole("button", { name: "送審·還差 2 項" })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible();

  await page.getByRole("button", { name: "這檔改 9.75折" }).click();
  await expect(tierRate(page)).toHaveValue("97.5");
  await expect(page.getByText("只付原價的 95.06%")).toBeHidden();
  await expect(page.getByRole("button", { name: "送審·還差 1 項" })).toBeVisible();

  await page.getByText(say("policies.own.table"), { exact: true }).click();
  const ownRate = page.getByLabel(like("policies.tier.effectOf", { who: say("policies.own.of", { who: ANY }), n: 1 }));
  await expect(ownRate, "what it gives is asked for at once").toBeFocused();
  await ownRate.fill("99");
  await expect(page.getByText("的關鍵人物自購折扣，單套時不如該類的第一檔團購折扣。")).toBeVisible();
  await expectAccessible();
  await ownRate.fill("97.5");
  await expect(page.getByText("的關鍵人物自購折扣，單套時不如該類的第一檔團購折扣。")).toBeHidden();
  await page.getByText(say("policies.own.firstTier"), { exact: true }).click();
  await expect(ownRate).toBeHidden();
  await page.getByRole("button", { name: say("common.undo") }).click();
  await expect(ownRate).toHaveValue("97.5");
});

test("without a connection what is typed is kept here, also over a reload, and saved afterwards", async ({ page, baseURL, context }) => {
  const id = await openDraft(page, baseURL);
  await context.setOffline(true);
  await tierRate(page).fill("96");
  await expect(page.getByText(say("policies.saving.keptHere"))).toBeVisible();

  await context.setOffline(false);
  await expect(saved(page)).toBeVisible();
  await expect.poll(async () => (await read(context.request, id)).terms.groupTables[0].tiers[0].payableBps).toBe(9600);
  await page.reload();
  await expect(tierRate(page)).toHaveValue("96");
});

test("of two people who write one draft nobody loses a word unasked", async ({ page, baseURL, context, expectAccessible }) => {
  const id = await openDraft(page, baseURL);
  const { version, terms, effectiveFrom } = await read(context.request, id);
  const put = await context.request.put(`${campaign}/policy-versions/${id}`, {
    headers: { origin: baseURL ?? "", "If-Match": `"${version}"` },
    data: { effectiveFrom, terms: { ...terms, onDrop: "reverse" } },
  });
  expect(put.status()).toBe(200);

  await tierRate(page).fill("96");
  await expect(page.getByRole("alert").filter({ hasText: partOf("policies.conflict.who") })).toBeVisible();
  await expect(tierRate(page)).toHaveValue("96");
  await expectAccessible();
  await page.getByRole("button", { name: say("policies.conflict.adopt") }).click();
  await expect(tierRate(page)).toHaveValue("98");
  await expect(page.getByRole("radio", { name: say("policies.onDrop.reverse") })).toBeChecked();
  await expect(saved(page)).toBeVisible();
});

test("a step is added, named, put first by keyboard, removed and brought back", async ({ page, baseURL, isMobile, expectAccessible }) => {
  await openDraft(page, baseURL);
  await page.getByRole("button", { name: say("policies.step.add"), exact: true }).click();
  const name = page.getByLabel(say("policies.name.label")).first();
  await expect(name).toBeFocused();
  await name.fill("開盤優惠");
  await page.getByLabel(like("policies.step.effectOf", { name: "開盤優惠" })).fill("九九折");
  await page.getByLabel(say("policies.when.units")).fill("1棟\t0902\n1棟\t1602");
  await page.getByLabel(say("policies.when.membership")).check();
  await expect(page.getByRole("button", { name: "指定房源＝1棟 0902 等 2 套·須核驗單位身份" })).toBeVisible();
  await expect(saved(page)).toBeVisible();
  await expectAccessible();

  const steps = page.getByRole("list").filter({ hasText: "按揭付款" }).first().getByRole("listitem");
  await expect(steps).toHaveCount(3);
  if (isMobile) {
    for (const _ of [1, 2]) {
      await page.getByRole("button", { name: say("policies.step.menuOf", { name: "開盤優惠" }) }).click();
      await page.getByRole("menuitem", { name: say("policies.step.up") }).click();
    }
  } else {
    const handle = page.getByRole("button", { name: say("policies.step.handle", { name: "開盤優惠" }) });
    await handle.press("ArrowUp");
    await handle.press("ArrowUp");
    await expect(handle).toBeFocused();
  }
  await expect(steps.first()).toContainText("開盤優惠");

  await page.getByRole("button", { name: say("policies.step.menuOf", { name: "開盤優惠" }) }).click();
  await page.getByRole("menuitem", { name: say("policies.step.remove") }).click();
  await expect(steps).toHaveCount(2);
  await page.getByRole("button", { name: say("common.undo") }).click();
  await expect(steps.first()).toContainText("開盤優惠");
});

test("who may not write a policy reads it, with its price", async ({ page, signIn, expectAccessible }) => {
  await signIn("consultant@hopefluent");
  await page.goto("/a/hopefluent/campaigns/zhongyang-now/policy/zhongyang-now-v1");
  await expect(page.getByText("¥424,496.80", { exact: true }).filter({ visible: true }).first()).toBeVisible();
  await expect(tierRate(page)).toBeHidden();
  await expect(page.getByRole("button", { name: say("policies.start.fromThis") })).toBeHidden();
  await expectAccessible();
});

/** A text with whatever its values are. */
function partOf(key: string): RegExp {
  return new RegExp(say(key, { name: ANY, time: ANY }).replaceAll(ANY, ".+").replace(/[.]$/, ""));
}
