import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Deal, DealDetail } from "../../src/deals/contract";
import type { PolicyTerms } from "../../src/policies/contract";
import type { Statement } from "../../src/settlement/statement/contract";
import { addDays, businessDay } from "../../src/time/business-day";
import { draft, publish, type Stage, stage } from "./campaigns";
import { type Answer, as } from "./kit";

/** A campaign that sells: the plan's policy in force, homes of 442,000.00, a chamber among its accounts. */
export interface Selling extends Stage {
  engagementId: string;
  units: string[];
  /** Its policy, as it was published. */
  published: Published[];
}

export type Published = { id: string; number: number; effective_from: string; terms: string; published_at: number };

/** What a published version says, of which nothing ever changes. */
export async function publishedOf({ agency, campaignId }: Stage, ids?: string[]): Promise<Published[]> {
  const wanted = "select value from json_each(?3)";
  const { results } = await env[agency.shard as "SHARD_1"]
    .prepare(
      `select id, number, effective_from, terms, published_at from policy_versions
       where agency_id = ?1 and campaign_id = ?2 and iif(?3 is null, status = 'published', id in (${wanted})) order by id`,
    )
    .bind(agency.id, campaignId, ids ? JSON.stringify(ids) : null)
    .all<Published>();

  return results;
}

const homes = 24;
let sold = 0;

export async function selling(options: Parameters<typeof stage>[0] & { terms?: PolicyTerms; category?: string } = {}): Promise<Selling> {
  const at = await stage(options);
  await publish(at, options.terms ? (await draft(at, options.terms, "2008-05-15")).id : undefined);
  const manager = as(await at.agency.member("manager"));
  await done(manager.post(`${at.path}/opening`, {}));
  await env[at.agency.shard as "SHARD_1"].prepare("update campaigns set backdate_days = null where agency_id = ?").bind(at.agency.id).run();
  const entered = await done(
    manager.post<{ items: { id: string }[] }>(`/api/v1/agencies/${at.agency.id}/projects/${at.projectId}/units`, {
      units: Array.from({ length: homes }, (_, index) => ({
        building: "1棟",
        floor: 8 + Math.floor(index / 4),
        number: `${8 + Math.floor(index / 4)}0${1 + (index % 4)}`,
        product: "top-apartment",
        areaCentiSqm: 13_000,
        pricePerSqmFen: 340_000,
      })),
    }),
  );
  const engagementId = await engaged(at, "泉州商會", options.category ?? "chamber");

  return { ...at, engagementId, units: entered.items.map(({ id }) => id), published: await publishedOf(at) };
}

/** An account filed and taken into the campaign. */
export async function engaged(at: Stage, name: string, category = "chamber", parentId?: string): Promise<string> {
  const manager = as(await at.agency.member("manager"));
  const account = await done(
    manager.post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/accounts`, { name, ...(parentId === undefined ? {} : { parentId }) }),
  );

  return (await done(manager.post<{ id: string }>(`${at.path}/engagements`, { accountId: account.id, category }))).id;
}

export interface Told {
  engagementId?: string;
  subscribedOn?: string;
  paymentMethod?: string;
  credential?: string;
  unit?: number;
  isMember?: boolean;
  /** Somebody known; else a new person. */
  buyerId?: string;
  referralId?: string;
}

/** A home subscribed by the consultant; unless told otherwise its proof of membership is checked by the manager. */
export async function subscribed(at: Selling, told: Told = {}): Promise<Deal> {
  const consultant = as(await at.agency.member("consultant"));
  const deal = await done(
    consultant.post<Deal>(`${at.path}/deals`, {
      engagementId: told.engagementId ?? at.engagementId,
      unitId: at.units[told.unit ?? sold++ % homes],
      paymentMethod: told.paymentMethod ?? "lump-sum",
      ...(told.credential === undefined ? {} : { credential: told.credential }),
      buyers: [{ person: told.buyerId === undefined ? { name: "陳大明" } : { id: told.buyerId }, shareBps: 10_000 }],
      ...(told.referralId === undefined ? {} : { referralId: told.referralId }),
      subscribedOn: told.subscribedOn ?? "2008-06-01",
    }),
  );
  if (told.isMember !== false) await proven(at, deal.id, "chamber-roll");
  if (told.credential !== undefined) await proven(at, deal.id, "credential");

  return deal;
}

export async function proven(at: Selling, dealId: string, kind: string): Promise<DealDetail> {
  const consultant = as(await at.agency.member("consultant"));
  const proof = await done(consultant.post<{ id: string }>(`${at.path}/deals/${dealId}/proofs`, { kind }));

  return done(
    as(await at.agency.member("manager")).post<DealDetail>(`${at.path}/deals/${dealId}/proofs/${proof.id}/decision`, {
      outcome: "accepted",
    }),
  );
}

/** Signs at a price in fen, on a day. */
export async function signed(at: Selling, dealId: string, signedOn: string, contractPriceFen: number): Promise<DealDetail> {
  return done(
    as(await at.agency.member("consultant")).post<DealDetail>(`${at.path}/deals/${dealId}/signing`, {
      signedOn,
      contractNumber: `HT-${dealId.slice(-12)}`,
      contractPriceFen,
    }),
  );
}

export async function cancelled(at: Selling, dealId: string, cancelledOn: string, forfeitedFen = 0): Promise<DealDetail> {
  return done(
    as(await at.agency.member("manager")).post<DealDetail>(`${at.path}/deals/${dealId}/cancellation`, {
      cancelledOn,
      why: "買方工作調動",
      forfeitedFen,
    }),
  );
}

export async function statement(at: Selling, engagementId = at.engagementId): Promise<Statement> {
  return done(as(await at.agency.member("manager")).get<Statement>(`${at.path}/engagements/${engagementId}/statement`));
}

/** The business day of the campaigns that `stage` plans, so many days from now. */
export const today = (days = 0) => addDays(businessDay(Date.now(), "Asia/Shanghai"), days);

/** The body of an answer that had to be a yes. */
export async function done<Body>(asked: Promise<Answer<Body>>): Promise<Body> {
  const answer = await asked;
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);

  return answer.body;
}
