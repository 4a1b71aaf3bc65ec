import { env } from "cloudflare:workers";
import { openAgencyKey } from "../../src/secrets/agency-key";
import { local, longAgo } from "./rows";

const sha = "0".repeat(64);
const mapping = (agency: string) => JSON.stringify([{ field: "name", column: 0, header: `單位名稱 ${agency}` }]);

/**
 * Lists that are taken in: one that waits for its rows, one that has been looked through, one that has made an account.
 *
 * @param wrapped the agency's first key, under which the files' names stand
 */
export async function importRows(at: D1Database, agency: string, wrapped: string): Promise<D1PreparedStatement[]> {
  const key = await openAgencyKey(env, agency, { number: 1, wrapped });
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const list = async (id: string, state: string, fresh: number | null, same = 0) => {
    const none = fresh === null ? null : 0;

    return q(
      "insert into imports (agency_id, id, kind, total, mapping, digest, file_sealed, key_number, state, fresh, same, doubled, refused, created_by, created_at, staged_at) values (?, ?, 'accounts', ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 'maker', ?, ?)",
      agency,
      id,
      1 + same,
      mapping(agency),
      sha,
      await key.seal(`imports/${id}/file`, `單位 ${agency}.xlsx`),
      state,
      fresh,
      fresh === null ? null : same,
      none,
      none,
      longAgo,
      longAgo,
    );
  };
  const staged = (importId: string, target: string, verdict: string | null) => [
    q("insert into import_chunks values (?, ?, 0, 'mac', 1, ?)", agency, importId, longAgo),
    q(
      "insert into import_rows (agency_id, import_id, ordinal, row_number, match_key, plain, target_id, verdict) values (?, ?, 0, 2, ?, ?, ?, ?)",
      agency,
      importId,
      `名單${target}${agency}`,
      JSON.stringify({ name: `名單 ${target} ${agency}` }),
      target,
      verdict,
    ),
  ];

  return [
    await list(local.receivingImport, "receiving", null),
    await list(local.checkedImport, "checked", 1),
    await list(local.committedImport, "committed", 1, 1),
    ...staged(local.checkedImport, "account-listed", "new"),
    ...staged(local.committedImport, "account-imported", "new"),
    q(
      "insert into import_rows (agency_id, import_id, ordinal, row_number, match_key, plain, target_id, verdict, same_id) values (?, ?, 1, 3, 'x', '{}', 'x', 'same', ?)",
      agency,
      local.committedImport,
      `單位 ${agency}`,
    ),
    q(
      "insert into accounts (agency_id, id, name, folded_name, created_by, created_at) values (?, 'account-imported', ?, ?, 'maker', ?)",
      agency,
      `名單 account-imported ${agency}`,
      `名單account-imported${agency}`,
      longAgo,
    ),
    q("insert into import_made values (?, ?, 'account', 'account-imported', 2)", agency, local.committedImport),
    q("insert into import_mappings values (?, 'accounts', ?, ?, ?)", agency, sha, mapping(agency), longAgo),
  ];
}
