/**
 * The services that letters go out by, as far as a test needs them: a gateway for text messages and 企業微信, on one real
 * HTTP server of this machine. It checks what the real ones check, by its own reckoning and not by our code's: signature,
 * instant, nonce and body of a request, a token and its time. What it answers next, and what it took, is asked at
 * `/control`.
 */
import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";

export const keys = { "key-of-tests": "secret-of-tests" };
export const corporations = { "corp-of-tests": "corp-secret-of-tests" };
const registered = new Set(["SMS_CODE", "SMS_LEAD_ZH", "SMS_LEAD_EN", "SMS_VISIT", "SMS_NOTICE"]);
const minute = 60_000;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** @returns what the test told it to answer, what it took, and what it was asked */
const fresh = () => ({
  now: null,
  plan: [],
  taken: [],
  asked: [],
  nonces: new Set(),
  outIds: new Set(),
  tokens: new Map(),
  cards: new Set(),
});
let state = fresh();
const now = () => state.now ?? Date.now();

export const gateway = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", async () => {
    const url = new URL(request.url, "http://gateway.test");
    const [status, answer, headers] = (await answerOf(request, url, body)) ?? [200, "{}"];
    if (status === 0) return response.destroy();
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
});

async function answerOf(request, url, body) {
  if (url.pathname === "/control") {
    if (request.method === "POST") {
      const told = JSON.parse(body);
      if (told.reset) state = fresh();
      if (told.now !== undefined) state.now = told.now;
      if (told.plan) state.plan.push(...told.plan);
      if (told.expireTokens) for (const token of state.tokens.keys()) state.tokens.set(token, 0);
    }
    return [200, { taken: state.taken, asked: state.asked }];
  }
  state.asked.push({ path: url.pathname, at: now() });
  // What is planned befalls what sends, not what only asks for a token.
  const planned = url.pathname === "/cgi-bin/gettoken" ? undefined : state.plan.shift();
  if (planned?.delayMs) await new Promise((resolve) => setTimeout(resolve, planned.delayMs));
  if (planned?.takesIt) take(request, url, body); // sent, but the answer is lost or broken
  if (planned?.hangUp) return [0];
  if (planned?.status) return [planned.status, planned.body ?? "{}", planned.headers ?? {}];

  return take(request, url, body);
}

function take(request, url, body) {
  if (url.pathname === "/v1/messages" && request.method === "POST") return textMessage(request, url, body);
  if (url.pathname === "/cgi-bin/gettoken") return token(url);
  if (url.pathname === "/cgi-bin/message/send" && request.method === "POST") return card(url, JSON.parse(body));

  return [404, { code: "NotFound" }];
}

function textMessage(request, url, body) {
  const refused = (status, code) => [status, { code, message: `refused ${JSON.parse(body).phone}` }];
  const authorization = request.headers.authorization ?? "";
  const [, id, listed, signature] =
    /^SMS-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(authorization) ?? [];
  if (!id || !keys[id]) return refused(403, "InvalidAccessKeyId");
  const names = listed.split(";");
  const needed = ["host", "content-type", "x-sms-date", "x-sms-nonce", "x-sms-content-sha256"];
  if (!needed.every((name) => names.includes(name))) return refused(403, "SignatureDoesNotMatch");
  // The Worker's request comes by way of the test's own router, which says for which host it was.
  const headerOf = (name) => (name === "host" ? request.headers["x-asked-host"] : request.headers[name]);
  const canonical = ["POST", url.pathname, url.search.slice(1), ...names.map((name) => `${name}:${headerOf(name)}`), listed, sha256(body)];
  const expected = createHmac("sha256", keys[id])
    .update(`SMS-HMAC-SHA256\n${sha256(canonical.join("\n"))}`)
    .digest("hex");
  if (expected !== signature || request.headers["x-sms-content-sha256"] !== sha256(body)) return refused(403, "SignatureDoesNotMatch");
  if (Math.abs(Date.parse(request.headers["x-sms-date"]) - now()) > 15 * minute) return refused(403, "InvalidTimestamp");
  if (state.nonces.has(request.headers["x-sms-nonce"])) return refused(403, "SignatureNonceUsed");
  state.nonces.add(request.headers["x-sms-nonce"]);
  const { phone, signName, templateCode, templateParam, outId } = JSON.parse(body);
  if (!/^\+861[3-9]\d{9}$/.test(phone)) return refused(400, "InvalidPhone");
  if (signName !== "團拓" || !registered.has(templateCode)) return refused(400, "TemplateNotFound");
  const isDoubled = state.outIds.has(outId);
  state.outIds.add(outId);
  if (!isDoubled) state.taken.push({ by: "sms", to: phone, templateCode, params: templateParam, id: outId });

  return [200, { code: "OK", messageId: outId }];
}

function token(url) {
  if (corporations[url.searchParams.get("corpid")] !== url.searchParams.get("corpsecret"))
    return [200, { errcode: 40001, errmsg: "invalid credential" }];
  const made = `token-${state.tokens.size + 1}`;
  state.tokens.set(made, now() + 120 * minute);

  return [200, { errcode: 0, errmsg: "ok", access_token: made, expires_in: 7200 }];
}

function card(url, message) {
  const until = state.tokens.get(url.searchParams.get("access_token"));
  if (until === undefined) return [200, { errcode: 40014, errmsg: "invalid access_token" }];
  if (until <= now()) return [200, { errcode: 42001, errmsg: "access_token expired" }];
  if (message.agentid !== 1000002 || message.msgtype !== "textcard") return [200, { errcode: 40056, errmsg: "invalid agentid" }];
  if (message.touser.startsWith("stranger")) return [200, { errcode: 81013, errmsg: `user ${message.touser} not in scope` }];
  const said = JSON.stringify([message.touser, message.textcard]);
  const isDoubled = message.enable_duplicate_check === 1 && state.cards.has(said);
  state.cards.add(said);
  if (!isDoubled) state.taken.push({ by: "wecom", to: message.touser, ...message.textcard });

  return [200, { errcode: 0, errmsg: "ok", msgid: "1" }];
}

let listening;

/** Sends a request of the Worker for `gateway.test` to the server, which begins to listen with the first; refuses any other. */
export async function toGateway(request) {
  const url = new URL(request.url);
  if (url.hostname !== "gateway.test") return new Response("nothing leaves the machine in a test", { status: 502 });
  listening ??= new Promise((resolve) => gateway.listen(0, "127.0.0.1", resolve)).then(() => gateway.unref());
  await listening;
  const headers = new Headers(
    [...request.headers].filter(([name]) => !["host", "content-length", "transfer-encoding", "connection"].includes(name)),
  );
  headers.set("x-asked-host", url.host);
  const body = request.method === "GET" ? undefined : await request.text();
  const answer = await fetch(`http://127.0.0.1:${gateway.address().port}${url.pathname}${url.search}`, {
    method: request.method,
    headers,
    body,
  });

  return new Response(await answer.text(), {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => name !== "content-encoding"),
  });
}
