import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newAgencyKey, openAgencyKey } from "../../src/secrets/agency-key";
import { between } from "../support/between";
import { mintMember } from "../support/kit";
import { holdUntilAllThere } from "../support/race";
import { codeOf, type MintedForm, mintForm, registerAt, rowsOf, tokenOf, usual, visit, visitedAt } from "../support/registering";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const leads = (form: MintedForm) => rowsOf<Record<string, unknown>>(form, "select * from leads where agency_id = ? order by rowid");
const touches = (form: MintedForm) =>
  rowsOf<Record<string, unknown>>(form, "select * from lead_touches where agency_id = ? order by rowid");

describe("the same phone on the same form", () => {
  test("within a day it is one registration with one code, however the number is typed", async () => {
    const form = await mintForm();
    const first = await registerAt(form);
    const again = await registerAt(form, { phone: "+86 138-0000-1234", name: "林小姐" }, { now: visitedAt + 24 * hour - 1 });

    expect([again.status, codeOf(again)]).toEqual([303, codeOf(first)]);
    expect(await touches(form)).toHaveLength(1);
    expect(await rowsOf(form, "select 1 from people where agency_id = ?")).toHaveLength(1);
  });

  test("a day later it is the same lead and another touch", async () => {
    const form = await mintForm();
    const first = await registerAt(form);
    const again = await registerAt(form, {}, { now: visitedAt + 24 * hour });

    expect(codeOf(again)).not.toBe(codeOf(first));
    expect((await leads(form)).map(({ touches: count }) => count)).toEqual([2]);
    expect(await rowsOf(form, "select taken from forms where agency_id = ?"), "one person is counted once").toEqual([{ taken: 1 }]);
  });

  test("a double tap: of ten at once, one is written and all are led to its code", async () => {
    const form = await mintForm();
    const token = tokenOf(await visit(form));
    const over = holdUntilAllThere(/insert into guard select code/, 4);
    const answers = await Promise.all(Array.from({ length: 4 }, () => visit(form, {}, { ...usual, token })));
    over();

    expect(new Set(answers.map(codeOf)).size).toBe(1);
    expect([(await leads(form)).length, (await touches(form)).length]).toEqual([1, 1]);
  });

  test("two forms of one campaign: one lead, a touch of each", async () => {
    const form = await mintForm();
    const other = await mintForm({ beside: form });
    const over = holdUntilAllThere(/insert into guard select code/, 2);
    const answers = await Promise.all([registerAt(form), registerAt(other)]);
    over();

    expect(new Set(answers.map(codeOf)).size).toBe(2);
    expect((await leads(form)).map(({ touches: count }) => count)).toEqual([2]);
  });

  test("of a lead that was lost: it is registered again", async () => {
    const form = await mintForm();
    await registerAt(form);
    await form.shard
      .prepare("update leads set state = 'lost', lost_because = 'unreachable' where agency_id = ?")
      .bind(form.agency.id)
      .run();
    await registerAt(form, {}, { now: visitedAt + 25 * hour });

    expect(await leads(form)).toMatchObject([{ state: "registered", lost_because: null, touches: 2 }]);
    expect(await rowsOf(form, "select state, leads from lead_counts where agency_id = ? and leads > 0")).toEqual([
      { state: "registered", leads: 1 },
    ]);
  });

  test("of a lead that was merged into another: the touch is the other's", async () => {
    const form = await mintForm();
    await registerAt(form);
    await registerAt(form, { phone: "13800005678", name: "林太太" });
    const [gone, kept] = await leads(form);
    await form.shard
      .prepare("update leads set merged_into = ? where agency_id = ? and id = ?")
      .bind(kept?.id, form.agency.id, gone?.id)
      .run();
    await registerAt(form, {}, { now: visitedAt + 25 * hour });

    expect((await touches(form)).at(-1)?.lead_id).toBe(kept?.id);
  });

  test("is known under a key that was turned since", async () => {
    const form = await mintForm();
    await registerAt(form);
    const key = await newAgencyKey(env, form.agency.id, 2);
    await form.shard.prepare("insert into agency_keys values (?, 2, ?, 1)").bind(form.agency.id, key.wrapped).run();
    await registerAt(form, {}, { now: visitedAt + 25 * hour });

    expect((await leads(form)).map(({ touches: count }) => count)).toEqual([2]);
    expect((await touches(form)).map(({ key_number }) => key_number)).toEqual([1, 2]);
  });
});

