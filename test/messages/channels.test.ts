import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { jobFacts } from "../../src/http/facts";
import type { Letter } from "../../src/messages/contract";
import type { Mail } from "../../src/messages/rules";
import { smsAdapter, smsSettings } from "../../src/messages/sms";
import { sendDue } from "../../src/messages/store";
import { wecomAdapter, wecomSettings } from "../../src/messages/wecom";
import { sealMobile, sealWecom } from "../../src/secrets/address";
import { AgencyScope } from "../../src/tenancy/agency";
import { databaseNames } from "../../src/tenancy/shards";
import { as, mintAgency, mintMember, type Person } from "../support/kit";
import { type Planned, seen, smsSet, sweepAt, told, wecomSet } from "./gateway";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2100, 0, 1, 8);
const agency = await mintAgency("SHARD_1");
const manager = await agency.member("manager");
const phone = "+8613912345671";

/** A letter as a change writes it. */
async function write(letter: Omit<Letter, "onceKey"> & { onceKey?: string }, at = start, withdraws?: string[]): Promise<string> {
  const actor = { id: manager.id, name: manager.name, side: "agency" as const };
  const scope = new AgencyScope(jobFacts(env, "test", at), actor, agency.id, "SHARD_1", "all", []);
  const onceKey = letter.onceKey ?? crypto.randomUUID();
  await scope.change({
    event: "test.done",
    entity: "test",
    entityId: "x",
    writes: [],
    letters: [{ ...letter, onceKey } as Letter],
    withdraws,
    location: null,
    status: 204,
  });
  const row = await env.SHARD_1.prepare("select id from messages where once_key = ?").bind(onceKey).first<{ id: string }>();

  return row?.id ?? "";
}

const rowOf = (id: string) =>
  env.SHARD_1.prepare("select state, reason, channel, tries, due_at, sent_at from messages where id = ?")
    .bind(id)
    .first<Record<string, unknown>>();

async function visitor(typed = phone): Promise<string> {
  const recorded = await as(manager).post<{ id: string }>(`/api/v1/agencies/${agency.id}/people`, { name: "訪客", phone: typed });

  return recorded.body.id;
}

const confirmation = (id: string, language: "zh-Hant" | "zh-Hans" | "en" = "zh-Hant") =>
  ({
    template: "lead-confirmation",
    to: { kind: "person", id, language },
    params: { agencyName: "合富輝煌", project: "中央王座", code: "7K2P", path: "/f/abc" },
  }) as const;

async function reachable(person: Person, by: "sms" | "wecom", wecomId = "lin.mei"): Promise<void> {
  await env.DIRECTORY.prepare("update users set mobile_cipher = ?, mobile_hash = ?, wecom_cipher = ?, letters_by = ? where id = ?")
    .bind(await sealMobile(env, "users", person.id, "+8613800138000"), person.id, await sealWecom(env, person.id, wecomId), by, person.id)
    .run();
}

const newLead = (person: Person) =>
  ({
    template: "lead-new",
    to: { kind: "user", id: person.id },
    params: { agency: agency.id, campaign: "c1", campaignName: "大客戶 2008", lead: "l1", source: "廠門口" },
  }) as const;

/** A mail service, as the environment has it. */
function post() {
  const sent: string[] = [];
  const binding = { send: async ({ to }: { to: string }) => void sent.push(to) } as unknown as SendEmail;

  return { sent, set: { MAIL: binding, MAIL_FROM: "no-reply@tuantuo.example" } };
}

