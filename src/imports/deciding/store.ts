import { and, eq, gt, sql } from "drizzle-orm";
import type { Facts } from "../../http/facts";
import { Problem } from "../../http/problem";
import { type TextKey, text } from "../../i18n/text";
import { type Keys, keysOf } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOf } from "../../tenancy/database";
import type { Guard } from "../../tenancy/scope";
import type { Import, ImportKind, ImportRow, Verdict } from "../contract";
import { kinds, type Opened } from "../kinds";
import { importMade, importRows, imports } from "../schema";
import { about, foundImport, foundIn, importById, inState, rowPlace, sealsBy, shown } from "../store";

/**
 * Looks through all rows that were staged, and says of each what becomes of it. Nothing is written but that.
 *
 * @throws Problem `not-found`, `wrong-state`, `import-incomplete` while chunks are missing
 */
export async function checkImport(agency: AgencyScope, id: string): Promise<Import> {
  const { before, keys } = await foundImport(agency, id);
  const { same, linked } = kinds[before.row.kind as ImportKind];
  const all = eq(importRows.importId, id);
  const doubles = sql`(select r.row_number from import_rows r where r.agency_id = import_rows.agency_id and r.import_id = import_rows.import_id
    and r.match_key = import_rows.match_key and r.ordinal < import_rows.ordinal and (r.link_key is null or r.link_id is not null) order by r.ordinal limit 1)`;
  const verdict = sql`case when faults is not null or (link_key is not null and link_id is null) then 'refused'
    when same_id is not null then 'same' when doubles is not null then 'doubled' else 'new' end`;
  const counted = (of: Verdict) =>
    sql`(select count(*) from import_rows r where r.agency_id = ${agency.id} and r.import_id = ${id} and r.verdict = ${of})`;

  return shown(
    keys,
    await agency.change({
      ...about(agency, id, "import.checked"),
      guards: [inState(agency, id, ["receiving", "checked"]), complete(agency, id, before.row.total)],
      writes: [
        agency.update(importRows, { sameId: same(agency) }, all),
        agency.update(importRows, { linkId: linked(agency) }, and(all, sql`link_key is not null`)),
        agency.update(importRows, { doubles }, and(all, sql`match_key is not null`)),
        agency.update(importRows, { verdict }, all),
        agency.update(
          imports,
          {
            state: "checked",
            checkedAt: agency.facts.now,
            fresh: counted("new"),
            same: counted("same"),
            doubled: counted("doubled"),
            refused: counted("refused"),
            version: sql`version + 1`,
          },
          eq(imports.id, id),
        ),
      ],
      status: 200,
    }),
  );
}

/**
 * Writes all rows that are new, or none.
 *
 * @param version at which their numbers were seen
 * @throws Problem `not-found`, `stale`, `wrong-state`, `import-empty`, `import-outdated` where what was found is no more so,
 * `import-expired` where the agency's key was turned meanwhile
 */
export async function commitImport(agency: AgencyScope, id: string, version: number): Promise<Import> {
  const row = agency.from(importRows);
  const { before, keys, more } = await foundImport(
    agency,
    id,
    db
      .select({ ordinal: row.ordinal, personId: sql<string>`${row.personId}`, plain: row.plain, sealed: sql<string>`${row.sealed}` })
      .from(row)
      .where(and(eq(row.importId, id), sql`${row.verdict} = 'new'`, sql`${row.sealed} is not null`)),
  );
  if (keys.sealing.number !== before.row.keyNumber) throw new Problem("import-expired");
  if (before.row.state === "checked" && before.row.fresh === 0) throw new Problem("import-empty");
  const { guards, writes } = kinds[before.row.kind as ImportKind];
  const people: Opened[] = before.row.version === version ? await Promise.all(more.map((each) => opened(each, id, keys))) : [];
  const committing = agency.change({
    ...about(agency, id, "import.committed"),
    changes: [{ field: "rows", to: before.row.fresh }],
    guards: [
      agency.at(imports, id, version),
      inState(agency, id, ["checked"]),
      { code: "import-expired", holds: sealsBy(agency, keys.sealing.number, id) },
      complete(agency, id, before.row.total),
      ...guards(agency, id),
    ],
    writes: [
      ...writes(agency, id, people, keys),
      agency.update(
        imports,
        { state: "committed", committedBy: agency.actor.id, committedAt: agency.facts.now, version: sql`version + 1` },
        eq(imports.id, id),
      ),
    ],
    status: 200,
  });

  return shown(
    keys,
    await committing.catch((error: unknown) => {
      // What rows hang on has itself been hung on another since, or is gone.
      const isGone = error instanceof Problem && (error.code === "parent-has-parent" || error.code === "unknown-reference");
      throw isGone ? new Problem("import-outdated") : error;
    }),
  );
}

