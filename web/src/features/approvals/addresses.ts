import type { Membership } from "../../api/session";
import { paths } from "../../app/paths";
import type { ApprovalPlace } from "./lines";

/** The inbox of a tenant, at one of its boxes. */
export function inboxOf({ kind, tenant }: Pick<Membership, "kind" | "tenant">, box?: string): string {
  return kind === "agency" ? paths.approvals(tenant, box) : paths.developerApprovals(tenant, box);
}

/** An approval's own page. */
export function pageOf({ kind, tenant, agency, id }: ApprovalPlace): string {
  return kind === "agency" ? paths.approval(tenant, id) : paths.developerApproval(tenant, agency, id);
}