let logged: MockInstance;
beforeEach(async () => {
  for (const name of databaseNames) await env[name].prepare("delete from messages").run();
  await told({ reset: true, now: start });
  logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe("a text message to a visitor", () => {
  test("is a template's code and parameters, rightly signed, to the phone as it is opened at that moment", async () => {
    const id = await write(confirmation(await visitor("139 1234-5671")));

    await sendDue(sweepAt(start));

    expect((await seen()).taken).toEqual([
      {
        by: "sms",
        to: phone,
        templateCode: "SMS_LEAD_ZH",
        params: { agencyName: "合富輝煌", project: "中央王座", code: "7K2P", path: "/f/abc", link: "https://tuantuo.example/f/abc" },
        id,
      },
    ]);
    expect(await rowOf(id)).toMatchObject({ state: "sent", channel: "sms", reason: null, sent_at: start });
  });

  test("goes by the template of its language, and is given up where none was registered for it", async () => {
    const [english, simplified] = [await write(confirmation(await visitor(), "en")), await write(confirmation(await visitor(), "zh-Hans"))];

    await sendDue(sweepAt(start));

    expect((await seen()).taken).toMatchObject([{ templateCode: "SMS_LEAD_EN", id: english }]);
    expect(await rowOf(simplified)).toMatchObject({ state: "failed", reason: "no-template", tries: 1 });
  });

  test("is not sent to who was erased meanwhile, to a landline, nor where there is no number", async () => {
    const [gone, line] = [await visitor(), await visitor("0731-2345678")];
    const none = (await as(manager).post<{ id: string }>(`/api/v1/agencies/${agency.id}/people`, { name: "無號" })).body.id;
    const ids = [
      await write(confirmation(gone)),
      await write(confirmation(line)),
      await write(confirmation(none)),
      await write(confirmation("x")),
    ];
    const owner = as(await agency.member("owner"));
    expect((await owner.post(`/api/v1/agencies/${agency.id}/people/${gone}/erasure`, undefined, { ifMatch: 1 })).status).toBe(200);

    await sendDue(sweepAt(start));

    expect((await seen()).asked).toEqual([]);
    expect((await Promise.all(ids.map(rowOf))).map((row) => [row?.state, row?.reason])).toEqual([
      ["failed", "erased"],
      ["failed", "no-mobile"],
      ["failed", "no-number"],
      ["failed", "no-recipient"],
    ]);
  });

  test("is not opened with a neighbour's key: a row of one agency that names another's person reaches nobody", async () => {
    const neighbour = await mintAgency("SHARD_1");
    const theirs = await as(await neighbour.member("manager")).post<{ id: string }>(`/api/v1/agencies/${neighbour.id}/people`, {
      name: "鄰客",
      phone,
    });
    const id = await write(confirmation(theirs.body.id));

    await sendDue(sweepAt(start));

    expect((await seen()).asked).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "failed", reason: "no-recipient" });
  });

  test("is said only while it is news: not three days late", async () => {
    const [inTime, late] = [await write(confirmation(await visitor())), await write(confirmation(await visitor()), start - 1)];

    await sendDue(sweepAt(start + 72 * hour, { ...smsSet, SMS_URL: undefined }));
    await told({ now: start + 72 * hour });
    await sendDue(sweepAt(start + 72 * hour));

    expect(await rowOf(inTime)).toMatchObject({ state: "sent" });
    expect(await rowOf(late)).toMatchObject({ state: "failed", reason: "too-late" });
  });
});

