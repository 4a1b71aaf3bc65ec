import { and, eq, getTableColumns, getTableName, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { db } from "./database";
import type { Told } from "./projections";
import { type Actor, type Guard, type RowOf, Scope, type Write } from "./scope";
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
  insert<T extends SQLiteTable>(table: T, row: RowOf<T>): Write {
    this.refuseForeign(table, row as Record<string, unknown>);

    return this.write(db.insert(table).values(row as never));
  }

  /** Changes own rows that match, never one that is only shown here; matching none is no error. */
  update<T extends SQLiteTable>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write {
    return this.write(
      db
        .update(table)
        .set(set)
        .where(and(this.ownership(table), where)),
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
        return sql`exists (select 1 from memberships m where m.tenant_id = ${this.id} and m.user_id = ${columns.id})`;
      case "memberships":
      case "invitations":
        return eq(columns.tenantId as SQLiteColumn, this.id);
      case "audit":
        return eq(columns.scope as SQLiteColumn, this.id);
      case "links":
      case "decisions":
        return own && eq(own, this.id);
      case "projects":
        return this.kind === "agency"
          ? or(eq(columns.agencyId as SQLiteColumn, this.id), this.workedFor(columns.id as SQLiteColumn))
          : eq(columns.developerId as SQLiteColumn, this.id);
      default:
        throw new Error(`not a table of the directory that a tenant may read: ${name}`);
    }
  }

  protected confinedAs(): string {
    return `tenant ${this.kind}`;
  }

  protected standing(): Guard[] {
    return [{ code: "not-found", holds: sql`exists (select 1 from tenants where id = ${this.id} and state = 'open')` }];
  }

  /** An agency's changes are read in its shard. */
  protected auditList(): Told | null {
    return this.shard === null ? null : { target: this.shard, tell: this.id };
  }

  /**
   * A project that an agency made passes to this developer, by the link that it accepts in the same change; id and
   * history stay, the developer's own name replaces the one that was typed.
   */
  takeOver(projectId: string): Write {
    return this.rawWrite(
      sql`update projects set developer_id = ${this.id}, developer_name = (select name from tenants where id = ${this.id}), version = version + 1
        where id = ${projectId} and developer_id is null
          and exists (select 1 from links l where l.project_id = ${projectId} and l.developer_id = ${this.id} and l.state = 'accepted')`,
    );
  }

  /** What this tenant may change. A project is its agency's until it passes to a developer. */
  private ownership(table: SQLiteTable): SQL | undefined {
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    switch (getTableName(table)) {
      case "projects":
        return this.kind === "agency"
          ? sql`${columns.agencyId} = ${this.id} and ${columns.developerId} is null`
          : sql`${columns.developerId} = ${this.id}`;
      case "users":
      case "audit":
        throw new Error(`not a table of the directory that a tenant may change: ${getTableName(table)}`);
      default:
        return this.confinement(table);
    }
  }

  /** An agency also sees projects that a developer gave it to work for, after the end too: its campaigns are theirs. */
  private workedFor(id: SQLiteColumn): SQL {
    return sql`exists (select 1 from links l where l.project_id = ${id} and l.agency_id = ${this.id} and l.state in ('accepted', 'ended'))`;
  }

  private refuseForeign(table: SQLiteTable, row: Record<string, unknown>): void {
    const owners = getTableName(table) === "tenants" ? [row.id] : [row.tenantId, row.agencyId, row.developerId];
    if (!owners.includes(this.id)) throw new Error("a row of another tenant");
  }
}
