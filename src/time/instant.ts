import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** An instant as it stands on the wire. @param ms UTC milliseconds */
export const instant = (ms: number): string => new Date(ms).toISOString();

export const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

/** A column of UTC milliseconds, read as it stands on the wire: for lists, of which it is a twentieth of the work. */
export const instantOf = (column: AnyColumn | SQL): SQL<string> =>
  sql<string>`strftime('%Y-%m-%dT%H:%M:%S', ${column} / 1000, 'unixepoch') || printf('.%03dZ', ${column} % 1000)`;
