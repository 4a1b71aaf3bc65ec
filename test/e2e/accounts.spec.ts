import type { Page } from "@playwright/test";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const accounts = "/a/hopefluent/accounts";

/** Each width has an account and a person of its own. */
const madeFor = (project: string) =>
  project === "phone"
    ? { name: "攸縣陶瓷商會", part: "攸縣", branch: "酒埠江窯場", person: "蕭潤生", phone: "138 0000 7702", masked: "138****7702" }
    : { name: "衡東紡織商會", part: "衡東", branch: "新塘印染場", person: "康慧蘭", phone: "138 0000 7701", masked: "138****7701" };

/** Opens what can be done with somebody and begins it. */
async function act(page: Page, name: string, act: "post" | "correct" | "remove") {
  await page.getByRole("button", { name: say("accounts.contacts.actsOf", { name }) }).click();
  await page.getByRole("menuitem", { name: say(`accounts.contacts.act.${act}`) }).click();
}

test("an account is filed once, found by two characters, and its people are kept behind masks", async ({
  page,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(240_000);
  const { name, part, branch, person, phone, masked } = madeFor(testInfo.project.name);
  const dialog = page.getByRole("dialog");
  const main = page.getByRole("main");
  await signIn("consultant@hopefluent");

  await test.step("a name that is filed already shows its file before it is saved", async () => {
    await page.goto(accounts);
    await page.getByRole("button", { name: say("accounts.file") }).click();
    await dialog.getByRole("button", { name: say("accounts.fileAct") }).click();
    await expect(dialog.getByText(say("accounts.nameMissing"))).toBeVisible();
    await dialog.getByLabel(say("accounts.name")).fill("泉州商會");
    await dialog.getByRole("button", { name: say("accounts.fileAct"), exact: true }).dblclick(); // faster than the look-up
    await expect(dialog.getByRole("link", { name: "泉州商會" })).toBeVisible();
    await expect(dialog.getByRole("button", { name: say("accounts.fileAnyway") })).toBeVisible();
    await dialog.getByLabel(say("accounts.name")).fill("泉州 商會");
    await expect(dialog.getByRole("link", { name: "泉州商會" })).toHaveAttribute("href", `${accounts}/acc-quanzhou`);
    await expect(dialog.getByRole("button", { name: say("accounts.fileAnyway") })).toBeVisible();
    await expectAccessible();
  });

  await test.step("a new one is filed", async () => {
    await dialog.getByLabel(say("accounts.name")).fill(name);
    await expect(dialog.getByRole("link")).toHaveCount(0);
    await dialog.getByRole("button", { name: say("accounts.fileAct"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  await test.step("with a branch that counts with it", async () => {
    await page.getByRole("button", { name: say("accounts.addBranch") }).click();
    await dialog.getByLabel(say("accounts.name")).fill(branch);
    await expect(dialog.getByText(say("accounts.parentField.hint"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("accounts.fileAct"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: branch })).toBeVisible();
    await expect(main.getByText(say("accounts.countsUnder", { name: branch, parent: name }))).toBeVisible();
  });

  await test.step("it is found by two characters of its name", async () => {
    await page.goto(accounts);
    await page.getByRole("searchbox").fill(part);
    await expect(main.getByText(say("accounts.found", { n: 1 }))).toBeVisible();
    await expectAccessible();
    await main.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(main.getByRole("link", { name: branch })).toBeVisible();
  });

  await test.step("somebody new is named there; a wrong number is said under its field", async () => {
    await page.getByRole("link", { name: say("accounts.tab.contacts") }).click();
    await page
      .getByRole("button", { name: say("accounts.contacts.add") })
      .first()
      .click();
    await dialog.getByLabel(say("accounts.person.name")).fill(person);
    await dialog.getByLabel(say("accounts.contacts.post"), { exact: true }).fill("工會主席");
    await dialog.getByLabel(say("accounts.contacts.isListedPost")).check();
    await dialog.getByLabel(say("accounts.person.phoneOptional")).fill("12345");
    await dialog.getByRole("button", { name: say("accounts.contacts.add") }).click();
    await expect(dialog.getByText(say("accounts.person.phoneWrong"))).toBeVisible();
    await expect(dialog.getByLabel(say("accounts.person.phoneOptional"))).toBeFocused();
    await expectAccessible();
    await dialog.getByLabel(say("accounts.person.phoneOptional")).fill(phone);
    await dialog.getByRole("button", { name: say("accounts.contacts.add") }).click();
    await expect(main.getByText(masked)).toBeVisible();
    await expect(main.getByText(say("accounts.contacts.listed")).first()).toBeVisible();
    await expect(main.getByText(phone)).toHaveCount(0);
    await expectAccessible();
  });

  await test.step("a look at the whole number lasts half a minute", async () => {
    await page.clock.install();
    await page.reload();
    await page.getByRole("button", { name: say("accounts.reveal.show.phone", { name: person }) }).click();
    await expect(main.getByRole("link", { name: phone })).toBeVisible();
    await page.clock.fastForward(29_000);
    await expect(main.getByRole("link", { name: phone })).toBeVisible();
    await page.clock.fastForward(2_000);
    await expect(main.getByText(masked)).toBeVisible();
    await expect(main.getByText(phone)).toHaveCount(0);
    await page.clock.resume();
  });

  await test.step("the same person is named at the branch by the whole number, and taken off again", async () => {
    await page.goto(accounts);
    await page.getByRole("searchbox").fill(branch);
    await main.getByRole("link", { name: branch }).click();
    await page.getByRole("link", { name: say("accounts.tab.contacts") }).click();
    await page
      .getByRole("button", { name: say("accounts.contacts.add") })
      .first()
      .click();
    await dialog.getByText(say("accounts.contacts.known")).click();
    await dialog.getByLabel(say("accounts.contacts.findBy")).fill(phone.replace("138", "139"));
    await dialog.getByRole("button", { name: say("accounts.contacts.find") }).click();
    await expect(dialog.getByText(say("accounts.contacts.nobody"))).toBeVisible();
    await expectAccessible();
    await dialog.getByLabel(say("accounts.contacts.findBy")).fill(`+86 ${phone}`);
    await dialog.getByRole("button", { name: say("accounts.contacts.find") }).click();
    await dialog.getByRole("button", { name: say("accounts.contacts.takeWho", { name: person }) }).click();
    await dialog.getByLabel(say("accounts.contacts.post"), { exact: true }).fill("顧問");
    await dialog.getByRole("button", { name: say("accounts.contacts.addWho", { name: person }) }).click();
    await expect(main.getByText("顧問")).toBeVisible();

    await act(page, person, "remove");
    await expect(dialog.getByText(say("accounts.contacts.removeStays"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("accounts.contacts.removeWho", { name: person }) }).click();
    await expect(main.getByText(say("accounts.contacts.empty"))).toBeVisible();
  });

  await test.step("the audit list says who looked, and never the number", async () => {
    await signIn("owner@hopefluent");
    await page.goto("/a/hopefluent/audit?entity=person&actor=hopefluent-consultant");
    const entries = main.getByRole("listitem");
    await expect(entries.filter({ hasText: "周敏看了一個人的完整號碼" }).first()).toContainText(say("audit.field.phone"));
    await expect(main).not.toContainText(phone);
    await expect(main).not.toContainText(phone.replaceAll(" ", ""));
  });

  await test.step("finance looks and changes nothing", async () => {
    await signIn("finance@hopefluent");
    await page.goto(`${accounts}?q=${encodeURIComponent(part)}`);
    await main.getByRole("link", { name }).click();
    await page.getByRole("link", { name: say("accounts.tab.contacts") }).click();
    await expect(page.getByRole("button", { name: say("accounts.reveal.show.phone", { name: person }) })).toBeVisible();
    await expect(page.getByRole("button", { name: say("accounts.contacts.add") })).toHaveCount(0);
    await expect(page.getByRole("button", { name: say("accounts.contacts.actsOf", { name: person }) })).toHaveCount(0);
  });

  await test.step("the owner erases the person, by name and for ever", async () => {
    await signIn("owner@hopefluent");
    await page.reload();
    await page.getByRole("button", { name: say("accounts.contacts.actsOf", { name: person }) }).click();
    await page.getByRole("menuitem", { name: say("people.act.erase") }).click();
    await expect(dialog.getByText(say("accounts.erase.goesWhat"))).toBeVisible();
    await expectAccessible();
    await dialog.getByLabel(say("accounts.erase.type", { name: person })).fill(person.slice(0, 2));
    await expect(dialog.getByRole("button", { name: say("accounts.erase.typeFirst") })).toHaveAttribute("aria-disabled", "true");
    await dialog.getByLabel(say("accounts.erase.type", { name: person })).fill(person);
    await dialog.getByRole("button", { name: say("accounts.erase.act", { name: person }), exact: true }).click();
    await expect(main.getByText(say("accounts.person.erased"))).toBeVisible();
    await expect(main.getByText(person)).toHaveCount(0);
    await expect(main.getByText("工會主席")).toBeVisible();
    await expectAccessible();
  });
});
