import * as z from "zod";
import { page, pageQuery } from "../http/page";

/** One recorded change. `changes` names each field with its values before and after; a personal field has no values. */
export const AuditEntry = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime(),
    actorId: z.string(),
    actorName: z.string(),
    actorSide: z.enum(["agency", "developer", "user", "system"]),
    event: z.string(),
    entity: z.string(),
    entityId: z.string(),
    label: z.string().nullable(),
    changes: z.array(z.strictObject({ field: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })),
    requestId: z.string(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = page(AuditEntry).meta({ id: "AuditPage" });

/** Newest first. One of: everything, one kind of thing, one thing, one person. */
export const AuditQuery = pageQuery.extend({
  entity: z.string().max(40).optional(),
  entityId: z.string().max(64).optional(),
  actor: z.string().max(64).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
