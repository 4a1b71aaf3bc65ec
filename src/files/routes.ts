import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { fieldProblems } from "../http/invalid";
import { invalidField, Problem } from "../http/problem";
import { json, newSection, nothing, refusals } from "../http/router";
import { line } from "../http/text";
import { staffOfEither } from "../tenancy/doors";
import type { TenantKind } from "../tenancy/roles";
import { FilePurpose, FileType, StoredFile } from "./contract";
import { decodedName, disposition, sniffed } from "./rules";
import { addFile, bytesOf, eraseFile, type Filing, fileShown, type ShownWith } from "./store";

const tags = ["Files"];
const inAgency = z.object({ agency: z.string() });
const inLinked = inAgency.extend({ developer: z.string() });
const binary = { schema: { type: "string" as const, format: "binary" } };
const FileName = line(200);

/** A download, whatever is in it: it opens nowhere, and nothing in it runs. */
const download = {
  description: "The bytes, as a download",
  content: Object.fromEntries(FileType.options.map((type) => [type, binary])),
};

/** Who asks for a file: an agency's own staff, or its developer's; and what their role permits. */
interface Asking {
  inShard: Filing;
  may: (permission: string) => boolean;
}

/** The routes of files, for both sides. Files know no slice: `shownWith` are brought to them. */
export function fileSection(shownWith: readonly ShownWith[]) {
  const section = newSection();
  section.route("/", filesOf("agency", "/api/v1/agencies/{agency}/files", inAgency, shownWith));
  section.route("/", filesOf("developer", "/api/v1/developers/{developer}/agencies/{agency}/files", inLinked, shownWith));

  return section;
}

function filesOf(kind: TenantKind, path: string, params: typeof inAgency, shownWith: readonly ShownWith[]) {
  const routes = newSection();
  const oneFile = params.extend({ file: z.string() });
  /** @throws Problem `not-found` for a file that nothing shows to who asks */
  const inSight = async ({ inShard, may }: Asking, id: string): Promise<StoredFile> => {
    const shown = shownWith.filter(({ readers }) => may(readers[kind] ?? ""));
    const [[found]] = await inShard.read(fileShown(inShard, id, shown));
    if (!found) throw new Problem("not-found");

    return found;
  };

  routes.openapi(
    createRoute({
      method: "post",
      path,
      summary: "Store a file: its bytes as the body, at most 10 MB",
      description: "PDF, PNG, JPEG, WebP or HEIC, known by its first bytes, which must be what Content-Type says.",
      tags,
      middleware: [staffOfEither(kind, "file:add")] as const,
      request: {
        params,
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

      return c.json(await addFile(c.var.inShard, { purpose: c.req.valid("query").purpose, name, type, bytes }), 201);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: `${path}/{file}`,
      summary: "What is known of a file",
      tags,
      middleware: [staffOfEither(kind, "approval:read")] as const,
      request: { params: oneFile },
      responses: { 200: json(StoredFile, "The file"), ...refusals },
    }),
    async (c) => c.json(await inSight(c.var, c.req.valid("param").file), 200),
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: `${path}/{file}/content`,
      summary: "Download a file",
      tags,
      middleware: [staffOfEither(kind, "approval:read")] as const,
      request: { params: oneFile },
      responses: { 200: download, ...refusals },
    }),
    async (c) => answerDownload(c.env, c.var.inShard.id, await inSight(c.var, c.req.valid("param").file)),
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: `${path}/{file}`,
      summary: "Erase a file of one's own that nothing keeps",
      tags,
      middleware: [staffOfEither(kind, "file:add")] as const,
      request: { params: oneFile },
      responses: { 204: nothing("Erased"), ...refusals },
    }),
    async (c) => {
      await eraseFile(c.var.inShard, c.req.valid("param").file);

      return c.body(null, 204);
    },
  );

  return routes;
}

/** Streams a file's bytes out of the store. @throws Problem `not-found` once they are erased */
async function answerDownload(
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

function nameOf(encoded: string): string {
  const decoded = decodedName(encoded);
  if (decoded === null) throw invalidField("/header/x-file-name", "wrong-format");
  const name = FileName.safeParse(decoded);
  if (!name.success) throw new Problem("invalid", fieldProblems(name.error.issues, "header/x-file-name"));

  return name.data;
}

const declaredType = (header: string | undefined) => (header ?? "").split(";")[0]?.trim().toLowerCase();
