import { agencyRoles, developerRoles, permits, type TenantKind } from "../../tenancy/roles";

/** A member of staff, as far as it matters to who may place whom. */
export interface Placed {
  id: string;
  role: string;
}

/**
 * Why somebody may not move a member to a role (null: out of the tenant), or null when they may. Nobody changes their
 * own role, though they may leave; only an owner makes an owner or moves one. That an owner remains is the database's
 * to hold.
 */
export function placingRefusal(kind: TenantKind, by: Placed, member: Placed, to: string | null): "own-role" | "not-permitted" | null {
  if (!permits(kind, by.role, "staff:manage")) return "not-permitted";
  if (to !== null && by.id === member.id) return "own-role";

  return isOwner(by.role) || !(isOwner(member.role) || isOwner(to)) ? null : "not-permitted";
}

/** Why somebody may not invite into a role, or null when they may: only an owner invites an owner. */
export function invitingRefusal(kind: TenantKind, by: Placed, role: string): "not-permitted" | null {
  return permits(kind, by.role, "staff:manage") && (isOwner(by.role) || !isOwner(role)) ? null : "not-permitted";
}

export const isOwner = (role: string | null): boolean => role === "owner";

/** Roles that may place staff at all. */
export const managingRoles = (kind: TenantKind): string[] =>
  (kind === "agency" ? agencyRoles : developerRoles).filter((role) => permits(kind, role, "staff:manage"));
