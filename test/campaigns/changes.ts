import { env } from "cloudflare:workers";
import type { PolicyVersionDetail } from "../../src/policies/versions/contract";
import type { Stage } from "../support/campaigns";

/** What the newest audit row of such an event says that it moved. */
export async function changesOf({ agency }: Stage, event: string): Promise<PolicyVersionDetail[]> {
  const row = await env[agency.shard as "SHARD_1"]
    .prepare("select changes from audit where scope = ? and event = ? order by id desc limit 1")
    .bind(agency.id, event)
    .first<{ changes: string }>();

  return JSON.parse(row?.changes ?? "null");
}
