import { createRoute } from "@hono/zod-openapi";
import { and, eq, or, type SQL } from "drizzle-orm";
import * as z from "zod";
import { fieldProblems } from "../http/invalid";
import { invalidField, Problem } from "../http/problem";
import { json, newSection, nothing, refusals } from "../http/router";
import { line } from "../http/text";
import type { AgencyScope } from "../tenancy/agency";
import { db } from "../tenancy/database";
import { agencyStaff } from "../tenancy/doors";
import { FilePurpose, FileType, StoredFile } from "./contract";
import { decodedName, disposition, sniffed } from "./rules";
import { files } from "./schema";
import { addFile, bytesOf, eraseFile, fileFields } from "./store";

const tags = ["Files"];
const inAgency = z.object({ agency: z.string() });
const oneFile = inAgency.extend({ file: z.string() });
const binary = { schema: { type: "string" as const, format: "binary" } };
const FileName = line(200);

/** A download, whatever is in it: it opens nowhere, and nothing in it runs. */
export const download = {
  description: "The bytes, as a download",
  content: Object.fromEntries(FileType.options.map((type) => [type, binary])),
};

/** Whether something this person may see shows a file: the slices that keep files say so, each for its own. */
export type ShownWith = (agency: AgencyScope, fileId: string) => SQL;

/** The routes of files. Files know no slice: `shownWith` are brought to them. */
export function fileSection(shownWith: readonly ShownWith[]) {
  const fileRoutes = newSection();

  fileRoutes.openapi(
    createRoute({
      method: "post",
      path: "/api/v1/agencies/{agency}/files",
      summary: "Store a file: its bytes as the body, at most 10 MB",
      description: "PDF, PNG, JPEG, WebP or HEIC, known by its first bytes, which must be what Content-Type says.",
      tags,
      middleware: [agencyStaff("file:add")] as const,
      request: {
        params: inAgency,
        query: z.object({ purpose: FilePurpose }),
        headers: z.object({
          "x-file-name": z
            .string()
            .max(2000)
            .meta({ description: "The file's name, percent-encoded UTF-8", example: "%E6%89%B9%E8%A6%86.pdf" }),
        }),
        body: { content: Object.fromEntries(FileType.options.map((type) => [type, binary])), required: true as const },
      },
      responses: { 201: json(StoredFile, "The file, loose until something keeps it"), ...refusals },
    }),
    async (c) => {
      const name = nameOf(c.req.valid("header")["x-file-name"]);
      const bytes = await c.req.arrayBuffer();
      if (bytes.byteLength === 0) throw invalidField("", "required");
      const type = sniffed(new Uint8Array(bytes));
      if (type === null || type !== declaredType(c.req.header("content-type"))) throw new Problem("wrong-file-type");

      return c.json(await addFile(c.var.agency, { purpose: c.req.valid("query").purpose, name, type, bytes }), 201);
    },
  );

  fileRoutes.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/agencies/{agency}/files/{file}",
      summary: "What is known of a file",
      tags,
      middleware: [agencyStaff("approval:read")] as const,
      request: { params: oneFile },
      responses: { 200: json(StoredFile, "The file"), ...refusals },
    }),
    async (c) => c.json(await fileInSight(c.var.agency, c.req.valid("param").file, shownWith), 200),
  );

  fileRoutes.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/agencies/{agency}/files/{file}/content",
      summary: "Download a file",
      tags,
      middleware: [agencyStaff("approval:read")] as const,
      request: { params: oneFile },
      responses: { 200: download, ...refusals },
    }),
    async (c) => {
      const file = await fileInSight(c.var.agency, c.req.valid("param").file, shownWith);

      return answerDownload(c.env, c.var.agency.id, file);
    },
  );

  fileRoutes.openapi(
    createRoute({
      method: "delete",
      path: "/api/v1/agencies/{agency}/files/{file}",
      summary: "Erase a file of one's own that nothing keeps",
      tags,
      middleware: [agencyStaff("file:add")] as const,
      request: { params: oneFile },
      responses: { 204: nothing("Erased"), ...refusals },
    }),
    async (c) => {
      await eraseFile(c.var.agency, c.req.valid("param").file);

      return c.body(null, 204);
    },
  );

  return fileRoutes;
}

/** Streams a file's bytes out of the store. @throws Problem `not-found` once they are erased */
export async function answerDownload(
  env: Env,
  agencyId: string,
  file: Pick<StoredFile, "id" | "name" | "type" | "size" | "state">,
): Promise<Response> {
  const stored = file.state === "erased" ? null : await bytesOf(env, agencyId, file.id);
  if (!stored) throw new Problem("not-found");

  return new Response(stored.body, {
    headers: {
      "Content-Type": file.type,
      "Content-Length": String(file.size),
      "Content-Disposition": disposition(file.name),
      "Content-Security-Policy": "sandbox",
    },
  });
}

/** A file that this person added, or one that something they may see shows. @throws Problem `not-found` */
async function fileInSight(agency: AgencyScope, id: string, shownWith: readonly ShownWith[]): Promise<StoredFile> {
  const file = agency.from(files);
  const isShown = shownWith.map((shows) => shows(agency, id));
  const [[found]] = await agency.read(
    db
      .select(fileFields(file))
      .from(file)
      .where(and(eq(file.id, id), or(eq(file.createdBy, agency.actor.id), ...isShown))),
  );
  if (!found) throw new Problem("not-found");

  return found;
}

function nameOf(encoded: string): string {
  const decoded = decodedName(encoded);
  if (decoded === null) throw invalidField("/header/x-file-name", "wrong-format");
  const name = FileName.safeParse(decoded);
  if (!name.success) throw new Problem("invalid", fieldProblems(name.error.issues, "header/x-file-name"));

  return name.data;
}

const declaredType = (header: string | undefined) => (header ?? "").split(";")[0]?.trim().toLowerCase();