describe("what a gateway answers", () => {
  const planned: { plan: Planned[]; outcome: Record<string, unknown>; again: boolean; why: string }[] = [
    { plan: [{ status: 500 }], outcome: { reason: "server-error", due_at: start + minute }, again: true, why: "it is broken" },
    { plan: [{ status: 503 }], outcome: { reason: "server-error", due_at: start + minute }, again: true, why: "it is away" },
    {
      plan: [{ status: 429 }],
      outcome: { reason: "too-many", due_at: start + minute },
      again: true,
      why: "too many, and no word how long",
    },
    {
      plan: [{ status: 429, headers: { "retry-after": "600" } }],
      outcome: { reason: "too-many", due_at: start + 10 * minute },
      again: true,
      why: "it asks for more time than we would leave it",
    },
    {
      plan: [{ status: 429, headers: { "retry-after": "5" } }],
      outcome: { reason: "too-many", due_at: start + minute },
      again: true,
      why: "it asks for less",
    },
    { plan: [{ hangUp: true }], outcome: { reason: "server-error" }, again: true, why: "the line breaks" },
    { plan: [{ status: 200, body: "<html>" }], outcome: { reason: "unreadable-answer" }, again: true, why: "a page of some proxy" },
    { plan: [{ status: 200, body: "null" }], outcome: { reason: "unreadable-answer" }, again: true, why: "nothing" },
    { plan: [{ status: 200, body: '{"code":"LimitExceeded"}' }], outcome: { reason: "too-many" }, again: true, why: "refused for now" },
    { plan: [{ status: 400, body: '{"code":"Blocked"}' }], outcome: { reason: "blocked" }, again: false, why: "who does not want any" },
    { plan: [{ status: 404, body: "no" }], outcome: { reason: "refused" }, again: false, why: "a refusal without a code" },
    {
      plan: [{ status: 400, body: `{"code":"Call ${phone}","message":"${phone}"}` }],
      outcome: { reason: "refused" },
      again: false,
      why: "a code that we do not know is not repeated",
    },
  ];

  test.each(planned)("$outcome.reason, tried again: $again — $why", async ({ plan, outcome, again }) => {
    const id = await write(confirmation(await visitor()));
    await told({ plan });

    await sendDue(sweepAt(start));

    expect(await rowOf(id)).toMatchObject({ state: again ? "waiting" : "failed", tries: 1, ...outcome });
    expect(JSON.stringify(logged.mock.calls)).toContain(String(outcome.reason));
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/13912345671|中央王座|7K2P/);
    await told({ now: start + 24 * hour });
    await sendDue(sweepAt(start + 24 * hour));
    expect((await seen()).taken).toHaveLength(again ? 1 : 0);
  });

  test.each([
    { over: { SMS_KEY_SECRET: "another" }, reason: "wrong-signature", why: "a wrong secret" },
    { over: { SMS_KEY_ID: "nobody" }, reason: "wrong-signature", why: "an unknown key" },
    { over: { SMS_SIGN_NAME: "別家" }, reason: "no-template", why: "a signature that is not registered" },
  ])("$why is refused, and not tried again", async ({ over, reason }) => {
    const id = await write(confirmation(await visitor()));

    await sendDue(sweepAt(start, { ...smsSet, ...over }));

    expect(await rowOf(id)).toMatchObject({ state: "failed", reason, tries: 1 });
    expect((await seen()).taken).toEqual([]);
  });

  test("a clock that is wrong is refused; nothing of the body can be changed on its way", async () => {
    await told({ now: start + 16 * minute });
    const id = await write(confirmation(await visitor()));
    await sendDue(sweepAt(start));

    expect(await rowOf(id)).toMatchObject({ state: "failed", reason: "wrong-signature" });
  });

  test("an answer that takes too long is no answer, and the next try sends nothing twice", async () => {
    const adapter = smsAdapter(settingsOfSms(), 300);
    await told({ plan: [{ takesIt: true, delayMs: 1500 }] });

    const first = await adapter.send(mail, start).then(
      () => "sent",
      (error: { reason: string; again: boolean }) => [error.reason, error.again],
    );
    await adapter.send(mail, start + minute);

    expect(first).toEqual(["timeout", true]);
    await vi.waitFor(async () => expect((await seen()).asked).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await seen()).taken).toHaveLength(1);
  });

  test("a lost answer is asked for again under the same id: it is sent once", async () => {
    const id = await write(confirmation(await visitor()));
    await told({ plan: [{ takesIt: true, status: 502 }] });

    await sendDue(sweepAt(start));
    expect(await rowOf(id)).toMatchObject({ state: "waiting", reason: "server-error" });
    await told({ now: start + minute });
    await sendDue(sweepAt(start + minute));

    expect(await rowOf(id)).toMatchObject({ state: "sent", tries: 2, reason: null });
    expect((await seen()).taken).toHaveLength(1);
    expect((await seen()).asked).toHaveLength(2);
  });
});

