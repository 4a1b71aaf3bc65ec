import { expect, test, toldOn } from "./support/fixtures";
import { type As, chamber, openedCampaign, signing } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
const demo = "/agencies/hopefluent/campaigns/zhongyang-2008";

/** A chamber one home short of the tier: eight signed, the ninth subscribed. */
async function oneShort(as: As, told: { campaign: string; name: string; building: string }) {
  const { engagementId, homes } = await chamber(as, { ...told, homes: 9 });
  const api = await as("manager@hopefluent");
  const [first, ...others] = homes;
  const ninth = others.pop();
  if (!first || !ninth) throw new Error("nine homes were asked for");
  for (const { id, place } of [first, ...others]) await api("POST", `${told.campaign}/deals/${id}/signing`, signing(place, 433_160_00));

  return { engagementId, first, others, ninth };
}

test.describe("where the policy keeps a tier that was reached", () => {
  toldOn("desktop");

  test("the ninth of a chamber is signed in the form and lowers eight; one of them cancels, and no other price moves, also where the connection comes and goes", async ({
    page,
    context,
    expectAccessible,
    api,
    as,
    isPhone,
  }) => {
    test.setTimeout(180_000); // looks for accessibility on the way
    const pages = demo.replace("/agencies/", "/a/");
    const name = isPhone ? "仙遊商會" : "安溪商會";
    const building = isPhone ? "E2棟" : "E1棟";
    const { engagementId, first, ninth } = await oneShort(as, { campaign: demo, name, building });
    await api("POST", `${demo}/deals/${first.id}/ledger`, { kind: "receipt", item: "deposit", amountFen: 20_000_00, onDay: "2008-07-01" });
    const finding = page.getByTestId("finding").filter({ visible: true });
    const homesWith = (amount: string) =>
      page
        .getByRole(isPhone ? "listitem" : "row")
        .filter({ hasText: building })
        .filter({ hasText: amount });

    await test.step("the statement leads to signing the ninth; its form has not arrived", async () => {
      const dialogCode = "**/assets/SigningDialog-*.js";
      await page.route(dialogCode, (route) => route.abort());
      await page.goto(`${pages}/engagements`);
      await page.getByRole("link", { name: new RegExp(`^${name}`) }).click();
      await expect(finding).toContainText("已簽 8 套，還差 1 套達 9.8折。達到後，先簽的 8 戶每戶再減 8,663.20，共省 ¥69,305.60。");
      await page.getByRole("link", { name: say("statement.toSign", { place: ninth.place }) }).click();
      const frame = page.getByRole("dialog", { name: say("common.opening") });
      await expect(frame.getByText(say("common.reading.outdated"))).toBeVisible(); // the server answers, and has it not
      await expectAccessible();
      await page.keyboard.press("Escape");
      await expect(frame).toHaveCount(0);
      await expect(page.getByRole("heading", { level: 1, name: ninth.place })).toBeVisible(); // the page behind it stands
      const opening = page.getByRole("button", { name: say("deals.sign") });
      await opening.click();
      await expect(frame.getByText(say("common.reading.outdated"))).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(opening).toBeFocused();
      await opening.click();
      await context.setOffline(true);
      await frame.getByRole("button", { name: say("common.retry") }).click();
      await expect(frame.getByText(say("common.reading.offline"))).toBeVisible();
      await page.unroute(dialogCode);
      await context.setOffline(false); // it is asked for again by itself
    });

    await test.step("it says what the rule asks of the ninth, and is signed at that", async () => {
      const words = { home: ninth.place, amount: "¥424,496.80" };
      const bare = page.getByRole("button", { name: say("deals.signing.actBare", words) });
      await expect(bare).toHaveAttribute("aria-disabled", "true"); // the price is never filled in
      await expect(page.getByLabel(say("deals.signedOn"))).toBeFocused();
      await expect(page.getByText(say("deals.signing.rule", { amount: "¥424,496.80", n: 9, tier: "9.8折" }))).toBeVisible();
      await page.getByLabel(say("deals.contractNumber")).fill(`HT-${ninth.place}`);
      await page.getByLabel(say("deals.contractPrice"), { exact: true }).fill("442000.01");
      await expect(bare).toHaveText(`${say("deals.signing.actBare", words)}·${say("deals.signing.aboveList")}`);
      await page.getByLabel(say("deals.contractPrice"), { exact: true }).fill("420000");
      await expect(page.getByText(say("deals.signing.below", { amount: "¥4,496.80" }))).toBeVisible();
      await page.getByLabel(say("deals.contractPrice"), { exact: true }).fill("424496.8");
      await expectAccessible();
      const signs = page.getByRole("button", { name: say("deals.signing.act", words) });
      await context.setOffline(true);
      await expect(signs).toHaveText(`${say("deals.signing.act", words)}·${say("common.whenOnline")}`);
      await context.setOffline(false);
      await signs.click();
      await expect(page.getByText(say("deals.signing.done", words))).toBeVisible();
    });

    await test.step("eight lines of −8,663.20, nine payables of 424,496.80, and why", async () => {
      await page.goto(`${pages}/engagements/${engagementId}`);
      await expect(finding).toContainText("已簽 9 套，達 9.8折。先簽的 8 戶每戶減 8,663.20，共預計返還 ¥69,305.60，結算後退給買方。");
      await expect(homesWith("424,496.80")).toHaveCount(9);
      await expect(homesWith("−8,663.20")).toHaveCount(8);
      await expect(homesWith("−8,663.20").filter({ hasText: ninth.place })).toHaveCount(0);
      await expect(page.getByText("3,820,471.20", { exact: true }).filter({ visible: true })).toHaveCount(1);
      await page.getByRole("button", { name: say("statement.showWhy", { place: first.place }) }).click();
      await expect(page.getByText(`${ninth.place} 簽約，全單位滿 9 套，每戶再享 9.8折`).filter({ visible: true })).toBeVisible();
      await expectAccessible();
    });

    await test.step("the preview of a cancellation says that the tier stays and nobody else pays more", async () => {
      await page.goto(`${pages}/deals/${first.id}`);
      await expect(page.getByRole("heading", { level: 1, name: first.place })).toBeVisible();
      await context.setOffline(true);
      await expect(page.getByRole("button", { name: `${say("deals.ledger.report")}·${say("common.whenOnline")}` })).toBeVisible();
      await page.getByRole("link", { name: say("deals.cancel", { home: first.place }), exact: true }).click(); // a page that was never opened
      await expect(page.getByText(say("common.pageNotLoaded"))).toBeVisible();
      await expect(page.getByText(say("common.reading.offline"))).toBeVisible();
      await expect(page.getByRole("heading", { level: 1, name: say("shell.deals") })).toBeFocused();
      await context.setOffline(false);
      await expect(page.getByRole("heading", { level: 1, name: say("deals.cancelling.title") })).toBeFocused();
      await expect(page.getByText(say("deals.cancelling.drop.keep", { n: 1, units: 9 }))).toBeVisible();
      await expect(page.getByText(say("deals.cancelling.othersSame", { n: 8 }))).toBeVisible();
      await expect(page.getByText("3,395,974.40")).toBeVisible();
      await expect(page.getByRole("button", { name: say("deals.cancelling.actBare") })).toHaveAttribute("aria-disabled", "true");
      await page.getByLabel(say("deals.cancelling.forfeit")).fill("5000");
      await page.getByLabel(say("deals.cancelling.why")).fill("買方工作調動");
      await expectAccessible();
    });

    await test.step("confirmed, its money goes back and the others keep their price", async () => {
      await page.getByRole("button", { name: say("deals.cancelling.act", { amount: "¥15,000.00" }) }).click();
      await expect(page.getByText(say("deals.cancelling.done", { home: first.place }))).toBeVisible();
      await expect(page.getByRole("heading", { level: 1, name: first.place })).toBeVisible();
      await expect(page.getByText(say("deals.state.cancelled")).first()).toBeVisible();
      await expect(page.getByText(say("deals.ledger.dueBack"))).toBeVisible();
      await page.goto(`${pages}/engagements/${engagementId}`);
      await expect(finding).toContainText("現在計入 8 套。曾經滿 9 套，在冊的 8 戶保留 9.8折，預計返還 ¥60,642.40。");
      await expect(homesWith("424,496.80")).toHaveCount(8);
      await expect(homesWith("−8,663.20")).toHaveCount(7);
    });
  });
});

