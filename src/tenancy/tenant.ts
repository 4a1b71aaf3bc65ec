import { and, eq, getTableColumns, getTableName, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { db, execute, guardStatement, rawStatement } from "./database";
import type { Told } from "./projections";
import { type Actor, type Guard, type RowOf, Scope, type Write } from "./scope";
import { databaseOf } from "./shards";

/** Where a unit stands in its project. */
interface Place {
  building: string;
  number: string;
}

/** The directory's allocations `a` of these places: each found by its key, however many the project has. */
const placed = (projectId: string, places: readonly Place[]): SQL =>
  sql`json_each(${JSON.stringify(places.map(({ building, number }) => ({ building, number })))})
    cross join allocations a on a.project_id = ${projectId} and a.building = json_each.value->>'building' and a.number = json_each.value->>'number'`;

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

  /** Which of these places of a project the directory has given to another agency; never to which. */
  givenToOthers(projectId: string, places: readonly Place[]) {
    return db
      .select({ building: sql<string>`a.building`, number: sql<string>`a.number` })
      .from(sql`${placed(projectId, places)}`)
      .where(sql`a.agency_id <> ${this.id}`);
  }

  /**
   * Claims places of a project in the directory (分貨), all or none: a place is one agency's at a time. A claim of one's
   * own that is there already keeps its id, so that whoever came twice means the same unit, unless that id is among the
   * `spent`, whose units were deleted and whose claims are on their way out.
   *
   * @returns the id under which each place is claimed
   * @throws Problem `wrong-state` when the agency does not work for the project, `unit-allocated`
   */
  async claim(
    projectId: string,
    claims: readonly (Place & { id: string })[],
    spent: readonly string[],
  ): Promise<(Place & { id: string })[]> {
    const worksFor = sql`exists (select 1 from projects where id = ${projectId} and agency_id = ${this.id})
      or exists (select 1 from links where project_id = ${projectId} and agency_id = ${this.id} and state = 'accepted')`;
    const isAnothers = sql`exists (select 1 from ${placed(projectId, claims)} where a.agency_id <> ${this.id})`;
    const results = await execute(
      this.database,
      [
        ...this.standing().map(({ code, holds }) => guardStatement(code, holds)),
        guardStatement("wrong-state", worksFor),
        guardStatement("unit-allocated", sql`not ${isAnothers}`),
        rawStatement(
          sql`insert into allocations (project_id, building, number, agency_id, unit_id, allocated_at)
            select ${projectId}, value->>'building', value->>'number', ${this.id}, value->>'id', cast(${this.facts.now} as integer)
            from json_each(${JSON.stringify(claims)}) where true
            on conflict (project_id, building, number) do update
            set unit_id = excluded.unit_id, allocated_at = excluded.allocated_at, version = allocations.version + 1
            where allocations.agency_id = excluded.agency_id and allocations.unit_id in (select value from json_each(${JSON.stringify(spent)}))`,
        ),
        rawStatement(sql`select a.building, a.number, a.unit_id as id from ${placed(projectId, claims)}`),
      ],
      this.facts.cost,
    );

    return (results.at(-1)?.results ?? []) as (Place & { id: string })[];
  }

  /** A member's second factor is taken away, recovery codes and all, and every session of theirs ends. */
  withoutSecondFactor(userId: string): Write[] {
    const isMember = sql`exists (select 1 from memberships m where m.tenant_id = ${this.id} and m.user_id = ${userId} and m.state = 'active')`;

    return [
      sql`update users set second_factor_cipher = null, second_factor_since = null, second_factor_step = 0 where id = ${userId} and ${isMember}`,
      sql`delete from recovery_codes where user_id = ${userId} and ${isMember}`,
      sql`update sessions set ended_at = cast(${this.facts.now} as integer), ended_why = 'second-factor-reset' where user_id = ${userId} and ended_at is null and ${isMember}`,
    ].map((statement) => this.rawWrite(statement));
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
