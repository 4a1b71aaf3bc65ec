import { and, eq, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { Problem } from "../http/problem";
import type { GroupEffect } from "../settlement/preview/contract";
import type { AgencyScope } from "../tenancy/agency";
import { hasRow } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import type { Outgoing } from "../tenancy/projections";
import type { Guard, Scope, Write } from "../tenancy/scope";
import type { ApprovalKind, ApprovalSubject } from "./contract";
import { approvals } from "./schema";

/** What stands or falls with a change that asks for a yes, gives it, or takes the question back. */
export interface Part {
  guards: Guard[];
  writes: Write[];
  outgoing: Outgoing[];
}

/** A scope in which an approval is decided: the agency's own, or its developer's in it. */
export type Deciding = Scope & {
  insert<T extends SQLiteTable & { agencyId: SQLiteColumn }>(table: T, row: never): Write;
  update<T extends SQLiteTable & { agencyId: SQLiteColumn }>(table: T, set: SQLiteUpdateSetSource<T>, where: ReturnType<typeof and>): Write;
};

/** A request for a yes. `developerId` null: the agency's finance records it. */
export interface Asked {
  kind: ApprovalKind;
  campaignId: string;
  subjectId: string;
  /** The subject's row version as it is to be decided on. */
  subjectVersion: number;
  subject: ApprovalSubject;
  /** What a yes would do to prices now. */
  effect?: GroupEffect | undefined;
  developerId: string | null;
  note: string | undefined;
  documentId: string | undefined;
}

/** Asks for a yes. A subject has one pending approval at a time (`approval-pending`, by a unique index). */
export function ask(agency: AgencyScope, { developerId, note, documentId, ...asked }: Asked): Part & { id: string } {
  const { now } = agency.facts;
  const id = newId(now);
  const row = {
    ...asked,
    id,
    decider: developerId === null ? ("agency" as const) : ("developer" as const),
    developerId,
    makerId: agency.actor.id,
    makerName: agency.actor.name,
    note: note ?? null,
    documentId: documentId ?? null,
    submittedAt: now,
  };

  return {
    id,
    guards: [],
    writes: [agency.insert(approvals, row)],
    outgoing: copies(agency, { ...row, state: "pending", decidedAt: null, version: 1 }),
  };
}

/** An approval as it is stored. */
export type ApprovalRow = typeof approvals.$inferSelect;

/** Takes the question back, while nobody has decided. @throws Problem `already-decided` */
export function withdraw(agency: AgencyScope, approval: ApprovalRow): Part {
  if (approval.state !== "pending") throw new Problem("already-decided");

  return ended(agency, approval, { state: "withdrawn" });
}

/** What ends a question: an answer, or its being taken back. Only one that waits is ended. */
export function ended(
  scope: Deciding,
  approval: ApprovalRow,
  end: { state: Exclude<ApprovalRow["state"], "pending">; remark?: string | null; documentId?: string },
): Part {
  const decidedAt = scope.facts.now;
  const source = scope.from(approvals);
  const set = { ...end, decidedAt, decidedBy: scope.actor.id, decidedByName: scope.actor.name, version: sql`version + 1` };

  return {
    guards: [{ code: "already-decided", holds: hasRow(source, and(eq(source.id, approval.id), eq(source.state, "pending"))) }],
    writes: [scope.update(approvals, set, eq(approvals.id, approval.id))],
    outgoing: copies(scope, { ...approval, state: end.state, decidedAt, version: approval.version + 1 }),
  };
}

type Copied = Pick<ApprovalRow, "id" | "kind" | "subject" | "developerId" | "state" | "submittedAt" | "decidedAt" | "version">;

/** The copy that the developer's list reads, and the line in its audit list. */
function copies(scope: Scope, { id, kind, subject, developerId, state, submittedAt, decidedAt, version }: Copied): Outgoing[] {
  if (developerId === null) return [];
  const row = {
    developer_id: developerId,
    agency_id: scope.id,
    approval_id: id,
    kind,
    subject: JSON.stringify(subject),
    state,
    submitted_at: submittedAt,
    decided_at: decidedAt,
    version,
  };

  return [{ target: "DIRECTORY", table: "decisions", row, tell: developerId }];
}
