import { env } from "cloudflare:workers";
import type { ApprovalDetail } from "../../src/approvals/contract";
import type { Special, SpecialScope, SpecialTerms } from "../../src/settlement/specials/contract";
import type { DeveloperRole } from "../../src/tenancy/roles";
import { upload } from "./campaigns";
import { done, type Selling } from "./deals";
import { as, type Tenant } from "./kit";

/** 9.9折 instead of the group, counting, good for as long as any test. */
export const rate99: SpecialTerms = {
  effect: { kind: "rate", payableBps: 9900 },
  replacesGroup: true,
  floorBps: null,
  counts: true,
  validUntil: "2099-12-31",
};

export const ofDeal = (dealId: string): SpecialScope => ({ kind: "deal", dealId });

/** Asked for by the consultant. */
export async function asked(at: Selling, about: SpecialScope, terms: Partial<SpecialTerms> = {}): Promise<Special> {
  const consultant = as(await at.agency.member("consultant"));

  return done(consultant.post<Special>(`${at.path}/specials`, { about, terms: { ...rate99, ...terms }, reason: "同單位第二套，競品在談" }));
}

/** The finance records what the developer said on paper: yes, or other terms. */
export async function recorded(at: Selling, { approval }: Special, terms?: SpecialTerms): Promise<ApprovalDetail> {
  const documentId = await upload(at);
  const decision = terms ? { outcome: "counter", terms, documentId } : { outcome: "approve", documentId };

  return done(
    as(await at.agency.member("finance")).post<ApprovalDetail>(
      `/api/v1/agencies/${at.agency.id}/approvals/${approval.id}/decision`,
      decision,
    ),
  );
}

export const approvedSpecial = async (at: Selling, about: SpecialScope, terms: Partial<SpecialTerms> = {}): Promise<Special> => {
  const special = await asked(at, about, terms);
  await recorded(at, special);

  return special;
};

/** A yes of a day that has gone by: nobody can give it now. The group follows it as any fact. */
export async function approvedOn(at: Selling, specialId: string, day: string): Promise<void> {
  const shard = env[at.agency.shard as "SHARD_1"];
  await shard.batch([
    shard
      .prepare("update specials set approved_at = ? where agency_id = ? and id = ?")
      .bind(Date.parse(`${day}T04:00:00Z`), at.agency.id, specialId),
    shard
      .prepare("update counting_groups set version = version + 1 where agency_id = ? and campaign_id = ?")
      .bind(at.agency.id, at.campaignId),
  ]);
}

/** Links the campaign's project to a developer, who from now on decides. */
export async function linkTo(at: Selling, developer: Tenant<DeveloperRole>): Promise<void> {
  const now = Date.now();
  await env.DIRECTORY.prepare("update projects set developer_id = ? where id = ?").bind(developer.id, at.projectId).run();
  await env[at.agency.shard as "SHARD_1"].batch([
    env.SHARD_1.prepare("update projects set developer_id = ? where agency_id = ? and id = ?").bind(
      developer.id,
      at.agency.id,
      at.projectId,
    ),
    env.SHARD_1.prepare(
      "insert into links (agency_id, id, project_id, project_name, developer_id, developer_name, offered_by, state, offered_at, decided_at, version) values (?, ?, ?, '中央王座', ?, '尚格', 'developer', 'accepted', ?, ?, 2)",
    ).bind(at.agency.id, `link-${at.projectId}`, at.projectId, developer.id, now, now),
  ]);
}
