import { sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { execute, rawStatement } from "./database";
import { databaseNames, databaseOf } from "./shards";

const hour = 3_600_000;
const day = 24 * hour;

/** Removes at most 500 rows a time, the longest past first: the rest waits for the next sweep. */
const spent = (table: string, instant: string, before: number) =>
  rawStatement(
    sql.raw(
      `delete from ${table} where rowid in (select rowid from ${table} where ${instant} < ${Math.trunc(before)} order by ${instant} limit 500)`,
    ),
  );

/**
 * Clears what has served its time: answered keys after two days, carried outbox rows after seven, counters of tries
 * after one, those of public forms after an hour, sessions, password resets and codes by SMS a week after they ran out.
 */
export async function sweepSpent({ env, now, cost }: Facts): Promise<void> {
  await Promise.all(
    databaseNames.map((name) =>
      execute(
        databaseOf(env, name),
        [
          spent("idempotency", "created_at", now - 2 * day),
          spent("outbox", "done_at", now - 7 * day),
          ...(name === "DIRECTORY"
            ? [
                spent("attempts", "window_started_at", now - day),
                spent("sessions", "expires_at", now - 7 * day),
                spent("sms_codes", "expires_at", now - 7 * day),
                spent("password_resets", "expires_at", now - 7 * day),
              ]
            : [spent("form_tries", "window_at", now - hour)]),
        ],
        cost,
      ),
    ),
  );
}
