import { env } from "cloudflare:workers";
import { newAgencyKey } from "../../src/secrets/agency-key";
import { addDays } from "../../src/time/business-day";
import type { Selling } from "./deals";

/** A deal as it stands in storage. What is left out: signed in the window at the regular price, a member, confirmed by nobody. */
export interface Planted {
  engagementId?: string;
  subscribedOn?: string;
  /** Null: subscribed alone. */
  signedOn?: string | null;
  contractPriceFen?: number;
  isMember?: boolean;
  /** Finance confirmed the signing, and the first instalment that was due, of this day. */
  paidOn?: string;
  referral?: { id: string; personId: string };
  /** Somebody known; else whoever was recommended, or a new person. */
  buyerId?: string;
  building?: string;
  unitNumber?: string;
}

let planted = 0;

/**
 * Deals straight into storage, where it is not the typing that is tested: some statements for any number. Their group is
 * left behind its facts, as by a crash: the next reader settles it.
 *
 * @returns their ids, rising, and before those that the API gives
 */
export async function plant(at: Selling, told: Planted[]): Promise<string[]> {
  const shard = env[at.agency.shard as "SHARD_1"];
  const now = Date.now();
  const key = await newAgencyKey(env, at.agency.id);
  const rows = told.map((one) => {
    const number = (planted++).toString(36).padStart(6, "0");
    const signedOn = one.signedOn === undefined ? "2008-06-03" : one.signedOn;

    return {
      id: `0-deal-${number}`,
      unit: `unit-${number}`,
      building: one.building ?? "2棟",
      number: one.unitNumber ?? number,
      engagement: one.engagementId ?? at.engagementId,
      subscribedOn: one.subscribedOn ?? addDays(signedOn ?? "2008-06-03", -2),
      signedOn,
      fen: signedOn === null ? null : (one.contractPriceFen ?? 433_160_00),
      contract: signedOn === null ? null : `HT-${number}`,
      isMember: one.isMember ?? true,
      paidOn: one.paidOn ?? null,
      referral: one.referral?.id ?? null,
      isNew: one.buyerId === undefined && one.referral === undefined,
      buyer: one.buyerId ?? one.referral?.personId ?? `buyer-${number}`,
    };
  });
  const given = (sql: string) =>
    shard.prepare(sql.replaceAll("$now", `${now}`)).bind(at.agency.id, at.campaignId, at.projectId, JSON.stringify(rows));

  await shard.batch([
    given(`insert into units (agency_id, id, project_id, building, floor, number, product, area_centi_sqm, list_total_fen, state, deal_id, created_at)
      select ?1, value->>'unit', ?3, value->>'building', 1, value->>'number', 'top-apartment', 13000, 44200000, iif(value->>'signedOn' is null, 'subscribed', 'signed'), value->>'id', $now
      from json_each(?4) where ?2 is not null`),
    given(`insert into deals (agency_id, id, campaign_id, engagement_id, account_id, unit_id, building, unit_number, product, area_centi_sqm, list_price_fen,
        policy_version_id, policy_number, category, payment_method, referral_id, seller_id, seller_name, state, subscribed_on, signed_on, contract_number,
        contract_price_fen, signing_confirmed_by, signing_confirmed_by_name, signing_confirmed_at, created_by, created_at)
      select ?1, d.value->>'id', ?2, e.id, e.account_id, d.value->>'unit', d.value->>'building', d.value->>'number', 'top-apartment', 13000, 44200000,
        v.id, v.number, e.category, 'lump-sum', d.value->>'referral', 'seller', '置業顧問', iif(d.value->>'signedOn' is null, 'subscribed', 'signed'),
        d.value->>'subscribedOn', d.value->>'signedOn', d.value->>'contract', d.value->>'fen', iif(d.value->>'paidOn' is null, null, 'finance'),
        iif(d.value->>'paidOn' is null, null, '財務'), iif(d.value->>'paidOn' is null, null, $now), 'seller', $now
      from json_each(?4) d join engagements e on e.agency_id = ?1 and e.id = d.value->>'engagement'
      join policy_versions v on v.agency_id = ?1 and v.campaign_id = ?2 and v.status = 'published' and v.effective_from = (
        select max(effective_from) from policy_versions where agency_id = ?1 and campaign_id = ?2 and status = 'published' and effective_from <= d.value->>'subscribedOn')
      where ?3 is not null`),
    given(`insert into proofs (agency_id, campaign_id, id, deal_id, kind, submitted_by, submitted_by_name, submitted_at, outcome, checked_by, checked_by_name, checked_at)
      select ?1, ?2, 'proof-' || (value->>'id'), value->>'id', 'chamber-roll', 'seller', '置業顧問', $now, 'accepted', 'manager', '統籌人', $now
      from json_each(?4) where value->>'isMember' and ?3 is not null`),
    given(`insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, state, reported_by, reported_by_name, reported_at, decided_by, decided_by_name, decided_at)
      select ?1, ?2, 'paid-' || (value->>'id'), value->>'id', 'receipt', 'first-instalment', 10000000, value->>'paidOn', 'confirmed', 'seller', '置業顧問', $now, 'finance', '財務', $now
      from json_each(?4) where value->>'paidOn' is not null and ?3 is not null`),
    given(`insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, state, reported_by, reported_by_name, reported_at, decided_by, decided_by_name, decided_at)
      select ?1, ?2, 'due-' || (value->>'id'), value->>'id', 'due', 'first-instalment', 10000000, value->>'signedOn', 'confirmed', 'seller', '置業顧問', $now, 'seller', '置業顧問', $now
      from json_each(?4) where value->>'paidOn' is not null and ?3 is not null`),
    shard.prepare("insert or ignore into agency_keys values (?, ?, ?, ?)").bind(at.agency.id, key.number, key.wrapped, now),
    given(`insert into people (agency_id, id, name, key_number, created_at)
      select ?1, value->>'buyer', '陳大明', ${key.number}, $now from json_each(?4) where value->>'isNew' and ?2 is not null and ?3 is not null`),
    given(`insert into parties (agency_id, campaign_id, deal_id, person_id, position, share_bps)
      select ?1, ?2, value->>'id', value->>'buyer', 1, 10000 from json_each(?4) where ?3 is not null`),
    given(`insert into attributions (agency_id, campaign_id, deal_id, user_id, user_name, share_bps)
      select ?1, ?2, value->>'id', 'seller', '置業顧問', 10000 from json_each(?4) where ?3 is not null`),
    given(`update counting_groups set version = version + 1 where agency_id = ?1 and campaign_id = ?2
      and root_id in (select e.root_id from json_each(?4) d join engagements e on e.agency_id = ?1 and e.id = d.value->>'engagement') and ?3 is not null`),
  ]);

  return rows.map(({ id }) => id);
}
