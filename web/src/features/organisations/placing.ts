import type { Invitation, RoleGrants, StaffMember } from "../../api/organisations";

/** Somebody's place in a tenant, as far as it matters to who may place whom. */
export interface Placed {
  id: string;
  role: string;
}

/** Roles that somebody may give: only an owner makes an owner. The API decides for itself. */
export function rolesToGive(roles: RoleGrants[], by: Placed): RoleGrants[] {
  return roles.filter(({ role }) => by.role === "owner" || role !== "owner");
}

/** Whether somebody may move or remove a colleague: nobody changes their own role, and only an owner moves an owner. */
export function mayPlace(by: Placed, member: Placed): boolean {
  return by.id !== member.id && (by.role === "owner" || member.role !== "owner");
}

/** What a change of role gives and takes. */
export function roleChange(roles: RoleGrants[], from: string, to: string): { gained: string[]; lost: string[] } {
  const grants = (name: string) => roles.find(({ role }) => role === name)?.permissions ?? [];
  return {
    gained: grants(to).filter((permission) => !grants(from).includes(permission)),
    lost: grants(from).filter((permission) => !grants(to).includes(permission)),
  };
}

/** Permissions that set a role apart: those that not everybody has. */
export function ownPermissions(roles: RoleGrants[], name: string): string[] {
  const permissions = roles.find(({ role }) => role === name)?.permissions ?? [];
  return permissions.filter((permission) => !roles.every((other) => other.permissions.includes(permission)));
}

/** Every permission of the table once, in its order. */
export function permissionsIn(roles: RoleGrants[]): string[] {
  return [...new Set(roles.flatMap(({ permissions }) => permissions))].sort(byArea(roles));
}

/** The order of the API's table: as the role with most permissions lists them, the rest after. */
function byArea(roles: RoleGrants[]): (a: string, b: string) => number {
  const order = [
    ...new Set([...roles].sort((a, b) => b.permissions.length - a.permissions.length).flatMap(({ permissions }) => permissions)),
  ];
  const areas = [...new Set(order.map(areaOf))];
  return (a, b) => areas.indexOf(areaOf(a)) - areas.indexOf(areaOf(b)) || order.indexOf(a) - order.indexOf(b);
}

/** What a permission is about: `staff:manage` is about staff. */
export function areaOf(permission: string): string {
  return permission.slice(0, permission.indexOf(":"));
}

export interface StaffSearch {
  text: string;
  role: string | null;
}

/** Colleagues whose name or shown address contains what is typed, in one role or all. */
export function staffFound<Member extends Pick<StaffMember, "name" | "emailMasked" | "role">>(
  staff: Member[],
  { text, role }: StaffSearch,
): Member[] {
  const wanted = text.trim().toLowerCase();
  return staff.filter(
    (member) =>
      (role === null || member.role === role) && [member.name, member.emailMasked].some((words) => words.toLowerCase().includes(wanted)),
  );
}

/** Whether an address typed again can be the one that is shown masked (l•••@example.com): an invitation is sent anew to the same person. */
export function fitsMask(email: string, masked: string): boolean {
  const [name = "", domain = ""] = email.trim().toLowerCase().split("@");
  const [shown = "", shownDomain = ""] = masked.toLowerCase().split("@");
  return name !== "" && [...name][0] === [...shown][0] && domain === shownDomain;
}

/** Whether the link in the letter still opens anything. */
export function isExpired({ expiresAt }: Pick<Invitation, "expiresAt">, now: Date): boolean {
  return new Date(expiresAt) <= now;
}

export interface GroupWithMembers<Group> {
  group: Group;
  members: StaffMember[];
}

/** The groups by name, each with who is in it. */
export function groupsWithMembers<Group extends { id: string; name: string }>(
  groups: Group[],
  staff: StaffMember[],
): GroupWithMembers<Group>[] {
  return [...groups]
    .sort((a, b) => a.name.localeCompare(b.name, "zh-Hant"))
    .map((group) => ({ group, members: staff.filter(({ groupId }) => groupId === group.id) }));
}
