import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import type { Selling } from "./deals";

/** Of every deal of the agency: its lines that stand against what it costs; each deal has one base; what was paid out was refunded. */
export async function expectSound(at: Selling): Promise<void> {
  const wrong = await rows(
    at,
    `select p.deal_id from deal_prices p where p.agency_id = ? and (
       coalesce(p.payable_fen, 0) <> (select coalesce(sum(l.amount_fen), 0) from price_lines l where l.agency_id = p.agency_id and l.deal_id = p.deal_id and l.state <> 'withdrawn')
       or (select count(*) from price_lines l where l.agency_id = p.agency_id and l.deal_id = p.deal_id and l.kind = 'base' and l.state <> 'withdrawn') > 1
       or p.payable_fen > (select d.contract_price_fen from deals d where d.agency_id = p.agency_id and d.id = p.deal_id))`,
  );
  expect(wrong).toEqual([]);
  const paidOut = invariants.find(({ id }) => id === "cash-is-refunded")?.sql ?? "";
  expect((await env[at.agency.shard as "SHARD_1"].prepare(paidOut).all()).results).toEqual([]);
  expect(await rows(at, "select count(*) behind from counting_groups where agency_id = ? and settled_version < version")).toEqual([
    { behind: 0 },
  ]);
}

const rows = async (at: Selling, sql: string) =>
  (await env[at.agency.shard as "SHARD_1"].prepare(sql).bind(at.agency.id).all<Record<string, number>>()).results;
