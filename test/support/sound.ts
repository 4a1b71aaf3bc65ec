import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { jobFacts } from "../../src/http/facts";
import { reckonLeft } from "../../src/results/reckoning";
import { publishedOf, type Selling } from "./deals";

const tables =
  "approvals attributions campaigns claims counting_groups deal_ledger deal_prices deals engagements first_visits key_person_corrections parties policy_versions price_lines proofs recognitions referrals result_marks results reward_entries specials units write_offs".split(
    " ",
  );
/** By these names a statement that follows sees the rows of one agency and no others: a test beside this one may leave its own behind. */
const confined = tables.map((table) => `${table} as (select * from main.${table} where agency_id = ?1)`).join(", ");

/** What no invariant of the recount says, as it says theirs: each statement answers what breaks it. */
const besides = [
  {
    says: "a price that is not known has no lines, and a deal has one base at most",
    sql: `select p.deal_id as id from deal_prices p where
      (p.payable_fen is null and exists (select 1 from price_lines l where l.deal_id = p.deal_id and l.state <> 'withdrawn'))
      or (select count(*) from price_lines l where l.deal_id = p.deal_id and l.kind = 'base' and l.state <> 'withdrawn') > 1`,
  },
  {
    says: "a deal keeps a version that was in force on its day of subscription",
    sql: `select d.id from deals d left join policy_versions v on v.id = d.policy_version_id
      where v.id is null or v.status not in ('published', 'superseded') or v.effective_from > d.subscribed_on`,
  },
  {
    says: "a unit has one buyer at a time",
    sql: "select unit_id as id from deals where state <> 'cancelled' group by unit_id having count(*) > 1",
  },
  {
    says: "an entry is paid once: its claim is its engagement's and its person's, and what is set off is a receipt of as much",
    sql: `select e.id from reward_entries e join claims c on c.id = e.claim_id
        where c.state = 'returned' or c.person_id <> e.person_id or c.engagement_id <> e.engagement_id
      union all select c.id from claims c where c.state = 'paid' and c.offset_fen <>
        (select coalesce(sum(l.amount_fen), 0) from deal_ledger l where l.reported_by = 'claim:' || c.id and l.kind = 'receipt' and l.state = 'confirmed')`,
  },
];

/**
 * Of everything an agency has recorded: all invariants of the recount (I2, I4 to I6, I12, I13 of them), its figures once they
 * are reckoned, one buyer of a unit (I8), and the versions as they were published (I3).
 */
export async function expectSound(at: Selling): Promise<void> {
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  const all = [...invariants, ...besides];
  const found = await env[at.agency.shard as "SHARD_1"].batch<{ id: string }>(
    all.map(({ sql }) =>
      env[at.agency.shard as "SHARD_1"]
        .prepare(`with ${confined}${sql.replace(/^\s*(with )?/, (begins) => (begins.includes("with") ? ", " : " "))}`)
        .bind(at.agency.id),
    ),
  );
  const broken = all.flatMap(({ says }, index) => (found[index]?.results.length ? [{ says, of: found[index].results }] : []));

  expect(broken).toEqual([]);
  expect(
    await publishedOf(
      at,
      at.published.map(({ id }) => id),
    ),
  ).toEqual(at.published);
}
