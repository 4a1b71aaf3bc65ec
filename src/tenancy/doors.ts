import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Facts } from "../http/facts";
import { askingForKey, isUnsafe } from "../http/idempotency";
import { Problem } from "../http/problem";
import { type AccessClaims, readAccess } from "../secrets/token";
import { AgencyScope } from "./agency";
import { execute, rawStatement } from "./database";
import { DeveloperInAgencyScope } from "./developer";
import { AccountScope, EntranceScope } from "./entrance";
import { PublicForm } from "./public-form";
import {
  type AgencyPermission,
  agencyPermissions,
  boundByGroup,
  changesByKey,
  type DeveloperPermission,
  developerPermissions,
  movesMoney,
  permits,
  type SharedPermission,
  type TenantKind,
} from "./roles";
import type { Actor } from "./scope";
import { databaseOf } from "./shards";
import { TenantScope } from "./tenant";

interface Opened {
  Bindings: Env;
  Variables: { facts: Facts };
}

type Membership = AccessClaims["memberships"][number];

export const accessCookie = "tuantuo_access";

/**
 * Behind this door one agency's shard is open (`agency`), and what the directory holds of it (`tenant`).
 *
 * @param reckons its POST only answers what would be: it changes nothing, so asks for no key
 */
export const agencyStaff = (permission: AgencyPermission, { reckons = false } = {}) =>
  door(
    permission,
    reckons,
    createMiddleware<Opened & { Variables: { agency: AgencyScope; tenant: TenantScope; caller: AccessClaims } }>(async (c, next) => {
      const { facts } = c.var;
      const caller = await callerOf(facts, getCookie(c, accessCookie));
      const membership = memberOf(c, caller, "agency", permission, reckons);
      const agency = scopeOfStaff(facts, caller, membership, permission);
      c.set("caller", caller);
      c.set("agency", agency);
      c.set("tenant", new TenantScope(facts, agency.actor, membership.tenant, "agency", agency.shard));

      await next();
    }),
  );

/** Behind this door stands what the directory holds of one developer, and the way into a linked agency's shard. */
export const developerStaff = (permission: DeveloperPermission) =>
  door(
    permission,
    false,
    createMiddleware<
      Opened & { Variables: { tenant: TenantScope; inAgency: (agencyId: string) => Promise<DeveloperInAgencyScope>; caller: AccessClaims } }
    >(async (c, next) => {
      const { facts } = c.var;
      const caller = await callerOf(facts, getCookie(c, accessCookie));
      const membership = memberOf(c, caller, "developer", permission);
      const actor: Actor = { id: caller.userId, name: caller.name, side: "developer" };
      c.set("caller", caller);
      c.set("tenant", new TenantScope(facts, actor, membership.tenant, "developer", null));
      c.set("inAgency", async (agencyId) => {
        const permitted =
          movesMoney.has(permission) && isUnsafe(c.req.method) ? stillPermitted(facts, membership, actor, permission) : undefined;

        return new DeveloperInAgencyScope(facts, actor, membership.tenant, agencyId, await shardOf(facts, agencyId), permitted);
      });

      await next();
    }),
  );

/**
 * A withdrawn role of a developer's bites at once where money moves: an agency's shard knows nothing of its staff, so the
 * directory is asked, and whoever changes something waits for the answer. @throws Problem `not-permitted`
 */
function stillPermitted(facts: Facts, { tenant }: Membership, { id }: Actor, permission: DeveloperPermission): Promise<void> {
  const roles = JSON.stringify(developerPermissions[permission]);
  const statement = rawStatement(
    sql`select role from memberships where tenant_id = ${tenant} and user_id = ${id} and state = 'active' and role in (select value from json_each(${roles}))`,
  );
  const asked = execute(databaseOf(facts.env, "DIRECTORY"), [statement], facts.cost).then(([found]) => {
    if (!found?.results.length) throw new Problem("not-permitted");
  });
  asked.catch(() => undefined); // of a request that was refused before it changed anything

  return asked;
}

/** The same routes for both kinds of tenant: `/agencies/{agency}/…` and `/developers/{developer}/…`. */
export const tenantStaff = (kind: TenantKind, permission: SharedPermission) =>
  createMiddleware<Opened & { Variables: { tenant: TenantScope; caller: AccessClaims } }>(async (c, next) => {
    const { facts } = c.var;
    const caller = await callerOf(facts, getCookie(c, accessCookie));
    const membership = memberOf(c, caller, kind, permission);
    c.set("caller", caller);
    c.set(
      "tenant",
      new TenantScope(facts, { id: caller.userId, name: caller.name, side: kind }, membership.tenant, kind, membership.shard),
    );

    await next();
  });

/**
 * The same routes in an agency's shard for its own staff and for its developer's, which are `/developers/{developer}/agencies/{agency}/…`;
 * `may` says what else the caller's role permits.
 */
