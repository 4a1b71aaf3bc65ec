import { env } from "cloudflare:workers";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { approvals, decisions } from "../../src/approvals/schema";
import { audit } from "../../src/audit/schema";
import { campaignGroups, campaigns } from "../../src/campaigns/schema";
import { files } from "../../src/files/schema";
import { passwordResets, sessions, users } from "../../src/identity/schema";
import { messages } from "../../src/messages/schema";
import * as organisations from "../../src/organisations/schema";
import { policyVersions } from "../../src/policies/schema";
import { agencyRows, idempotency, outbox } from "../../src/tenancy/schema";

const mechanisms = [audit, outbox, messages, idempotency];
const { tenants, shardCounts, memberships, invitations, projects, links } = organisations;
const { staff, groups, groupMembers, agencyProjects, agencyLinks } = organisations;

const typed: Record<"DIRECTORY" | "SHARD_1", SQLiteTable[]> = {
  DIRECTORY: [...mechanisms, tenants, shardCounts, users, memberships, invitations, sessions, passwordResets, projects, links, decisions],
  SHARD_1: [
    ...mechanisms,
    agencyRows,
    staff,
    groups,
    groupMembers,
    agencyProjects,
    agencyLinks,
    campaigns,
    campaignGroups,
    files,
    policyVersions,
    approvals,
  ],
};
/** Written and read by raw statements alone. */
const untyped: Record<keyof typeof typed, string[]> = { DIRECTORY: ["attempts", "guard"], SHARD_1: ["guard"] };

describe.each(Object.keys(typed) as (keyof typeof typed)[])("%s", (name) => {
  const database = env[name];

  test.each(typed[name].map((table) => [getTableConfig(table).name, table] as const))(
    "the typed view of %s is the table",
    async (tableName, table) => {
      const { results } = await database
        .prepare(`select name, type, "notnull" as required, pk from pragma_table_info(?)`)
        .bind(tableName)
        .all<{ name: string; type: string; required: number; pk: number }>();
      const config = getTableConfig(table);
      const keys =
        config.primaryKeys[0]?.columns.map((column) => column.name) ??
        config.columns.filter((column) => column.primary).map((column) => column.name);

      expect(config.columns.map((column) => [column.name, column.getSQLType().toUpperCase(), column.notNull]).toSorted()).toEqual(
        results.map((column) => [column.name, column.type, column.required === 1 || (column.pk > 0 && keys.length === 1)]).toSorted(),
      );
      expect(keys).toEqual(
        results
          .filter(({ pk }) => pk > 0)
          .toSorted((a, b) => a.pk - b.pk)
          .map((column) => column.name),
      );
    },
  );

  test("every table is STRICT, has a rowid and a typed view", async () => {
    const { results } = await database
      .prepare(
        "select l.name, l.strict, l.wr from pragma_table_list l where l.schema = 'main' and l.type = 'table' and l.name not like 'sqlite_%' and l.name not like '_cf_%' and l.name <> 'd1_migrations'",
      )
      .all<{ name: string; strict: number; wr: number }>();

    expect(results.filter(({ strict, wr }) => strict !== 1 || wr === 1)).toEqual([]);
    expect(results.map((table) => table.name).toSorted()).toEqual(
      [...typed[name].map((table) => getTableConfig(table).name), ...untyped[name]].toSorted(),
    );
  });

  test("an owned table is keyed by its owner first, and so is every reference between owned tables", async () => {
    if (name === "DIRECTORY") return;
    for (const table of typed.SHARD_1.filter((candidate) => "agencyId" in candidate)) {
      const tableName = getTableConfig(table).name;
      const key = await database.prepare("select name from pragma_table_info(?) where pk = 1").bind(tableName).first<{ name: string }>();
      const references = await database
        .prepare(`select "table" as target, "from" as source, seq from pragma_foreign_key_list(?) where seq = 0`)
        .bind(tableName)
        .all<{ source: string }>();

      expect(key?.name, tableName).toBe("agency_id");
      expect(
        references.results.map(({ source }) => source).filter((source) => source !== "agency_id"),
        tableName,
      ).toEqual([]);
    }
  });

  test("the triggers that stand behind the guards are all there", async () => {
    const { results } = await database
      .prepare("select name from sqlite_master where type = 'trigger' order by name")
      .all<{ name: string }>();
    const common = ["audit_keeps", "audit_stays", "guard_fails"];
    const own = [
      "approvals_decided_once",
      "group_members_inserted",
      "group_members_updated",
      "policy_versions_fixed",
      "policy_versions_forward",
      "policy_versions_stay",
    ];

    expect(results.map((trigger) => trigger.name)).toEqual([...common, ...(name === "DIRECTORY" ? [] : own)].toSorted());
  });
});
