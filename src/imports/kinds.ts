import type { SQL } from "drizzle-orm";
import type { Keys } from "../people/store";
import type { AgencyScope } from "../tenancy/agency";
import type { Guard, Write } from "../tenancy/scope";
import { accountImport } from "./accounts/store";
import type { Chunk, ImportKind } from "./contract";
import type { Fault } from "./rules";

/** A row of the file as it is staged: what of it is personal stands in `sealed` or is sealed already. */
export interface Staged {
  faults: Fault[];
  matchKey: string | null;
  linkKey: string | null;
  plain: Record<string, unknown>;
  sealed: string | null;
  targetId: string;
  personId: string | null;
}

/** A row to be written whose sealed part was opened. */
export interface Opened {
  ordinal: number;
  personId: string;
  plain: Record<string, unknown>;
  name: string;
}

/** What a kind of list brings to the one mechanism. Statements speak of `import_rows` by that name. */
export interface Importing {
  fields: readonly string[];
  /** Reads one row and makes of it what will be written. `place` is where its sealed part stands. */
  stage(row: Chunk["rows"][number], ids: { target: string; person: string }, keys: Keys, place: string): Promise<Staged>;
  /** The cell that a row hangs on another by, and what is wrong where there is no such. */
  link: Fault;
  /** Of a row of `import_rows`: the id of an existing one, and of what it hangs on, here or among the rows. */
  same: (agency: AgencyScope) => SQL;
  linked: (agency: AgencyScope) => SQL;
  /** What has to be as it was when the rows were looked through. */
  guards: (agency: AgencyScope, importId: string) => Guard[];
  writes: (agency: AgencyScope, importId: string, people: Opened[], keys: Keys) => Write[];
  /** A select of `row` and `name` (none of a person) of what it made that somebody has gone on with: it cannot be undone. */
  used: (agency: AgencyScope, importId: string) => SQL;
  undo: (agency: AgencyScope, importId: string) => Write[];
}

/** Every kind of list that can be taken in. */
export const kinds: Record<ImportKind, Importing> = { accounts: accountImport };
