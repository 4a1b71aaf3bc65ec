import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { pageOf } from "../http/page";
import { Problem } from "../http/problem";
import { body, etag, ifMatch, json, newRouter, refusals, versionMatched } from "../http/router";
import { anId, tenantParams, tenantPath } from "../organisations/contract";
import { keysOf, openKeys } from "../people/store";
import { agencyStaff } from "../tenancy/doors";
import {
  Chunk,
  Import,
  ImportKind,
  ImportPage,
  ImportQuery,
  ImportRowPage,
  ImportRowQuery,
  NewImport,
  RememberedMapping,
} from "./contract";
import { checkImport, commitImport, rowShown, undoImport, verdictRows } from "./deciding/store";
import { beginImport, importById, importList, importShown, rememberedMapping, stageChunk } from "./store";

export const importRoutes = newRouter();

const tags = ["Imports"];
const path = `${tenantPath.agency}/imports` as const;
const ofImport = tenantParams.agency.extend({ import: anId });
const ofChunk = ofImport.extend({
  chunk: z.string().regex(/^[1-3]?\d$/),
});
const ofHeadings = tenantParams.agency.extend({ kind: ImportKind, signature: z.string().regex(/^[0-9a-f]{64}$/) });
const shown = { 200: json(Import, "The import"), ...refusals };

importRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The lists that were taken in, the latest first",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: tenantParams.agency, query: ImportQuery },
    responses: { 200: json(ImportPage, "A page of imports"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { kind, ...query } = c.req.valid("query");
    const [wrapped, rows] = await agency.read(keysOf(agency), importList(agency, kind, query));
    if (!rows.length) return c.json({ items: [], next: null }, 200);
    const keys = await openKeys(agency, wrapped);

    return c.json(pageOf(await Promise.all(rows.map((row) => importShown(row, keys))), query.limit), 200);
  },
);

importRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Begin to take in a list",
    description:
      "Its rows follow in chunks of five hundred; then it is looked through, and written all or none. The mapping is remembered for the next list with such headings.",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: tenantParams.agency, body: body(NewImport) },
    responses: { 201: json(Import, "The import, waiting for its rows"), ...refusals },
  }),
  async (c) => {
    const begun = await beginImport(c.var.agency, c.req.valid("json"));

    return c.json(begun, 201, etag(begun.version));
  },
);

importRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.agency}/import-mappings/{kind}/{signature}`,
    summary: "Which column stood for what when a list with these headings was taken in last",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: ofHeadings },
    responses: { 200: json(RememberedMapping, "The mapping, or none"), ...refusals },
  }),
  async (c) => {
    const { kind, signature } = c.req.valid("param");
    const [[found]] = await c.var.agency.read(rememberedMapping(c.var.agency, kind, signature));

    return c.json({ mapping: found?.mapping ?? null }, 200);
  },
);

importRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{import}`,
    summary: "An import, and which of its chunks are here",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: ofImport },
    responses: shown,
  }),
  async (c) => {
    const { agency } = c.var;
    const [[found], wrapped] = await agency.read(importById(agency, c.req.valid("param").import), keysOf(agency));
    if (!found) throw new Problem("not-found");
    const answer = await importShown(found, await openKeys(agency, wrapped));

    return c.json(answer, 200, etag(answer.version));
  },
);

importRoutes.openapi(
  createRoute({
    method: "put",
    path: `${path}/{import}/chunks/{chunk}`,
    summary: "Send a chunk of rows; the same again changes nothing",
    description:
      "Chunks are numbered from 0 and each but the last has five hundred rows. What is wrong with a row is said once all are looked through.",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: ofChunk, body: body(Chunk) },
    responses: shown,
  }),
  async (c) => {
    const { import: id, chunk } = c.req.valid("param");
    const answer = await stageChunk(c.var.agency, id, Number(chunk), c.req.valid("json"));

    return c.json(answer, 200, etag(answer.version));
  },
);

importRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{import}/check`,
    summary: "Look through all rows: what is new, filed already, doubled or refused",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: ofImport },
    responses: shown,
  }),
  async (c) => {
    const answer = await checkImport(c.var.agency, c.req.valid("param").import);

    return c.json(answer, 200, etag(answer.version));
  },
);

importRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{import}/rows`,
    summary: "What becomes of each row, in the file's order; nothing before they were looked through and once they are swept",
    tags,
    middleware: [agencyStaff("import:run")] as const,
    request: { params: ofImport, query: ImportRowQuery },
    responses: { 200: json(ImportRowPage, "A page of rows"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { import: id } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[found], rows] = await agency.read(importById(agency, id), verdictRows(agency, id, query));
    if (!found) throw new Problem("not-found");
    const { items, next } = pageOf(
      rows.map((row) => ({ ...row, id: String(row.ordinal) })),
      query.limit,
    );
    const kind = found.row.kind as ImportKind;

    return c.json({ items: items.map((row) => rowShown(row, kind, agency.facts)), next }, 200);
  },
);

for (const [step, act, summary] of [
  ["commit", commitImport, "Write all rows that are new, or none"],
  ["undoing", undoImport, "Take back all that an import made, as long as nobody has gone on with any of it"],
] as const) {
  importRoutes.openapi(
    createRoute({
      method: "post",
      path: `${path}/{import}/${step}`,
      summary,
      tags,
      middleware: [agencyStaff("import:run")] as const,
      request: { params: ofImport, headers: ifMatch },
      responses: shown,
    }),
    async (c) => {
      const answer = await act(c.var.agency, c.req.valid("param").import, versionMatched(c));

      return c.json(answer, 200, etag(answer.version));
    },
  );
}
