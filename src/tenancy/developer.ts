import { and, eq, getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { db } from "./database";
import { type Actor, type Guard, Scope, type Write } from "./scope";
import { databaseOf } from "./shards";

/** What an agency may hand to a developer to decide: these tables, and only rows that name it. */
const handed = new Set(["approvals"]);
/** Of these a developer reads what belongs to the projects it is linked to. */
const shared = new Set([
  "campaigns",
  "policy_versions",
  "engagements",
  "counting_groups",
  "deals",
  "deal_ledger",
  "price_lines",
  "deal_prices",
  "supplements",
  "specials",
  "claims",
  "reward_entries",
  "write_offs",
  "earnest_deposits",
]);

/** What a payment or a yes of a developer's adds a row to, and the document of it. */
const added = new Set(["deal_ledger", "reward_entries", "files"]);

/**
 * One developer in one agency's shard: it reads campaigns of its linked projects and what was handed to it to
 * decide, and writes nothing but the decision and what follows from it. An ended link closes the door.
 */
export class DeveloperInAgencyScope extends Scope {
  constructor(
    facts: Facts,
    actor: Actor,
    readonly developerId: string,
    agencyId: string,
    shard: string,
    /** Whether who acts still may: asked of the directory beside the first read, for what moves money. */
    private readonly permitted: Promise<void> = Promise.resolve(),
  ) {
    super(databaseOf(facts.env, shard), facts, actor, agencyId);
  }

  /** Where its resources are. */
  get address(): string {
    return `/api/v1/developers/${this.developerId}/agencies/${this.id}`;
  }

  /** A receipt that a payment makes, the entry that a yes posts, a document; nothing else of an agency's is begun from here. */
  insert(table: SQLiteTable, row: Record<string, unknown>): Write {
    if (!added.has(getTableName(table))) throw new Error(`not a table that a developer may add to: ${getTableName(table)}`);

    return this.write(db.insert(table).values({ ...row, agencyId: this.id } as never));
  }

  update<T extends SQLiteTable>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write {
    return this.write(
      db
        .update(table)
        .set(set)
        .where(and(this.confinement(table), where)),
    );
  }

  protected override mayChange(): Promise<void> {
    return this.permitted;
  }

  protected confinement(table: SQLiteTable): SQL | undefined {
    const name = getTableName(table);
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    const agency = columns.agencyId as SQLiteColumn;
    if (handed.has(name))
      return and(
        eq(agency, this.id),
        eq(columns.developerId as SQLiteColumn, this.developerId),
        this.ofLinked(columns.campaignId as SQLiteColumn),
      );
    // Which of them it may see say the rows that show them.
    if (name === "files") return and(eq(agency, this.id), this.isLinked());
    if (name === "agencies") return and(sql`${columns.id} = ${this.id}`, this.isLinked());
    if (name === "campaigns" || name === "units") return and(eq(agency, this.id), this.linked(sql`${columns.projectId}`));
    if (shared.has(name)) return and(eq(agency, this.id), this.ofLinked(columns.campaignId as SQLiteColumn));
    throw new Error(`not a table that a developer may read: ${name}`);
  }

  protected confinedAs(): string {
    return "developer in agency";
  }

  protected standing(): Guard[] {
    return [
      { code: "agency-moved", holds: sql`exists (select 1 from agencies where id = ${this.id} and state = 'open')` },
      { code: "not-found", holds: this.isLinked() },
    ];
  }

  private isLinked(): SQL {
    return sql`exists (select 1 from links where agency_id = ${this.id} and developer_id = ${this.developerId} and state = 'accepted')`;
  }

  /** Asked row by row, each by its key: what a developer reads does not grow with the agency's campaigns. */
  private ofLinked(campaignId: SQLiteColumn): SQL {
    return this.linked(sql`(select c.project_id from campaigns c where c.agency_id = ${this.id} and c.id = ${campaignId})`);
  }

  private linked(projectId: SQL): SQL {
    return sql`exists (select 1 from links l where l.agency_id = ${this.id} and l.project_id = ${projectId} and l.state = 'accepted' and l.developer_id = ${this.developerId})`;
  }
}