describe("once", () => {
  test("two sweeps at once send a text once", async () => {
    for (let n = 0; n < 8; n += 1) await write(confirmation(await visitor()));
    await told({ plan: Array(8).fill({ delayMs: 20 }) });

    await Promise.all([sendDue(sweepAt(start)), sendDue(sweepAt(start)), sendDue(sweepAt(start))]);
    await sendDue(sweepAt(start + 20 * minute));

    expect((await seen()).asked).toHaveLength(8);
    expect((await seen()).taken).toHaveLength(8);
  });

  test.each([
    { when: "before it was sent", plan: [{ delayMs: 400, hangUp: true }] },
    { when: "after it was sent", plan: [{ takesIt: true, delayMs: 400, hangUp: true }] },
  ])("a sweep killed between claim and settling, $when: the gateway is asked once more and sends one", async ({ plan }) => {
    const id = await write(confirmation(await visitor()));
    await told({ plan });
    // The first sweep never comes to settle: what it would write finds the row claimed anew.
    const killed = sendDue(sweepAt(start));
    await vi.waitFor(async () => expect(await rowOf(id)).toMatchObject({ state: "sending" }));
    await env.SHARD_1.prepare("update messages set due_at = ?, tries = tries + 1 where id = ?")
      .bind(start + 10 * minute, id)
      .run();
    await killed;

    await told({ now: start + 10 * minute });
    await sendDue(sweepAt(start + 10 * minute - 1));
    await sendDue(sweepAt(start + 10 * minute));
    await sendDue(sweepAt(start + 30 * minute));

    expect((await seen()).asked).toHaveLength(2);
    expect((await seen()).taken).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: "sent" });
  });

  test("a change that is tried twice writes one letter", async () => {
    const person = await visitor();
    await write({ ...confirmation(person), onceKey: "lead-1" });
    await write({ ...confirmation(person), onceKey: "lead-1" });
    await sendDue(sweepAt(start));

    expect((await seen()).taken).toHaveLength(1);
  });
});

describe("staff", () => {
  test.each([
    { by: "sms", taken: { by: "sms", to: "+8613800138000", templateCode: "SMS_NOTICE" } },
    { by: "wecom", taken: { by: "wecom", to: "lin.mei" } },
  ] as const)("get what leaves it to them as they chose: by $by", async ({ by, taken }) => {
    const person = await mintMember(agency, "consultant");
    await reachable(person, by);
    const id = await write({
      template: "approval-decided",
      to: { kind: "user", id: person.id },
      params: { agency: agency.id, approval: "a1", campaign: "中央王座", number: "2", outcome: "approved" },
    });

    await sendDue(sweepAt(start, { ...smsSet, ...wecomSet, ...post().set }));

    expect((await seen()).taken).toMatchObject([taken]);
    expect(await rowOf(id)).toMatchObject({ state: "sent", channel: by });
    expect(JSON.stringify((await seen()).taken)).toContain(`https://tuantuo.example/a/${agency.id}/approvals/a1`);
  });

  test("get it by mail where what they chose is not set up, and what lets them in by mail always", async () => {
    const person = await mintMember(agency, "consultant");
    await reachable(person, "wecom");
    const { sent, set } = post();
    await write(newLead(person));
    await write({ template: "password-reset", to: { kind: "user", id: person.id }, params: { reset: "r" } });

    await sendDue(sweepAt(start, { ...smsSet, ...set }));
    await write({ template: "password-reset", to: { kind: "user", id: person.id }, params: { reset: "r" } });
    await sendDue(sweepAt(start, { ...smsSet, ...wecomSet, ...set }));

    expect(sent).toEqual([person.email, person.email, person.email]);
    expect((await seen()).taken).toEqual([]);
  });

  test("are told of a new lead with where it came from and a link, and nothing of the visitor", async () => {
    const person = await mintMember(agency, "consultant");
    await reachable(person, "wecom");
    await write(newLead(person));

    await sendDue(sweepAt(start, { ...smsSet, ...wecomSet, ...post().set }));

    expect((await seen()).taken).toEqual([
      {
        by: "wecom",
        to: "lin.mei",
        title: "新登記客戶：大客戶 2008",
        description: "「大客戶 2008」有一位新登記的客戶，分給你跟進。來源：廠門口。姓名和電話請登入查看。",
        url: `https://tuantuo.example/a/${agency.id}/campaigns/c1/leads/l1`,
        btntxt: "查看這位客戶",
      },
    ]);
  });
});