test.describe("where the policy takes a tier back", () => {
  toldOn("phone");

  test("a cancellation among nine withdraws seven lines; the ninth keeps the price of its contract, and the rest is open", async ({
    page,
    expectAccessible,
    api,
    as,
    isPhone,
  }) => {
    test.setTimeout(180_000); // looks for accessibility on the way
    const campaign = await openedCampaign(as, isPhone ? "退房即撤（窄）" : "退房即撤（寬）", { onDrop: "reverse" });
    const pages = campaign.replace("/agencies/", "/a/");
    const { engagementId, first, others, ninth } = await oneShort(as, {
      campaign,
      name: isPhone ? "永春商會" : "德化商會",
      building: isPhone ? "E4棟" : "E3棟",
    });
    await api("POST", `${campaign}/deals/${ninth.id}/signing`, signing(ninth.place, 424_496_80));
    const place = isPhone ? "listitem" : "row";

    await page.goto(`${pages}/deals/${first.id}/cancellation?on=2008-07-10`);
    await expect(page.getByText(say("deals.cancelling.drop.reverse", { n: 1, units: 9 }))).toBeVisible();
    const moved = { n: 7, each: "+8,663.20", total: "+60,642.40" };
    await expect(page.getByText(say("deals.effect.othersEach", moved))).toBeVisible();
    await expect(page.getByText(say("deals.effect.openWhy", { homes: ninth.place }))).toBeVisible();
    const seven = page.getByRole("row").filter({ hasText: say("deals.effect.homesEach", { home: "", n: 7 }) });
    await expect(seven).toContainText("433,160.00");
    await page.getByLabel(say("deals.cancelling.why")).fill("買方工作調動");
    await expectAccessible();
    await page.getByRole("button", { name: say("deals.cancelling.actNothing") }).click();
    await expect(page.getByText(say("deals.cancelling.done", { home: first.place }))).toBeVisible();

    await page.goto(`${pages}/engagements/${engagementId}`);
    await expect(page.getByText(say("statement.openItem", { place: ninth.place, amount: "¥8,663.20" }))).toBeVisible();
    for (const home of others) {
      const shown = page.getByRole(place).filter({ hasText: home.place });
      await expect(shown).toContainText("433,160.00");
      await expect(shown).not.toContainText("424,496.80");
    }
    await expect(page.getByRole(place).filter({ hasText: ninth.place })).toContainText("424,496.80");

    const withdrawn = page.getByText(say("statement.label.withdrawn"), { exact: true }).filter({ visible: true });
    const because = say("statement.line.withdrawn", { because: say("statement.line.lost", { place: first.place, units: 8 }) });
    for (const home of others) await page.getByRole("button", { name: say("statement.showWhy", { place: home.place }) }).click();
    await expect(withdrawn).toHaveCount(7);
    await expect(page.getByText(because).filter({ visible: true })).toHaveCount(7);
    await expectAccessible();
  });
});
