import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

const cases = [
  {
    file: "src/campaigns/store.ts",
    code: `import { quote } from "../policies/rules";`,
    refused: true,
    why: "a campaign does not know its prices",
  },
  {
    file: "src/policies/store.ts",
    code: `import { campaigns } from "../campaigns/schema";`,
    refused: false,
    why: "prices know their campaign",
  },
  {
    file: "src/policies/quoting/store.ts",
    code: `import type { Deal } from "../../deals/contract";`,
    refused: true,
    why: "neither a sub-slice nor a type may lean the other way",
  },
  {
    file: "src/deals/store.ts",
    code: `import { settle } from "../settlement/rules";`,
    refused: true,
    why: "settling comes after the deal",
  },
  { file: "src/settlement/store.ts", code: `import { deals } from "../deals/schema";`, refused: false, why: "settling reads deals" },
  { file: "src/campaigns/index.ts", code: `export { quote } from "../policies/rules";`, refused: true, why: "handing on is importing" },
  {
    file: "src/campaigns/routes.ts",
    code: `export const load = () => import("../results/rules");`,
    refused: true,
    why: "later is importing too",
  },
  {
    file: "src/tenancy/scope.ts",
    code: `import { campaigns } from "../campaigns/schema";`,
    refused: true,
    why: "the door serves any slice",
  },
  {
    file: "src/audit/routes.ts",
    code: `import { agencyStaff } from "../tenancy/doors";`,
    refused: false,
    why: "mechanisms may use each other",
  },
  {
    file: "src/approvals/store.ts",
    code: `import { PolicyVersion } from "../policies/contract";`,
    refused: false,
    why: "it shows what it decides on",
  },
  { file: "src/approvals/store.ts", code: `import { versions } from "../policies/schema";`, refused: true, why: "but not its tables" },
  { file: "src/policies/rules.ts", code: `import { Hono } from "hono";`, refused: true, why: "a rule knows no request" },
  { file: "src/policies/rules.ts", code: `import { eq } from "drizzle-orm";`, refused: true, why: "a rule knows no table" },
  {
    file: "src/policies/rules.ts",
    code: `import type { AgencyScope } from "../tenancy/scope";`,
    refused: true,
    why: "a rule knows no door",
  },
  { file: "src/policies/rules.ts", code: `import { saved } from "./store";`, refused: true, why: "a rule reads nothing by itself" },
  {
    file: "src/policies/rules.ts",
    code: `import { permits } from "../tenancy/roles";`,
    refused: false,
    why: "who may do what is a table of words",
  },
  { file: "src/policies/rules.ts", code: `import { roundHalfUp } from "../money/fen";`, refused: false, why: "a rule reckons money" },
  { file: "src/policies/contract.ts", code: `import { z } from "zod";`, refused: true, why: "it keeps all of zod in the bundle" },
  { file: "src/policies/contract.ts", code: `import * as z from "zod";`, refused: false, why: "it can be shaken" },
  {
    file: "web/src/api/quotes.ts",
    code: `import type { Quote } from "../../../src/policies/contract";`,
    refused: false,
    why: "types of a contract",
  },
  {
    file: "web/src/api/quotes.ts",
    code: `import { Quote } from "../../../src/policies/contract";`,
    refused: true,
    why: "a schema would be shipped",
  },
  {
    file: "web/src/api/quotes.ts",
    code: `import type { Row } from "../../../src/policies/schema";`,
    refused: true,
    why: "a table is not the wire",
  },
  {
    file: "web/src/lib/rates.ts",
    code: `import { readZhe } from "../../../src/money/zhe";`,
    refused: false,
    why: "折 is read one way everywhere",
  },
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "imports-"));
  cpSync(join(root, "biome.json"), join(folder, "biome.json"));
  cpSync(join(root, "scripts/lint"), join(folder, "scripts/lint"), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(cases)("$file, $code: $why", ({ file, code, refused }) => {
  writeFile(file, `${code}\n`);
  expect(refusalsOf(file).length > 0).toBe(refused);
});

function writeFile(file: string, text: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** What Biome, as this repository sets it up, says against the imports of a file. */
function refusalsOf(file: string): string[] {
  const { stdout, stderr } = spawnSync(join(root, "node_modules/.bin/biome"), ["lint", "--vcs-enabled=false", "--reporter=json", file], {
    cwd: folder,
    encoding: "utf8",
  });
  const report: { diagnostics: { category: string }[] } | undefined = stdout ? JSON.parse(stdout) : undefined;
  if (!report) throw new Error(stderr);

  return report.diagnostics.map(({ category }) => category).filter((category) => /noRestrictedImports|plugin/.test(category));
}
