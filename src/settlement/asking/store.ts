import { and, eq, sql } from "drizzle-orm";
import type { ApprovalKind, AskedApprovals } from "../../approvals/contract";
import { approvals } from "../../approvals/schema";
import { approvalFields } from "../../approvals/store";
import type { FieldChange } from "../../audit/schema";
import { askingQueries, putQuestion, type Question, takenBack } from "../../campaigns/asking";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOfAll } from "../../tenancy/database";
import type { Guard } from "../../tenancy/scope";

/*
 * Questions that leave nothing of their own but the approval: more days to sign, a settlement opened again. What a yes does
 * is each kind's.
 */

/** What is asked about, and where all that was asked about it is read. */
export interface About {
  kind: Extract<ApprovalKind, "deal-extension" | "engagement-reopening">;
  campaignId: string;
  subjectId: string;
  path: string;
}

const eventsOf = { "deal-extension": "extension", "engagement-reopening": "reopening" } as const;

/** What such a question needs to know: what every question does, and what was asked before. */
export const askingAbout = (agency: AgencyScope, about: About) =>
  [...askingQueries(agency, about.campaignId), askedAbout(agency, about)] as const;

type AskingAboutRows = Readonly<RowsOfAll<ReturnType<typeof askingAbout>>>;

interface Asking extends Pick<Question, "subjectVersion" | "effect" | "template" | "told"> {
  subject: Omit<Question["subject"], "number"> & { about: string };
  reason: string;
  changes: FieldChange[];
  guards: Guard[];
}

/** Asks, and answers with all that was asked. @throws Problem `not-found`, `campaign-not-open`, `conflict`, `approval-pending` */
export async function askAbout(
  agency: AgencyScope,
  { kind, campaignId, subjectId, path }: About,
  [found, own, link, earlier]: AskingAboutRows,
  { subject, reason, changes, guards, ...asking }: Asking,
): Promise<AskedApprovals> {
  const question = putQuestion(agency, [found, own, link], {
    ...asking,
    kind,
    campaignId,
    subjectId,
    subject: { ...subject, number: earlier.length + 1 },
    note: reason,
  });
  const items = await agency.change({
    ...question,
    event: `${eventsOf[kind]}.asked`,
    entity: kind,
    entityId: subjectId,
    changes,
    guards: [...question.guards, ...guards],
    answer: askedAbout(agency, { kind, subjectId }),
    location: path,
    status: 201,
  });

  return { items, next: null };
}

/** Takes a question back before anybody decided. @throws Problem `not-found`, `already-decided` */
export async function takeBack(
  agency: AgencyScope,
  { kind, campaignId, subjectId, path }: About,
  approvalId: string,
): Promise<AskedApprovals> {
  const approval = agency.from(approvals, "taken_back");
  const ofThis = and(eq(approval.id, approvalId), sql`+${approval.subjectId} = ${subjectId}`, sql`+${approval.campaignId} = ${campaignId}`);
  const [[found]] = await agency.read(db.select().from(approval).where(ofThis));
  if (found?.kind !== kind) throw new Problem("not-found");

  const items = await agency.change({
    ...takenBack(agency, found),
    event: `${eventsOf[kind]}.withdrawn`,
    entity: kind,
    entityId: subjectId,
    answer: askedAbout(agency, { kind, subjectId }),
    location: path,
    status: 200,
  });

  return { items, next: null };
}

/** All that was asked about one thing, in that order. */
export function askedAbout(agency: AgencyScope, { kind, subjectId }: Pick<About, "kind" | "subjectId">) {
  const approval = agency.from(approvals, "asked_before");

  return db
    .select(approvalFields(approval))
    .from(approval)
    .where(and(eq(approval.subjectId, subjectId), sql`+${approval.kind} = ${kind}`))
    .orderBy(approval.id)
    .limit(askedAtMost);
}

/** More often nobody asks about one home. */
const askedAtMost = 100;
