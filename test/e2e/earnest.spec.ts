import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const campaign = "/campaigns/zhongyang-2008";
const leads = `/agencies/hopefluent${campaign}/leads`;

test("earnest money is reported, confirmed by the developer's finance, asked back and given back", async ({
  page,
  signIn,
  api,
  expectAccessible,
  isPhone,
}) => {
  test.setTimeout(240_000);
  const [phone, name, number, yuan] = isPhone
    ? ["138 0731 4701", "誠意人甲", "CY-4701", "5,001"]
    : ["138 0731 4702", "誠意人乙", "CY-4702", "5,002"];
  const amount = `¥${yuan}.00`;
  const desk = "/d/shangge/desk?agency=hopefluent&campaign=zhongyang-2008#earnest";
  await signIn("consultant@hopefluent");
  const lead = await api<{ id: string }>("POST", leads, { name, phone, source: "call" });
  const own = `/a/hopefluent${campaign}/leads/${lead.id}`;
  await page.goto(own);
  const panel = page.getByRole("region", { name: say("earnest.title") });
  await panel.getByRole("button", { name: say("earnest.report") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(say("earnest.amount")).fill(yuan);
  await dialog.getByRole("button", { name: say("earnest.reportAct", { amount }) }).click();
  await expect(dialog.getByText(say("earnest.missing")).first()).toBeVisible();
  await expectAccessible();
  await dialog.getByLabel(say("earnest.numberHead")).fill(number);
  await dialog.getByRole("button", { name: say("earnest.reportAct", { amount }) }).click();
  await expect(panel.getByText(say("earnest.state.reported"))).toBeVisible();
  await expectAccessible();

  await signIn("finance@shangge");
  await page.goto(desk);
  const row = panel.getByRole("listitem").filter({ hasText: number });
  await expect(row.first().getByText(name)).toHaveCount(0); // the ends of the name alone
  await expectAccessible();
  await row.getByRole("button", { name: say("earnest.act.confirmation", { amount }) }).click();
  await dialog.getByRole("button", { name: say("earnest.act.confirmation", { amount }) }).click();
  await expect(page.getByText(say("earnest.done.confirmation", { amount }))).toBeVisible();

  await signIn("consultant@hopefluent");
  await page.goto(own);
  await expect(page.getByText(say("leads.state.sincere")).first()).toBeVisible();
  await panel.getByRole("button", { name: say("earnest.act.refund-request", { amount }) }).click();
  await dialog.getByLabel(say("earnest.reason")).fill("全家搬去長沙");
  await dialog.getByRole("button", { name: say("earnest.act.refund-request", { amount }) }).click();
  await expect(panel.getByText(say("earnest.state.refunding"))).toBeVisible();

  await signIn("finance@shangge");
  await page.goto(desk);
  await row.getByRole("button", { name: say("earnest.act.refund", { amount }) }).click();
  await dialog.getByLabel(say("earnest.refundNumber")).fill(`TK-${number}`);
  await expectAccessible();
  await dialog.getByRole("button", { name: say("earnest.act.refund", { amount }) }).click();
  await expect(page.getByText(say("earnest.done.refund", { amount }))).toBeVisible();

  await signIn("consultant@hopefluent");
  await page.goto(own);
  await expect(panel.getByText(say("earnest.state.refunded"))).toBeVisible();
  await expect(page.getByText(say("leads.state.contacted")).first()).toBeVisible();
});