describe("企業微信", () => {
  const adapter = (over: Partial<Env> = {}) => {
    const settings = wecomSettings({ ...env, ...wecomSet, ...over });
    if (!settings) throw new Error("not set up");

    return wecomAdapter(settings, 300);
  };
  const card = { ...mailOf("wecom"), to: "lin.mei" };
  const paths = async () => (await seen()).asked.map(({ path }) => path.replace("/cgi-bin/", ""));

  test("a token is asked for once while it is good, and anew when it is over", async () => {
    const later = start + 1_000 * hour; // no other test's token lasts so long
    await told({ now: later });
    await adapter().send({ ...card, subject: "一" }, later);
    await adapter().send({ ...card, subject: "二" }, later + 118 * minute);
    expect(await paths()).toEqual(["gettoken", "message/send", "message/send"]);

    await told({ now: later + 120 * minute });
    await adapter().send({ ...card, subject: "三" }, later + 119 * minute);
    expect(await paths()).toEqual(["gettoken", "message/send", "message/send", "gettoken", "message/send"]);
    expect((await seen()).taken).toHaveLength(3);
  });

  test.each([
    { control: { expireTokens: true } as const, why: "over before its time (42001)" },
    { control: { reset: true, now: start + 2_000 * hour } as const, why: "not known any more (40014)" },
  ])("a token that is $why is renewed once, and the card goes", async ({ control }) => {
    const later = start + 2_000 * hour;
    await told({ now: later });
    await adapter().send({ ...card, subject: "一" }, later);
    await told(control);
    const before = (await paths()).length;

    await adapter().send({ ...card, subject: "二" }, later);

    expect((await paths()).slice(before)).toEqual(["message/send", "gettoken", "message/send"]);
    expect((await seen()).taken.map(({ title }) => title)).toContain("二");
  });

  test.each([
    { plan: [{ status: 200, body: '{"errcode":45009}' }], failure: ["too-many", true], why: "the rate is limited" },
    {
      plan: [
        { status: 200, body: '{"errcode":42001}' },
        { status: 200, body: '{"errcode":42001}' },
      ],
      failure: ["wrong-signature", true],
      why: "a token is refused twice: not asked for a third time",
    },
    { plan: [{ status: 200, body: '{"errcode":0,"invaliduser":"lin.mei"}' }], failure: ["wrong-number", false], why: "no such member" },
    { plan: [{ status: 200, body: '{"errcode":50001}' }], failure: ["refused", false], why: "a code that we do not know" },
    { plan: [{ status: 200, body: "<html>" }], failure: ["unreadable-answer", true], why: "no JSON" },
    { plan: [{ status: 500 }], failure: ["server-error", true], why: "it is broken" },
    { plan: [{ delayMs: 1000 }], failure: ["timeout", true], why: "no answer in time" },
  ])("$why: $failure", async ({ plan, failure }) => {
    await told({ plan });
    const outcome = await adapter()
      .send(card, start)
      .catch((error: { reason: string; again: boolean }) => [error.reason, error.again]);

    expect(outcome).toEqual(failure);
  });

  test("a wrong secret, and a member whom the application may not write to, are given up", async () => {
    const refused = (sending: Promise<void>) => sending.catch((error: { reason: string; again: boolean }) => [error.reason, error.again]);

    expect(await refused(adapter({ WECOM_SECRET: "wrong" }).send(card, start))).toEqual(["wrong-signature", false]);
    expect(await refused(adapter().send({ ...card, to: "stranger" }, start))).toEqual(["not-in-scope", false]);
  });

  test("the same card is dropped by the service within a claim's time, except where it is repeated on purpose", async () => {
    await adapter().send(card, start);
    await adapter().send(card, start + minute);
    expect((await seen()).taken).toHaveLength(1);
    await adapter().send({ ...card, isRepeated: true }, start + 2 * minute);
    expect((await seen()).taken).toHaveLength(2);
  });
});

describe("a channel that is not set up", () => {
  test("leaves its letters waiting, says so without a word of theirs, and holds up no other", async () => {
    const person = await mintMember(agency, "consultant");
    await reachable(person, "wecom");
    const text = await write(confirmation(await visitor()));
    const { sent, set } = post();
    await write({
      template: "link-offered",
      to: { kind: "user", id: person.id },
      params: { tenant: agency.id, kind: "agency", project: "中央王座", from: "尚格" },
    });

    await sendDue(sweepAt(start, { ...set }));

    expect(sent).toHaveLength(1);
    expect(await rowOf(text)).toMatchObject({ state: "waiting", tries: 0 });
    expect(logged.mock.calls).toHaveLength(1);
    expect(String(logged.mock.calls[0])).toMatch(/letters\.wait.*"channel":"sms".*SMS_URL/);
  });

  test.each([{ SMS_TEMPLATES: "{" }, { SMS_TEMPLATES: '{"notice":1}' }, { SMS_KEY_SECRET: "" }])("%o is no setting", (over) => {
    expect(smsSettings({ ...env, ...smsSet, ...over })).toBeNull();
  });

  test.each([{ WECOM_AGENT_ID: "x" }, { WECOM_AGENT_ID: undefined }, { WECOM_SECRET: "" }])("%o is no setting either", (over) => {
    expect(wecomSettings({ ...env, ...wecomSet, ...over })).toBeNull();
  });
});