describe("a report whose number is not whole yet", () => {
  async function reported(name: string) {
    const form = await mintForm();
    await registerAt(form, { phone: "13900000000" }); // so that the agency has its key
    const member = await mintMember(form.agency, "consultant");
    const [key] = await rowsOf<{ number: number; wrapped: string }>(form, "select number, wrapped from agency_keys where agency_id = ?");
    const opened = await openAgencyKey(env, form.agency.id, key ?? { number: 1, wrapped: "" });
    await form.shard.batch([
      form.shard
        .prepare("insert into people (agency_id, id, name, key_number, created_at) values (?, 'met', ?, 1, 1)")
        .bind(form.agency.id, name),
      form.shard
        .prepare(
          `insert into leads (agency_id, id, campaign_id, person_id, source, key_number, masked_hash, masked_phone_cipher, owner_id, reported_at, report_until,
             next_on, next_kind, kept_until, created_by, created_at)
           values (?, 'met', ?, 'met', 'outreach', 1, ?, 'sealed', ?, 1, 2, '2008-06-02', 'complete-number', '2009-01-11', 'x', 1)`,
        )
        .bind(form.agency.id, form.campaignId, await opened.hash("masked-phone", "138****1234"), member.id),
    ]);

    return { form, opened, member };
  }

  test("is completed by its number and name: the same lead, and the visitor is told nothing", async () => {
    const { form, opened, member } = await reported("林曉雯");
    const sent = await registerAt(form);
    const [person] = await rowsOf<Record<string, string>>(form, "select * from people where agency_id = ? and id = 'met'");
    const lead = (await leads(form)).find(({ id }) => id === "met");

    expect(sent.status).toBe(303);
    expect(lead).toMatchObject({
      owner_id: member.id,
      masked_phone_cipher: null,
      phone_hash: person?.phone_hash,
      next_kind: null,
      touches: 1,
    });
    expect(lead?.project_hash).toBeTruthy();
    expect(await opened.open("people/met/phone", person?.phone_cipher ?? "")).toBe("+8613800001234");
    expect(await leads(form)).toHaveLength(2);
  });

  test("is left alone by another of the same ends", async () => {
    const { form } = await reported("林大明");
    await registerAt(form);

    expect((await leads(form)).find(({ id }) => id === "met")).toMatchObject({ masked_phone_cipher: "sealed", touches: 0 });
    expect(await leads(form)).toHaveLength(3);
  });
});

describe("places", () => {
  test("as many are registered as a form has places for, and who took the last one may press twice", async () => {
    const form = await mintForm({ capacity: 2 });
    await registerAt(form, { phone: "13800000001" });
    const token = tokenOf(await visit(form));
    const last = await visit(form, {}, { ...usual, token, phone: "13800000002" });
    const again = await visit(form, {}, { ...usual, token, phone: "13800000002" });
    const refused = await visit(form, {}, { ...usual, token, phone: "13800000003" });

    expect([last.status, again.status, codeOf(again)]).toEqual([303, 303, codeOf(last)]);
    expect([refused.status, refused.html.includes("名額已滿")]).toEqual([409, true]);
    expect((await visit(form)).html).toContain("名額已滿");
    expect(await leads(form)).toHaveLength(2);
  });

  test("twenty at once for three places: three", async () => {
    const form = await mintForm({ capacity: 3 });
    const token = tokenOf(await visit(form));
    const over = holdUntilAllThere(/insert into guard select code/, 20);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => visit(form, {}, { ...usual, token, phone: `138000000${10 + at}` })),
    );
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(3).fill(303), ...Array(17).fill(409)]);
    expect([(await leads(form)).length, (await rowsOf(form, "select 1 from people where agency_id = ?")).length]).toEqual([3, 3]);
  });
});

