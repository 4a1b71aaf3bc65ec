import { readFile } from "node:fs/promises";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const account = "/a/hopefluent/accounts/acc-loco?tab=contacts";
/** Each width has a person of its own, so that neither meets what the other has done. */
const personOf = (project: string) =>
  project === "phone" ? { name: "歐陽建軍", phone: "13800001006" } : { name: "羅曉燕", phone: "13800001007" };

test("who looked at a person is told, and all that is held on them is exported once, read and saved", async ({
  page,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000);
  const { name, phone } = personOf(testInfo.project.name);
  const dialog = page.getByRole("dialog");
  const main = page.getByRole("main");
  const open = async (act: "looks" | "export") => {
    await page.goto(account);
    await page.getByRole("button", { name: say("accounts.contacts.actsOf", { name }) }).click();
    await page.getByRole("menuitem", { name: say(`people.act.${act}`) }).click();
  };

  await test.step("a consultant looks at the phone, and is offered neither", async () => {
    await signIn("consultant@hopefluent");
    await page.goto(account);
    await page.getByRole("button", { name: say("accounts.reveal.show.phone", { name }) }).click();
    await expect(page.getByRole("button", { name: say("accounts.reveal.hide.phone", { name }) })).toBeVisible();
    await page.getByRole("button", { name: say("accounts.contacts.actsOf", { name }) }).click();
    await expect(page.getByRole("menuitem").first()).toBeVisible();
    await expect(page.getByRole("menuitem", { name: say("people.act.looks") })).toHaveCount(0);
    await expect(page.getByRole("menuitem", { name: say("people.act.export") })).toHaveCount(0);
  });

  await test.step("the owner reads who looked", async () => {
    await signIn("owner@hopefluent");
    await open("looks");
    await expect(dialog.getByRole("listitem").first()).toContainText(`周敏 ${say("people.look.revealed", { fields: "電話" })}`);
    await expect(dialog).not.toContainText(phone);
    await expectAccessible();
    await page.screenshot({ path: testInfo.outputPath("looks.png") });
  });

  await test.step("and exports what is held", async () => {
    await open("export");
    await expect(main.getByText(say("people.export.recorded"))).toBeVisible();
    await expectAccessible();
    await page.screenshot({ path: testInfo.outputPath("export-before.png") });
    await page.getByRole("button", { name: say("people.export.act", { name }) }).click();
    await expect(main.getByText(`+86${phone}`)).toBeVisible();
    await expect(main.getByRole("heading", { name: say("people.kind.contacts") })).toBeVisible();
    await expectAccessible();
    await page.screenshot({ path: testInfo.outputPath("export.png"), fullPage: true });
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: say("people.export.json") }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^person-per-\w+\.json$/);
    const told = JSON.parse(await readFile(await file.path(), "utf8"));
    expect(told.person).toMatchObject({ name, phone: `+86${phone}` });
    expect(told.held.map(({ kind }: { kind: string }) => kind)).toContain("deals");
  });

  await test.step("which is told of afterwards", async () => {
    await open("looks");
    await expect(dialog.getByRole("listitem").first()).toContainText(say("people.look.exported", { fields: "電話、證件號碼" }));
  });
});
