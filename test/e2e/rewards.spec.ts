import type { Page } from "@playwright/test";
import { expect, test, toldOn } from "./support/fixtures";
import type { As } from "./support/homes";
import { attach, downloads } from "./support/papers";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/campaigns/zhongyang-2008";
const agency = "/agencies/hopefluent";
const desk = "/d/shangge/desk?agency=hopefluent&campaign=zhongyang-2008";
const linked = `/developers/shangge/agencies/hopefluent${campaign}`;

interface Made {
  id: string;
}

/** An account of its own for each width: its key person has recommended two who bought and paid, and bought a home too. */
interface Earning {
  account: string;
  keyPerson: string;
  engagement: string;
  /** In the order of their homes: 0901 and 0902 of who was recommended, 0903 of the key person. */
  deals: string[];
  /** The first instalment of each that was recommended. */
  receipts: string[];
  building: string;
}

async function earning(as: As, isPhone: boolean): Promise<Earning> {
  const inCampaign = `${agency}${campaign}`;
  const account = isPhone ? "晉江商會" : "石獅商會";
  const building = isPhone ? "R2棟" : "R1棟";
  const keyPerson = isPhone ? "洪秋月" : "蔡文川";

  const api = await as("manager@hopefluent");
  const { projectId } = await api<{ projectId: string }>("GET", inCampaign);
  const units = await api<{ items: Made[] }>("POST", `${agency}/projects/${projectId}/units`, {
    units: ["0901", "0902", "0903"].map((number) => ({
      building,
      floor: 9,
      number,
      product: "top-apartment",
      areaCentiSqm: 13_000,
      pricePerSqmFen: 340_000,
    })),
  });
  const { id: accountId } = await api<Made>("POST", `${agency}/accounts`, { name: account });
  const { id: engagement } = await api<Made>("POST", `${inCampaign}/engagements`, { accountId, category: "chamber" });
  const contact = await api<Made & { person: Made }>("POST", `${agency}/accounts/${accountId}/contacts`, {
    person: { name: keyPerson },
    post: "會長",
    isListedPost: true,
  });
  const visit = `${inCampaign}/engagements/${engagement}/first-visit`;
  await api("POST", visit, { contactId: contact.id, visitedOn: "2008-06-01" });
  await as("owner@hopefluent");
  await api("POST", `${visit}/confirmation`, {});

  await as("manager@hopefluent");
  const { items: referrals } = await api<{ items: { id: string; personId: string }[] }>(
    "POST",
    `${inCampaign}/engagements/${engagement}/referrals`,
    { referredOn: "2008-06-20", evidence: "roster", people: [{ name: "蘇玉蘭" }, { name: "莊志明" }] },
  );
  const deals: string[] = [];
  const receipts: string[] = [];
  const proofs: string[] = [];
  for (const [at, unit] of units.items.entries()) {
    const referral = referrals[at];
    const { id } = await api<Made>("POST", `${inCampaign}/deals`, {
      engagementId: engagement,
      unitId: unit.id,
      paymentMethod: "lump-sum",
      buyers: [{ person: { id: referral?.personId ?? contact.person.id }, shareBps: 10_000 }],
      ...(referral && { referralId: referral.id }),
      subscribedOn: "2008-07-05",
    });
    deals.push(id);
    const deal = `${inCampaign}/deals/${id}`;
    proofs.push(`${deal}/proofs/${(await api<Made>("POST", `${deal}/proofs`, { kind: "chamber-roll" })).id}/decision`);
    await api("POST", `${deal}/signing`, { signedOn: "2008-07-10", contractNumber: `${building}-${at}`, contractPriceFen: 433_160_00 });
    if (!referral) continue;
    const instalment = { item: "first-instalment", amountFen: 130_000_00, onDay: "2008-07-10" };
    await api("POST", `${deal}/ledger`, { ...instalment, kind: "due" });
    receipts.push((await api<Made>("POST", `${deal}/ledger`, { ...instalment, kind: "receipt" })).id);
  }
  await as("owner@hopefluent");
  for (const proof of proofs) await api("POST", proof, { outcome: "accepted" });

  return { account, keyPerson, engagement, deals, receipts, building };
}