describe("above a limit", () => {
  test("five times a minute a phone may be sent, over all forms; the sixth is told when, and keeps what it typed", async () => {
    const form = await mintForm();
    const others = [form];
    while (others.length < 6) others.push(await mintForm({ beside: form }));
    const tokens = await Promise.all(others.map(async (one) => tokenOf(await visit(one))));
    const send = (at: number, now: number) => visit(others[at] as MintedForm, { now }, { ...usual, token: tokens[at] ?? "" });
    for (let at = 0; at < 5; at++) expect((await send(at, visitedAt + 10 * second)).status).toBe(303);
    const sixth = await send(5, visitedAt + 15 * second);

    expect(sixth.status).toBe(429);
    expect(sixth.headers.get("retry-after")).toBe("45");
    expect(sixth.html).toContain("請在 45 秒後再按");
    expect(sixth.html).toContain('value="138 0000 1234"');
    expect((await send(5, visitedAt + 59_999)).status).toBe(429);
    expect((await send(5, visitedAt + minute)).status).toBe(303);
    expect(await touches(form)).toHaveLength(6);
  });

  test("one form that is sent without end is stopped as well", async () => {
    const form = await mintForm();
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) statuses.push((await registerAt(form)).status);

    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  });

  const address = "203.0.113.7";
  async function crowdedForm(): Promise<MintedForm> {
    const form = await mintForm();
    await registerAt(form, { phone: "13700000000" }, { address });
    await form.shard
      .prepare(
        "update form_tries set tries = 1999 where agency_id = ? and window_at % 600000 = 0 and key_hash in (select key_hash from form_tries order by rowid desc limit 2) and tries = 1",
      )
      .bind(form.agency.id)
      .run();
    await form.shard
      .prepare(
        "delete from form_tries where agency_id = ? and key_hash not in (select key_hash from form_tries where agency_id = ?1 order by rowid desc limit 1)",
      )
      .bind(form.agency.id)
      .run();

    return form;
  }

  test("two thousand from one address pass in ten minutes; the next waits twenty seconds, and is not lost", async () => {
    const form = await crowdedForm();
    expect((await registerAt(form, { phone: "13700000001" }, { address })).status, "the two-thousandth").toBe(303);
    const slow = await registerAt(form, { phone: "13700000002" }, { address });
    expect(slow.status).toBe(429);
    expect(slow.html).toContain('<b id="t">20</b>');
    expect(slow.html).toContain('value="13700000002"');
    expect(slow.html).toMatch(/name="consent"[^>]*checked/);
    const token = tokenOf(slow);
    const sent = { ...usual, token, phone: "13700000002" };

    const early = await visit(form, { address, now: visitedAt + 19_999 }, sent);
    expect([early.status, tokenOf(early), early.html.includes('<b id="t">1</b>')]).toEqual([429, token, true]);
    expect(
      (await visit(form, { address, now: visitedAt + 20_000 }, { ...sent, phone: "13700000003" })).html,
      "good for its phone alone",
    ).toContain("打開太久了");
    expect((await visit(form, { address, now: visitedAt + 20_000 }, sent)).status).toBe(303);
    expect((await registerAt(form, { phone: "13700000004" }, { address: "203.0.113.8" })).status, "another address").toBe(303);
    expect((await registerAt(form, { phone: "13700000005" }, { address, now: visitedAt + 10 * minute })).status, "the next window").toBe(
      303,
    );
  });

  test.each([
    { why: "a person goes on at once", stub: "passed", shown: "answer", status: 303 },
    { why: "who has not answered is asked", stub: "passed", shown: "", status: 429 },
    { why: "who is refused is asked again", stub: "failed", shown: "answer", status: 429 },
    { why: "without the secret nobody passes", stub: undefined, shown: "answer", status: 429 },
  ])("where Turnstile is set up, $why", async ({ stub, shown, status }) => {
    const form = await crowdedForm();
    await registerAt(form, { phone: "13700000001" }, { address });
    Object.assign(env, { TURNSTILE_SITE_KEY: "site-key", TURNSTILE_STUB: stub });
    try {
      const sent = await registerAt(form, { phone: "13700000002", "cf-turnstile-response": shown }, { address });
      expect(sent.status).toBe(status);
      if (status === 429) {
        expect(sent.html).toContain('class="cf-turnstile" data-sitekey="site-key"');
        expect(sent.html).toContain('value="13700000002"');
        expect(sent.headers.get("content-security-policy")).toContain("frame-src https://challenges.cloudflare.com");
      }
    } finally {
      Object.assign(env, { TURNSTILE_SITE_KEY: undefined, TURNSTILE_STUB: undefined });
    }
  });

  test("while Turnstile cannot be asked, the slow path is open", async () => {
    const form = await crowdedForm();
    await registerAt(form, { phone: "13700000001" }, { address });
    Object.assign(env, { TURNSTILE_SITE_KEY: "site-key", TURNSTILE_STUB: "out" });
    try {
      expect((await registerAt(form, { phone: "13700000002", "cf-turnstile-response": "answer" }, { address })).html).toContain(
        '<b id="t">20</b>',
      );
    } finally {
      Object.assign(env, { TURNSTILE_SITE_KEY: undefined, TURNSTILE_STUB: undefined });
    }
  });
});

