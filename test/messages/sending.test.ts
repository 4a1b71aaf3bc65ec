import { createExecutionContext, createMessageBatch, createScheduledController, getQueueResult } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { type Facts, jobFacts } from "../../src/http/facts";
import worker from "../../src/index";
import { messages } from "../../src/messages/schema";
import { composed, sendDue } from "../../src/messages/store";
import { linkToken } from "../../src/secrets/link";
import { db } from "../../src/tenancy/database";
import { newId } from "../../src/tenancy/ids";
import { databaseNames } from "../../src/tenancy/shards";
import { SystemScope } from "../../src/tenancy/system";
import { as, mintAgency, mintMember, origin, type Person } from "../support/kit";

const minute = 60_000;
const agency = await mintAgency("SHARD_1");
/** Far ahead, so that the queue, which works in real time and at any moment, finds nothing of this due. */
const start = Date.UTC(2100, 0, 1, 8);

interface Sent {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** A mail service that fails while told to. */
class Post {
  readonly sent: Sent[] = [];
  failing = false;
  delayMs = 0;

  async send(mail: Sent): Promise<void> {
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.failing) throw new TypeError(`no way to ${mail.to}`);
    this.sent.push(mail);
  }
}

let post: Post;
const facts = (now: number, over: Partial<Env> = {}): Facts =>
  jobFacts(
    {
      ...env,
      ENVIRONMENT: "production",
      MAIL: post as unknown as SendEmail,
      MAIL_FROM: "no-reply@tuantuo.example",
      PUBLIC_ORIGIN: "https://tuantuo.example",
      ...over,
    },
    "test",
    now,
  );

async function write(database: D1Database, to: { id: string; kind?: "holders" }, once = newId(start)): Promise<string> {
  const id = newId(start);
  await database
    .prepare(
      "insert into messages (id, scope, once_key, template, recipient_kind, recipient_id, params, created_at, due_at) values (?, ?, ?, 'approval-decided', ?, ?, ?, cast(? as integer), cast(? as integer))",
    )
    .bind(
      id,
      agency.id,
      once,
      to.kind ?? "user",
      to.id,
      JSON.stringify({ agency: agency.id, approval: "a1", campaign: "中央王座", number: "2", outcome: "approved" }),
      start,
      start,
    )
    .run();

  return id;
}

const rowOf = (database: D1Database, id: string) =>
  database.prepare("select state, tries, due_at, sent_at from messages where id = ?").bind(id).first<Record<string, unknown>>();

