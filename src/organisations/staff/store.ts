import { and, desc, eq, inArray, isNotNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { changesBetween } from "../../audit/rules";
import { pageOf } from "../../http/page";
import { invalidField, Problem } from "../../http/problem";
import { maskedEmail } from "../../identity/rules";
import { users } from "../../identity/schema";
import { emailOf } from "../../identity/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import type { Guard } from "../../tenancy/scope";
import type { TenantScope } from "../../tenancy/tenant";
import { instant } from "../../time/instant";
import { addressOf } from "../contract";
import { groups, memberships } from "../schema";
import { copiesOfMember } from "../store";
import { ownTenant } from "../tenants/store";
import type { StaffMember } from "./contract";
import { isOwner, managingRoles, placingRefusal } from "./rules";

/** Members at work, newest account first, to be filtered and cut. */
function staffOf(tenant: TenantScope) {
  const member = tenant.from(memberships);
  const user = tenant.from(users);
  const query = db
    .select({
      id: user.id,
      name: user.name,
      emailCipher: user.emailCipher,
      role: member.role,
      groupId: member.groupId,
      secondFactorSince: user.secondFactorSince,
      joinedAt: member.joinedAt,
      version: member.version,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId));

  return { query, member, atWork: (where: SQL | undefined) => query.where(and(eq(member.state, "active"), where)) };
}

/** One member at work: one row or none. */
export function memberOf(tenant: TenantScope, userId: string) {
  const { member, atWork } = staffOf(tenant);

  return atWork(eq(member.userId, userId));
}

type MemberRow = RowsOf<ReturnType<typeof memberOf>>[number];

/** A page of the staff, keyset by id. */
export async function staffPage(tenant: TenantScope, { after, limit }: { after?: string; limit: number }) {
  const { member, atWork } = staffOf(tenant);
  const [rows] = await tenant.read(
    atWork(after ? lt(member.userId, after) : undefined)
      .orderBy(desc(member.userId))
      .limit(limit + 1),
  );
  const { items, next } = pageOf(rows, limit);

  return { items: await Promise.all(items.map((row) => staffShown(tenant, row))), next };
}

/** @throws Problem `not-found` where there is no such member at work */
export async function staffShown(tenant: TenantScope, row: MemberRow | undefined): Promise<StaffMember> {
  if (!row) throw new Problem("not-found");
  const { emailCipher, joinedAt, secondFactorSince, ...member } = row;
  const secondFactor = secondFactorSince !== null;

  return {
    ...member,
    secondFactor,
    emailMasked: maskedEmail(await emailOf(tenant.facts.env, { id: row.id, emailCipher })),
    joinedAt: instant(joinedAt),
  };
}

/**
 * Gives a member another role or, in an agency, another group.
 *
 * @param agency the agency's shard, where its groups stand; null for a developer
 * @throws Problem `not-found`, `stale`, `own-role`, `not-permitted`, `last-owner`; `invalid` for a group that is not there
 */
export async function placeMember(
  tenant: TenantScope,
  agency: AgencyScope | null,
  userId: string,
  version: number,
  edit: { role?: string; groupId?: string | null },
): Promise<StaffMember> {
  const [[[before], [by]]] = await Promise.all([
    tenant.read(memberOf(tenant, userId), memberOf(tenant, tenant.actor.id)),
    edit.groupId ? refuseUnknownGroup(agency, edit.groupId) : null,
  ]);
  if (!before) throw new Problem("not-found");
  if (before.version !== version) throw new Problem("stale");
  const changes = changesBetween(before, edit);
  const to = edit.role ?? before.role;
  const isMoved = to !== before.role;
  if (isMoved) refusePlacing(tenant, by, before, to);

  const [after] = await tenant.change({
    event: isMoved ? "staff.role-changed" : "staff.group-changed",
    entity: "staff",
    entityId: userId,
    label: before.name,
    changes,
    guards: [
      isMoved ? mayStillMove(tenant, before.role, to) : mayStillManage(tenant),
      { code: "stale", holds: atWorkWhere(tenant, userId, version) },
      ...(isMoved && isOwner(before.role) ? [anotherOwner(tenant, userId)] : []),
    ],
    writes: [tenant.update(memberships, { ...edit, version: sql`version + 1` }, eq(memberships.userId, userId))],
    outgoing: copiesOfMember(tenant.id, userId),
    answer: memberOf(tenant, userId),
    location: `${addressOf(tenant.kind, tenant.id)}/staff/${userId}`,
    status: 200,
  });

  return staffShown(tenant, after);
}

/**
 * Takes a member out of the tenant; what they did stays theirs.
 *
 * @throws Problem `not-found`, `not-permitted`, `last-owner`
 */
export async function removeMember(tenant: TenantScope, userId: string): Promise<void> {
  const [[before], [by]] = await tenant.read(memberOf(tenant, userId), memberOf(tenant, tenant.actor.id));
  if (!before) throw new Problem("not-found");
  refusePlacing(tenant, by, before, null);

  await tenant.change({
    event: "staff.removed",
    entity: "staff",
    entityId: userId,
    label: before.name,
    changes: [{ field: "role", from: before.role, to: null }],
    guards: [
      mayStillMove(tenant, before.role, null),
      { code: "stale", holds: atWorkWhere(tenant, userId, before.version) },
      ...(isOwner(before.role) ? [anotherOwner(tenant, userId)] : []),
    ],
    writes: [tenant.update(memberships, { state: "removed", groupId: null, version: sql`version + 1` }, eq(memberships.userId, userId))],
    outgoing: copiesOfMember(tenant.id, userId),
    location: null,
    status: 204,
  });
}

/**
 * Takes away the second factor of a member who has lost it: they sign in with their password alone, and set up another.
 * Their sessions end, and a letter tells them. Not one's own, which a thief of one's session would do; and not where
 * another tenant of theirs requires it, which would weaken what is not ours.
 *
 * @throws Problem `not-found`, also for a member without one; `own-second-factor`, `second-factor-elsewhere`, `not-permitted`
 */
export async function resetSecondFactor(tenant: TenantScope, userId: string): Promise<void> {
  const [[member], [own]] = await tenant.read(memberOf(tenant, userId), ownTenant(tenant));
  if (!member || !own || member.secondFactorSince === null) throw new Problem("not-found");
  if (userId === tenant.actor.id) throw new Problem("own-second-factor");
  const { id } = tenant;

  await tenant.change({
    event: "staff.second-factor-reset",
    entity: "staff",
    entityId: userId,
    label: member.name,
    changes: [{ field: "secondFactor" }],
    guards: [
      stillHolds(tenant, ["owner"]),
      { code: "not-found", holds: hasSecondFactor(tenant, userId) },
      {
        code: "second-factor-elsewhere",
        holds: sql`not exists (select 1 from memberships m join tenants t on t.id = m.tenant_id where m.user_id = ${userId} and m.state = 'active' and t.id <> ${id} and t.state = 'open' and t.require_second_factor = 1)`,
      },
    ],
    writes: tenant.withoutSecondFactor(userId),
    letters: [
      {
        onceKey: `second-factor-reset:${userId}:${member.secondFactorSince}`,
        template: "second-factor-reset",
        to: { kind: "user", id: userId },
        params: { tenantName: own.name },
      },
    ],
    location: null,
    status: 204,
  });
}

function hasSecondFactor(tenant: TenantScope, userId: string): SQL {
  const member = tenant.from(memberships);
  const user = tenant.from(users);

  return sql`${hasRow(member, and(eq(member.userId, userId), eq(member.state, "active")))} and ${hasRow(user, and(eq(user.id, userId), isNotNull(user.secondFactorSince)))}`;
}

/** A guard that the caller may still place staff, read from the directory and not from the token. */
export const mayStillManage = (tenant: TenantScope): Guard => stillHolds(tenant, managingRoles(tenant.kind));

/** A guard that the caller still holds a role in the tenant that may move a member from a role to another. */
export const mayStillMove = (tenant: TenantScope, from: string | null, to: string | null): Guard =>
  isOwner(from) || isOwner(to) ? stillHolds(tenant, ["owner"]) : mayStillManage(tenant);

function stillHolds(tenant: TenantScope, roles: readonly string[]): Guard {
  const by = tenant.from(memberships);

  return {
    code: "not-permitted",
    holds: hasRow(by, and(eq(by.userId, tenant.actor.id), eq(by.state, "active"), inArray(by.role, [...roles]))),
  };
}

function anotherOwner(tenant: TenantScope, userId: string): Guard {
  const other = tenant.from(memberships);

  return { code: "last-owner", holds: hasRow(other, and(eq(other.role, "owner"), eq(other.state, "active"), ne(other.userId, userId))) };
}

function atWorkWhere(tenant: TenantScope, userId: string, version: number): SQL {
  const member = tenant.from(memberships);

  return hasRow(member, and(eq(member.userId, userId), eq(member.state, "active"), eq(member.version, version)));
}

function refusePlacing(tenant: TenantScope, by: MemberRow | undefined, member: MemberRow, to: string | null): void {
  const refusal = by ? placingRefusal(tenant.kind, by, member, to) : "not-permitted";
  if (refusal) throw new Problem(refusal);
}

/** @throws Problem `invalid` for a group that the agency's shard does not have */
export async function refuseUnknownGroup(agency: AgencyScope | null, groupId: string): Promise<void> {
  const group = agency?.from(groups);
  const [found] = (agency && group && (await agency.read(db.select({ id: group.id }).from(group).where(eq(group.id, groupId))))) ?? [[]];
  if (!found.length) throw invalidField("/groupId", "unknown");
}
