import { and, eq, sql } from "drizzle-orm";
import type { ApprovalKind, ApprovalSubject, AskedApprovals } from "../../approvals/contract";
import { approvals } from "../../approvals/schema";
import { approvalFields, ask, withdraw } from "../../approvals/store";
import type { FieldChange } from "../../audit/schema";
import { acceptedLink, agencyName, decidedBy } from "../../campaigns/deciding";
import { campaignDetail, detailOf, notArchived } from "../../campaigns/store";
import { Problem } from "../../http/problem";
import type { Letter } from "../../messages/contract";
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

/** What every question needs to know; of a campaign that is not there the first finds nothing. */
export const askingQueries = (agency: AgencyScope, about: About) =>
  [
    campaignDetail(agency, about.campaignId),
    agencyName(agency),
    acceptedLink(agency, about.campaignId),
    askedAbout(agency, about),
  ] as const;

type AskingRows = Readonly<RowsOfAll<ReturnType<typeof askingQueries>>>;

interface Question {
  /** The subject's row version as it was read. */
  subjectVersion: number;
  subject: Omit<ApprovalSubject, "agencyName" | "campaignName" | "projectName" | "number"> & { about: string };
  reason: string;
  changes: FieldChange[];
  guards: Guard[];
  /** Tells who decides. */
  letter: (to: { approval: string; developerId: string | null; params: LetterAbout }) => Letter;
}

interface LetterAbout {
  agency: string;
  approval: string;
  campaign: string;
  number: string;
  about: string;
  developer?: string;
}

/** Asks, and answers with all that was asked. @throws Problem `not-found`, `campaign-not-open`, `conflict`, `approval-pending` */
export async function askAbout(
  agency: AgencyScope,
  { kind, campaignId, subjectId, path }: About,
  [found, [own], [link], earlier]: AskingRows,
  { subjectVersion, subject, reason, changes, guards, letter }: Question,
): Promise<AskedApprovals> {
  const campaign = detailOf(found);
  const number = earlier.length + 1;
  const developerId = link?.developerId ?? null;
  const { about } = subject;
  const asked = ask(agency, {
    kind,
    campaignId,
    subjectId,
    subjectVersion,
    subject: { agencyName: own?.name ?? agency.id, campaignName: campaign.name, projectName: campaign.projectName, number, ...subject },
    developerId,
    note: reason,
    documentId: undefined,
  });
  const params = { agency: agency.id, approval: asked.id, campaign: campaign.name, number: `${number}`, about };
  const items = await agency.change({
    event: `${eventsOf[kind]}.asked`,
    entity: kind,
    entityId: subjectId,
    label: `${about} #${number}`,
    changes,
    guards: [notArchived(agency, campaignId), decidedBy(agency, campaign.projectId, link?.id ?? null), ...guards],
    writes: asked.writes,
    outgoing: asked.outgoing,
    letters: [
      letter({ approval: asked.id, developerId, params: { ...params, ...(developerId === null ? {} : { developer: developerId }) } }),
    ],
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

  const taken = withdraw(agency, found);
  const items = await agency.change({
    event: `${eventsOf[kind]}.withdrawn`,
    entity: kind,
    entityId: subjectId,
    label: `${found.subject.about ?? ""} #${found.subject.number}`,
    changes: [{ field: "state", from: found.state, to: "withdrawn" }],
    guards: taken.guards,
    writes: taken.writes,
    outgoing: taken.outgoing,
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
