import { and, eq, getTableColumns, getTableName, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { db } from "./database";
import { type Actor, type Guard, Scope, type Write } from "./scope";
import { databaseOf } from "./shards";

/**
 * What the directory holds of one tenant, agency or developer alike: its staff, invitations, projects, links
 * and, for a developer, its audit list and the decisions that wait for it.
 */
export class TenantScope extends Scope {
  constructor(
    facts: Facts,
    actor: Actor,
    id: string,
    readonly kind: "agency" | "developer",
    /** The agency's shard; null for a developer. */
    readonly shard: string | null,
  ) {
    super(databaseOf(facts.env, "DIRECTORY"), facts, actor, id);
  }

  /** Inserts a row whose owner column the caller has set to this tenant. */
  insert<T extends SQLiteTable>(table: T, row: T["$inferInsert"]): Write {
    this.refuseForeign(table, row as Record<string, unknown>);

    return this.write(db.insert(table).values(row as never));
  }

  update<T extends SQLiteTable>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write {
    return this.write(
      db
        .update(table)
        .set(set)
        .where(and(this.confinement(table), where)),
    );
  }

  protected confinement(table: SQLiteTable): SQL | undefined {
    const name = getTableName(table);
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    const own = this.kind === "agency" ? columns.agencyId : columns.developerId;

    switch (name) {
      case "tenants":
        return eq(columns.id as SQLiteColumn, this.id);
      case "users":
        return sql`${columns.id} in (select user_id from memberships where tenant_id = ${this.id})`;
      case "memberships":
      case "invitations":
        return eq(columns.tenantId as SQLiteColumn, this.id);
      case "audit":
        return eq(columns.scope as SQLiteColumn, this.id);
      case "links":
      case "decisions":
        return own && eq(own, this.id);
      case "projects":
        return or(own && eq(own, this.id), this.linkedProject(columns.id as SQLiteColumn));
      default:
        throw new Error(`not a table of the directory that a tenant may read: ${name}`);
    }
  }

  protected standing(): Guard[] {
    return [{ code: "not-found", holds: sql`exists (select 1 from tenants where id = ${this.id} and state = 'open')` }];
  }

  /** An agency also sees the projects it was given or offered; a developer's own are all it sees. */
  private linkedProject(id: SQLiteColumn): SQL | undefined {
    return this.kind === "agency"
      ? sql`${id} in (select project_id from links where agency_id = ${this.id} and state in ('offered', 'accepted'))`
      : undefined;
  }

  private refuseForeign(table: SQLiteTable, row: Record<string, unknown>): void {
    const owners = getTableName(table) === "tenants" ? [row.id] : [row.tenantId, row.agencyId, row.developerId];
    if (!owners.includes(this.id)) throw new Error("a row of another tenant");
  }
}
