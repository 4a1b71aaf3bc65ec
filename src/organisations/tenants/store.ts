import { eq, sql } from "drizzle-orm";
import { changesBetween } from "../../audit/rules";
import type { Facts } from "../../http/facts";
import { Problem } from "../../http/problem";
import { sessions, users } from "../../identity/schema";
import { freeAddress, newUserRow, roomForMembership, type SessionRow, sessionRow, type UserRow } from "../../identity/store";
import type { TokenMembership } from "../../secrets/token";
import { db, hasRow } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import type { TenantKind } from "../../tenancy/roles";
import type { Guard } from "../../tenancy/scope";
import type { TenantScope } from "../../tenancy/tenant";
import { addressOf } from "../contract";
import { memberships, shardCounts, tenants } from "../schema";
import { copiesOfMember, copyOfAgency, told } from "../store";
import type { SignUp, Tenant, TenantEdit } from "./contract";

/** Who becomes the owner: somebody who is signed in, or an account that is made with the tenant and its first session. */
export interface Founder {
  id: string;
  name: string;
  sessionId: string;
  memberships: TokenMembership[];
  account?: { user: UserRow; session: SessionRow; refresh: string; guards: Guard[] };
}

/** An account for a founder who has none. */
export async function newFounder(facts: Facts, owner: NonNullable<SignUp["owner"]>, userAgent: string | undefined): Promise<Founder> {
  const user = await newUserRow(facts, owner);
  const { row, refresh } = await sessionRow(facts, user.id, userAgent);

  return {
    id: user.id,
    name: user.name,
    sessionId: row.id,
    memberships: [],
    account: { user, session: row, refresh, guards: await freeAddress(facts.env, owner.email) },
  };
}

/**
 * Makes a tenant and its owner, or neither. An agency is placed on the shard with the fewest, chosen and counted in
 * the batch itself, so that many at once spread evenly.
 *
 * @returns the tenant, and its owner's memberships with the new one
 * @throws Problem `id-taken`, `email-taken`, `membership-limit`
 */
export async function found(
  entrance: EntranceScope,
  kind: TenantKind,
  { id, name }: SignUp,
  founder: Founder,
): Promise<{ tenant: Tenant; memberships: TokenMembership[] }> {
  const { account } = founder;
  const joinedAt = entrance.facts.now;
  const tenant = entrance.from(tenants);

  const [row] = await entrance.change({
    event: `${kind}.founded`,
    entity: "tenant",
    entityId: id,
    label: name,
    by: { id: founder.id, name: founder.name, side: "user" },
    changes: [{ field: "name", to: name }],
    guards: account ? account.guards : [roomForMembership(founder.id)],
    writes: [
      ...(account ? [entrance.insert(users, account.user), entrance.insert(sessions, account.session)] : []),
      entrance.insert(tenants, { id, kind, name, shard: kind === "agency" ? emptiestShard : null, createdAt: joinedAt }),
      ...(kind === "agency" ? [entrance.update(shardCounts, { agencies: sql`agencies + 1` }, eq(shardCounts.id, shardOf(id)))] : []),
      entrance.insert(memberships, { tenantId: id, userId: founder.id, role: "owner", joinedAt }),
    ],
    outgoing: kind === "agency" ? [told(copyOfAgency(id)), ...copiesOfMember(id, founder.id)] : [],
    alsoTell: [id],
    answer: db.select().from(tenant).where(eq(tenant.id, id)),
    location: null, // the cookies that came with it are not given twice
    status: 201,
  });
  if (!row) throw new Error("a tenant that was made is not there");

  return { tenant: tenantShown(row), memberships: [...founder.memberships, { tenant: id, kind, role: "owner", shard: row.shard }] };
}

const emptiestShard = sql`(select id from shards order by agencies, id limit 1)`;
const shardOf = (id: string) => sql`(select shard from tenants where id = ${id})`;

/** One's own tenant. */
export function ownTenant(scope: TenantScope) {
  return db.select().from(scope.from(tenants));
}

export function tenantShown(row: typeof tenants.$inferSelect): Tenant {
  const { id, name, kind, version, consultantSight, requireSecondFactor } = row;

  return { id, name, kind, requireSecondFactor, version, ...(kind === "agency" ? { consultantSight } : {}) };
}

/**
 * Changes what a tenant says of itself. A new name is taken on to projects and links by the job of that name, right
 * afterwards: there may be thousands. Who requires a second factor of others has one: it is known to work, and nobody is
 * shut out, since all but moving money goes on without one and everybody sets up their own.
 *
 * @throws Problem `stale`, `second-factor-needed`
 */
export async function editTenant(scope: TenantScope, version: number, edit: TenantEdit): Promise<Tenant> {
  const [[before]] = await scope.read(ownTenant(scope));
  if (!before) throw new Problem("not-found");
  if (before.version !== version) throw new Problem("stale");
  const isRenamed = edit.name !== undefined && edit.name !== before.name;

  const [after] = await scope.change({
    event: `${scope.kind}.edited`,
    entity: "tenant",
    entityId: scope.id,
    label: edit.name ?? before.name,
    changes: changesBetween(before, edit),
    guards: [scope.at(tenants, scope.id, version), ...(edit.requireSecondFactor ? [hasSecondFactor(scope)] : [])],
    writes: [
      scope.update(tenants, { ...edit, ...(isRenamed ? { namedUpTo: "" } : {}), version: sql`version + 1` }, eq(tenants.id, scope.id)),
    ],
    outgoing: scope.kind === "agency" ? [copyOfAgency(scope.id)] : [],
    leavesWork: isRenamed,
    answer: ownTenant(scope),
    location: addressOf(scope.kind, scope.id),
    status: 200,
  });

  return tenantShown(after ?? before);
}

/** A guard that who acts has a second factor of their own. */
const hasSecondFactor = (scope: TenantScope): Guard => ({
  code: "second-factor-needed",
  holds: hasRow(scope.from(users), sql`id = ${scope.actor.id} and second_factor_since is not null`),
});