export const staffOfEither = (kind: TenantKind, permission: SharedPermission) =>
  createMiddleware<Opened & { Variables: { inShard: AgencyScope | DeveloperInAgencyScope; may: (permission: string) => boolean } }>(
    async (c, next) => {
      const { facts } = c.var;
      const caller = await callerOf(facts, getCookie(c, accessCookie));
      const membership = memberOf(c, caller, kind, permission);
      const agencyId = c.req.param("agency") ?? "";
      const actor: Actor = { id: caller.userId, name: caller.name, side: kind };
      c.set("may", (other) => permits(kind, membership.role, other));
      c.set(
        "inShard",
        kind === "agency"
          ? scopeOfStaff(facts, caller, membership, permission)
          : new DeveloperInAgencyScope(facts, actor, membership.tenant, agencyId, await shardOf(facts, agencyId)),
      );

      await next();
    },
  );

/** Behind this door a signed-in person sees their own account. */
export const signedIn = () =>
  createMiddleware<Opened & { Variables: { account: AccountScope; caller: AccessClaims } }>(async (c, next) => {
    const caller = await callerOf(c.var.facts, getCookie(c, accessCookie));
    c.set("caller", caller);
    c.set("account", new AccountScope(c.var.facts, { id: caller.userId, name: caller.name, side: "user" }, caller.sessionId));

    await next();
  });

/** The public entrance: signing in, signing up, joining. Somebody already signed in is known; others act as `nobody`. */
export const entrance = () =>
  createMiddleware<Opened & { Variables: { entrance: EntranceScope; caller: AccessClaims | null } }>(async (c, next) => {
    const token = getCookie(c, accessCookie);
    const caller = token ? await readAccess(c.env, token, c.var.facts.now) : null;
    c.set("caller", caller);
    c.set("entrance", new EntranceScope(c.var.facts, caller ? { id: caller.userId, name: caller.name, side: "user" } : nobody));

    await next();
  });

/** The bearer of a receipt: one deal of one agency is read by its secret, and nothing is asked of who they are; their tries are counted. */
export const receiptBearer = () =>
  createMiddleware<Opened & { Variables: { entrance: EntranceScope; inAgency: (agencyId: string) => Promise<AgencyScope> } }>(
    async (c, next) => {
      const { facts } = c.var;
      c.set("entrance", new EntranceScope(facts, nobody));
      c.set("inAgency", async (agencyId) => new AgencyScope(facts, bearer, agencyId, await shardOf(facts, agencyId), "all", []));

      await next();
    },
  );

/** The public at a form's address, `/f/{code}`: that one form is read, and only what it files is written. */
export const publicForm = () =>
  createMiddleware<Opened & { Variables: { form: PublicForm } }>(async (c, next) => {
    c.set("form", new PublicForm(c.var.facts, c.req.param("code") ?? ""));

    await next();
  });

const bearer: Actor = { id: "bearer", name: "—", side: "user" };

const nobody: Actor = { id: "nobody", name: "—", side: "user" };

function scopeOfStaff(facts: Facts, caller: AccessClaims, { tenant, shard, role }: Membership, permission: AgencyPermission): AgencyScope {
  const actor: Actor = { id: caller.userId, name: caller.name, side: "agency" };

  return new AgencyScope(facts, actor, tenant, shard ?? "", boundByGroup(role) ? "as-set" : "all", agencyPermissions[permission]);
}

async function callerOf(facts: Facts, token: string | undefined): Promise<AccessClaims> {
  const caller = token ? await readAccess(facts.env, token, facts.now) : null;
  if (!caller) throw new Problem("not-signed-in");

  return caller;
}

/** Whether what is behind a permission carries a key; what only reckons does not. */
const byKey = (permission: string, reckons: boolean) => changesByKey.has(permission) && !reckons;

const door = <D extends object>(permission: string, reckons: boolean, middleware: D): D =>
  byKey(permission, reckons) ? askingForKey(middleware) : middleware;

/**
 * A tenant one does not work for looks like none at all; in one's own, a lacking permission is said, and so is a second
 * factor that the tenant requires for what moves money. Then only is a change refused that should carry a key and does not.
 */
function memberOf<E extends Opened>(c: Context<E>, caller: AccessClaims, kind: TenantKind, permission: string, reckons = false) {
  const tenant = c.req.param(kind);
  const membership = caller.memberships.find((candidate) => candidate.tenant === tenant && candidate.kind === kind);
  if (!membership) throw new Problem("not-found");
  if (!permits(kind, membership.role, permission)) throw new Problem("not-permitted");
  if (movesMoney.has(permission) && membership.requireSecondFactor && !caller.secondFactor) throw new Problem("second-factor-needed");
  if (byKey(permission, reckons) && isUnsafe(c.req.method) && !c.var.facts.idempotency) throw new Problem("key-required");

  return membership;
}

/** Agencies move so rarely that an isolate may remember where each lives; a move is caught by the shard's own guard. */
const shards = new Map<string, string>();

async function shardOf(facts: Facts, agencyId: string): Promise<string> {
  const known = shards.get(agencyId);
  if (known) return known;
  const statement = rawStatement(sql`select shard from tenants where id = ${agencyId} and kind = 'agency'`);
  const [found] = await execute(databaseOf(facts.env, "DIRECTORY"), [statement], facts.cost);
  const [row] = (found?.results ?? []) as { shard: string }[];
  if (!row) throw new Problem("not-found");
  shards.set(agencyId, row.shard);

  return row.shard;
}
