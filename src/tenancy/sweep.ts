import { sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { execute, rawStatement } from "./database";
import { databaseNames, databaseOf } from "./shards";

const day = 86_400_000;

/** Clears what has served its time: answered keys after two days, carried outbox rows after seven, counters of tries after one. */
export async function sweepSpent({ env, now, cost }: Facts): Promise<void> {
  await Promise.all(
    databaseNames.map((name) =>
      execute(
        databaseOf(env, name),
        [
          rawStatement(
            sql`delete from idempotency where rowid in (select rowid from idempotency where created_at < ${now - 2 * day} order by created_at limit 500)`,
          ),
          rawStatement(sql`delete from outbox where rowid in (select rowid from outbox where done_at < ${now - 7 * day} limit 500)`),
          ...(name === "DIRECTORY"
            ? [
                rawStatement(
                  sql`delete from attempts where key in (select key from attempts where window_started_at < ${now - day} order by window_started_at limit 500)`,
                ),
              ]
            : []),
        ],
        cost,
      ),
    ),
  );
}
