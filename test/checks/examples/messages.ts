import { env } from "cloudflare:workers";
import type { Example } from "../example";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const messages = "/api/v1/agencies/{agency}/messages";

/** A message to a member of staff that was sent, and one whose number is wrong. */
async function written({ agency }: World): Promise<void> {
  await env.SHARD_1.batch([
    env.SHARD_1.prepare("insert or ignore into staff values (?, 'reader', ?, 'viewer', 'active', 1)").bind(
      agency.id,
      `收件人 ${agency.id}`,
    ),
    ...["sent", "failed"].map((state) =>
      env.SHARD_1.prepare(
        "insert or ignore into messages (id, scope, once_key, template, recipient_kind, recipient_id, params, state, tries, created_at, due_at) values (?, ?, ?, 'link-offered', 'user', 'reader', ?, ?, 1, 1, 1)",
      ).bind(
        `message-${state}-${agency.id}`,
        agency.id,
        state,
        JSON.stringify({ tenant: agency.id, kind: "agency", project: "盤", from: "商" }),
        state,
      ),
    ),
  ]);
}

export const messageExamples: Record<string, Example> = {
  [`get ${messages}`]: {
    permission: "message:read",
    caller: manager,
    prepare: written,
    queries: [
      { query: "?state=failed" },
      { query: "?channel=mail" },
      { query: "?channel=mail&state=sent" },
      { query: "?template=link-offered" },
      { query: "?template=link-offered&state=sent" },
    ],
  },
  "get /api/v1/agencies/{agency}/message-channels": { permission: "message:read", caller: manager, trips: 0 },
  [`post ${messages}/{message}/resending`]: {
    permission: "message:resend",
    caller: manager,
    prepare: written,
    params: ({ agency }) => ({ message: `message-failed-${agency.id}` }),
    secret: true,
  },
};
