import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import type { Facts } from "../../http/facts";
import { type FieldProblem, Problem } from "../../http/problem";
import { invitations, memberships, tenants } from "../../organisations/schema";
import { openLink } from "../../secrets/link";
import { unseal } from "../../secrets/seal";
import { db } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import type { Copies } from "../../tenancy/projections";
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

/** @returns the invited address */
export const invitedEmail = (env: Env, { id, emailCipher }: Pick<OpenedInvitation, "id" | "emailCipher">): Promise<string> =>
  unseal(env, "email-cipher", `invitations/${id}/email`, emailCipher);

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

/** The new member's rows in the agency's shard; none for a developer. */
export function memberCopies({ tenantId }: OpenedInvitation, userId: string): Copies[] {
  const member = sql`from memberships m join tenants t on t.id = m.tenant_id join users u on u.id = m.user_id where m.tenant_id = ${tenantId} and m.user_id = ${userId} and t.kind = 'agency'`;

  return [
    {
      table: "staff",
      tell: true,
      rows: sql`select t.shard as target, t.id as agency, json_object('agency_id', t.id, 'id', u.id, 'name', u.name, 'role', m.role, 'state', m.state, 'version', m.version) as row ${member}`,
    },
    {
      table: "group_members",
      rows: sql`select t.shard as target, t.id as agency, json_object('agency_id', t.id, 'user_id', u.id, 'group_id', m.group_id, 'version', m.version) as row ${member}`,
    },
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
  const email = await invitedEmail(facts.env, invitation);
  const problems: FieldProblem[] = [];
  if (name === undefined) problems.push({ pointer: "/name", code: "required" });
  if (password === undefined) problems.push({ pointer: "/password", code: "required" });
  else if (!passwordFits(password, email)) problems.push({ pointer: "/password", code: "password-is-email" });
  if (name === undefined || password === undefined || problems.length) throw new Problem("invalid", problems);

  return newUserRow(facts, { name, email, password, language: language ?? invitation.language });
}
