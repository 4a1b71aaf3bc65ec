import { eq, type SQL, sql } from "drizzle-orm";
import { changesBetween } from "../audit/rules";
import type { FieldChange } from "../audit/schema";
import type { FileMention } from "../files/contract";
import { files } from "../files/schema";
import { fileFields, fileToKeep, keepNamed, shownBy } from "../files/store";
import { Problem } from "../http/problem";
import type { Language } from "../i18n/names";
import type { Letter } from "../messages/contract";
import type { SpecialTerms } from "../settlement/specials/contract";
import type { AgencyScope } from "../tenancy/agency";
import { type Composed, db, type RowsOf } from "../tenancy/database";
import type { DeveloperInAgencyScope } from "../tenancy/developer";
import type { Guard, Scope, Write } from "../tenancy/scope";
import { instant } from "../time/instant";
import { type ApprovalRow, type Deciding, ended, type Part } from "./asking";
import type { Approval, ApprovalDetail, ApprovalKind, DeveloperDecision, HouseDecision, RecordedDecision } from "./contract";
import { isDecidedInHouse } from "./rules";
import { approvals, type decisions } from "./schema";

/** What a kind of approval knows that the mechanism does not. */
export interface Kind {
  /** Queries that find what is to be decided; `shown` makes the answer of their rows, in the same order. */
  subject(
    scope: Scope,
    approvalId: string,
  ): { queries: readonly Composed[]; shown(language: Language, rows: readonly unknown[]): Partial<ToDecide> };
  /** What a decision does to what it was about. @throws Problem `invalid` for an answer that this kind has not */
  decided(scope: Deciding, approval: ApprovalRow, answer: Answer, found: ToDecide): Consequence;
}

/** What is decided on, as it was found; null what is of another kind. */
export type ToDecide = Pick<ApprovalDetail, "policy" | "special" | "extension" | "reopening" | "writeOff" | "correction">;

/** What was said, with the terms of a counter-offer. */
export interface Answer {
  state: "approved" | "returned" | "countered";
  terms: SpecialTerms | null;
}

/** `leavesWork`: prices follow, and a job sees to them at once. `changes`: what the decision does, for the audit list. */
export interface Consequence extends Pick<Part, "guards" | "writes"> {
  leavesWork?: boolean;
  changes?: FieldChange[];
}

export type Kinds = Record<ApprovalKind, Kind>;

/** The columns of an approval as the wire has them. */
export function approvalFields(approval: typeof approvals) {
  return {
    id: approval.id,
    kind: approval.kind,
    campaignId: approval.campaignId,
    subjectId: approval.subjectId,
    subject: approval.subject,
    decider: approval.decider,
    state: approval.state,
    makerId: approval.makerId,
    makerName: approval.makerName,
    note: approval.note,
    submittedAt: sql`${approval.submittedAt}`.mapWith(instant),
    decidedAt: sql<string | null>`${approval.decidedAt}`.mapWith(instant),
    deciderName: approval.decidedByName,
    deciderId: approval.decidedBy,
    awaitsAcceptance: approval.awaitsAcceptance,
    remark: approval.remark,
    documentId: approval.documentId,
    version: approval.version,
  };
}

/** The columns of a line in the developer's list. */
export function handedFields(decision: typeof decisions) {
  return {
    id: sql<string>`${decision.approvalId}`,
    agencyId: decision.agencyId,
    kind: decision.kind,
    subject: decision.subject,
    state: decision.state,
    submittedAt: sql`${decision.submittedAt}`.mapWith(instant),
    decidedAt: sql<string | null>`${decision.decidedAt}`.mapWith(instant),
  };
}

/** The document of an approval, shown to who reads it. */
export const approvalPapers = [shownBy(approvals, "documentId", "approval:read", "approval:read")];

/** An approval as it was found, with what it is about. */
export interface FoundApproval extends ToDecide {
  approval: Approval;
  document: FileMention | null;
}

/** @throws Problem `not-found` for one that is not there, or not this person's to see */
export async function findApproval(scope: Scope, kinds: Kinds, approvalId: string): Promise<FoundApproval> {
  const [found] = await readApproval(scope, kinds, approvalId, []);

  return found;
}

