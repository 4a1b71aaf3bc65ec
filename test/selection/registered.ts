import { env } from "cloudflare:workers";
import { stage as planned, type Stage } from "../support/campaigns";
import { done } from "../support/deals";
import { as } from "../support/kit";

/** A campaign in which days may be recorded so far back; null: any number. */
export async function stage({ backdateDays = null, ...options }: Parameters<typeof planned>[0] & { backdateDays?: number | null } = {}) {
  const at = await planned(options);
  await env[at.agency.shard as "SHARD_1"]
    .prepare("update campaigns set backdate_days = ? where agency_id = ?")
    .bind(backdateDays, at.agency.id)
    .run();

  return at;
}

/** Somebody registered for the campaign, straight into storage: who reports and owns them is another matter. */
export async function registered(at: Stage, name = "施小英"): Promise<string> {
  const manager = as(await at.agency.member("manager"));
  const person = await done(manager.post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/people`, { name }));
  const id = `lead-${crypto.randomUUID()}`;
  await env[at.agency.shard as "SHARD_1"]
    .prepare(
      "insert into leads (agency_id, id, campaign_id, person_id, source, key_number, kept_until, created_by, created_at) values (?, ?, ?, ?, 'form', 1, '2009-01-01', 'public', 1)",
    )
    .bind(at.agency.id, id, at.campaignId, person.id)
    .run();

  return id;
}

/** What a lead has come to, and how many of each state the campaign counts. */
export async function stateOf(at: Stage, leadId: string): Promise<{ state: string; counted: Record<string, number> }> {
  const shard = env[at.agency.shard as "SHARD_1"];
  const [lead, counts] = await shard.batch<{ state: string; leads: number }>([
    shard.prepare("select state from leads where agency_id = ? and id = ?").bind(at.agency.id, leadId),
    shard
      .prepare("select state, sum(leads) as leads from lead_counts where agency_id = ? group by state having sum(leads) > 0")
      .bind(at.agency.id),
  ]);

  return {
    state: lead?.results[0]?.state ?? "",
    counted: Object.fromEntries((counts?.results ?? []).map(({ state, leads }) => [state, leads])),
  };
}
