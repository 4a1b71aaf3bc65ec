import type { Adapter } from "./adapter";
import type { FailureReason } from "./contract";
import { answerWithinMs, asked, type Json, Undelivered } from "./failure";

/** An application of a company's 企業微信, which writes to its members. */
interface WecomSettings {
  url: string;
  corpId: string;
  agentId: number;
  secret: string;
}

export function wecomSettings(env: Env): WecomSettings | null {
  const { WECOM_CORP_ID: corpId, WECOM_SECRET: secret } = env;
  const agentId = Number(env.WECOM_AGENT_ID);
  if (!corpId || !secret || !Number.isInteger(agentId) || agentId <= 0) return null;

  return { url: (env.WECOM_URL ?? "https://qyapi.weixin.qq.com").replace(/\/+$/, ""), corpId, agentId, secret };
}

/** The longest description of a card; what is longer the service cuts by itself, in the middle of a sign. */
const cardAtMost = 500;
/** Within this time the service drops a card that says the same to the same: longer than a claim lasts (see the store). */
const doubledWithinSeconds = 1_200;

/** Sends a letter as a card (文本卡片) of the application, to a member by their user id. */
export const wecomAdapter = (settings: WecomSettings, withinMs = answerWithinMs): Adapter => ({
  name: "wecom",
  send: async (mail, now) => {
    const message = {
      touser: mail.to,
      msgtype: "textcard",
      agentid: settings.agentId,
      textcard: {
        title: mail.subject,
        description: [...(mail.text.split("\n\n")[0] ?? "")].slice(0, cardAtMost).join(""),
        url: mail.link,
        btntxt: mail.action,
      },
      ...(mail.isRepeated ? {} : { enable_duplicate_check: 1, duplicate_check_interval: doubledWithinSeconds }),
    };
    const sent = async (isFresh: boolean) =>
      post(`${settings.url}/cgi-bin/message/send?access_token=${await tokenOf(settings, now, withinMs, isFresh)}`, message, withinMs);
    const first = await sent(false);
    const answer = isTokenOver(first) ? await sent(true) : first; // withdrawn before its time: once anew
    if (answer?.errcode !== 0) throw refusal(answer);
    if (answer.invaliduser) throw new Undelivered("wrong-number", false);
  },
});

/** 40014 is no token, 42001 one that is over. */
const isTokenOver = (answer: Json) => answer?.errcode === 40014 || answer?.errcode === 42001;

/** Tokens by application, for this isolate: each is good for two hours, and asking for one too often is refused. */
const tokens = new Map<string, { token: string; until: number }>();
const renewedBeforeMs = 60_000;

async function tokenOf({ url, corpId, secret }: WecomSettings, now: number, withinMs: number, isFresh: boolean): Promise<string> {
  const name = `${url}/${corpId}/${secret}`;
  const known = tokens.get(name);
  if (!isFresh && known && known.until > now) return known.token;
  const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
  const answer = await asked(new Request(`${url}/cgi-bin/gettoken?${query}`), withinMs, () => new Undelivered("refused", false));
  const { errcode, access_token: token, expires_in: seconds } = answer ?? {};
  if (errcode !== 0) throw refusal(answer);
  if (typeof token !== "string" || typeof seconds !== "number") throw new Undelivered("unreadable-answer", true);
  tokens.set(name, { token, until: now + seconds * 1000 - renewedBeforeMs });

  return token;
}

const post = (url: string, body: unknown, withinMs: number) =>
  asked(
    new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    withinMs,
    () => new Undelivered("refused", false),
  );

function refusal(answer: Json): Undelivered {
  const [reason, again] = refusals[Number(answer?.errcode)] ?? ["refused", false];

  return new Undelivered(reason, again);
}

const refusals: Record<number, readonly [reason: FailureReason, again: boolean]> = {
  [-1]: ["server-error", true],
  40001: ["wrong-signature", false],
  40013: ["wrong-signature", false],
  40014: ["wrong-signature", true],
  42001: ["wrong-signature", true],
  45009: ["too-many", true],
  45033: ["too-many", true],
  60011: ["not-in-scope", false],
  60111: ["wrong-number", false],
  81013: ["not-in-scope", false],
};
