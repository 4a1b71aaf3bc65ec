import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { StoredFile } from "../../src/files/contract";
import { disposition, sniffed } from "../../src/files/rules";
import { sweepLooseFiles } from "../../src/files/store";
import { jobFacts } from "../../src/http/facts";
import { between } from "../support/between";
import { publish, type Stage, stage, upload } from "../support/campaigns";
import { as, mintAgency, mintMember, type Person } from "../support/kit";

const minute = { timeout: 60_000 };
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? [...part].map((sign) => sign.charCodeAt(0)) : part)));
const pdf = bytes("%PDF-1.4\n");

describe("what a file is, by its first bytes", () => {
  test.each([
    { why: "a PDF", content: pdf, type: "application/pdf" },
    { why: "a PNG", content: bytes([0x89], "PNG\r\n", [0x1a], "\n"), type: "image/png" },
    { why: "a JPEG", content: bytes([0xff, 0xd8, 0xff, 0xe0]), type: "image/jpeg" },
    { why: "a WebP", content: bytes("RIFF", [1, 2, 3, 4], "WEBP"), type: "image/webp" },
    { why: "a photo of a phone", content: bytes([0, 0, 0, 24], "ftypheic"), type: "image/heic" },
    { why: "a sound in RIFF", content: bytes("RIFF", [1, 2, 3, 4], "WAVE"), type: null },
    { why: "WEBP in nothing", content: bytes("RIFX", [1, 2, 3, 4], "WEBP"), type: null },
    { why: "a film", content: bytes([0, 0, 0, 24], "ftypisom"), type: null },
    { why: "a page", content: bytes("<html>"), type: null },
    { why: "a program", content: bytes("MZ"), type: null },
    { why: "a PDF's mark further in", content: bytes(" %PDF-1.4"), type: null },
    { why: "nothing", content: bytes(), type: null },
    { why: "the first byte of a JPEG", content: bytes([0xff]), type: null },
  ])("$why", ({ content, type }) => {
    expect(sniffed(content)).toBe(type);
  });
});

test.each([
  { name: "批覆.pdf", header: "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%89%B9%E8%A6%86.pdf" },
  { name: 'a"b\\c.pdf', header: "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b%5Cc.pdf" },
  { name: "it's (1).pdf", header: "attachment; filename=\"it's (1).pdf\"; filename*=UTF-8''it%27s%20%281%29.pdf" },
])("$name is downloaded under its name", ({ name, header }) => {
  expect(disposition(name)).toBe(header);
});

