import { apiOf, enter } from "./support/api";
import { expect, test, toldOn } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { attach, downloads } from "./support/papers";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/campaigns/zhongyang-2008";

test("a supplement is recorded after its preview, and the work is shared among two", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  await signIn("manager@hopefluent");
  const agency = "/agencies/hopefluent";
  const building = isPhone ? "S2棟" : "S1棟";
  const deal = await subscribedHome(api, { building, engagementId: "eng-loco", buyer: "顏家驊" });
  const signing = { signedOn: "2008-07-04", contractNumber: `S-${building}`, contractPriceFen: 433_160_00 };
  await api("POST", `${agency}${campaign}/deals/${deal.id}/signing`, signing);
  const home = `${building} 0901`;

  await page.goto(`/a/hopefluent${campaign}/deals/${deal.id}`);
  await page.getByRole("link", { name: say("deals.supplement.record") }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("deals.supplementing.title") })).toBeVisible();
  await page.getByLabel(say("deals.supplementing.kind")).selectOption({ label: say("deals.supplement.name") });
  await page.getByText(say("deals.supplementing.outsider"), { exact: true }).click();
  await page.getByRole("button", { name: say("deals.subscribing.another") }).click();
  await page.getByLabel(say("deals.subscribing.name")).fill("顏家驥");
  await page.getByLabel(say("deals.supplementing.number")).fill(`BC-${building}`);
  await attach(page.getByRole("main"), "補充協議.pdf");
  await expect(page.getByRole("heading", { name: say("deals.supplementing.own") })).toBeVisible();
  await expectAccessible();
  const act = page.getByRole("button", { name: say("deals.supplementing.act.name", { home, buyers: "顏家驥" }) });
  await expect(act).not.toHaveAttribute("aria-disabled", "true");
  await act.click();
  await expect(page.getByText(say("deals.supplementing.done", { home, kind: say("deals.supplement.name") }))).toBeVisible();
  await downloads(page, "補充協議.pdf");
  await expect(page.getByText(`BC-${building}`).first()).toBeVisible();
  await expect(page.getByText("顏家驥").first()).toBeVisible();

  const repriced = { change: { kind: "price", contractPriceFen: 430_000_00 }, signedOn: "2008-07-16", documentNumber: `BJ-${building}` };
  const due = { kind: "due", item: "balance", amountFen: signing.contractPriceFen, onDay: "2008-07-31" };
  await api("POST", `${agency}${campaign}/deals/${deal.id}/ledger`, due);
  await api("POST", `${agency}${campaign}/deals/${deal.id}/supplements`, repriced);
  await page.reload();
  await expect(page.getByText(say("deals.ledger.dueAbove", { amount: "¥3,160.00" }))).toBeVisible();
  const paper = { number: `BJ-${building}`, day: "2008-07-16" };
  await expect(page.getByText(say("deals.price.contractSupplement", paper))).toBeVisible();
  const cause = say("statement.line.supplement", { kind: say("deals.supplement.price"), number: paper.number });
  await expect(page.getByText(cause)).toBeVisible();

  await page.getByRole("button", { name: say("deals.attributing.edit") }).click();
  await page.getByRole("button", { name: say("deals.attributing.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(say("deals.attributing.personNumber", { n: "2" }), { exact: true }).selectOption({ label: "周敏·客戶一組" });
  await dialog.getByLabel(say("deals.subscribing.share")).first().fill("70");
  await expect(dialog.getByText(say("deals.subscribing.sharesOver", { n: "20" }))).toBeVisible();
  await dialog.getByLabel(say("deals.subscribing.share")).last().fill("30");
  await expectAccessible();
  const whose = "黃昭祥 70%、周敏 30%";
  await dialog.getByRole("button", { name: say("deals.attributing.act", { home, whose }) }).click();
  await expect(page.getByText(say("deals.attributing.done", { home, whose }))).toBeVisible();

  await page.goto(`/a/hopefluent${campaign}/deals/commissions?from=2008-07-04&to=2008-07-04`);
  const lines = page.getByRole(isPhone ? "listitem" : "row").filter({ hasText: home });
  await expect(lines).toHaveCount(2);
  await expectAccessible();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: say("common.export.button") }).click();
  await page.getByRole("menuitem", { name: "XLSX" }).click();
  expect((await file).suggestedFilename()).toMatch(/佣金明細.*\.xlsx$/);
});

test("a home that is paid and confirmed is completed", async ({ page, browser, baseURL, signIn, expectAccessible, api, isPhone }) => {
  await signIn("manager@hopefluent");
  const building = isPhone ? "W2棟" : "W1棟";
  const home = `${building} 0901`;
  const at = `/agencies/hopefluent${campaign}`;
  const { id } = await subscribedHome(api, { building, engagementId: "eng-lusong", buyer: "王小玉" });
  await api("POST", `${at}/deals/${id}/signing`, { signedOn: "2008-07-02", contractNumber: `W-${building}`, contractPriceFen: 433_160_00 });
  const paid = { kind: "receipt", item: "balance", amountFen: 433_160_00, onDay: "2008-07-03" };
  const entry = await api<{ id: string }>("POST", `${at}/deals/${id}/ledger`, paid);

  const desk = await browser.newContext({ baseURL });
  await enter(desk, baseURL, "finance@shangge.example");
  await apiOf(desk, baseURL)("POST", `/developers/shangge${at}/confirmations`, { deals: [id], entries: [entry.id] });
  await desk.close();

  await page.goto(`/a/hopefluent${campaign}/deals/${id}`);
  await page.getByRole("button", { name: say("deals.complete", { home }), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible();
  await dialog.getByRole("button", { name: say("deals.completing.act", { home }) }).click();
  await expect(page.getByText(say("deals.completing.done", { home }))).toBeVisible();
  await expect(page.getByText(say("deals.state.completed")).first()).toBeVisible();
});
