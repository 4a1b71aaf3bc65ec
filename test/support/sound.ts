import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import { jobFacts } from "../../src/http/facts";
import { reckonLeft } from "../../src/results/reckoning";
import { publishedOf, type Selling } from "./deals";

const tables =
  "approvals attributions campaigns claims counting_groups deal_ledger deal_prices deals engagements first_visits key_person_corrections parties policy_versions price_lines proofs recognitions referrals result_marks results reward_entries specials supplements units write_offs".split(
    " ",
  );
/** By these names a statement that follows sees the rows of one agency and no others: a test beside this one may leave its own behind. */
const confined = tables.map((table) => `${table} as (select * from main.${table} where agency_id = ?1)`).join(", ");

/**
 * Of everything an agency has recorded: all invariants of the recount (I2, I4 to I6, I12, I13 of them), its figures once they
 * are reckoned, one buyer of a unit (I8), and the versions as they were published (I3).
 */
export async function expectSound(at: Selling): Promise<void> {
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  const found = await env[at.agency.shard as "SHARD_1"].batch<{ id: string }>(
    invariants.map(({ sql }) =>
      env[at.agency.shard as "SHARD_1"]
        .prepare(`with ${confined}${sql.replace(/^\s*(with )?/, (begins) => (begins.includes("with") ? ", " : " "))}`)
        .bind(at.agency.id),
    ),
  );
  const broken = invariants.flatMap(({ says }, index) => (found[index]?.results.length ? [{ says, of: found[index].results }] : []));

  expect(broken).toEqual([]);
  expect(
    await publishedOf(
      at,
      at.published.map(({ id }) => id),
    ),
  ).toEqual(at.published);
}
