import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../../src/messages/contract";
import { newId } from "../../src/tenancy/ids";
import { as, mintAgency } from "../support/kit";

const agency = await mintAgency("SHARD_1");
const manager = as(await agency.member("manager"));
const path = `/api/v1/agencies/${agency.id}/messages`;
const phone = "13912345671";

interface Row {
  state?: string;
  channel?: string;
  template?: string;
  to?: [kind: string, id: string];
  firstId?: string;
  reason?: string;
  at?: number;
}

async function write({
  state = "sent",
  channel = "mail",
  template = "link-offered",
  to,
  firstId,
  reason,
  at = Date.now(),
}: Row = {}): Promise<string> {
  const id = newId(at);
  const [kind, whom] = to ?? ["user", (await agency.member("finance")).id];
  await env.SHARD_1.prepare(
    "insert into messages (id, scope, once_key, template, channel, recipient_kind, recipient_id, language, params, state, reason, tries, created_at, due_at, first_id) values (?1, ?2, ?1, ?3, ?4, ?5, ?6, 'en', '{}', ?7, ?8, 1, cast(?9 as integer), cast(?9 as integer), ?10)",
  )
    .bind(id, agency.id, template, channel, kind, whom, state, reason ?? null, at, firstId ?? null)
    .run();

  return id;
}

const list = async (query = "") => (await manager.get<{ items: Message[]; next: string | null }>(`${path}${query}`)).body;
const resend = (id: string) => manager.post<Message & { code: string }>(`${path}/${id}/resending`, undefined);
const visitor = async () => (await manager.post<{ id: string }>(`/api/v1/agencies/${agency.id}/people`, { name: "陳大明", phone })).body.id;

beforeEach(() => env.SHARD_1.prepare("delete from messages").run());

describe("the log", () => {
  test("shows whom, how and why not, newest first; of a person no more than a masked name", async () => {
    const person = await visitor();
    const first = await write({ at: 1 });
    const second = await write({
      to: ["person", person],
      channel: "sms",
      template: "lead-confirmation",
      state: "failed",
      reason: "blocked",
      at: 2,
    });
    await write({ to: ["holders", `${agency.id}:finance`] });

    const { items } = await list();

    expect(items.map(({ id }) => id)).toEqual([second, first]);
    expect(items).toMatchObject([
      {
        channel: "sms",
        state: "failed",
        reason: "blocked",
        recipient: { kind: "person", id: person, name: "陳＊明", isErased: false },
        resendsLeft: 3,
      },
      { channel: "mail", state: "sent", reason: null, recipient: { kind: "user", name: (await agency.member("finance")).name } },
    ]);
    expect(JSON.stringify(items)).not.toContain("5671");
  });

  test("an erased person is said to be erased, and has no name any more", async () => {
    const person = await visitor();
    const id = await write({ to: ["person", person], channel: "sms" });
    const owner = as(await agency.member("owner"));
    await owner.post(`/api/v1/agencies/${agency.id}/people/${person}/erasure`, undefined, { ifMatch: 1 });

    expect((await list()).items).toMatchObject([{ id, recipient: { name: null, isErased: true } }]);
    expect((await resend(id)).body.code).toBe("person-erased");
  });

  test("is paged, and filtered by state with a channel or with a template", async () => {
    for (let n = 1; n <= 4; n += 1)
      await write({
        at: n,
        state: n % 2 ? "sent" : "failed",
        channel: n > 2 ? "sms" : "mail",
        template: n > 2 ? "lead-confirmation" : "link-offered",
      });

    const [one, other] = [await list("?limit=3"), await list("?state=failed")];
    expect(one.items).toHaveLength(3);
    expect((await list(`?limit=3&after=${one.next}`)).items).toHaveLength(1);
    expect(other.items).toHaveLength(2);
    expect((await list("?channel=sms")).items).toHaveLength(2);
    expect((await list("?channel=sms&state=failed")).items).toHaveLength(1);
    expect((await list("?template=link-offered&state=sent")).items).toHaveLength(1);
    expect((await manager.get(`${path}?template=link-offered&channel=sms`)).status).toBe(422);
  });

  test("does not show a neighbour's", async () => {
    await write();
    const neighbour = await mintAgency("SHARD_1");
    const theirs = as(await neighbour.member("manager"));

    expect((await theirs.get<{ items: [] }>(`/api/v1/agencies/${neighbour.id}/messages`)).body.items).toEqual([]);
    expect((await as(await agency.member("consultant")).get(path)).status).toBe(403);
  });
});

describe("sending again", () => {
  test.each(["sent", "failed"])(
    "what was %s goes out once more as a message that names the first; who asked is recorded",
    async (state) => {
      const person = await visitor();
      const id = await write({ state, to: ["person", person], channel: "sms", template: "lead-confirmation" });

      const again = await resend(id);

      expect(again.status).toBe(201);
      expect(again.body).toMatchObject({
        state: "waiting",
        channel: "sms",
        firstId: id,
        tries: 0,
        resendsLeft: 2,
        recipient: { id: person },
      });
      const row = await env.SHARD_1.prepare("select language, params, once_key from messages where id = ?").bind(again.body.id).first();
      expect(row).toMatchObject({ language: "en", params: "{}" });
      const audit = await env.SHARD_1.prepare("select event, actor_id, entity_id from audit where scope = ? order by id desc limit 1")
        .bind(agency.id)
        .first();
      expect(audit).toEqual({ event: "message.resent", actor_id: (await agency.member("manager")).id, entity_id: id });
    },
  );

  test.each(["waiting", "sending", "withdrawn"])("what is %s is not sent again", async (state) => {
    expect((await resend(await write({ state }))).body.code).toBe("wrong-state");
  });

  test("three times and no more, counted from the first, also when it is the repeated one that is repeated", async () => {
    const id = await write();
    for (let n = 0; n < 2; n += 1) expect((await resend(id)).status).toBe(201);
    const third = await resend(id);
    expect(third.body.resendsLeft).toBe(0);
    await env.SHARD_1.prepare("update messages set state = 'sent' where id = ?").bind(third.body.id).run();

    expect((await resend(id)).body.code).toBe("resent-enough");
    expect((await resend(third.body.id)).body.code).toBe("resent-enough");
    expect((await list()).items).toHaveLength(4);
  });

  test("ten presses at once make three messages", async () => {
    const id = await write();
    const answers = await Promise.all(Array.from({ length: 10 }, () => resend(id)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  test("nobody else's, and not by who may only look", async () => {
    const id = await write();
    const neighbour = await mintAgency("SHARD_1");
    const theirs = as(await neighbour.member("manager"));

    expect((await theirs.post(`/api/v1/agencies/${neighbour.id}/messages/${id}/resending`)).status).toBe(404);
    expect((await as(await agency.member("compliance")).post(`${path}/${id}/resending`)).status).toBe(403);
  });
});

test("which channels are set up is said", async () => {
  expect((await manager.get(`/api/v1/agencies/${agency.id}/message-channels`)).body).toEqual({
    channels: [
      { channel: "mail", isSetUp: true },
      { channel: "sms", isSetUp: true },
      { channel: "wecom", isSetUp: true },
    ],
  });
});
