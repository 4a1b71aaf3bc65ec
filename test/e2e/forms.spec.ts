import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import jsQR from "jsqr";
import { expect, test, toldOn } from "./support/fixtures";
import type { Api } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const agency = "/agencies/hopefluent";

/** A campaign of the coming month, still a draft: its forms may be opened, and open with it. */
async function newCampaign(api: Api, name: string): Promise<string> {
  const { projectId } = await api<{ projectId: string }>("GET", `${agency}/campaigns/zhongyang-2008`);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const made = await api<{ id: string }>("POST", `${agency}/campaigns`, { name, projectId, startsOn: day(-7), endsOn: day(60) });

  return made.id;
}

/** What a scanner reads of a picture: a PNG of eight bits, without interlacing, as a browser writes it. */
function readPng(file: string): string | undefined {
  const png = readFileSync(file);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * channels;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const bytes = new Uint8Array(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x >= channels ? (bytes[y * line + x - channels] ?? 0) : 0;
      const up = y > 0 ? (bytes[(y - 1) * line + x] ?? 0) : 0;
      const corner = y > 0 && x >= channels ? (bytes[(y - 1) * line + x - channels] ?? 0) : 0;
      const nearest =
        [left, up, corner].toSorted((one, other) => Math.abs(left + up - corner - one) - Math.abs(left + up - corner - other))[0] ?? 0;
      const guess = [0, left, up, (left + up) >> 1, nearest][filter ?? 0] ?? 0;
      bytes[y * line + x] = ((raw[y * (line + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  for (let at = 0; at < width * height; at += 1) pixels.set(bytes.subarray(at * channels, at * channels + 3), at * 4);

  return jsQR(pixels, width, height)?.data;
}

test("a form is made from a template, asks what it is told to, is opened, and goes up at the gate", async ({
  page,
  as,
  isPhone,
  expectAccessible,
}) => {
  test.setTimeout(240_000); // looks for accessibility on the way
  const api = await as("manager@hopefluent");
  const campaign = await newCampaign(api, isPhone ? "廠區拓展（手機）" : "廠區拓展");
  const address = `/a/hopefluent/campaigns/${campaign}/forms`;
  const saves = page.getByRole("button", { name: new RegExp(`^${say("common.save")}`) });
  await page.goto(address);
  await expect(page.getByText(say("forms.empty"))).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: new RegExp(`^${say("forms.template.account")}`) }).click();
  await page.getByLabel(say("forms.name"), { exact: true }).fill("礦務局廠門口");
  await expectAccessible();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("forms.add") })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "礦務局廠門口" })).toBeVisible();
  await expect(page.getByRole("heading", { name: say("forms.fields") })).toBeVisible();
  await expectAccessible();

  // A question from the catalogue, with options, moved up by the keyboard.
  await page.getByRole("button", { name: say("forms.field.budget"), exact: true }).click();
  await page.getByLabel(say("forms.optionOf", { name: say("forms.field.budget"), n: 1 }), { exact: true }).fill("四十萬以內");
  const up = page.getByRole("button", { name: say("forms.moveUp", { name: say("forms.field.budget") }) });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(up).toBeFocused();
  await page.getByLabel(say("forms.text.title"), { exact: true }).fill("礦務局職工團購登記");
  await page.getByLabel(say("forms.capacity"), { exact: true }).fill("400");
  await saves.click();
  await expect(page.getByText(say("forms.saved"))).toBeVisible();
  await page.getByText("简体", { exact: true }).click();
  await expect(page.getByLabel(say("forms.text.title"), { exact: true })).toHaveValue("矿务局职工团购登记");
  await expect(page.getByLabel(say("forms.optionOf", { name: say("forms.field.budget"), n: 1 }), { exact: true })).toHaveValue(
    "四十万以内",
  );
  await page.getByText("English", { exact: true }).click();
  await page.getByLabel(say("forms.text.title"), { exact: true }).fill("Registration for staff of the mining bureau");
  await page.getByLabel(say("forms.optionOf", { name: say("forms.field.budget"), n: 1 }), { exact: true }).fill("Up to ¥400,000");
  await saves.click();
  await expect(page.getByText(say("forms.finding.words-missing"))).toHaveCount(0);
  await page.getByText("繁體", { exact: true }).click();

  // Times to come, many at once.
  await page.getByRole("button", { name: say("forms.slots.add") }).click();
  await page.getByLabel(say("forms.slots.times"), { exact: true }).fill("9:00 10:30");
  await expectAccessible();
  await page.getByRole("button", { name: say("forms.slots.addMany", { n: 2 }) }).click();
  await expect(page.getByText("09:00–10:00")).toBeVisible();

  await page.getByRole("button", { name: say("forms.step.opening") }).click();
  await expect(page.getByRole("dialog").getByText(say("forms.finding.no-closing-day"))).toBeVisible();
  await page.getByRole("button", { name: say("forms.act.opening", { name: "礦務局廠門口" }) }).click();
  await expect(page.getByText(say("forms.now.not-yet-open"))).toBeVisible(); // the campaign is a draft still

  // A link of its own for the north gate, as a picture and on paper.
  await page.getByRole("button", { name: say("forms.tags.add") }).click();
  await page.getByLabel(say("forms.tags.label"), { exact: true }).fill("北門崗亭");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("forms.tags.add") })
    .click();
  await page.getByRole("button", { name: /^北門崗亭/ }).click();
  const field = page.getByLabel(say("forms.share.addressOf", { name: "北門崗亭" }), { exact: true });
  await expect(field).toHaveValue(/\/f\/1[2-9a-z]{9}\?t=[2-9a-z]{8}$/);
  const link = await field.inputValue();
  const [svg] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: say("forms.share.svg") }).click()]);
  expect(svg.suggestedFilename()).toBe("礦務局廠門口-北門崗亭.svg");
  const [png] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: say("forms.share.png") }).click()]);
  expect(readPng(await png.path()), "the picture is read as the link").toBe(link);
  await expectAccessible();

  await page.getByRole("link", { name: say("forms.share.poster") }).click();
  await expect(page.getByRole("heading", { level: 2, name: "礦務局職工團購登記" })).toBeVisible();
  await expect(page.getByText(link.replace(/^https?:\/\//, ""))).toBeVisible();
  await expectAccessible();
  if (!isPhone) {
    await page.emulateMedia({ media: "print" });
    const paper = await page.pdf({ format: "A4", preferCSSPageSize: true });
    expect(paper.toString("latin1").match(/\/Type\s*\/Page\b/g), "one sheet").toHaveLength(1);
    await page.emulateMedia({ media: "screen" });
  }
});

test("a consultant has an own link in one press, and looks up whoever stands at the gate", async ({
  page,
  as,
  isPhone,
  expectAccessible,
}) => {
  const api = await as("manager@hopefluent");
  const campaign = await newCampaign(api, isPhone ? "巡展（手機）" : "巡展");
  const form = await api<{ id: string }>("POST", `${agency}/campaigns/${campaign}/forms`, { name: "巡展", from: { template: "site" } });
  await as("consultant@hopefluent");
  await page.goto(`/a/hopefluent/campaigns/${campaign}/forms/${form.id}`);
  const own = page.getByRole("button", { name: say("forms.share.own") });
  await own.click();
  await expect(page.getByText(say("forms.share.ownMade"))).toBeVisible();
  await expect(page.getByRole("button", { name: say("common.save") })).toHaveCount(0);
  await expectAccessible();

  await page.getByRole("link", { name: say("forms.bookings") }).click();
  await expect(page.getByText(say("forms.bookings.empty"))).toBeVisible();
  await page.getByLabel(say("forms.gate.code"), { exact: true }).fill("k7-3qf9");
  await page.getByRole("button", { name: say("forms.gate.find") }).click();
  await expect(page.getByText(say("forms.gate.nobody", { code: "k7-3qf9" }))).toBeVisible();
  await expectAccessible();
});

test("the rules of a campaign's customers are set by its manager and read by everybody", async ({
  page,
  as,
  isPhone,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const api = await as("manager@hopefluent");
  const campaign = await newCampaign(api, isPhone ? "規則（手機）" : "規則");
  const address = `/a/hopefluent/campaigns/${campaign}/lead-rules`;
  await page.goto(address);
  const hours = page.getByLabel(say("forms.rules.reportHours"), { exact: true });
  await expect(hours).toHaveValue("24");
  await hours.fill("900");
  await page.getByRole("button", { name: say("common.save") }).click();
  await expect(page.getByText(say("forms.rules.between", { least: 1, most: 720 }))).toBeVisible();
  await hours.fill("48");
  await page.getByLabel(say("forms.rules.picksPerDay"), { exact: true }).fill("0");
  await page.getByRole("button", { name: say("common.save") }).click();
  await expect(page.getByText(say("forms.rules.saved"))).toBeVisible();
  await expectAccessible();

  await as("consultant@hopefluent");
  await page.goto(address);
  await expect(hours).toHaveValue("48");
  await expect(hours).toBeDisabled();
  await expect(page.getByRole("button", { name: say("common.save") })).toHaveCount(0);
});