describe("storing", minute, () => {
  let at: Stage;
  let finance: Person;
  const post = (
    content: Uint8Array,
    {
      name = "批覆.pdf",
      type = "application/pdf",
      query = "?purpose=approval-document",
      key,
    }: Partial<{ name: string; type: string; query: string; key: string }> = {},
  ) =>
    as(finance).call<StoredFile & { code: string; errors: object[] }>("POST", `/api/v1/agencies/${at.agency.id}/files${query}`, content, {
      ...(key ? { key } : {}),
      headers: { "content-type": type, "x-file-name": encodeURIComponent(name) },
    });

  beforeAll(async () => {
    at = await stage();
    finance = await at.agency.member("finance");
  }, 60_000);

  test("keeps the bytes under the agency, and says what they are", async () => {
    const { status, body, cost } = await post(pdf);

    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({
      purpose: "approval-document",
      name: "批覆.pdf",
      type: "application/pdf",
      size: 9,
      state: "loose",
      sha256: [...new Uint8Array(await crypto.subtle.digest("SHA-256", pdf))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    });
    expect(cost.trips).toBe(1);
    expect(await (await env.FILES.get(`${at.agency.id}/${body.id}`))?.text()).toBe("%PDF-1.4\n");
    expect((await as(finance).get(`/api/v1/agencies/${at.agency.id}/files/${body.id}`)).body).toEqual(body);
  });

  test("a replay with the same key stores nothing again", async () => {
    const first = await post(pdf, { key: "file-key-0001" });
    const again = await post(pdf, { key: "file-key-0001" });
    const other = await post(bytes("%PDF-1.7\n"), { key: "file-key-0001" });

    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(other).toMatchObject({ status: 409, body: { code: "key-reused" } });
    const kept = await env.FILES.list({ prefix: `${at.agency.id}/` });
    const rows = await env.SHARD_1.prepare("select count(*) as n from files where agency_id = ?").bind(at.agency.id).first<{ n: number }>();
    expect(kept.objects).toHaveLength(rows?.n ?? -1);
  });

  test.each<{ why: string; content?: Uint8Array; options?: Parameters<typeof post>[1]; status: number; expected: object }>([
    { why: "not what it is declared to be", options: { type: "image/png" }, status: 415, expected: { code: "wrong-file-type" } },
    { why: "nothing we take", content: bytes("MZ"), status: 415, expected: { code: "wrong-file-type" } },
    { why: "a page called a PDF", content: bytes("<html>"), status: 415, expected: { code: "wrong-file-type" } },
    { why: "nothing at all", content: bytes(), status: 422, expected: { errors: [{ pointer: "", code: "required" }] } },
    { why: "no purpose", options: { query: "" }, status: 422, expected: { errors: [{ pointer: "/query/purpose", code: "not-allowed" }] } },
    {
      why: "a purpose that we do not have",
      options: { query: "?purpose=party" },
      status: 422,
      expected: { errors: [{ pointer: "/query/purpose", code: "not-allowed" }] },
    },
    {
      why: "a control character in its name",
      options: { name: "a\u0000b.pdf" },
      status: 422,
      expected: { errors: [{ pointer: "/header/x-file-name", code: "control-character" }] },
    },
    {
      why: "a name of 201 characters",
      options: { name: "n".repeat(201) },
      status: 422,
      expected: { errors: [{ pointer: "/header/x-file-name", code: "too-long" }] },
    },
    { why: "no name", options: { name: " " }, status: 422, expected: { errors: [{ pointer: "/header/x-file-name", code: "too-short" }] } },
  ])("refuses $why", async ({ content = pdf, options, status, expected }) => {
    const answer = await post(content, options);

    expect(answer.body).toMatchObject({ status, ...expected });
  });

  test("refuses a name that is not percent-encoded UTF-8, and more than 10 MB", async () => {
    const path = `/api/v1/agencies/${at.agency.id}/files?purpose=approval-document`;
    const headers = { "content-type": "application/pdf" };
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    large.set(pdf);
    const whole = large.subarray(0, 10 * 1024 * 1024);

    expect(await as(finance).call("POST", path, pdf, { headers: { ...headers, "x-file-name": "%E6%89" } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/header/x-file-name", code: "wrong-format" }] },
    });
    expect((await as(finance).call("POST", path, pdf, { headers })).status).toBe(422);
    expect(await as(finance).call("POST", path, large, { headers: { ...headers, "x-file-name": "a.pdf" } })).toMatchObject({ status: 413 });
    expect((await as(finance).call("POST", path, whole, { headers: { ...headers, "x-file-name": "a.pdf" } })).status).toBe(201);
  });
});

describe("reading", minute, () => {
  test("by who added it while loose, by who sees its approval once kept; as a download that runs nothing", async () => {
    const at = await stage();
    const [finance, viewer] = [as(await at.agency.member("finance")), as(await at.agency.member("viewer"))];
    const id = await upload(at);
    const content = `/api/v1/agencies/${at.agency.id}/files/${id}/content`;

    expect((await viewer.get(content)).status).toBe(404);
    const mine = await finance.get<string>(content);
    expect(mine).toMatchObject({ status: 200, body: "%PDF-1.4\n" });
    expect(Object.fromEntries(mine.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%89%B9%E8%A6%86.pdf",
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
    });
    expect(mine.cost.trips).toBe(1);

    await publish(at);
    const document = await env.SHARD_1.prepare("select document_id as id from approvals where agency_id = ?")
      .bind(at.agency.id)
      .first<{ id: string }>();
    const kept = `/api/v1/agencies/${at.agency.id}/files/${document?.id}/content`;
    const outsider = await mintMember(at.agency, "consultant");
    expect((await viewer.get(kept)).status).toBe(200);
    await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
    expect((await as(outsider).get(kept)).status).toBe(404);
  });

  test("a neighbour finds nothing, a role that may not add adds nothing", async () => {
    const at = await stage();
    const neighbour = await mintAgency();
    const id = await upload(at);
    const stranger = as(await neighbour.member("finance"));
    const headers = { "content-type": "application/pdf", "x-file-name": "a.pdf" };

    expect((await stranger.get(`/api/v1/agencies/${at.agency.id}/files/${id}`)).status).toBe(404);
    expect((await stranger.get(`/api/v1/agencies/${neighbour.id}/files/${id}/content`)).status).toBe(404);
    expect((await stranger.delete(`/api/v1/agencies/${neighbour.id}/files/${id}`)).status).toBe(404);
    const consultant = as(await at.agency.member("viewer"));
    expect(
      (await consultant.call("POST", `/api/v1/agencies/${at.agency.id}/files?purpose=approval-document`, pdf, { headers })).status,
    ).toBe(403);
  });
});

describe("erasing", minute, () => {
  test("one's own that nothing keeps: the bytes go, the row stays", async () => {
    const at = await stage();
    const finance = as(await at.agency.member("finance"));
    const id = await upload(at);
    const path = `/api/v1/agencies/${at.agency.id}/files/${id}`;

    const erased = await finance.delete(path);

    expect(erased.status).toBe(204);
    expect(erased.cost.trips).toBe(2);
    expect(await env.FILES.get(`${at.agency.id}/${id}`)).toBeNull();
    expect((await finance.get<StoredFile>(path)).body.state).toBe("erased");
    expect((await finance.get(`${path}/content`)).status).toBe(404);
    expect((await finance.delete(path)).status).toBe(404);
  });

  test("not a colleague's, and not what an approval keeps", async () => {
    const at = await stage();
    const id = await upload(at, "manager");
    const finance = as(await at.agency.member("finance"));

    expect((await finance.delete(`/api/v1/agencies/${at.agency.id}/files/${id}`)).status).toBe(403);
    await publish(at);
    const document = await env.SHARD_1.prepare("select document_id as id from approvals where agency_id = ?")
      .bind(at.agency.id)
      .first<{ id: string }>();
    expect(await finance.delete(`/api/v1/agencies/${at.agency.id}/files/${document?.id}`)).toMatchObject({
      status: 409,
      body: { code: "file-in-use" },
    });
    expect(await env.FILES.get(`${at.agency.id}/${document?.id}`)).not.toBeNull();
  });

  test("what an approval kept meanwhile is not erased", async () => {
    const at = await stage();
    const finance = as(await at.agency.member("finance"));
    const id = await upload(at);

    const answer = await between(
      /update "files"/,
      () => env.SHARD_1.prepare("update files set state = 'kept' where agency_id = ? and id = ?").bind(at.agency.id, id).run(),
      () => finance.delete(`/api/v1/agencies/${at.agency.id}/files/${id}`),
    );

    expect(answer).toMatchObject({ status: 409, body: { code: "file-in-use" } });
    expect(await env.FILES.get(`${at.agency.id}/${id}`)).not.toBeNull();
  });

  test("keeping and erasing at once: one of them happens", async () => {
    const at = await stage();
    const { body } = await as(await at.agency.member("manager")).post<{ approval: { id: string } }>(
      `${at.path}/policy-versions/${at.versionId}/submission`,
    );
    const finance = as(await at.agency.member("finance"));
    const documentId = await upload(at);

    const answers = await Promise.all([
      finance.post(`/api/v1/agencies/${at.agency.id}/approvals/${body.approval.id}/decision`, { outcome: "approve", documentId }),
      finance.delete(`/api/v1/agencies/${at.agency.id}/files/${documentId}`),
    ]);

    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    const kept = answers[0].status === 200;
    expect((await env.FILES.get(`${at.agency.id}/${documentId}`)) !== null).toBe(kept);
  });
});

describe("the sweep", minute, () => {
  const day = 86_400_000;
  const stateOf = async (at: Stage, id: string) =>
    (await env.SHARD_1.prepare("select state from files where agency_id = ? and id = ?").bind(at.agency.id, id).first<{ state: string }>())
      ?.state;

  test("erases what nothing kept for a day, and nothing younger, and nothing that is kept", async () => {
    const at = await stage();
    const [old, young] = [await upload(at), await upload(at)];
    await publish(at);
    const now = Date.now();
    await env.SHARD_1.prepare("update files set created_at = ? where agency_id = ? and id <> ?")
      .bind(now - day - 1, at.agency.id, young)
      .run();
    await env.SHARD_1.prepare("update files set created_at = ? where agency_id = ? and id = ?")
      .bind(now - day, at.agency.id, young)
      .run();

    await sweepLooseFiles(jobFacts(env, "cron", now));

    expect(await stateOf(at, old)).toBe("erased");
    expect(await env.FILES.get(`${at.agency.id}/${old}`)).toBeNull();
    expect(await stateOf(at, young)).toBe("loose");
    const document = await env.SHARD_1.prepare("select document_id as id from approvals where agency_id = ?")
      .bind(at.agency.id)
      .first<{ id: string }>();
    expect(await stateOf(at, document?.id ?? "")).toBe("kept");
    expect(await env.FILES.get(`${at.agency.id}/${document?.id}`)).not.toBeNull();
  });

  test("finishes an erasure that a crash left half done", async () => {
    const at = await stage();
    const id = await upload(at);
    await env.SHARD_1.prepare("update files set state = 'erasing' where agency_id = ? and id = ?").bind(at.agency.id, id).run();
    expect((await as(await at.agency.member("finance")).get(`/api/v1/agencies/${at.agency.id}/files/${id}/content`)).status).toBe(404);

    await sweepLooseFiles(jobFacts(env, "cron", Date.now()));

    expect(await stateOf(at, id)).toBe("erased");
    expect(await env.FILES.get(`${at.agency.id}/${id}`)).toBeNull();
  });
});