describe("a page's token", () => {
  test.each([
    { why: "a day old", at: 24 * hour, status: 422 },
    { why: "almost a day old", at: 24 * hour - 1, status: 303 },
    { why: "from a clock ahead of ours", at: -1, status: 422 },
  ])("$why", async ({ at, status }) => {
    const form = await mintForm();
    const token = tokenOf(await visit(form));
    const sent = await visit(form, { now: visitedAt + at }, { ...usual, token });
    expect(sent.status).toBe(status);
    if (status === 303) return;

    expect(sent.html).toContain("這一頁打開太久了");
    expect(sent.html).toContain('value="138 0000 1234"');
    expect((await visit(form, { now: visitedAt + at }, { ...usual, token: tokenOf(sent) })).status).toBe(303);
  });

  test("of another form, of another language, altered or missing is shown again", async () => {
    const form = await mintForm();
    const foreign = tokenOf(await visit(await mintForm({ beside: form })));
    const english = tokenOf(await visit(form, { at: "?lang=en" }));
    const own = tokenOf(await visit(form));

    for (const token of [foreign, english, `${own}x`, own.replace(/^./, "z"), ""]) {
      const sent = await visit(form, {}, { ...usual, token });
      expect([sent.status, sent.html.includes('value="林曉雯"')]).toEqual([422, true]);
    }
    expect(await leads(form)).toEqual([]);
  });

  test("a filled trap is shown again, asking, and the next try goes through", async () => {
    const form = await mintForm();
    const sent = await registerAt(form, { website: "http://spam.example" });

    expect(sent.status).toBe(422);
    expect(sent.html).toContain("看不見的欄位");
    expect(sent.html).toContain('value="138 0000 1234"');
    expect(sent.html).not.toContain("spam.example");
    expect((await visit(form, {}, { ...usual, token: tokenOf(sent) })).status).toBe(303);
  });
});

