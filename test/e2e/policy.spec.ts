import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { ANY, type Language, languages, wordsIn } from "./support/words";

/** How people of each language type a payable rate of 98%. */
const typed: Record<Language, string> = { "zh-Hant": "九八折", "zh-Hans": "9.8折", en: "2% off" };

/** What a home costs, where the page says it largest: the quote on the desk, the acting bar on a phone. */
const payable = (page: Page, amount: string) => page.getByText(`¥${amount}`, { exact: true }).filter({ visible: true }).first();

/** Each language's story is told on one width, by `npm run test:full` on both. */
const toldOnIn = { "zh-Hant": "desktop", "zh-Hans": "phone", en: "phone" } as const;

for (const language of languages) {
  test(`the plan's policy is changed, decided, published and printed (${language})`, async ({
    page,
    signIn,
    expectAccessible: check,
  }, testInfo) => {
    test.skip(!process.env.FULL && testInfo.project.name !== toldOnIn[language], `told on the ${toldOnIn[language]}`);
    test.setTimeout(240_000); // a whole story, with the accessibility check at each of its stations
    const { say, like } = wordsIn(language);
    // The other languages have the same elements; every page is looked at in each by `npm run test:full`.
    const expectAccessible = language === "zh-Hant" ? check : async () => {};
    const name = `Policy ${language} ${testInfo.project.name}`;
    const act = (key: string, values = {}) => page.getByRole("button", { name: say(key, values), exact: true });
    const dialog = page.getByRole("dialog");
    await page.addInitScript((chosen) => {
      // A page shown within ours has no storage of its own.
      if (window.top === window) localStorage.setItem("tuantuo.language", chosen);
    }, language);

    await test.step("a manager copies the campaign", async () => {
      await signIn("manager@hopefluent");
      await page.goto("/a/hopefluent/campaigns/new?from=zhongyang-2008");
      await page.getByLabel(say("campaigns.name")).fill(name);
      await act("campaigns.plan").click();
      await expect(page.getByRole("heading", { level: 1, name: say("policies.title") })).toBeVisible();
      await expect(page.getByText(say("policies.list.none"))).toBeVisible();
      await expectAccessible();
    });
    const policies = new URL(page.url()).pathname;

    await test.step("opens the draft that came with it: the plan's own price", async () => {
      await page.getByRole("link", { name: say("policies.version", { n: 1 }) }).click();
      await expect(page.getByRole("heading", { level: 1, name: say("policies.versionTitle", { n: 1 }) })).toBeVisible();
      await expect(payable(page, "424,496.80")).toBeVisible();
      await expectAccessible();
    });
    const version = new URL(page.url()).pathname;
    const rate = (n: number) => page.getByLabel(like("policies.tier.effectOf", { who: ANY, n })).first();

    await test.step("sets the tier to 9.7折 and sees what it makes", async () => {
      await rate(1).fill("97");
      await expect(payable(page, "420,165.20")).toBeVisible();
    });

    await test.step("puts 9.8 back, as people say it", async () => {
      await rate(1).fill(typed[language]);
      await rate(1).blur();
      await expect(rate(1)).toHaveValue("98");
      await expect(payable(page, "424,496.80")).toBeVisible();
    });

    await test.step("adds 20 units at 9.7折", async () => {
      await act("policies.tier.add").click();
      await page
        .getByRole("menuitem", { name: like("policies.tier.addTo", { who: ANY }) })
        .first()
        .click();
      const units = page.getByLabel(like("policies.tier.unitsOf", { who: ANY, n: 2 }));
      await expect(units).toBeFocused();
      await expectAccessible();
      await units.fill("20");
      await rate(2).fill("9.7");
      await rate(2).blur();
      await expect(rate(2)).toHaveValue("97");
      await expect(page.getByText(like("policies.saving.saved", { time: ANY }))).toBeVisible();
      await openQuote(page, say("policies.quote.payableOf", { n: 9 }));
      await expect(
        page
          .getByText(say("policies.quote.more", { n: 11 }))
          .filter({ visible: true })
          .first(),
      ).toBeVisible();
      await expectAccessible();
      if (await dialog.isVisible()) await dialog.getByRole("button", { name: say("common.close") }).click();
    });

    await test.step("submits it", async () => {
      await act("policies.submit.button").click();
      await expectAccessible();
      await dialog.getByLabel(say("policies.submit.note")).fill("20 × 9.7");
      await dialog.getByRole("button", { name: say("policies.submit.act", { n: 1 }) }).click();
      await expect(page.getByText(say("policies.status.submitted"), { exact: true }).first()).toBeVisible();
      await expect(rate(1)).toBeHidden();
      await expectAccessible();
    });
    const approval = await page.getByRole("link", { name: say("policies.status.toApproval") }).getAttribute("href");
    const decision = (approval ?? "").replace("/a/hopefluent/approvals/", "/d/shangge/approvals/hopefluent/");
    const object = say("approvals.object", { number: 1 });

    await test.step("the developer returns it with a remark", async () => {
      await signIn("marketing@shangge");
      await page.goto(decision);
      await expect(page.getByText("20 × 9.7")).toBeVisible();
      await act("approvals.return").click();
      await dialog.getByRole("textbox").fill("請寫明二十套的理由");
      await dialog.getByRole("button", { name: say("approvals.returnObject", { object }) }).click();
      await expect(dialog).toBeHidden();
    });

    await test.step("the manager reads why, and submits it again", async () => {
      await signIn("manager@hopefluent");
      await page.goto(version);
      await expect(page.getByText("請寫明二十套的理由")).toBeVisible();
      await expect(rate(2)).toHaveValue("97");
      await expectAccessible();
      await act("policies.submit.button").click();
      await dialog.getByRole("button", { name: say("policies.submit.act", { n: 1 }) }).click();
      await expect(page.getByText(say("policies.status.submitted"), { exact: true }).first()).toBeVisible();
    });
    const again = await page.getByRole("link", { name: say("policies.status.toApproval") }).getAttribute("href");

    await test.step("the developer approves", async () => {
      await signIn("marketing@shangge");
      await page.goto((again ?? "").replace("/a/hopefluent/approvals/", "/d/shangge/approvals/hopefluent/"));
      await act("approvals.approve", { object }).click();
      await dialog.getByRole("button", { name: say("approvals.approve", { object }) }).click();
      await expect(dialog).toBeHidden();
    });

    await test.step("the manager publishes it from the campaign's first day", async () => {
      await signIn("manager@hopefluent");
      await page.goto(version);
      await act("policies.publish.button", { n: 1 }).click();
      await expect(dialog.getByText(say("policies.publish.from", { day: "2008-05-15" }))).toBeVisible();
      await expectAccessible();
      await dialog.getByRole("button", { name: say("policies.publish.act", { n: 1, day: "2008-05-15" }) }).click();
      await expect(page.getByText(say("policies.status.published"), { exact: true }).first()).toBeVisible();
      await page.goto(policies);
      await expect(page.getByText(say("policies.list.current", { n: 1, day: "2008-05-15" }))).toBeVisible();
    });

    await test.step("and prints the plan's own price list to the fen", async () => {
      await page.goto(policies.replace(/policy$/, "price-list"));
      await expect(page.getByText("424,496.80").filter({ visible: true }).first()).toBeVisible();
      await page.emulateMedia({ media: "print" });
      const group = language === "en" ? "2% off" : "9.8折";
      const row = page.getByRole("table").first().getByRole("row").filter({ hasText: "424,496.80" });
      await expect(row.getByRole("cell")).toHaveText([
        "2",
        "9–19",
        "442,000.00",
        "433,160.00",
        "8,840.00",
        group,
        "424,496.80",
        "17,503.20",
      ]);
      await page.emulateMedia({ media: "screen" });
    });

    await test.step("takes one quote away, on paper and as a file", async () => {
      await page.goto(version);
      await expect(page.getByRole("heading", { level: 1, name: say("policies.versionTitle", { n: 1 }) })).toBeVisible();
      await openQuote(page, say("policies.quote.payableOf", { n: 9 }));
      await page
        .getByRole("link", { name: say("policies.quote.toSlip") })
        .filter({ visible: true })
        .click();
      await expect(page.getByRole("heading", { level: 1, name: say("pricelist.slip.title") })).toBeVisible();
      await expect(payable(page, "424,496.80")).toBeVisible();
      await expectAccessible();
      const file = page.waitForEvent("download");
      await act("pricelist.xlsx").click();
      expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
      await page.emulateMedia({ media: "print" });
      const sums = page.getByRole("table").filter({ visible: true });
      await expect(sums.first().getByRole("row").filter({ hasText: "433,160.00 × 98%" })).toContainText("−8,663.20");
      await expect(page.getByText(like("pricelist.slip.next", { tier: ANY, more: 11 }))).toBeVisible();
      await expect(sums.last().getByRole("row")).toContainText(["420,165.20", "38,984.40", "86,632.00"]);
      await page.emulateMedia({ media: "screen" });
    });

    await test.step("its next version shows what it changes, beside what it costs", async () => {
      await page.goto(version);
      await act("policies.start.fromThis").click();
      await expect(page.getByRole("heading", { level: 1, name: say("policies.versionTitle", { n: 2 }) })).toBeVisible();
      await rate(1).fill("97.5");
      await expect(payable(page, "422,331.00")).toBeVisible();
      await page.getByRole("link", { name: say("policies.compareWith", { n: 1 }) }).click();
      await expect(page.getByRole("heading", { name: say("policies.compare.changes", { n: 1 }) })).toBeVisible();
      await expect(page.getByText("−2,165.80").first()).toBeVisible();
      await expectAccessible();
    });
  });
}

/** On a phone the quote is a sheet behind the amount; on the desk it stands beside. */
async function openQuote(page: Page, label: string) {
  const amount = page.getByRole("button", { name: label });
  if (await amount.isVisible()) await amount.click();
}