async function opened({ sealed, ...row }: Omit<Opened, "name"> & { sealed: string }, id: string, keys: Keys): Promise<Opened> {
  return { ...row, name: await keys.sealing.open(rowPlace(id, row.ordinal), sealed) };
}

/**
 * Takes back all that an import made, as long as nobody has gone on with any of it.
 *
 * @throws Problem `not-found`, `stale`, `wrong-state`, `import-used` with a pointer to each row, at most fifty
 */
export async function undoImport(agency: AgencyScope, id: string, version: number): Promise<Import> {
  const [found, wrapped, used] = await agency.read(importById(agency, id), keysOf(agency), usedRows(agency, id));
  const { before, keys } = await foundIn(agency, found, wrapped);
  if (before.row.state === "committed" && used.length)
    throw new Problem(
      "import-used",
      used.map(({ row, name }) => ({ pointer: `/rows/${row}`, code: "import-used", params: { row, name } })),
    );
  const kind = kinds[before.row.kind as ImportKind];
  const undoing = agency.change({
    ...about(agency, id, "import.undone"),
    changes: [{ field: "rows", from: before.row.fresh, to: 0 }],
    guards: [
      agency.at(imports, id, version),
      inState(agency, id, ["committed"]),
      { code: "import-used", holds: sql`not exists (select 1 from (${kind.used(agency, id)}))` },
    ],
    writes: [
      ...kind.undo(agency, id),
      agency.delete(importMade, eq(importMade.importId, id)),
      agency.update(
        imports,
        { state: "undone", undoneBy: agency.actor.id, undoneAt: agency.facts.now, version: sql`version + 1` },
        eq(imports.id, id),
      ),
    ],
    status: 200,
  });

  return shown(
    keys,
    await undoing.catch((error: unknown) => {
      throw error instanceof Problem && error.code === "unknown-reference" ? new Problem("import-used") : error;
    }),
  );
}

/** What was gone on with, whatever kind of list it was: of another kind an import has made nothing. */
const usedRows = (agency: AgencyScope, id: string) =>
  db
    .select({ row: sql<number>`used.row`, name: sql<string>`used.name` })
    .from(
      sql`(${sql.join(
        Object.values(kinds).map(({ used }) => used(agency, id)),
        sql` union `,
      )}) used`,
    )
    .orderBy(sql`used.row`)
    .limit(50);

/** What becomes of each row, in the file's order. */
export function verdictRows(
  agency: AgencyScope,
  id: string,
  { after, limit, verdict }: { after?: number; limit: number; verdict?: Verdict },
) {
  const row = agency.from(importRows);

  return db
    .select({
      ordinal: row.ordinal,
      row: row.rowNumber,
      verdict: sql<Verdict>`${row.verdict}`,
      faults: row.faults,
      doubles: row.doubles,
      sameId: row.sameId,
    })
    .from(row)
    .where(
      and(
        eq(row.importId, id),
        verdict ? sql`${row.verdict} = ${verdict}` : sql`${row.verdict} is not null`,
        after === undefined ? undefined : gt(row.ordinal, after),
      ),
    )
    .orderBy(row.ordinal)
    .limit(limit + 1);
}

/** A row of the report, its faults in the caller's words. */
export function rowShown(found: RowsOf<ReturnType<typeof verdictRows>>[number], kind: ImportKind, { language }: Facts): ImportRow {
  const { row, verdict, doubles, sameId } = found;
  const faults = verdict === "refused" ? (found.faults ?? [kinds[kind].link]) : [];

  return {
    row,
    verdict,
    faults: faults.map(([field, code]) => ({ field, code, detail: text(language, `field.${code}` as TextKey, { limit: 80 }) })),
    doubles: verdict === "doubled" ? doubles : null,
    sameId: verdict === "same" ? sameId : null,
  };
}

/** A guard that every chunk is here, and no row of any is swept. */
const complete = (agency: AgencyScope, id: string, total: number): Guard => ({
  code: "import-incomplete",
  holds: sql`(select count(*) from import_rows r where r.agency_id = ${agency.id} and r.import_id = ${id}) = ${total}`,
});
