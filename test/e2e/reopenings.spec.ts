import { apiOf } from "./support/api";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/agencies/hopefluent/campaigns/zhongyang-2008";

test("several settlements are asked to be opened again at once: one that waits already is told apart, the others are asked", async ({
  page,
  context,
  baseURL,
  signIn,
  expectAccessible,
}, testInfo) => {
  await signIn("manager@hopefluent");
  const api = apiOf(context, baseURL);
  const names = ["甲", "乙", "丙"].map((name) => `重開${name}商會${testInfo.project.name === "phone" ? "窄" : "寬"}`);
  const ids: string[] = [];
  for (const name of names) {
    const account = await api<{ id: string }>("POST", "/agencies/hopefluent/accounts", { name });
    const { id } = await api<{ id: string }>("POST", `${campaign}/engagements`, { accountId: account.id, category: "chamber" });
    await api("POST", `${campaign}/engagements/${id}/settlement`, { settledOn: "2008-08-01" });
    ids.push(id);
  }
  const pick = (name: string | undefined) =>
    page.getByRole("dialog").getByRole("checkbox", { name: say("asking.several.one", { name: name ?? "", day: "2008-08-01" }) });

  await page.goto("/a/hopefluent/campaigns/zhongyang-2008/engagements");
  await page.getByRole("button", { name: say("asking.several.button") }).click();
  const dialog = page.getByRole("dialog");
  for (const name of names) await pick(name).check();
  await expect(dialog.getByText(say("asking.several.same"))).toHaveCount(3);
  await dialog.getByLabel(say("asking.reason")).fill("補記漏登的簽約");
  await expectAccessible();

  await api("POST", `${campaign}/engagements/${ids[1]}/reopenings`, { reason: "別人先申請了" });
  await dialog.getByRole("button", { name: say("asking.several.act", { n: 3 }) }).click();
  await expect(dialog.getByText(say("asking.several.done", { asked: 2, refused: 1 }))).toBeVisible();
  await expect(dialog.getByText(say("asking.several.asked"))).toHaveCount(2);
  const why = say("asking.several.pending");
  await expect(dialog.getByText(say("asking.several.refused", { why }))).toBeVisible();
  await expect(pick(names[0])).toBeDisabled();
  await expectAccessible();

  for (const id of ids) {
    const { items } = await api<{ items: { state: string }[] }>("GET", `${campaign}/engagements/${id}/reopenings`);
    expect(items.map(({ state }) => state)).toEqual(["pending"]);
  }
});
