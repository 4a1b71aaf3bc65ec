import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import type { Facts } from "../../http/facts";
import { type FieldProblem, Problem } from "../../http/problem";
import { invitations, memberships, tenants } from "../../organisations/schema";
import { openAddress } from "../../secrets/address";
import { openLink } from "../../secrets/link";
import { db } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import type { Guard, Write } from "../../tenancy/scope";
import type { Acceptance } from "../contract";
import { passwordFits } from "../rules";
import { users } from "../schema";
import { newUserRow, type UserRow } from "../store";

/**
 * What an invitation's link opens: the invitation, its tenant, and the account of the invited address if there is one.
 *
 * @throws Problem `not-found` for a link that is not ours
 */
export async function openInvitation(entrance: EntranceScope, token: string) {
  const id = await openLink(entrance.facts.env, "invitation", token);
  if (!id) throw new Problem("not-found");
  const invitation = entrance.from(invitations);
  const tenant = entrance.from(tenants);
  const account = entrance.from(users);
  const [[found], [invited]] = await entrance.read(
    db
      .select({
        id: invitation.id,
        emailCipher: invitation.emailCipher,
        emailHash: invitation.emailHash,
        role: invitation.role,
        groupId: invitation.groupId,
        language: invitation.language,
        state: invitation.state,
        expiresAt: invitation.expiresAt,
        tenantId: tenant.id,
        tenantName: tenant.name,
        kind: tenant.kind,
        shard: tenant.shard,
        tenantState: tenant.state,
      })
      .from(invitation)
      .innerJoin(tenant, eq(tenant.id, invitation.tenantId))
      .where(eq(invitation.id, id)),
    db
      .select()
      .from(account)
      .where(eq(account.emailHash, sql`(select email_hash from invitations where id = ${id})`)),
  );
  if (!found) throw new Problem("not-found");
  const isOpen = found.state === "open" && found.expiresAt > entrance.facts.now && found.tenantState === "open";

  return { invitation: found, invited, isOpen };
}

export type OpenedInvitation = Awaited<ReturnType<typeof openInvitation>>["invitation"];

/** What must be true when an invitation is accepted: of two who try at once, one succeeds. */
export const acceptable = ({ id, tenantId }: OpenedInvitation, userId: string): Guard[] => [
  {
    code: "invitation-closed",
    holds: sql`exists (select 1 from invitations i join tenants t on t.id = i.tenant_id where i.id = ${id} and i.state = 'open' and t.state = 'open')`,
  },
  {
    code: "already-member",
    holds: sql`not exists (select 1 from memberships where tenant_id = ${tenantId} and user_id = ${userId} and state = 'active')`,
  },
];

/** The membership that an invitation gives, new or taken up again, and the invitation's end. */
export function joining(entrance: EntranceScope, invitation: OpenedInvitation, userId: string): Write[] {
  const { now } = entrance.facts;

  return [
    entrance.statement(
      sql`insert into ${memberships} (tenant_id, user_id, role, group_id, joined_at)
        values (${invitation.tenantId}, ${userId}, ${invitation.role}, ${invitation.groupId}, cast(${now} as integer))
        on conflict (tenant_id, user_id) do update set role = excluded.role, group_id = excluded.group_id, state = 'active', joined_at = excluded.joined_at, version = memberships.version + 1`,
    ),
    entrance.update(invitations, { state: "accepted", version: sql`version + 1` }, eq(invitations.id, invitation.id)),
  ];
}

/**
 * The account that an invited person makes: the address is the invited one, never one they name.
 *
 * @throws Problem `invalid` where name or password is missing, or the password is the address
 */
export async function newMember(
  facts: Facts,
  invitation: OpenedInvitation,
  { name, password, language }: z.infer<typeof Acceptance>,
): Promise<UserRow> {
  const email = await openAddress(facts.env, "invitations", invitation);
  const problems: FieldProblem[] = [];
  if (name === undefined) problems.push({ pointer: "/name", code: "required" });
  if (password === undefined) problems.push({ pointer: "/password", code: "required" });
  else if (!passwordFits(password, email)) problems.push({ pointer: "/password", code: "password-is-email" });
  if (name === undefined || password === undefined || problems.length) throw new Problem("invalid", problems);

  return newUserRow(facts, { name, email, password, language: language ?? invitation.language });
}
