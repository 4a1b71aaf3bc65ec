import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const agency = "/agencies/hopefluent";
const inCampaign = `${agency}/campaigns/zhongyang-2008`;

interface Made {
  id: string;
}

test("who was chosen by mistake is corrected within three days by another's yes; after that it would be a change", async ({
  page,
  setClock,
  expectAccessible,
  api,
  isPhone,
  signIn,
  as,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  const account = isPhone ? "南安商會" : "惠安商會";
  await as("manager@hopefluent");
  const { id: accountId } = await api<Made>("POST", `${agency}/accounts`, { name: account });
  const { id: engagement } = await api<Made>("POST", `${inCampaign}/engagements`, { accountId, category: "chamber" });
  const contactOf = (name: string, post: string) =>
    api<Made>("POST", `${agency}/accounts/${accountId}/contacts`, { person: { name }, post, isListedPost: true });
  const wrong = await contactOf("許文山", "會長");
  await contactOf("許文川", "副會長");
  const visit = `${inCampaign}/engagements/${engagement}/first-visit`;
  await api("POST", visit, { contactId: wrong.id, visitedOn: "2008-06-01" });
  await as("owner@hopefluent");
  await api("POST", `${visit}/confirmation`, {});
  const keyPerson = `/a/hopefluent/campaigns/zhongyang-2008/engagements/${engagement}?tab=key-person`;

  await test.step("four days later the page says that it would be a change, and offers nothing", async () => {
    await signIn("manager@hopefluent");
    await setClock(new Date(Date.now() + 4 * 86_400_000).toISOString());
    await page.goto(keyPerson);
    await expect(page.getByText(/已過 3 天：換人要記為變更/)).toBeVisible();
    await expect(page.getByRole("button", { name: say("engagements.correct.open"), exact: true })).toHaveCount(0);
    await setClock(null);
  });

  await test.step("asked on the day, with who was meant, why and the sheet", async () => {
    await page.reload();
    await page.getByRole("button", { name: say("engagements.correct.open"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: say("engagements.correct.act") }).click();
    await expect(dialog.getByText(say("engagements.correct.whoMissing")).first()).toBeVisible();
    await dialog.getByLabel(say("engagements.correct.who")).selectOption({ label: "副會長 許文川" });
    await dialog.getByLabel(say("engagements.correct.reason")).fill("簽到表上是副會長許文川，打字時選錯");
    await dialog.getByRole("button", { name: say("engagements.correct.act") }).click();
    await expect(dialog.getByText(say("engagements.correct.evidenceMissing"))).toBeVisible();
    const paper = Buffer.from("%PDF-1.7\n%%EOF\n");
    await dialog.locator("input[type=file]").setInputFiles({ name: "簽到表.pdf", mimeType: "application/pdf", buffer: paper });
    await expect(dialog.getByText(say("approvals.file.ready"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("engagements.correct.act") }).click();
    await expect(page.getByText(say("engagements.correct.asked"))).toBeVisible();
    await expect(page.getByText(say("engagements.correct.obstacle.waiting"))).toBeVisible();
  });

  await test.step("another approves, having read who was named and who was meant", async () => {
    const { corrections } = await api<{ corrections: { approvalId: string }[] }>(
      "GET",
      `${inCampaign}/engagements/${engagement}/key-person`,
    );
    await signIn("owner@hopefluent");
    await page.goto(`/a/hopefluent/approvals/${corrections[0]?.approvalId}`);
    const object = say("approvals.correction.name", { about: account, number: await numberOn() });
    await expect(page.getByText("會長 許文山", { exact: true })).toBeVisible();
    await expect(page.getByText("簽到表上是副會長許文川，打字時選錯")).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: say("approvals.approve", { object }) }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say("approvals.approve", { object }) })
      .click();
    await expect(page.getByText(say("approvals.approved", { object }))).toBeVisible();

    async function numberOn(): Promise<number> {
      const { subject } = await api<{ subject: { number: number } }>("GET", `${agency}/approvals/${corrections[0]?.approvalId}`);
      return subject.number;
    }
  });

  await test.step("the record names who was meant from the first visit on, and keeps who is struck", async () => {
    await page.goto(keyPerson);
    await expect(page.getByText(say("engagements.keyPerson.saySame", { post: "副會長", name: "許文川", day: "2008-06-01" }))).toBeVisible();
    await expect(page.locator("s").filter({ hasText: "會長 許文山" })).toBeVisible();
    await expectAccessible();
  });
});
