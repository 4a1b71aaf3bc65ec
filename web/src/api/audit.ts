import type { AuditEntry } from "../../../src/audit/contract";
import { type Asking, call } from "./client";
import type { Page, TenantKind } from "./session";
import { tenantPath } from "./shell";

export type { AuditEntry };

/** One kind of thing, or one person; the API keeps an index for each, and refuses both together. */
export interface AuditFilter {
  entity?: string | undefined;
  entityId?: string | undefined;
  actor?: string | undefined;
}

/** Who changed what, newest first. */
export function listAudit(
  kind: TenantKind,
  tenant: string,
  filter: AuditFilter,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<Page<AuditEntry>> {
  return call(`${tenantPath(kind, tenant)}/audit`, { query: { ...filter, after, limit }, signal });
}
