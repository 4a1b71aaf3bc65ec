import { expect, test, toldOn } from "./support/fixtures";
import { chamber, openedCampaign } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");

interface Made {
  id: string;
}

test("what a settlement gives back stands on the developer's desk until it reached the buyers, counted on the way", async ({
  page,
  expectAccessible,
  as,
  isPhone,
}) => {
  test.setTimeout(240_000); // looks for accessibility on the way
  const name = isPhone ? "退差額（窄）" : "退差額（寬）";
  const building = isPhone ? "D2棟" : "D1棟";
  const campaign = await openedCampaign(as, name);
  const { engagementId, homes } = await chamber(as, { campaign, building, name: isPhone ? "漳州商會" : "龍岩商會", homes: 9 });
  const [first, second] = homes;
  if (!first || !second) throw new Error("no homes");
  const linked = `/developers/shangge${campaign}`;
  const desk = `/d/shangge/desk?agency=hopefluent&campaign=${campaign.split("/").at(-1)}`;
  const differences = page.getByRole("region", { name: say("desk.differences.title"), exact: true }).first();
  const tally = page.getByRole("navigation", { name: say("desk.tally.title") });
  const menu = page.getByRole("navigation", { name: say(isPhone ? "shell.bottomBar" : "shell.mainMenu") });
  const row = (place: string) => differences.getByRole(isPhone ? "listitem" : "row").filter({ hasText: place });

  await test.step("eight are signed, then the ninth; the developer has seen the contracts, the manager settles", async () => {
    const api = await as("manager@hopefluent");
    for (const [at, { id, place }] of homes.entries())
      await api("POST", `${campaign}/deals/${id}/signing`, {
        signedOn: at < 8 ? "2008-07-02" : "2008-07-03",
        contractNumber: `HT-${place}`,
        contractPriceFen: at < 8 ? 433_160_00 : 424_496_80,
      });
    const received = { kind: "receipt", item: "balance", amountFen: 433_160_00, onDay: "2008-07-03" };
    const { id: entry } = await api<Made>("POST", `${campaign}/deals/${first.id}/ledger`, received);
    const finance = await as("finance@shangge");
    await finance("POST", `${linked}/confirmations`, { deals: homes.map(({ id }) => id), entries: [entry] });
    await as("manager@hopefluent");
    await api("POST", `${campaign}/engagements/${engagementId}/settlement`, { settledOn: "2008-07-22" });
  });

  await test.step("the desk counts the settlement; approved, eight differences wait for the agency, with their sum", async () => {
    await as("finance@shangge");
    await page.goto(desk);
    await expect(page.getByLabel(say("desk.campaign")).getByRole("option", { selected: true })).toHaveText(
      say("desk.optionWaits", { name, n: "1" }),
    );
    await expect(tally.getByRole("link")).toHaveText([`${say("desk.tally.settlements")} 1`]);
    await expect(differences.getByText(say("desk.differences.noneOpen"))).toBeVisible();
    await expect(menu.getByRole("link", { name: new RegExp(say("shell.desk")) })).toContainText(/\d/);
    await page.getByRole("button", { name: say("desk.lookAt", { name: isPhone ? "漳州商會" : "龍岩商會" }) }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /¥69,305\.60/ })
      .click();
    await expect(page.getByLabel(say("desk.campaign")).getByRole("option", { selected: true })).toHaveText(
      say("desk.optionOwes", { name, d: "8" }),
    );
    await expect(tally.getByRole("link")).toHaveText([`${say("desk.tally.differences")} 8`]);
    await expect(differences.getByText(say("desk.differences.n", { n: "8" }))).toBeVisible();
    await expect(differences.getByText("¥69,305.60")).toBeVisible();
    await expect(row(first.place).getByText(say("statement.line.reachedBy", { place: `${building} 0909`, units: "9" }))).toBeVisible();
    await expect(row(first.place).getByText(say("desk.differences.mark.back"), { exact: false })).toBeVisible();
    await expectAccessible();
  });

  await test.step("the agency's finance finds them on its own desk, and records one in cash and one in the contract", async () => {
    const api = await as("finance@hopefluent");
    await page.goto(`${campaign.replace("/agencies/", "/a/")}/desk`);
    await expect(differences.getByText("¥69,305.60")).toBeVisible();
    await expect(page.getByRole("link", { name: say("desk.differences.recordOf", { home: second.place }) })).toBeVisible();
    await expectAccessible();
    const { items } = await api<{ items: { id: string; dealId: string }[] }>("GET", `${campaign}/differences`);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    for (const [{ id }, route] of [
      [first, "cash"],
      [second, "contract"],
    ] as const) {
      const line = items.find(({ dealId }) => dealId === id);
      await api("POST", `${campaign}/engagements/${engagementId}/lines/${line?.id}/fulfilment`, {
        route,
        documentNumber: `TK-${route}`,
        fulfilledOn: today,
      });
    }
  });

  await test.step("the developer's finance looks up the papers of the refund, confirms it, and sees both as returned", async () => {
    await as("finance@shangge");
    await page.goto(desk);
    await expect(tally.getByRole("link")).toHaveText([`${say("desk.tally.refunds")} 1`, `${say("desk.tally.differences")} 6`]);
    await page
      .getByRole("link", { name: say("desk.papers.of", { home: first.place }) })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: first.place })).toBeVisible();
    const lines = page.getByRole("region", { name: say("desk.papers.lines"), exact: true }).first();
    await expect(lines.getByText(/TK-cash/)).toBeVisible();
    await expect(lines.getByText("424,496.80")).toBeVisible();
    await expect(page.getByText("陳大明"), "no whole name").toHaveCount(0);
    await expectAccessible();
    await page.getByRole("link", { name: say("desk.papers.toDifferences") }).click();
    await expect(differences).toBeInViewport();

    await differences.getByText(say("desk.differences.done"), { exact: true }).click();
    await expect(row(first.place).getByText(say("desk.differences.mark.refund"))).toBeVisible();
    await expect(row(second.place).getByText(say("desk.differences.mark.done"))).toBeVisible();
    await page.getByRole("checkbox", { name: new RegExp(first.place) }).check();
    await page.getByRole("button", { name: /^確認.*¥8,663\.20/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /¥8,663\.20/ })
      .click();
    await expect(tally.getByRole("link")).toHaveText([`${say("desk.tally.differences")} 6`]);
    await expect(row(first.place).getByText(say("desk.differences.mark.done"))).toBeVisible();
    await expectAccessible();
  });
});