let person: Person;
let logged: MockInstance;
let printed: MockInstance;
beforeEach(async () => {
  post = new Post();
  person = await mintMember(agency, "manager");
  for (const name of databaseNames) await env[name].prepare("delete from messages").run();
  logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe("letters that are due", () => {
  test("go out from every database, to the address as it is unsealed at that moment, in the recipient's language", async () => {
    await env.DIRECTORY.prepare("update users set language = 'en' where id = ?").bind(person.id).run();
    const ids = await Promise.all(databaseNames.map((name) => write(env[name], person)));

    await sendDue(facts(start));

    expect(post.sent).toHaveLength(3);
    expect(post.sent[0]).toMatchObject({
      from: "no-reply@tuantuo.example",
      to: person.email,
      subject: "Approved: 中央王座, policy version 2",
      text: expect.stringContaining(`https://tuantuo.example/a/${agency.id}/approvals/a1`),
    });
    for (const [index, name] of databaseNames.entries()) {
      expect(await rowOf(env[name], ids[index] ?? "")).toMatchObject({ state: "sent", tries: 1, sent_at: start });
    }
  });

  test("are sent once when two sweeps run at once, and not again by a later one", async () => {
    for (let n = 0; n < 12; n += 1) await write(env.SHARD_1, person);
    post.delayMs = 5;

    await Promise.all([sendDue(facts(start)), sendDue(facts(start)), sendDue(facts(start + 1))]);
    await sendDue(facts(start + 60 * minute));

    expect(post.sent).toHaveLength(12);
  });

  test("leave accounts and invitations readable whole in the same isolate", async () => {
    await write(env.SHARD_1, person);
    await sendDue(facts(start));

    expect((await as(null).post("/api/v1/session", { email: "ghost@marker.example", password: "wrong-wrong" })).status).toBe(401);
    const token = await linkToken(env, "invitation", "no-such-invitation");
    expect((await as(null).post("/api/v1/invitations/lookup", { token })).status).toBe(404);
  });

  test("to whoever holds a role go to each who holds it when they are sent, once", async () => {
    const [manager, other, gone] = [
      await mintMember(agency, "finance"),
      await mintMember(agency, "finance"),
      await mintMember(agency, "finance"),
    ];
    await env.DIRECTORY.prepare("update memberships set state = 'removed' where user_id = ?").bind(gone.id).run();
    await write(env.SHARD_1, { id: `${agency.id}:finance+compliance`, kind: "holders" });

    await Promise.all([sendDue(facts(start)), sendDue(facts(start))]);
    await sendDue(facts(start + 60 * minute));

    expect(post.sent.map(({ to }) => to).toSorted()).toEqual([manager.email, other.email].toSorted());
  });

  test("wait for their time", async () => {
    await write(env.SHARD_1, person);
    await sendDue(facts(start - 1));
    expect(post.sent).toHaveLength(0);
    await sendDue(facts(start));
    expect(post.sent).toHaveLength(1);
  });

  test("what a crashed sweep had claimed is sent after ten minutes, not before", async () => {
    const id = await write(env.SHARD_1, person);
    post.send = () => new Promise(() => undefined);
    void sendDue(facts(start));
    await vi.waitFor(async () => expect(await rowOf(env.SHARD_1, id)).toMatchObject({ state: "sending" }));
    post = new Post();

    await sendDue(facts(start + 10 * minute - 1));
    expect(post.sent).toHaveLength(0);
    await sendDue(facts(start + 10 * minute));
    expect(post.sent).toHaveLength(1);
    expect(await rowOf(env.SHARD_1, id)).toMatchObject({ state: "sent", tries: 2 });
  });

  test("are tried five times with growing waits, then given up; the log names neither address nor reason's text", async () => {
    const id = await write(env.SHARD_2, person);
    post.failing = true;
    let now = start;
    for (const wait of [1, 5, 30, 120]) {
      await sendDue(facts(now));
      expect(await rowOf(env.SHARD_2, id)).toMatchObject({ state: "waiting", due_at: now + wait * minute });
      await sendDue(facts(now + wait * minute - 1));
      now += wait * minute;
    }
    await sendDue(facts(now));
    expect(await rowOf(env.SHARD_2, id)).toMatchObject({ state: "failed", tries: 5 });

    post.failing = false;
    await sendDue(facts(now + 1440 * minute));
    expect(post.sent).toHaveLength(0);
    expect(JSON.stringify(logged.mock.calls)).toContain("TypeError");
    expect(JSON.stringify(logged.mock.calls)).not.toContain(person.email);
  });

  test("one that fails does not hold up the others", async () => {
    const other = await mintMember(agency, "finance");
    await write(env.SHARD_1, person);
    const id = await write(env.SHARD_1, other);
    const send = post.send.bind(post);
    post.send = (mail) => (mail.to === person.email ? Promise.reject(new Error("refused")) : send(mail));

    await sendDue(facts(start));

    expect(post.sent.map(({ to }) => to)).toEqual([other.email]);
    expect(await rowOf(env.SHARD_1, id)).toMatchObject({ state: "sent" });
  });

  test("one whose recipient is gone, or whose address does not open, is given up at once", async () => {
    const gone = await write(env.SHARD_1, { ...person, id: "gone" });
    await env.DIRECTORY.prepare("update users set email_cipher = '1.AAAA.BBBB' where id = ?").bind(person.id).run();
    const broken = await write(env.SHARD_1, person);

    await sendDue(facts(start));

    expect(await rowOf(env.SHARD_1, gone)).toMatchObject({ state: "failed" });
    expect(await rowOf(env.SHARD_1, broken)).toMatchObject({ state: "failed" });
  });
});

describe("where there is nothing to send with", () => {
  test.each([
    { over: { MAIL: undefined }, why: "no binding" },
    { over: { MAIL_FROM: undefined }, why: "no sender" },
    { over: { PUBLIC_ORIGIN: undefined }, why: "nobody said where links lead" },
  ])("letters wait, untouched: $why", async ({ over }) => {
    const id = await write(env.SHARD_1, person);

    await sendDue(facts(start, over));

    expect(post.sent).toHaveLength(0);
    expect(await rowOf(env.SHARD_1, id)).toMatchObject({ state: "waiting", tries: 0 });
    expect(JSON.stringify(logged.mock.calls)).toContain("letters.wait");
    expect(printed).not.toHaveBeenCalled();
  });

  test("nothing is logged while nothing waits", async () => {
    await sendDue(facts(start, { MAIL: undefined }));

    expect(logged).not.toHaveBeenCalled();
  });

  test("on a developer's machine the terminal shows them, links and all", async () => {
    const id = await write(env.SHARD_1, person);

    await sendDue(facts(start, { MAIL: undefined, ENVIRONMENT: "local" }));

    expect(await rowOf(env.SHARD_1, id)).toMatchObject({ state: "sent" });
    const [[shown]] = printed.mock.calls as [[string]];
    expect(shown).toContain(person.email);
    expect(shown).toContain(`https://tuantuo.example/a/${agency.id}/approvals/a1`);
  });
});

describe("a request that makes a letter", () => {
  test("tells the queue, whose consumer sends it; a queue that fails costs the request nothing", async () => {
    const told = vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    expect((await as(null).post("/api/v1/password-resets", { email: person.email })).status).toBe(202);
    expect(told).toHaveBeenCalledOnce();
    const waiting = await env.DIRECTORY.prepare("select id, state from messages").all<{ id: string; state: string }>();
    expect(waiting.results).toMatchObject([{ state: "waiting" }]);

    const batch = createMessageBatch("tuantuo-jobs", [{ id: "1", timestamp: new Date(), attempts: 1, body: {} }]);
    await worker.queue(batch, env);

    expect((await getQueueResult(batch, createExecutionContext())).ackAll).toBe(true);
    expect(await rowOf(env.DIRECTORY, waiting.results[0]?.id ?? "")).toMatchObject({ state: "sent" });

    told.mockRejectedValueOnce(new Error("the queue is down"));
    expect((await as(null).post("/api/v1/password-resets", { email: person.email })).status).toBe(202);
    await worker.scheduled(createScheduledController(), env);
    expect((await env.DIRECTORY.prepare("select distinct state from messages").all()).results).toEqual([{ state: "sent" }]);
  });

  test("says nothing where there is none", async () => {
    const told = vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    await as(null).post("/api/v1/password-resets", { email: "ghost@marker.example" });

    expect(told).not.toHaveBeenCalled();
  });
});

describe("the local page", () => {
  test("shows the newest letters of every database with their links, newest first", async () => {
    for (const name of databaseNames) await write(env[name], person);

    const response = await exports.default.fetch(`${origin}/__local/mail?format=json`);
    const { items } = (await response.json()) as { items: { id: string; to: string; link: string; subject: string; state: string }[] };

    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({
      to: person.email,
      link: `${origin}/a/${agency.id}/approvals/a1`,
      subject: "已核准：中央王座，優惠政策第 2 版",
    });
    expect(items.map(({ id }) => id)).toEqual(
      items
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });

  test("is a page that runs nothing", async () => {
    await write(env.SHARD_1, person);

    const response = await exports.default.fetch(`${origin}/__local/mail`);

    expect(response.headers.get("content-type")).toContain("text/html");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await response.text()).toContain(`href="${origin}/a/${agency.id}/approvals/a1"`);
  });
});

test("a letter is written for its row alone: another's ciphertext does not open", async () => {
  const other = await mintMember(agency, "viewer");
  await env.DIRECTORY.prepare("update users set email_cipher = (select email_cipher from users where id = ?) where id = ?")
    .bind(other.id, person.id)
    .run();
  const id = await write(env.SHARD_1, person);
  const door = new SystemScope(facts(start), "letters", "SHARD_1");
  const [rows] = await door.run(db.select().from(messages).where(eq(messages.id, id)).limit(1));
  const [row] = rows;

  expect((await composed(facts(start), row ? [{ row, door }] : [], new Set())).get(id)).toBe("no-recipient");
});
