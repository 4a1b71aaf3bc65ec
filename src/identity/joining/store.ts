import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import type { Facts } from "../../http/facts";
import { type FieldProblem, Problem } from "../../http/problem";
import { invitations, memberships, tenants } from "../../organisations/schema";
import { copiesOfMember, told } from "../../organisations/store";
import { openAddress } from "../../secrets/address";
import { openLink } from "../../secrets/link";
import type { AccessClaims } from "../../secrets/token";
import { carriedKeys } from "../../tenancy/carried";
import { db } from "../../tenancy/database";
import { type EntranceScope, sessionStands } from "../../tenancy/entrance";
import type { Guard, Write } from "../../tenancy/scope";
import type { Acceptance } from "../contract";
import { passwordFits } from "../rules";
import { sessions, users } from "../schema";
import {
  type Entered,
  findByName,
  freeAddress,
  membershipsOf,
  nameOfEmail,
  newUserRow,
  personOf,
  roomForMembership,
  sessionRow,
  type UserRow,
} from "../store";

/**
 * What an invitation's link opens: the invitation, its tenant, and the account of the invited address if there is one.
 *
 * @throws Problem `not-found` for a link that is not ours
 */
export async function openInvitation(entrance: EntranceScope, token: string) {
  const { facts } = entrance;
  const id = await openLink(facts.env, "invitation", token, () => carriedKeys(facts, "link"));
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
  const isOpen = found.state === "open" && found.expiresAt > facts.now && found.tenantState === "open";

  return { invitation: found, invited: invited ?? (await knownBefore(entrance, found)), isOpen };
}

/** While the master key is turned, account and invitation of one address may be hashed by two keys: then the address itself is asked for. */
async function knownBefore(entrance: EntranceScope, invitation: { id: string; emailCipher: string }) {
  const { env } = entrance.facts;
  if (!env.MASTER_KEY_PREVIOUS) return undefined;
  const name = await nameOfEmail(env, await openAddress(env, "invitations", invitation));
  const [[known]] = await entrance.read(findByName(entrance, name));

  return known;
}

type OpenedInvitation = Awaited<ReturnType<typeof openInvitation>>["invitation"];

/**
 * Makes the invited person a member: with a new account, or with theirs when they are signed in.
 *
 * @returns the new member with all their memberships; `refresh` only where a session was opened
 * @throws Problem `not-found`, `invitation-closed`, `sign-in-first`, `already-member`, `membership-limit`, `invalid`
 */
export async function acceptInvitation(
  entrance: EntranceScope,
  caller: AccessClaims | null,
  acceptance: z.infer<typeof Acceptance>,
  userAgent: string | undefined,
): Promise<Entered> {
  const { facts } = entrance;
  const { invitation, invited, isOpen } = await openInvitation(entrance, acceptance.token);
  const there = entrance.actingAs(entrance.actor, invitation.tenantId);
  if (!isOpen) {
    await there.recall();
    throw new Problem("invitation-closed");
  }
  if (invited && caller?.userId !== invited.id) throw new Problem("sign-in-first");

  const user = invited ?? (await newMember(facts, invitation, acceptance));
  const session = invited ? undefined : await sessionRow(facts, user.id, userAgent);
  const members = await there.change({
    event: "invitation.accepted",
    entity: "membership",
    entityId: user.id,
    label: user.name,
    by: { ...personOf(user), side: invitation.kind },
    changes: [{ field: "role", from: null, to: invitation.role }],
    guards: [
      ...acceptable(invitation, user.id),
      roomForMembership(user.id),
      ...(invited ? [] : await freeAddress(facts.env, await openAddress(facts.env, "invitations", invitation))),
      ...(caller && invited ? [sessionStands(caller.sessionId)] : []),
    ],
    writes: [
      ...(invited ? [] : [there.insert(users, user)]),
      ...joining(there, invitation, user.id),
      ...(session ? [there.insert(sessions, session.row)] : []),
    ],
    outgoing: copiesOfMember(invitation.tenantId, user.id).map(told),
    answer: membershipsOf(there, user.id),
    location: null,
    status: 200,
  });

  return {
    user,
    members,
    sessionId: session?.row.id ?? caller?.sessionId ?? "",
    secondFactor: !session && caller?.secondFactor === true,
    refresh: session?.refresh,
  };
}

/** What must be true when an invitation is accepted: of two who try at once, one succeeds. */
const acceptable = ({ id, tenantId }: OpenedInvitation, userId: string): Guard[] => [
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
function joining(entrance: EntranceScope, invitation: OpenedInvitation, userId: string): Write[] {
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
async function newMember(
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
