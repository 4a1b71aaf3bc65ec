import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const imports = "/api/v1/agencies/{agency}/imports";
const sha = "0".repeat(64);
const of = (id: string) => ({ permission: "import:run", caller: manager, params: () => ({ import: id }) });

export const importExamples: Record<string, Example> = {
  [`get ${imports}`]: { permission: "import:run", caller: manager, query: "?kind=accounts" },
  [`post ${imports}`]: {
    permission: "import:run",
    caller: manager,
    body: () => ({
      kind: "accounts",
      total: 1,
      fileName: "單位.xlsx",
      digest: sha,
      signature: sha,
      mapping: [{ field: "name", column: 0, header: "單位名稱" }],
    }),
  },
  "get /api/v1/agencies/{agency}/import-mappings/{kind}/{signature}": {
    permission: "import:run",
    caller: manager,
    params: () => ({ kind: "accounts", signature: sha }),
  },
  [`get ${imports}/{import}`]: of(local.checkedImport),
  [`put ${imports}/{import}/chunks/{chunk}`]: {
    ...of(local.receivingImport),
    params: () => ({ import: local.receivingImport, chunk: "0" }),
    body: (_, n) => ({ rows: [{ row: 2, values: { name: `商會 ${n}` } }] }),
  },
  [`post ${imports}/{import}/check`]: of(local.checkedImport),
  [`get ${imports}/{import}/rows`]: { ...of(local.committedImport), query: "?verdict=same", queries: [{ query: "" }] },
  [`post ${imports}/{import}/commit`]: { ...of(local.checkedImport), ifMatch: 1 },
  // What is taken away is looked for in every table that could name it: a few more steps where these are large.
  [`post ${imports}/{import}/undoing`]: { ...of(local.committedImport), ifMatch: 1, more: 40 },
};
