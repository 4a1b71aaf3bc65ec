import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { call, callForBlob, callWithHeaders, setApiLanguage } from "../../web/src/api/client";
import { ApiProblem, isProblem } from "../../web/src/api/problem";
import { declineSigningIn, isWaitingForSignIn, offerSigningInAgain, signedInAgain } from "../../web/src/api/reauthentication";

type Answerer = (request: Request) => Response | Promise<Response>;

let asked: Request[] = [];

function answerWith(answer: Answerer): void {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const request = new Request(`http://client.test${url}`, init);
    asked.push(request);
    return answer(request);
  });
}

const refused = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/problem+json", "X-Request-Id": "r-1" } });
const pathOf = (request: Request) => new URL(request.url).pathname.replace("/api/v1", "");
const asked401 = () => refused(401, { type: "/problems/not-signed-in", code: "not-signed-in" });

beforeEach(() => {
  asked = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  offerSigningInAgain(false);
});

describe("a request", () => {
  test("says the language, leaves out empty parameters, and sends no key when it only reads", async () => {
    setApiLanguage("en");
    answerWith(() => Response.json({ items: [] }));
    await call("/campaigns", { query: { status: "running", after: null, q: "" } });
    expect(asked[0]?.url).toBe("http://client.test/api/v1/campaigns?status=running");
    expect(asked[0]?.headers.get("Accept-Language")).toBe("en");
    expect(asked[0]?.headers.has("Idempotency-Key")).toBe(false);
  });

  test("carries its key, the version it edits and JSON when it writes", async () => {
    answerWith(() => new Response(null, { status: 204, headers: { ETag: '"8"' } }));
    const { body, etag } = await callWithHeaders("/me", { method: "PATCH", body: { name: "周敏" }, version: 7 });
    expect(asked[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked[0]?.headers.get("If-Match")).toBe('"7"');
    expect(await asked[0]?.json()).toEqual({ name: "周敏" });
    expect([body, etag]).toEqual([undefined, '"8"']);
  });
});

describe("a refusal", () => {
  test.each([
    {
      answer: refused(409, {
        type: "/problems/id-taken",
        code: "id-taken",
        detail: "已有人使用",
        errors: [{ pointer: "/id", code: "taken", detail: "x" }],
      }),
      code: "id-taken",
      errors: 1,
      why: "a problem of the API",
    },
    { answer: refused(409, { type: "/problems/stale" }), code: "stale", errors: 0, why: "the code is in the type as well" },
    { answer: new Response("<html>", { status: 502 }), code: "unreadable", errors: 0, why: "not our answer at all" },
  ])("is an error with its code: $why", async ({ answer, code, errors }) => {
    answerWith(() => answer);
    const error = await call("/x").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiProblem);
    expect((error as ApiProblem).code).toBe(code);
    expect((error as ApiProblem).errors).toHaveLength(errors);
  });

  test("no answer at all is told apart from a refusal", async () => {
    answerWith(() => Promise.reject(new TypeError("Failed to fetch")));
    const error = await call("/x").catch((thrown: unknown) => thrown);
    expect(isProblem(error, "unreachable")).toBe(true);
  });
});

describe("a session that has run out", () => {
  test("is renewed once for all calls that fail together, and each is repeated under its own key", async () => {
    let renewed = false;
    answerWith((request) => {
      if (pathOf(request) === "/session/renewal") {
        renewed = true;
        return Response.json({});
      }
      return renewed ? Response.json({ ok: true }) : asked401();
    });
    await expect(Promise.all([call("/a", { method: "POST" }), call("/b")])).resolves.toEqual([{ ok: true }, { ok: true }]);

    expect(asked.filter((request) => pathOf(request) === "/session/renewal")).toHaveLength(1);
    const [first, repeated] = asked.filter((request) => pathOf(request) === "/a").map((request) => request.headers.get("Idempotency-Key"));
    expect(first).toBe(repeated);
  });

  test("asks the person when it cannot be renewed, waits, and goes on once they have signed in", async () => {
    offerSigningInAgain(true);
    let signedIn = false;
    answerWith((request) => (pathOf(request) !== "/session/renewal" && signedIn ? Response.json({ ok: true }) : asked401()));
    const waiting = call("/a", { method: "POST" });
    await vi.waitFor(() => expect(isWaitingForSignIn()).toBe(true));

    signedIn = true;
    signedInAgain();
    await expect(waiting).resolves.toEqual({ ok: true });
    expect(isWaitingForSignIn()).toBe(false);
  });

  test("is asked for in the same way where bytes are downloaded", async () => {
    offerSigningInAgain(true);
    let signedIn = false;
    answerWith((request) => (pathOf(request) !== "/session/renewal" && signedIn ? new Response("%PDF") : asked401()));
    const waiting = callForBlob("/files/a/content");
    await vi.waitFor(() => expect(isWaitingForSignIn()).toBe(true));

    signedIn = true;
    signedInAgain();
    expect(await (await waiting).text()).toBe("%PDF");
  });

  test.each([
    { status: 200, why: "renewed" },
    { status: 401, why: "refused" },
  ])("leaves no answer unread: $why", async ({ status }) => {
    const renewals: Response[] = [];
    answerWith((request) => {
      if (pathOf(request) !== "/session/renewal") return renewals.length && status === 200 ? Response.json({}) : asked401();
      const renewal = status === 200 ? Response.json({}) : refused(status, { code: "session-ended" });
      renewals.push(renewal);
      return renewal;
    });
    await call("/a").catch(() => undefined);

    expect(renewals.map(({ bodyUsed }) => bodyUsed)).toEqual([true]);
  });

  test("is refused when they decline, or when there is nobody to ask", async () => {
    answerWith(asked401);
    await expect(call("/a")).rejects.toMatchObject({ code: "not-signed-in" });

    offerSigningInAgain(true);
    const waiting = call("/a");
    await vi.waitFor(() => expect(isWaitingForSignIn()).toBe(true));
    declineSigningIn();
    await expect(waiting).rejects.toMatchObject({ code: "not-signed-in" });
  });

  test("is not renewed for what signing in itself answers", async () => {
    answerWith(() => refused(401, { code: "wrong-credentials", type: "/problems/wrong-credentials" }));
    await expect(call("/session", { method: "POST", onSignedOut: "refuse" })).rejects.toMatchObject({ code: "wrong-credentials" });
    expect(asked).toHaveLength(1);
  });
});