describe("a visit", () => {
  const slots = [
    { id: "one", capacity: 1 },
    { id: "two", capacity: 1 },
  ];
  const fields = [
    { kind: "name", required: true },
    { kind: "phone", required: true },
    { kind: "visit-slot", required: false },
  ] as const;
  const taken = (form: MintedForm) => rowsOf(form, "select id, taken from form_slots where agency_id = ? order by id");
  const booking = () => mintForm({ slots, fields: [...fields] });

  test("is booked with the registration, shown with its code and given as a calendar's entry", async () => {
    const form = await booking();
    const sent = await registerAt(form, { "visit-slot": "one" });
    const done = await visit(form, { at: `/done?c=${codeOf(sent)}` });
    const calendar = await visit(form, { at: `/visit.ics?c=${codeOf(sent)}` });

    expect(done.html).toContain("已約 6月2日（一）10:00–11:00");
    expect(await taken(form)).toEqual([
      { id: "one", taken: 1 },
      { id: "two", taken: 0 },
    ]);
    expect(calendar.headers.get("content-type")).toContain("text/calendar");
    expect(calendar.html).toContain("DTSTART:20080602T020000Z\r\nDTEND:20080602T030000Z\r\nSUMMARY:看房：中央王座");
    expect(`${calendar.html}${done.html}`).not.toMatch(/林曉雯|0000 ?1234/);
    expect((await visit(form)).html).toMatch(/value="one"[^>]* disabled><span>6月2日（一）10:00 · 已滿/);
  });

  test("a time that was taken meanwhile: the page again with it marked full, and nothing half written", async () => {
    const form = await booking();
    const token = tokenOf(await visit(form));
    const other = () => registerAt(form, { phone: "13900000000", "visit-slot": "one" });
    const sent = await between(/insert into guard select code.*slot/s, other, () =>
      visit(form, {}, { ...usual, token, "visit-slot": "one" }),
    );

    expect(sent.status).toBe(422);
    expect(sent.html).toContain("這個時段剛剛滿了，請換一個。");
    expect(sent.html).toContain('value="林曉雯"');
    expect(await leads(form)).toHaveLength(1);
    expect((await visit(form, {}, { ...usual, token: tokenOf(sent), "visit-slot": "two" })).status).toBe(303);
  });

  test("is moved, called off and booked again, each time with the place given back", async () => {
    const form = await booking();
    const sent = await registerAt(form, { "visit-slot": "one" });
    const at = `/done?c=${codeOf(sent)}`;
    const moved = await visit(form, { at }, { "visit-slot": "two" });
    expect([moved.status, moved.location, moved.cost.trips]).toEqual([303, `/f/${form.code}${at}`, 2]);
    expect(await taken(form)).toEqual([
      { id: "one", taken: 0 },
      { id: "two", taken: 1 },
    ]);

    const off = await visit(form, { at }, { cancel: "1" });
    expect(await taken(form)).toEqual([
      { id: "one", taken: 0 },
      { id: "two", taken: 0 },
    ]);
    expect((await visit(form, { at: off.location?.slice(`/f/${form.code}`.length) })).html).toContain("預約已取消");

    await visit(form, { at }, { "visit-slot": "one" });
    expect(await taken(form)).toEqual([
      { id: "one", taken: 1 },
      { id: "two", taken: 0 },
    ]);
    expect(await rowsOf(form, "select event from audit where scope = ? order by rowid")).toEqual(
      ["lead.registered", "booking.made", "booking.cancelled", "booking.made"].map((event) => ({ event })),
    );
  });

  test("moving to a time without places keeps the booked one", async () => {
    const form = await booking();
    const sent = await registerAt(form, { "visit-slot": "one" });
    await registerAt(form, { phone: "13900000000", "visit-slot": "two" });
    const moved = await visit(form, { at: `/done?c=${codeOf(sent)}` }, { "visit-slot": "two" });

    expect((await visit(form, { at: moved.location?.slice(`/f/${form.code}`.length) })).html).toContain("原來的預約沒有變");
    expect(await taken(form)).toEqual([
      { id: "one", taken: 1 },
      { id: "two", taken: 1 },
    ]);
  });

  test("of one person on one form there is one: a later registration's time takes the place of the earlier", async () => {
    const form = await booking();
    await registerAt(form, { "visit-slot": "two" }, { now: visitedAt - 2 * hour });
    await registerAt(form, { "visit-slot": "one" }, { now: visitedAt + 23 * hour });

    expect(await taken(form)).toEqual([
      { id: "one", taken: 1 },
      { id: "two", taken: 0 },
    ]);
  });

  test("a code of no form, or of another form, opens nothing", async () => {
    const form = await booking();
    const other = await mintForm({ beside: form });
    const code = codeOf(await registerAt(form));

    for (const [at, which] of [
      ["2222-2222", form],
      [code, other],
      ["", form],
    ] as const) {
      const page = await visit(which, { at: `/done?c=${at}` });
      expect(page.status).toBe(404);
    }
    expect((await visit(other, { at: `/done?c=${code}` }, { cancel: "1" })).status).toBe(404);
    expect((await visit(form, { at: `/done?c=${code.toLowerCase().slice(0, 4)}-${code.slice(4)}` })).status, "as it is read out").toBe(200);
  });
});
