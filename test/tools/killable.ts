import { globSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { migrate, root, writeSecrets } from "../../scripts/prepare.mjs";
import { seedDemo, startServer } from "../../scripts/server.mjs";

/** A Worker over storage of its own that dies at once and comes back over what it left. */
export interface Killable {
  readonly url: string;
  /** Over empty storage, with the demo. */
  begin: () => Promise<void>;
  start: () => Promise<void>;
  /** Every process of it at once, none of which gets to its end. */
  kill: () => Promise<void>;
  /** What a statement finds on both shards, while nobody else has them open. */
  found: (sql: string) => Record<string, unknown>[];
  /** The databases that hold what agencies record; to be closed by who asks. */
  shards: (how: { readOnly: boolean }) => DatabaseSync[];
}

/** @param state the folder of its storage, under the root; emptied when it begins */
export function killable(state: string): Killable {
  const assets = `${state}/assets`; // an empty client: nobody looks at it
  let server: Awaited<ReturnType<typeof startServer>> | undefined;
  const start = async () => {
    server = await startServer({ port: await freePort(), state, assets, vars: { ENVIRONMENT: "local" } });
  };
  const shards = (how: { readOnly: boolean }) =>
    globSync(join(root, state, "v3/d1/*/*.sqlite"))
      .map((file) => new DatabaseSync(file, how))
      .filter((database) => database.prepare("select 1 from sqlite_master where name = 'counting_groups'").get());

  return {
    get url() {
      return server?.url ?? "";
    },
    async begin() {
      rmSync(join(root, state), { recursive: true, force: true });
      mkdirSync(join(root, assets), { recursive: true });
      writeSecrets();
      await migrate(state);
      await start();
      await seedDemo(server?.url ?? "");
    },
    start,
    async kill() {
      await server?.kill();
      await expect(fetch(server?.url ?? "")).rejects.toThrow();
    },
    found(sql) {
      const databases = shards({ readOnly: false });
      const rows = databases.flatMap((database) => database.prepare(sql).all());
      for (const database of databases) database.close();

      return rows;
    },
    shards,
  };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address() as { port: number };
      socket.close(() => resolve(port));
    });
  });
