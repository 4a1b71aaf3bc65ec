import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { openAgencyKey } from "../../src/secrets/agency-key";
import { between } from "../support/between";
import { mintAgency, mintMember } from "../support/kit";
import { codeOf, mintForm, registerAt, rowsOf, tokenOf, usual, usualFields, visit, visitedAt } from "../support/registering";

const bytes = (html: string) => new TextEncoder().encode(html).length;

async function compressed(html: string): Promise<number> {
  const stream = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));

  return (await new Response(stream).arrayBuffer()).byteLength;
}

const minute = 60_000;
const hour = 60 * minute;

describe("the page", () => {
  test("comes whole in one response and one round trip, says who collects what, and asks for nothing else", async () => {
    const form = await mintForm();
    const page = await visit(form);

    expect(page.status).toBe(200);
    expect(page.cost.trips).toBe(1);
    expect(bytes(page.html)).toBeLessThanOrEqual(10_240);
    expect(page.html).toContain("<h1>泉州商會團購登記</h1>");
    expect(page.html).toContain(`同意代理 ${form.agency.id}就中央王座聯繫我，資料保存到 2009年1月11日`);
    expect(page.html).not.toMatch(/ (src|href)="(?!\/f\/)/);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^ ]+'; script-src 'sha256-/);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect((await visit(form, { at: "?embed=1" })).headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(page.headers.get("referrer-policy"), "else a browser says that the form comes from nowhere").toBe("same-origin");
  });

  test("stays within ten kilobytes as it is sent, with every question, the longest words and sixty times", async () => {
    const long = (at: number) => ({
      "zh-Hant": `${at}${"選".repeat(38)}`,
      "zh-Hans": `${at}${"选".repeat(38)}`,
      en: `${at}${"o".repeat(38)}`,
    });
    const words = { "zh-Hant": "題".repeat(40), "zh-Hans": "题".repeat(40), en: "q".repeat(40) };
    const options = Array.from({ length: 12 }, (_, at) => long(at));
    const choices = ["layout", "area", "budget", "heard-from"] as const;
    const others = ["name", "phone", "employer", "credential", "units", "intent", "visit-slot", "remark"] as const;
    const form = await mintForm({
      texts: { intro: { "zh-Hant": "介".repeat(300), en: "i".repeat(300) } },
      fields: [
        ...others.map((kind) => ({ kind, required: true, label: words })),
        ...choices.map((kind) => ({ kind, required: false, label: words, options })),
      ],
      slots: Array.from({ length: 70 }, (_, at) => ({ capacity: 10, startsAt: visitedAt + (at + 1) * hour })),
    });
    const token = tokenOf(await visit(form, { at: "?lang=zh-Hans" }));
    const wrong = await visit(form, { at: "?lang=zh-Hans" }, { token, phone: "1", remark: "話".repeat(500) });

    expect(wrong.status).toBe(422);
    expect(wrong.html.match(/<option value="slot-/g)).toHaveLength(60);
    expect(await compressed(wrong.html)).toBeLessThanOrEqual(10_240);
  });

  test("is written in three languages, and tells a reader which words are in another", async () => {
    const form = await mintForm({ texts: { intro: { "zh-Hant": "商會成員團購優惠" } } });
    const [simplified, english] = [await visit(form, { at: "?lang=zh-Hans" }), await visit(form, { at: "?lang=en" })];

    expect(simplified.html).toContain('<html lang="zh-Hans">');
    expect(simplified.html).toContain("泉州商会团购登记");
    expect(simplified.html).toContain("提交登记");
    expect(simplified.html).toContain('<span lang="zh-Hant">商會成員團購優惠</span>');
    expect(english.html).toContain('<html lang="en">');
    expect(english.html).toContain("Send registration");
    expect((await visit(form, { at: "?lang=fr" })).html).toContain('<html lang="zh-Hant">');
  });

  test("escapes what an agency writes", async () => {
    const form = await mintForm({ texts: { title: { "zh-Hant": `<script>alert("1")</script>` } } });

    expect((await visit(form)).html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  });

  test.each([
    { form: { state: "draft" as const }, status: 404, says: "沒有這張登記表", why: "a draft is nobody's to see" },
    { form: { opensOn: "2008-06-02" }, status: 200, says: "從 2008年6月2日 起可以登記", why: "it opens tomorrow" },
    { form: { opensOn: "2008-06-01" }, status: 200, says: "送出登記", why: "it opens today" },
    { form: { closesOn: "2008-06-01" }, status: 200, says: "送出登記", why: "its last day is today" },
    { form: { closesOn: "2008-05-31" }, status: 200, says: "登記已截止", why: "its last day was yesterday" },
    { form: { state: "closed" as const }, status: 200, says: "登記已截止", why: "somebody closed it" },
    { form: { campaignStatus: "closed" as const }, status: 200, says: "活動已結束", why: "the campaign was closed" },
    { form: { campaignStatus: "draft" as const }, status: 200, says: "還沒有開放登記", why: "the campaign does not run yet" },
  ])("$why: $says", async ({ form, status, says }) => {
    const minted = await mintForm(form);
    const page = await visit(minted);

    expect(page.status).toBe(status);
    expect(page.html).toContain(says);
    if (says !== "送出登記") expect((await visit(minted, {}, usual)).status).toBe(status === 404 ? 404 : 409);
  });

  test("after the campaign's last day it is over, in its own zone", async () => {
    const form = await mintForm();

    expect((await visit(form, { now: Date.parse("2008-07-15T23:59:00+08:00") })).html).toContain("送出登記");
    expect((await visit(form, { now: Date.parse("2008-07-16T00:00:00+08:00") })).html).toContain("活動已結束");
  });

  test.each(["/f/1nosuchform", "/f/zzzzzzzzz", "/f/9test0000", "/f/%20"])("%s is no form, and says so kindly", async (path) => {
    const page = await visit({ code: path.slice(3) });

    expect(page.status).toBe(404);
    expect(page.html).toContain("沒有這張登記表");
    expect(page.headers.get("content-type")).toContain("text/html");
  });

  test("an agency that moved to another shard is found by the directory", async () => {
    const form = await mintForm({ shard: "SHARD_2" });
    const moved = { code: `1${form.code.slice(1)}` };
    await form.shard.prepare("update forms set code = ? where agency_id = ? and id = ?").bind(moved.code, form.agency.id, form.id).run();
    expect((await visit(moved)).status).toBe(404);
    await env.DIRECTORY.prepare("insert into form_addresses values (?, ?, ?, 1)").bind(moved.code, form.agency.id, form.id).run();

    const page = await visit(moved);
    expect(page.status).toBe(200);
    expect((await registerAt({ ...form, ...moved })).status).toBe(303);
  });

  test("says what becomes of the particulars, in paragraphs", async () => {
    const form = await mintForm();
    const page = await visit(form, { at: "/privacy" });

    for (const says of ["誰在收集", "姓名、手機、想買幾套、戶型", "2009年1月11日", "認購之後：開發商尚格的財務與營銷", "撤回同意"])
      expect(page.html).toContain(says);
  });
});

describe("a registration", () => {
  test("is a person, a lead, a touch and what was agreed to, in two round trips, and shows its code", async () => {
    const form = await mintForm();
    const sent = await registerAt(form, { layout: "三房 130 ㎡", "visit-slot": "", remark: "沒有問這一項" });

    expect(sent.status).toBe(303);
    expect(sent.cost.trips).toBe(2);
    expect(sent.location).toMatch(new RegExp(`^/f/${form.code}/done\\?c=[2-9A-HJ-NP-Z]{8}$`));
    const [lead] = await rowsOf(form, "select * from leads where agency_id = ?");
    expect(lead).toMatchObject({
      source: "form",
      state: "registered",
      units_wanted: 2,
      owner_id: null,
      free_at: 0,
      touches: 1,
      kept_until: "2009-01-11",
    });
    const [touch] = await rowsOf<Record<string, string>>(form, "select * from lead_touches where agency_id = ?");
    expect(touch).toMatchObject({
      lead_id: lead?.id,
      form_id: form.id,
      language: "zh-Hant",
      by_id: "public",
      tag: null,
      receipt: codeOf(sent),
    });
    const [consent] = await rowsOf<{ id: string; words: string }>(form, "select * from consents where agency_id = ?");
    expect(consent?.id).toBe(touch?.consent_id);
    expect(consent?.words).toContain("同意代理");
    expect(await rowsOf(form, "select taken from forms where agency_id = ?")).toEqual([{ taken: 1 }]);

    const [key] = await rowsOf<{ number: number; wrapped: string }>(form, "select number, wrapped from agency_keys where agency_id = ?");
    const opened = await openAgencyKey(env, form.agency.id, key ?? { number: 1, wrapped: "" });
    const [person] = await rowsOf<Record<string, string>>(form, "select * from people where agency_id = ?");
    expect(person).toMatchObject({ name: "林曉雯", id: lead?.person_id, phone_hash: lead?.phone_hash });
    expect(await opened.open(`people/${person?.id}/phone`, person?.phone_cipher ?? "")).toBe("+8613800001234");
    expect(JSON.parse(await opened.open(`lead_touches/${touch?.id}/answers`, touch?.answers_cipher ?? ""))).toEqual({
      name: "林曉雯",
      phone: "138 0000 1234",
      units: "2",
      layout: "三房 130 ㎡",
    });

    const page = await visit(form, { at: `/done?c=${codeOf(sent)}` });
    expect(page.status).toBe(200);
    expect(page.cost.trips).toBe(1);
    expect(page.html).toContain(`<b>${codeOf(sent).slice(0, 4)}-${codeOf(sent).slice(4)}</b>`);
    expect(page.html).not.toMatch(/林曉雯|1234/);
  });

  test("leaves no value in the audit list, and names the public as who did it", async () => {
    const form = await mintForm();
    await registerAt(form, { name: "標記甲乙丙" });
    const audit = await rowsOf(form, "select * from audit where scope = ?");

    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({
      actor_id: "public",
      actor_side: "user",
      event: "lead.registered",
      entity: "lead-touch",
      changes: "[]",
      label: null,
    });
    expect(JSON.stringify(audit)).not.toMatch(/標記甲乙丙|8000/);
  });

  test("wrong answers come back with everything typed, a summary that leads to the fields, and precise words", async () => {
    const form = await mintForm({ fields: [...usualFields, { kind: "remark", required: false }] });
    const sent = await registerAt(form, { phone: "138 0000 123", units: "", layout: "四房 160 ㎡", remark: `<b>"安靜"</b>` });

    expect(sent.status).toBe(422);
    expect(sent.html).toContain('<a href="#phone">手機</a>、<a href="#units">想買幾套</a>');
    expect(sent.html).toContain("少了 1 位，手機號碼應有 11 位。");
    expect(sent.html).toContain('value="林曉雯"');
    expect(sent.html).toContain('value="138 0000 123"');
    expect(sent.html).toContain("<option selected>四房 160 ㎡</option>");
    expect(sent.html).toContain("&lt;b&gt;&quot;安靜&quot;&lt;/b&gt;");
    expect(sent.html).toMatch(/name="consent" value="1" required checked/);
    expect(sent.html).toMatch(/id="phone"[^>]*aria-invalid="true" aria-describedby="phone-e" autofocus/);
    expect(bytes(sent.html)).toBeLessThanOrEqual(10_240);
    expect(await rowsOf(form, "select id from leads where agency_id = ?")).toEqual([]);
  });

  test("asks whose number it is once it could not be read, and then reads it", async () => {
    const form = await mintForm();
    expect((await visit(form)).html).not.toContain('name="place"');
    expect((await registerAt(form, { phone: "9123 4567" })).html).toContain('name="place"');
    expect((await registerAt(form, { phone: "9123 4567", place: "852" })).status).toBe(303);
    expect((await registerAt(form, { phone: "+852 9123 4567" }, { now: visitedAt + minute })).status).toBe(303);
    expect(await rowsOf(form, "select touches from leads where agency_id = ?"), "one number, however typed").toEqual([{ touches: 1 }]);
  });

  test("without consent nothing is kept, and it is not ticked for anybody", async () => {
    const form = await mintForm();
    const sent = await registerAt(form, { consent: "" });

    expect(sent.status).toBe(422);
    expect(sent.html).toContain("要同意才能登記");
    expect(sent.html).not.toMatch(/name="consent"[^>]*checked/);
    expect(await rowsOf(form, "select id from people where agency_id = ?")).toEqual([]);
  });

  test("a declared tag is kept and counted, an unknown one is not", async () => {
    const form = await mintForm({ tags: [{ tag: "gate" }] });
    await registerAt(form, { phone: "13800000001" }, { at: "?t=gate" });
    await registerAt(form, { phone: "13800000002" }, { at: "?t=nowhere" });

    expect(await rowsOf(form, "select tag from lead_touches where agency_id = ? order by rowid")).toEqual([{ tag: "gate" }, { tag: null }]);
    expect(await rowsOf(form, "select touches from form_tags where agency_id = ?")).toEqual([{ touches: 1 }]);
  });

  test("counts for the figures and is found by name", async () => {
    const form = await mintForm();
    await registerAt(form);

    expect(await rowsOf(form, "select source, state, leads from lead_counts where agency_id = ?")).toEqual([
      { source: "form", state: "registered", leads: 1 },
    ]);
    expect(await rowsOf(form, "select gram from lead_grams where agency_id = ? order by gram")).toEqual([
      { gram: "^林" },
      { gram: "曉雯" },
      { gram: "林曉" },
    ]);
  });
});

describe("whose a new lead is", () => {
  const owners = (form: Awaited<ReturnType<typeof mintForm>>) =>
    rowsOf<Record<string, unknown>>(
      form,
      "select owner_id, group_id, reported_at, report_until from leads where agency_id = ? order by rowid",
    );

  test("a member's, who is to call within the report's hours", async () => {
    const agency = await mintAgency();
    const member = await mintMember(agency, "consultant");
    const form = await mintForm({ agency, assignment: { to: "member", userId: member.id } });
    await registerAt(form);

    expect(await owners(form)).toEqual([
      { owner_id: member.id, group_id: null, reported_at: visitedAt, report_until: visitedAt + 24 * hour },
    ]);
    expect(await rowsOf(form, "select owner_id, how, day, by_id from lead_owners where agency_id = ?")).toEqual([
      { owner_id: member.id, how: "form", day: "2008-06-01", by_id: "public" },
    ]);
  });

  test("a member's who was removed meanwhile: nobody's", async () => {
    const agency = await mintAgency();
    const member = await mintMember(agency, "consultant");
    const form = await mintForm({ agency, assignment: { to: "member", userId: member.id } });
    await form.shard.prepare("update staff set state = 'removed' where agency_id = ? and id = ?").bind(agency.id, member.id).run();
    await registerAt(form);

    expect(await owners(form)).toEqual([{ owner_id: null, group_id: null, reported_at: null, report_until: null }]);
    expect(await rowsOf(form, "select 1 from lead_owners where agency_id = ?")).toEqual([]);
  });

  async function grouped(to: "turn" | "group") {
    const agency = await mintAgency();
    const members = [
      await mintMember(agency, "consultant"),
      await mintMember(agency, "consultant"),
      await mintMember(agency, "consultant"),
    ];
    const shard = env[agency.shard as "SHARD_1"];
    await shard.batch([
      shard.prepare("insert into groups (agency_id, id, name, created_at) values (?, 'g', '一組', 1)").bind(agency.id),
      ...members.map(({ id }) =>
        shard.prepare("insert into group_members (agency_id, user_id, group_id) values (?, ?, 'g')").bind(agency.id, id),
      ),
    ]);
    const tagged = await mintMember(agency, "consultant");
    const form = await mintForm({ agency, assignment: { to, groupId: "g" }, tags: [{ tag: "own", ownerId: tagged.id }, { tag: "gate" }] });

    return { form, ids: members.map(({ id }) => id).toSorted(), tagged: tagged.id };
  }

  test("in turn among a group, whoever has been given the fewest; who left is passed over", async () => {
    const { form, ids } = await grouped("turn");
    for (let at = 0; at < 4; at++) await registerAt(form, { phone: `1380000000${at}` }, { at: at % 2 ? "?t=gate" : "" });
    await form.shard.prepare("update staff set state = 'removed' where agency_id = ? and id = ?").bind(form.agency.id, ids[1]).run();
    await registerAt(form, { phone: "13800000009" });
    await registerAt(form, { phone: "13800000009" }, { now: visitedAt + 25 * hour });

    expect((await owners(form)).map(({ owner_id }) => owner_id)).toEqual([ids[0], null, ids[2], ids[0], ids[2]]);
    expect(await rowsOf(form, "select user_id, given from lead_turns where agency_id = ? order by user_id")).toEqual(
      [2, 1, 2].map((given, at) => ({ user_id: ids[at], given })),
    );
    expect(await rowsOf(form, "select distinct how from lead_owners where agency_id = ? and owner_id is not null")).toEqual([
      { how: "in-turn" },
    ]);
  });

  test("a group's, whose members alone may pick it", async () => {
    const { form } = await grouped("group");
    await registerAt(form);

    expect(await owners(form)).toEqual([{ owner_id: null, group_id: "g", reported_at: null, report_until: null }]);
  });

  test.each(["turn", "group"] as const)("whom the link's tag names, before what the form says (%s), and out of turn", async (to) => {
    const { form, tagged } = await grouped(to);
    await registerAt(form, {}, { at: "?t=own" });

    expect((await owners(form)).map(({ owner_id, group_id }) => [owner_id, group_id])).toEqual([[tagged, null]]);
    expect(await rowsOf(form, "select how from lead_owners where agency_id = ?")).toEqual([{ how: "form" }]);
    expect(await rowsOf(form, "select 1 from lead_turns where agency_id = ?")).toEqual([]);
  });
});

describe("what was overtaken between reading and writing", () => {
  const writing = /insert into guard select code/;

  test("other words to agree to: shown again, with the box to be ticked anew", async () => {
    const form = await mintForm();
    const rename = () =>
      form.shard.prepare("update agencies set name = '合富新名', version = version + 1 where id = ?").bind(form.agency.id).run();
    const token = tokenOf(await visit(form));
    const page = await between(writing, rename, () => visit(form, {}, { ...usual, token }));

    expect(page.status).toBe(422);
    expect(page.html).toContain("同意的內容剛有更新");
    expect(page.html).toContain("合富新名");
    expect(page.html).not.toMatch(/name="consent"[^>]*checked/);
    expect(page.html).toContain('value="林曉雯"');
    expect(await rowsOf(form, "select 1 from leads where agency_id = ?")).toEqual([]);
    expect((await visit(form, {}, { ...usual, token: tokenOf(page) })).status).toBe(303);
  });

  test("the form was closed: its page says so, and nothing is kept", async () => {
    const form = await mintForm();
    const close = () =>
      form.shard.prepare("update forms set state = 'closed', version = version + 1 where agency_id = ?").bind(form.agency.id).run();
    const token = tokenOf(await visit(form));
    const page = await between(writing, close, () => visit(form, {}, { ...usual, token }));

    expect([page.status, page.html.includes("登記已截止")]).toEqual([409, true]);
    expect(await rowsOf(form, "select 1 from people where agency_id = ?")).toEqual([]);
  });

  test("whoever is given leads was changed: by what stands now", async () => {
    const agency = await mintAgency();
    const member = await mintMember(agency, "consultant");
    const form = await mintForm({ agency });
    const assign = () =>
      form.shard
        .prepare("update forms set assignment = ?, version = version + 1 where agency_id = ?")
        .bind(JSON.stringify({ to: "member", userId: member.id }), agency.id)
        .run();
    const token = tokenOf(await visit(form));
    await between(writing, assign, () => visit(form, {}, { ...usual, token }));

    expect(await rowsOf(form, "select owner_id from leads where agency_id = ?")).toEqual([{ owner_id: member.id }]);
  });
});