/** Answers the question in the developer's name. @throws Problem `already-decided`, `maker-is-checker`, `conflict` */
export async function decideByDeveloper(
  scope: DeveloperInAgencyScope,
  kinds: Kinds,
  approvalId: string,
  { outcome, remark, terms }: DeveloperDecision,
): Promise<FoundApproval> {
  const location = `/api/v1/developers/${scope.developerId}/approvals/${scope.id}/${approvalId}`;
  const [found, [[row]]] = await readApproval(scope, kinds, approvalId, [storedApproval(scope, approvalId)]);

  return decide(scope, kinds, found, row, {
    state: stateOf[outcome],
    terms: terms ?? null,
    remark: remark ?? null,
    location,
    guards: [],
    writes: [],
  });
}

/**
 * Records in the agency a yes or no that a developer without a link gave on paper. Who may do so is asked of the shard,
 * in the batch: a withdrawn role bites at once.
 *
 * @throws Problem `wrong-state` where a linked developer decides, `already-decided`, `maker-is-checker`, `file-in-use`,
 * `not-permitted`, `invalid` for a document that is not there
 */
export async function recordDecision(
  agency: AgencyScope,
  kinds: Kinds,
  approvalId: string,
  { outcome, remark, terms, documentId }: RecordedDecision,
): Promise<FoundApproval> {
  const location = `/api/v1/agencies/${agency.id}/approvals/${approvalId}`;
  const [found, [[row], [document]]] = await readApproval(agency, kinds, approvalId, [
    storedApproval(agency, approvalId),
    fileToKeep(agency, documentId ?? ""),
  ]);
  if (row?.decider !== "agency" || isDecidedInHouse(row.kind)) throw new Problem("wrong-state");
  const kept = keepNamed(agency, documentId, document, "approval-document");

  return decide(agency, kinds, found, row, {
    state: stateOf[outcome],
    terms: terms ?? null,
    remark: remark ?? null,
    ...(documentId === undefined ? {} : { documentId }),
    location,
    guards: [agency.stillPermitted(), ...kept.guards],
    writes: kept.writes,
  });
}

/**
 * Answers what is the agency's own to decide, never who asked.
 *
 * @throws Problem `wrong-state` for what a developer decides, `already-decided`, `maker-is-checker`, `not-permitted`
 */
export async function decideInHouse(
  agency: AgencyScope,
  kinds: Kinds,
  approvalId: string,
  { outcome, remark }: HouseDecision,
): Promise<FoundApproval> {
  const location = `/api/v1/agencies/${agency.id}/approvals/${approvalId}`;
  const [found, [[row]]] = await readApproval(agency, kinds, approvalId, [storedApproval(agency, approvalId)]);
  if (!row || !isDecidedInHouse(row.kind)) throw new Problem("wrong-state");
  const guards = [agency.stillPermitted()];

  return decide(agency, kinds, found, row, { state: stateOf[outcome], terms: null, remark: remark ?? null, location, guards, writes: [] });
}

const stateOf = { approve: "approved", return: "returned", counter: "countered" } as const;

function storedApproval(scope: Scope, approvalId: string) {
  const approval = scope.from(approvals, "stored");

  return db.select().from(approval).where(eq(approval.id, approvalId));
}

const nothing: ToDecide = { policy: null, special: null, extension: null, reopening: null, writeOff: null, correction: null };

async function readApproval<const Q extends readonly Composed[]>(
  scope: Scope,
  kinds: Kinds,
  approvalId: string,
  queries: Q,
): Promise<[found: FoundApproval, rows: { [K in keyof Q]: RowsOf<Q[K]> }]> {
  // What the agency decides itself no developer is handed, nor may they read it.
  const handed = Object.entries(kinds).filter(([kind]) => scope.actor.side !== "developer" || !isDecidedInHouse(kind as ApprovalKind));
  const subjects = handed.map(([kind, { subject }]) => ({ kind, ...subject(scope, approvalId) }));
  const rows: unknown[] = [
    ...(await scope.read(approvalWithDocument(scope, approvalId), ...subjects.flatMap(({ queries: own }) => own), ...queries)),
  ];
  const [found] = rows.shift() as RowsOf<ReturnType<typeof approvalWithDocument>>;
  if (!found) throw new Problem("not-found");

  const ofSubjects = subjects.map((subject) => ({ ...subject, rows: rows.splice(0, subject.queries.length) }));
  const subject = ofSubjects.find(({ kind }) => kind === found.approval.kind);
  if (!subject) throw new Problem("not-found");

  const toDecide = { ...nothing, ...subject.shown(scope.facts.language, subject.rows) };

  return [{ ...shownOf(found), ...toDecide }, rows as { -readonly [K in keyof Q]: RowsOf<Q[K]> }];
}

