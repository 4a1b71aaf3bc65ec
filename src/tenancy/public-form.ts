import { type SQL, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { execute, namedStatement, rawStatement } from "./database";
import { type Actor, type Guard, Scope, Write } from "./scope";
import { databaseOf, shardNames } from "./shards";

/** Who fills a form: nobody we know, and nobody whose name would stand in an audit list. */
export const visitor: Actor = { id: "public", name: "—", side: "user" };

/** What every reading of a form must tell. */
export interface FormFound {
  agencyId: string;
  formId: string;
  agencyState: string;
}

type Values = Record<string, string | number | null>;

/** The public at one form's address. It reads one row, of the form at this code and what stands around it. */
export class PublicForm {
  constructor(
    private readonly facts: Facts,
    private readonly code: string,
  ) {}

  /**
   * Reads the form where its code's first character says that it lives; not there, or its agency has moved away, where the
   * directory says.
   *
   * @param select one row, found by `f.code = :code`
   * @returns null where there is no such form
   */
  async find<Row extends FormFound>(select: string, values: Values): Promise<{ row: Row; scope: PublicFormScope } | null> {
    if (!select.includes("where f.code = :code")) throw new Error("a form is read by its code");
    const code = this.code.toLowerCase();
    const home = shardNames[Number.parseInt(code[0] ?? "", 36) - 1];

    return (
      (home && (await this.#findOn<Row>(home, select, { ...values, code }))) ?? this.#findMoved<Row>(select, { ...values, code }, home)
    );
  }

  async #findMoved<Row extends FormFound>(select: string, values: Values, home: string | undefined) {
    const moved = rawStatement(
      sql`select t.shard from form_addresses a join tenants t on t.id = a.agency_id where a.code = ${values.code} limit 1`,
    );
    const [found] = await execute(databaseOf(this.facts.env, "DIRECTORY"), [moved], this.facts.cost);
    const [at] = (found?.results ?? []) as { shard: string }[];

    return at && at.shard !== home ? this.#findOn<Row>(at.shard, select, values) : null;
  }

  async #findOn<Row extends FormFound>(shard: string, select: string, values: Values) {
    const database = databaseOf(this.facts.env, shard);
    const [found] = await execute(database, [namedStatement(select, values)], this.facts.cost);
    const [row] = (found?.results ?? []) as Row[];

    return row?.agencyState === "open" ? { row, scope: new PublicFormScope(this.facts, row.agencyId, row.formId, shard) } : null;
  }
}

/** What a form files, by table: nothing else of its agency is written, and nothing of it is ever taken away. */
const filed = new Set([
  "guard",
  "agency_keys",
  "people",
  "leads",
  "lead_touches",
  "lead_owners",
  "lead_turns",
  "consents",
  "form_tries",
  "forms",
  "bookings",
  "messages",
]);

/** What one form files, in its agency's shard. Every statement is this agency's and may name this form alone. */
export class PublicFormScope extends Scope {
  constructor(
    facts: Facts,
    agencyId: string,
    private readonly formId: string,
    shard: string,
  ) {
    super(databaseOf(facts.env, shard), facts, visitor, agencyId);
  }

  /** @param text with `:agency` and, where it names a form, `:form`, which are this scope's. @throws Error for what no form files */
  file(text: string, values: Values = {}): Write {
    const table = /^(?:insert (?:or ignore )?into|update) (\w+)/.exec(text)?.[1] ?? "";
    if (!filed.has(table) || !text.includes(":agency")) throw new Error(`not what a form files: ${text.slice(0, 40)}`);

    return Write.of(namedStatement(text, this.#own(values)));
  }

  /** Writes and then reads one row of one's own agency, in one batch: what no change of anybody's needs an audit row for. */
  async note<Row>(writes: readonly Write[], select: string, values: Values): Promise<Row | undefined> {
    if (!/^select .*\bagency_id = :agency/s.test(select)) throw new Error("a form reads of its own agency");
    const [answered] = await this.readAfter([...writes.map(({ statement }) => statement), namedStatement(select, this.#own(values))], []);

    return (answered.at(-1) as Row[])[0];
  }

  #own(values: Values): Values {
    return { ...values, agency: this.id, form: this.formId };
  }

  protected confinement(): SQL | undefined {
    throw new Error("a form has no sources: it is found by its code");
  }

  protected confinedAs(): string {
    return "form";
  }

  protected standing(): Guard[] {
    return [{ code: "agency-moved", holds: sql`exists (select 1 from agencies where id = ${this.id} and state = 'open')` }];
  }
}
