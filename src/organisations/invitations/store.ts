import { and, desc, eq, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import type { Language } from "../../i18n/names";
import { maskedEmail } from "../../identity/rules";
import { emailHash, emailHashes } from "../../identity/store";
import { openAddress, sealAddress } from "../../secrets/address";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { TenantScope } from "../../tenancy/tenant";
import { instant } from "../../time/instant";
import { addressOf } from "../contract";
import { invitations } from "../schema";
import { invitingRefusal } from "../staff/rules";
import { mayStillMove, memberOf, refuseUnknownGroup } from "../staff/store";
import { ownTenant } from "../tenants/store";
import type { Invitation } from "./contract";
import { invitationLastsMs } from "./rules";

function openInvitations(tenant: TenantScope) {
  const invitation = tenant.from(invitations);
  const query = db
    .select({
      id: invitation.id,
      emailCipher: invitation.emailCipher,
      role: invitation.role,
      groupId: invitation.groupId,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
      version: invitation.version,
    })
    .from(invitation);

  return { invitation, open: (where: SQL | undefined) => query.where(and(eq(invitation.state, "open"), where)) };
}

/** One open invitation: one row or none. */
export function invitationOf(tenant: TenantScope, id: string) {
  const { invitation, open } = openInvitations(tenant);

  return open(eq(invitation.id, id));
}

type InvitationRow = RowsOf<ReturnType<typeof invitationOf>>[number];

/** A page of open invitations, newest first. */
export async function invitationPage(tenant: TenantScope, { after, limit }: { after?: string; limit: number }) {
  const { invitation, open } = openInvitations(tenant);
  const [rows] = await tenant.read(
    open(after ? lt(invitation.id, after) : undefined)
      .orderBy(desc(invitation.id))
      .limit(limit + 1),
  );
  const { items, next } = pageOf(rows, limit);

  return { items: await Promise.all(items.map((row) => invitationShown(tenant, row))), next };
}

/** @throws Problem `not-found` where there is none that is open */
export async function invitationShown({ facts }: TenantScope, row: InvitationRow | undefined): Promise<Invitation> {
  if (!row) throw new Problem("not-found");
  const { emailCipher, createdAt, expiresAt, ...invitation } = row;
  const email = await openAddress(facts.env, "invitations", row);

  return { ...invitation, emailMasked: maskedEmail(email), createdAt: instant(createdAt), expiresAt: instant(expiresAt) };
}

/**
 * Invites an address and sends it a letter with the link. One that has expired makes way for the new one.
 *
 * @param agency the agency's shard, where its groups stand; null for a developer
 * @throws Problem `not-permitted`, `already-member` (or invited already); `invalid` for a group that is not there
 */
export async function invite(
  tenant: TenantScope,
  agency: AgencyScope | null,
  { email, role, groupId = null, language }: { email: string; role: string; groupId?: string | null; language: Language },
): Promise<Invitation> {
  const { env, now } = tenant.facts;
  const [[[by], [own]]] = await Promise.all([
    tenant.read(memberOf(tenant, tenant.actor.id), ownTenant(tenant)),
    groupId === null ? null : refuseUnknownGroup(agency, groupId),
  ]);
  const refusal = by ? invitingRefusal(tenant.kind, by, role) : "not-permitted";
  if (refusal || !own) throw new Problem(refusal ?? "not-found");
  const id = newId(now);
  const hash = await emailHash(env, email);
  const hashes = await emailHashes(env, email);

  const [row] = await tenant.change({
    event: "invitation.sent",
    entity: "invitation",
    entityId: id,
    changes: [{ field: "email" }, { field: "role", to: role }, ...(groupId === null ? [] : [{ field: "groupId", to: groupId }])],
    guards: [
      mayStillMove(tenant, null, role),
      {
        code: "already-member",
        holds: sql`not exists (select 1 from users u join memberships m on m.tenant_id = ${tenant.id} and m.user_id = u.id and m.state = 'active' where u.email_hash in ${hashes})`,
      },
      ...hashes.slice(1).map((before) => ({
        code: "already-member" as const,
        holds: sql`not exists (select 1 from invitations where tenant_id = ${tenant.id} and email_hash = ${before} and state = 'open' and expires_at > ${now})`,
      })),
    ],
    writes: [
      tenant.update(
        invitations,
        { state: "withdrawn", version: sql`version + 1` },
        and(inArray(invitations.emailHash, hashes), eq(invitations.state, "open"), lte(invitations.expiresAt, now)),
      ),
      tenant.insert(invitations, {
        tenantId: tenant.id,
        id,
        emailCipher: await sealAddress(env, "invitations", id, email),
        emailHash: hash,
        role,
        groupId,
        language,
        invitedBy: tenant.actor.id,
        createdAt: now,
        expiresAt: now + invitationLastsMs,
      }),
    ],
    letters: [{ onceKey: `invitation:${id}`, template: "invitation", to: { kind: "invitation", id }, params: { tenantName: own.name } }],
    answer: invitationOf(tenant, id),
    location: `${addressOf(tenant.kind, tenant.id)}/invitations/${id}`,
    status: 201,
  });

  return invitationShown(tenant, row);
}

/** Takes an open invitation back; its link opens nothing more. @throws Problem `not-found`, `invitation-closed` */
export async function withdraw(tenant: TenantScope, id: string): Promise<void> {
  const any = tenant.from(invitations);
  const [[before]] = await tenant.read(db.select({ role: any.role, state: any.state }).from(any).where(eq(any.id, id)));
  if (!before) throw new Problem("not-found");
  if (before.state !== "open") throw new Problem("invitation-closed");

  await tenant.change({
    event: "invitation.withdrawn",
    entity: "invitation",
    entityId: id,
    changes: [{ field: "state", from: "open", to: "withdrawn" }],
    guards: [
      mayStillMove(tenant, before.role, null),
      { code: "invitation-closed", holds: hasRow(any, and(eq(any.id, id), eq(any.state, "open"))) },
    ],
    writes: [tenant.update(invitations, { state: "withdrawn", version: sql`version + 1` }, eq(invitations.id, id))],
    location: null,
    status: 204,
  });
}
