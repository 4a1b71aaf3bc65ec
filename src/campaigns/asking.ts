import { and, eq } from "drizzle-orm";
import { type ApprovalRow, type Asked, ask, withdraw } from "../approvals/asking";
import type { ApprovalKind, ApprovalSubject } from "../approvals/contract";
import { isDecidedInHouse } from "../approvals/rules";
import { approvals } from "../approvals/schema";
import { Problem } from "../http/problem";
import type { Letter, Template } from "../messages/contract";
import type { AgencyScope } from "../tenancy/agency";
import { db, type RowsOfAll } from "../tenancy/database";
import { agencyPermissions } from "../tenancy/roles";
import { acceptedLink, agencyName, decidedBy, decidersOf } from "./deciding";
import { campaignDetail, detailOf, notArchived } from "./store";

/** What every question of a campaign needs to know; of one that is not there the first finds nothing. */
export const askingQueries = (agency: AgencyScope, campaignId: string) =>
  [campaignDetail(agency, campaignId), agencyName(agency), acceptedLink(agency, campaignId)] as const;

export type AskingRows = Readonly<RowsOfAll<ReturnType<typeof askingQueries>>>;

/** Something of a campaign that needs a yes. */
export interface Question {
  kind: ApprovalKind;
  campaignId: string;
  subjectId: string;
  /** The subject's row version as it was read, or as it is inserted with the question. */
  subjectVersion: number;
  /** `number`: which one it is, of its kind. */
  subject: Omit<ApprovalSubject, "agencyName" | "campaignName" | "projectName">;
  effect?: Asked["effect"];
  note: string | undefined;
  documentId?: string | undefined;
  template: Extract<Template, `${string}-submitted`>;
  /** What the letter says besides. */
  told?: Record<string, string>;
}

/**
 * The parts of the change by which a question is put to who decides: the linked developer, or the agency: its finance, which
 * records a yes, or for what is its own to decide its managers. They are told by a letter.
 *
 * @throws Problem `not-found`; its guards throw `campaign-not-open`, `conflict`
 */
export function putQuestion(agency: AgencyScope, [found, [own], [link]]: AskingRows, { template, told, ...question }: Question) {
  const campaign = detailOf(found);
  const inHouse = isDecidedInHouse(question.kind);
  const developerId = inHouse ? null : (link?.developerId ?? null);
  const { about, number } = question.subject;
  const asked = ask(agency, {
    documentId: undefined,
    ...question,
    subject: { ...question.subject, agencyName: own?.name ?? agency.id, campaignName: campaign.name, projectName: campaign.projectName },
    developerId,
  });
  const letter = {
    onceKey: `approval-submitted:${asked.id}`,
    template,
    to: inHouse ? { kind: "holders", tenant: agency.id, roles: agencyPermissions["approval:decide"] } : decidersOf(agency, developerId),
    params: {
      agency: agency.id,
      approval: asked.id,
      campaign: campaign.name,
      number: `${number}`,
      ...(about === undefined ? {} : { about }),
      ...(developerId === null ? {} : { developer: developerId }),
      ...told,
    },
  } as Letter;

  return {
    label: `${about ?? campaign.name} #${number}`,
    guards: [
      notArchived(agency, question.campaignId),
      ...(inHouse ? [] : [decidedBy(agency, campaign.projectId, link?.id ?? null)]),
      ...asked.guards,
    ],
    writes: asked.writes,
    outgoing: asked.outgoing,
    letters: [letter],
  };
}

/** The question about something that nobody has decided yet. */
export function pendingAbout(agency: AgencyScope, subjectId: string) {
  const approval = agency.from(approvals, "pending");

  return db
    .select()
    .from(approval)
    .where(and(eq(approval.subjectId, subjectId), eq(approval.state, "pending")));
}

/** The parts of the change by which a question is taken back. @throws Problem `already-decided` where none is pending */
export function takenBack(agency: AgencyScope, pending: ApprovalRow | undefined) {
  if (!pending) throw new Problem("already-decided");
  const { about = "", number } = pending.subject;

  return {
    label: `${about} #${number}`,
    changes: [{ field: "state", from: pending.state, to: "withdrawn" }],
    ...withdraw(agency, pending),
  };
}
