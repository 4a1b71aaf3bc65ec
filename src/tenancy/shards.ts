/** The databases by name. This is the only place that knows which binding a name stands for. */
export const shardNames = ["SHARD_1", "SHARD_2"] as const;
export const databaseNames = ["DIRECTORY", ...shardNames] as const;

export type ShardName = (typeof shardNames)[number];

export function databaseOf(env: Env, name: string): D1Database {
  const known = databaseNames.find((candidate) => candidate === name);
  if (!known) throw new Error("no such database");

  return env[known];
}