/** The developer's finance takes an approved claim from its desk. */
async function pay(page: Page, keyPerson: string, receiptNumber: string, howPaid: () => Promise<unknown>): Promise<void> {
  await page.getByLabel(say("rewards.pay.receipt")).fill(receiptNumber);
  await howPaid();
  await page.getByLabel(say("rewards.pay.card", { name: keyPerson })).check();
}

test("a reward goes from accrued to paid through three people; another is set off on the key person's own home", async ({
  page,
  setClock,
  expectAccessible,
  signIn,
  api,
  as,
  isPhone,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  const made = await earning(as, isPhone);
  const { keyPerson, engagement, building, account } = made;
  const amount = "¥1,000.00";
  const rewards = `/a/hopefluent${campaign}/engagements/${engagement}/rewards`;
  /** How the first home's reward stands: its mark's sign and word. */
  const stands = (state: "accrued" | "claimable" | "claimed" | "paid") =>
    first.getByText(new RegExp(`^.?${say(`rewards.state.${state}`)}$`));
  const first = page.getByRole(isPhone ? "listitem" : "row").filter({ hasText: `${building} 0901` });

  await test.step("whom the key person recommends is recorded with its paper, and each may see it", async () => {
    await signIn("manager@hopefluent");
    await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}?tab=referrals`);
    await page.getByRole("button", { name: say("engagements.referrals.record") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("engagements.referrals.names")).fill("許文娟");
    await attach(dialog, "推薦名冊.pdf");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("engagements.referrals.recordAct", { n: "1" }) }).click();
    await expect(page.getByText(say("engagements.referrals.recorded", { n: "1" }))).toBeVisible();
    await downloads(page, "推薦名冊.pdf");
  });

  await test.step("the developer's finance confirms the contract and the first instalment at its desk", async () => {
    await signIn("finance@shangge");
    await page.goto("/d/shangge/desk");
    await expect(page.getByLabel(say("desk.campaign")), "the newest in which something waits").toHaveValue("zhongyang-now");
    await page.getByLabel(say("desk.campaign")).selectOption("zhongyang-2008");
    const waiting = page.locator("label").filter({ hasText: `${building} 0901` });
    await expect(waiting).toHaveCount(2);
    for (const row of await waiting.all()) await row.click();
    const part = (key: "desk.signingsN" | "desk.entriesN", amount: string) => say("desk.counted", { what: say(key, { n: "1" }), amount });
    const what = [part("desk.signingsN", "¥433,160.00"), part("desk.entriesN", "¥130,000.00")].join("、");
    await page.getByRole("button", { name: say("desk.confirm", { what }), exact: true }).click();
    await attach(page.getByRole("dialog", { name: say("desk.confirmTitle", { n: "2" }) }), "對賬單.pdf");
    await expectAccessible();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say("desk.confirm", { what }) })
      .click();
    await expect(page.getByText(say("desk.confirmed", { n: "2" }))).toBeVisible();
  });

  await test.step("the agency sees what it was confirmed with, beside the contract and the money", async () => {
    await signIn("manager@hopefluent");
    await page.goto(`/a/hopefluent${campaign}/deals/${made.deals[0]}`);
    await downloads(page, "對賬單.pdf", 2);
    await expectAccessible();
  });

  await test.step("it is accrued until a week after the contract's day, then it may be claimed", async () => {
    await signIn("manager@hopefluent");
    await setClock("2008-07-16T04:00:00Z");
    await page.goto(rewards);
    await expect(stands("accrued")).toBeVisible();
    await setClock(null);
    await page.reload();
    await expect(stands("claimable")).toBeVisible();
  });

  await test.step("nobody is paid before it is said what they are", async () => {
    await expect(page.getByRole("button", { name: say("rewards.cannot.gate") })).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("button", { name: say("rewards.describe.open") }).click();
    await page
      .getByRole("dialog")
      .getByRole("combobox")
      .selectOption({ label: say("rewards.status.self-employed") });
    await expectAccessible();
    await page.getByRole("button", { name: say("rewards.describe.act", { name: keyPerson }) }).click();
    await expect(page.getByText(say("rewards.describe.done", { name: keyPerson }))).toBeVisible();
  });

  await test.step("one claims, with what was seen and who came along", async () => {
    await page.getByRole("button", { name: say("rewards.claim.open", { amount }) }).click();
    const claim = page.getByRole("button", { name: say("rewards.claim.act", { name: keyPerson, amount }) });
    await expect(claim).toHaveAttribute("aria-disabled", "true");
    await page.getByLabel(say("rewards.claim.card")).check();
    await page.getByLabel(say("rewards.claim.permit")).check();
    await page.getByLabel(say("rewards.claim.witness")).selectOption({ label: "周敏" });
    await expectAccessible();
    await claim.click();
    await expect(page.getByText(say("rewards.claim.done", { name: keyPerson, amount }))).toBeVisible();
    await expect(stands("claimed")).toBeVisible();
    const toClaim = page.getByRole("link", { name: say("rewards.toClaimOf", { home: `${building} 0901` }) });
    await expect(toClaim).toHaveAttribute("href", /\/claims\//);
  });

  await test.step("another approves, and is told they cannot pay it", async () => {
    await signIn("owner@hopefluent");
    await page.goto(`/a/hopefluent${campaign}/rewards?state=claimed`);
    await page.getByRole("link", { name: new RegExp(account) }).click();
    await expect(page.getByRole("heading", { level: 1, name: say("rewards.claimOf", { name: account }) })).toBeVisible();
    await expect(page.getByText("周敏")).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: say("rewards.approve.act", { amount }) }).click();
    await expect(page.getByText(say("rewards.approve.say", { name: keyPerson, amount }))).toBeVisible();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say("rewards.approve.act", { amount }) })
      .click();
    await expect(page.getByText(say("rewards.approve.done", { name: keyPerson, amount }))).toBeVisible();
  });

  await test.step("a third pays it, less tax, against a receipt", async () => {
    await signIn("finance@shangge");
    await page.goto(desk);
    const waiting = page.getByRole("listitem").filter({ hasText: keyPerson });
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: say("desk.list.xlsx") }).click();
    expect((await file).suggestedFilename()).toMatch(/獎勵付款單\.xlsx$/);
    await waiting.getByRole("link").click();
    await expect(
      page.getByRole("button", { name: new RegExp(say("rewards.pay.act", { amount })) }),
      "it is paid where it is looked at",
    ).toBeVisible();
    const receipt = page.getByRole("button", { name: new RegExp(say("rewards.pay.print")) });
    await expect(receipt, "what it is paid against is signed before").toHaveAttribute("aria-disabled", "true");
    await page.getByLabel(say("rewards.pay.receipt")).fill(`${building}-1`);
    await page.getByLabel(say("rewards.tax")).fill("200");
    await expect(receipt).not.toHaveAttribute("aria-disabled", "true");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("heading", { name: say("rewards.receipt.title") })).toBeVisible();
    await expect(page.getByText(say("rewards.receipt.number", { number: `${building}-1` })).filter({ visible: true })).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "¥800.00" })).toBeVisible();
    await page.emulateMedia({ media: null });
    await page.goto(desk);
    await waiting.getByRole("button", { name: say("desk.pay", { amount }) }).click();
    const act = page.getByRole("dialog").getByRole("button", { name: new RegExp(say("rewards.pay.act", { amount: "¥800.00" })) });
    await pay(page, keyPerson, `${building}-1`, () => page.getByLabel(say("rewards.tax")).fill("200"));
    await expectAccessible();
    await act.click();
    await expect(page.getByText(say("rewards.pay.done", { name: keyPerson, amount }))).toBeVisible();
    await expect(waiting).toHaveCount(0);
  });

  await test.step("the other is claimed and approved, and set off on the key person's own home", async () => {
    await api("POST", `${linked}/confirmations`, { deals: [made.deals[1]], entries: [made.receipts[1]] });
    await signIn("manager@hopefluent");
    await page.goto(rewards);
    await expect(stands("paid")).toBeVisible();
    await expect(page.getByRole("button", { name: say("rewards.claim.open", { amount }) })).toBeVisible();
    const { recipients } = await api<{ recipients: { personId: string }[] }>(
      "GET",
      `${agency}${campaign}/engagements/${engagement}/rewards`,
    );
    const claim = await api<Made>("POST", `${agency}${campaign}/engagements/${engagement}/rewards/claims`, {
      personId: recipients[0]?.personId,
      identityCardSeen: true,
      workPermitSeen: true,
      witnessId: "hopefluent-consultant",
    });
    await signIn("owner@hopefluent");
    await api("POST", `${agency}${campaign}/claims/${claim.id}/approval`, {});

    await signIn("finance@shangge");
    await page.goto(desk);
    await page
      .getByRole("listitem")
      .filter({ hasText: keyPerson })
      .getByRole("button", { name: say("desk.pay", { amount }) })
      .click();
    await pay(page, keyPerson, `${building}-2`, () => page.getByText(say("rewards.pay.way.offset"), { exact: true }).click());
    await expect(page.getByLabel(say("rewards.pay.deal"))).toHaveValue(made.deals[2] ?? "");
    await attach(page.getByRole("dialog"), "簽收.pdf");
    await expectAccessible();
    await page.getByRole("button", { name: say("rewards.pay.actOffsetOnly", { offset: amount }) }).click();
    await expect(page.getByText(say("rewards.pay.done", { name: keyPerson, amount }))).toBeVisible();

    const paid = page.getByRole("region", { name: say("desk.paid.title") });
    await expect(paid.getByText(keyPerson), "a list masks names").toHaveCount(0);
    await expect(paid.getByRole("link").filter({ hasText: `${building}-1` })).toBeVisible();
    await paid
      .getByRole("link")
      .filter({ hasText: `${building}-2` })
      .click();
    await expect(page.getByRole("heading", { level: 1, name: say("rewards.claimOf", { name: account }) })).toBeVisible();
    await expect(page.getByText(say("desk.paid.offsetHome", { home: `${building} 0903` }))).toBeVisible();
    await expect(page.getByText(`${building} 0902`).first()).toBeVisible();
    await downloads(page, "簽收.pdf");
    await expectAccessible();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("heading", { name: say("rewards.receipt.title") }), "printed as a receipt").toBeVisible();
    await expect(page.getByText(say("rewards.receipt.signature")), "with a place to sign").toBeVisible();
    await page.emulateMedia({ media: null });

    await signIn("manager@hopefluent");
    await page.goto(`/a/hopefluent${campaign}/deals/${made.deals[2]}`);
    await expect(page.getByText(say("deals.ledger.item.reward-offset"))).toBeVisible();
    await page.goto(`/a/hopefluent${campaign}/claims/${claim.id}`);
    await expect(page.getByText(say("rewards.receipt.number", { number: `${building}-2` })).first()).toBeVisible();
    await expect(page.getByText(say("rewards.claimState.paid")).first()).toBeVisible();
    await downloads(page, "簽收.pdf");
    await expectAccessible();
  });

  await test.step("its home is cancelled after it was paid: nothing nets the recovery, so its write-off is asked for", async () => {
    await signIn("manager@hopefluent");
    const cancellation = { cancelledOn: "2008-07-20", why: "買方工作調動", forfeitedFen: 0 };
    await api("POST", `${agency}${campaign}/deals/${made.deals[0]}/cancellation`, cancellation);
    await page.goto(rewards);
    await page.getByRole("button", { name: say("rewards.writeOff.ask", { amount }) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("rewards.writeOff.amount")).fill("1000.01");
    await dialog.getByLabel(say("rewards.reason")).fill("已離開株洲，聯絡不上");
    await dialog.getByRole("button", { name: say("rewards.writeOff.act", { amount: "¥1,000.01" }) }).click();
    await expect(dialog.getByText(say("rewards.writeOff.amountWrong", { open: amount })).first()).toBeVisible();
    await dialog.getByLabel(say("rewards.writeOff.amount")).fill("1000");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("rewards.writeOff.act", { amount }) }).click();
    await expect(page.getByText(say("rewards.writeOff.asked", { amount }))).toBeVisible();
    await expect(page.getByRole("button", { name: say("rewards.writeOff.waits") })).toHaveAttribute("aria-disabled", "true");
    await expectAccessible();
  });

  await test.step("the developer approves it, and the ledger stands at nothing", async () => {
    const { writeOffs } = await api<{ writeOffs: { number: number; approval: Made }[] }>(
      "GET",
      `${agency}${campaign}/engagements/${engagement}/rewards`,
    );
    const object = say("approvals.writeOff.name", { about: account, number: writeOffs[0]?.number ?? 0 });
    await signIn("marketing@shangge");
    await page.goto(`/d/shangge/approvals/hopefluent/${writeOffs[0]?.approval.id}`);
    await expect(page.getByText(keyPerson, { exact: true })).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: say("approvals.approve", { object }) }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say("approvals.approve", { object }) })
      .click();
    await expect(page.getByText(say("approvals.approved", { object }))).toBeVisible();
    await signIn("manager@hopefluent");
    await page.goto(rewards);
    await expect(page.getByText(new RegExp(`^.?${say("rewards.state.written-off")}$`)).filter({ visible: true })).toHaveCount(3);
    await expect(page.getByRole("button", { name: new RegExp(say("rewards.writeOff.ask", { amount: "" }).trim()) })).toHaveCount(0);
    await expectAccessible();
  });
});

test("compliance decides who may be paid, and finance stops and lets go on what an engagement has earned", async ({
  page,
  expectAccessible,
  signIn,
  isPhone,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  const [engagement, name, account] = isPhone ? ["eng-second-school", "蔣文博", "市第二中學"] : ["eng-lusong", "譚國華", "蘆淞大市場"];
  await signIn("manager@hopefluent");
  await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}/rewards`);
  const panel = page.getByRole("region", { name: say("rewards.recipients") });
  await panel
    .getByRole("button", { name: say("rewards.describe.open") })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("combobox")
    .selectOption({ label: say("rewards.status.state-functionary") });
  await page.getByRole("button", { name: say("rewards.describe.act", { name }) }).click();
  await expect(panel.getByText(say("rewards.gate.waits"))).toBeVisible();

  await signIn("compliance@hopefluent");
  await page.reload();
  await panel
    .getByRole("button", { name: say("rewards.decide.open"), exact: true })
    .first()
    .click();
  await page.getByRole("button", { name: say("rewards.decide.act.held", { name }) }).click();
  await expect(page.getByText(say("rewards.reasonMissing")).first()).toBeVisible();
  await expectAccessible();
  await page.getByText(say("rewards.decision.allowed"), { exact: true }).last().click();
  await page.getByRole("dialog").getByLabel(say("rewards.reason")).fill("單位書面同意，個人所得");
  await page.getByRole("dialog").getByLabel(say("rewards.limit")).fill("2萬");
  await page.getByRole("button", { name: say("rewards.decide.act.allowed", { name }) }).click();
  await expect(page.getByText(say("rewards.decide.done", { name }))).toBeVisible();
  await expect(panel.getByText(say("rewards.gate.allowed"))).toBeVisible();
  await expect(panel.getByText("¥20,000.00")).toBeVisible();

  await signIn("finance@hopefluent");
  await page.reload();
  await page.getByRole("button", { name: say("rewards.hold.open"), exact: true }).click();
  await page.getByRole("dialog").getByLabel(say("rewards.reason")).fill("名冊待核");
  await expectAccessible();
  await page.getByRole("button", { name: say("rewards.hold.act", { name: account }) }).click();
  await expect(page.getByText("名冊待核")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: say("rewards.release.open"), exact: true }).click();
  await expectAccessible();
  await page.getByRole("button", { name: say("rewards.release.act", { name: account }) }).click();
  await expect(page.getByText(say("rewards.release.done"))).toBeVisible();
  await expect(page.getByText("名冊待核")).toHaveCount(0);
});