describe("a reminder of a visit", () => {
  const visitAt = start + 30 * hour;
  const reminder = async (before: "day" | "hours", dueAt: number, booking = "b1", onceKey = `visit-reminder:${booking}:1:${before}`) =>
    write({
      onceKey,
      template: "visit-reminder",
      to: { kind: "person", id: await visitor(), language: "zh-Hant" },
      params: {
        agencyName: "合富輝煌",
        project: "中央王座",
        booking,
        version: 1,
        visitAt: new Date(visitAt).toISOString(),
        zone: "Asia/Shanghai",
        before,
        path: "/f/abc",
      },
      dueAt,
    });
  const booked = async (id: string, state = "booked", version = 1) => {
    // The columns that sending looks at; what else a booking is stands in its own slice.
    await env.SHARD_1.batch([
      env.SHARD_1.prepare("drop table if exists bookings"),
      env.SHARD_1.prepare(
        "create table bookings (agency_id text not null, id text not null, state text not null, version integer not null, primary key (agency_id, id)) strict",
      ),
      env.SHARD_1.prepare("insert into bookings values (?, ?, ?, ?)").bind(agency.id, id, state, version),
    ]);
  };

  test("waits for its time and says when the visit is, in the project's zone", async () => {
    await booked("b1");
    const id = await reminder("day", visitAt - 24 * hour);

    await sendDue(sweepAt(visitAt - 24 * hour - 1));
    expect((await seen()).asked).toEqual([]);
    await told({ now: visitAt - 24 * hour });
    await sendDue(sweepAt(visitAt - 24 * hour));

    expect((await seen()).taken).toMatchObject([{ id, templateCode: "SMS_VISIT", params: { visit: "1月2日（週六）22:00" } }]);
  });

  test.each([
    { state: "cancelled", version: 1, why: "called off" },
    { state: "booked", version: 2, why: "moved" },
    { state: "came", version: 1, why: "they have come" },
  ])("is not sent, and no failure, when its visit does not stand: $why", async ({ state, version }) => {
    await booked("b1", state, version);
    const id = await reminder("day", start);

    await sendDue(sweepAt(start));

    expect((await seen()).asked).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "withdrawn", reason: "visit-changed" });
    expect(logged).not.toHaveBeenCalled();
  });

  test("is taken back with the booking, in the same change", async () => {
    await booked("b2");
    const id = await reminder("hours", start, "b2");
    await write(confirmation(await visitor()), start, ["visit-reminder:b2:1:hours", "visit-reminder:b2:1:day"]);

    await sendDue(sweepAt(start));

    expect(await rowOf(id)).toMatchObject({ state: "withdrawn", tries: 0 });
    expect((await seen()).taken).toHaveLength(1);
  });

  test("taken back while a try fails, it is not tried again", async () => {
    await booked("b3");
    const id = await reminder("hours", start, "b3");
    await told({ plan: [{ delayMs: 500, status: 500 }] });
    const sweeping = sendDue(sweepAt(start));
    await vi.waitFor(async () => expect(await rowOf(id)).toMatchObject({ state: "sending" }));
    await write(confirmation(await visitor()), start + 24 * hour, ["visit-reminder:b3:1:hours"]);
    await sweeping;

    expect(await rowOf(id)).toMatchObject({ state: "withdrawn" });
  });
});

const mail: Mail = { ...mailOf("sms"), to: phone };

function mailOf(channel: Mail["channel"]): Mail {
  return {
    id: crypto.randomUUID(),
    channel,
    to: "",
    language: "zh-Hant",
    subject: "標題",
    text: "內文\n\n動作\nlink",
    html: "",
    link: "https://tuantuo.example/x",
    action: "查看",
    sms: { kind: "notice", params: { subject: "標題", link: "https://tuantuo.example/x" } },
    isRepeated: false,
  };
}

function settingsOfSms() {
  const settings = smsSettings({ ...env, ...smsSet });
  if (!settings) throw new Error("not set up");

  return settings;
}
