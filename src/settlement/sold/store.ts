import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { deals } from "../../deals/schema";
import { maskedName } from "../../people/masking";
import type { Scope } from "../../tenancy/scope";

export const accountOf = (scope: Scope, { accountId }: Pick<typeof deals, "accountId">) =>
  sql<string | null>`(select a.name from accounts a where a.agency_id = ${scope.id} and a.id = ${accountId})`;

/** The buyers' names in the order of the contract, of a deal that this caller may see; go through `buyerMasked`. */
export const buyersOf = (scope: Scope, dealId: SQL | SQLiteColumn): SQL<(string | null)[]> =>
  sql`(select json_group_array(name) from (select buyer.name from parties p cross join people buyer on buyer.agency_id = p.agency_id and buyer.id = p.person_id
    where p.agency_id = ${scope.id} and p.deal_id = ${dealId} order by p.position))`.mapWith(JSON.parse) as SQL<(string | null)[]>;

/** Of the buyers' names a masked one goes out. */
export function buyerMasked<Row extends { names: (string | null)[] }>({ names, ...row }: Row) {
  const [first = null] = names;

  return { ...row, buyerName: first === null ? null : maskedName(first), buyers: names.length };
}