type ShownRow = RowsOf<ReturnType<typeof approvalWithDocument>>[number];

function shownOf({ approval, document }: ShownRow): Pick<FoundApproval, "approval" | "document"> {
  if (!document?.id) return { approval, document: null };
  const { id, name, type, size, state } = document as FileMention;

  return { approval, document: { id, name, type, size, state } };
}

interface Decision extends Answer {
  remark: string | null;
  documentId?: string;
  location: string;
  guards: Guard[];
  writes: Write[];
}

/** The answer, what follows from it, the developer's copy and the maker's letter, together. Who asked does not answer. */
async function decide(
  scope: Deciding,
  kinds: Kinds,
  found: FoundApproval,
  row: ApprovalRow | undefined,
  { location, guards, writes, terms, ...end }: Decision,
): Promise<FoundApproval> {
  if (row?.state !== "pending") throw new Problem("already-decided");
  if (row.makerId === scope.actor.id) throw new Problem("maker-is-checker");
  const answered = ended(scope, row, end);
  const consequence = kinds[row.kind].decided(scope, row, { state: end.state, terms }, found);

  const [shown] = await scope.change({
    event: `approval.${end.state}`,
    entity: row.kind,
    entityId: row.subjectId,
    label: `${row.subject.about ?? row.subject.campaignName} #${row.subject.number}`,
    changes: [
      ...changesBetween({ state: row.state }, end),
      ...(terms ? [{ field: "counterTerms", to: terms }] : []),
      ...(consequence.changes ?? []),
    ],
    guards: [...answered.guards, ...consequence.guards, ...guards],
    writes: [...writes, ...answered.writes, ...consequence.writes],
    outgoing: answered.outgoing,
    letters: [decidedLetter(scope, row, end.state)],
    ...(consequence.leavesWork ? { leavesWork: true } : {}),
    answer: approvalWithDocument(scope, row.id),
    location,
    status: 200,
  });
  if (!shown) throw new Problem("not-found");

  return {
    ...found,
    ...shownOf(shown),
    ...(found.special ? { special: { ...found.special, state: end.state, counterTerms: terms } } : {}),
    ...(found.correction && end.state !== "countered" ? { correction: { ...found.correction, state: end.state } } : {}),
    ...(found.writeOff && end.state !== "countered" ? { writeOff: { ...found.writeOff, state: end.state } } : {}),
  };
}

/** Tells the maker what came of it; once, whatever is tried again. */
function decidedLetter(scope: Scope, approval: ApprovalRow, outcome: Answer["state"]): Letter {
  const { campaignName, number, about = "" } = approval.subject;
  const to = { kind: "user", id: approval.makerId } as const;
  const params = { agency: scope.id, approval: approval.id, campaign: campaignName, number: String(number) };
  const plain = outcome === "returned" ? outcome : ("approved" as const);
  const onceKey = `approval-decided:${approval.id}`;

  switch (approval.kind) {
    case "policy-version":
      return { onceKey, template: "approval-decided", to, params: { ...params, outcome: plain } };
    case "special-price":
      return { onceKey, template: "special-decided", to, params: { ...params, about, outcome } };
    case "deal-extension":
      return { onceKey, template: "extension-decided", to, params: { ...params, about, outcome: plain } };
    case "engagement-reopening":
      return { onceKey, template: "reopening-decided", to, params: { ...params, about, outcome: plain } };
    case "write-off":
      return { onceKey, template: "write-off-decided", to, params: { ...params, about, outcome: plain } };
    case "key-person-correction":
      return { onceKey, template: "correction-decided", to, params: { ...params, about, outcome: plain } };
  }
}

/** One approval with the file that came with it or proves it. */
export function approvalWithDocument(scope: Scope, approvalId: string) {
  const approval = scope.from(approvals);
  const file = scope.from(files);

  return db
    .select({ approval: approvalFields(approval), document: fileFields(file) })
    .from(approval)
    .leftJoin(file, eq(file.id, approval.documentId))
    .where(eq(approval.id, approvalId));
}

/** How many rows match, counted no further than the limit. */
export function countUpTo(limit: number, source: typeof approvals | typeof decisions, where: SQL | undefined) {
  const few = db
    .select({ one: sql<number>`1`.as("one") })
    .from(source)
    .where(where)
    .limit(limit)
    .as("few");

  return db.select({ waiting: sql<number>`count(*)` }).from(few);
}
