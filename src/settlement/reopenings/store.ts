import { and, eq, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { engagementById } from "../../accounts/engagements/store";
import type { AskedApprovals } from "../../approvals/contract";
import { approvals } from "../../approvals/schema";
import type { Kind } from "../../approvals/store";
import { campaignPath, detailOf } from "../../campaigns/store";
import { deals, priceLines } from "../../deals/schema";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import type { Guard, Scope } from "../../tenancy/scope";
import { type About, askAbout, askedAbout, askingAbout, takeBack } from "../asking/store";
import { groupFacts, groupOfEngagement, groupRows } from "../facts";
import type { GroupEffect } from "../preview/contract";
import { effectOf, withEngagement } from "../preview/rules";
import { channelName } from "../specials/store";
import { touched } from "../store";
import type { NewReopening, ReopeningToDecide } from "./contract";

/** Which engagement. */
interface OfEngagement {
  campaignId: string;
  engagementId: string;
}

/**
 * Asks to open a settled engagement again, so that a fact of the days that were settled can be recorded.
 *
 * @throws Problem `not-found`, `wrong-state` (not settled), `campaign-not-open`, `approval-pending`, `conflict`
 */
export async function askReopening(agency: AgencyScope, of: OfEngagement, { reason }: NewReopening): Promise<AskedApprovals> {
  const about = aboutOf(agency, of);
  const [[engagement], ...asking] = await agency.read(
    engagementById(agency, of.campaignId, of.engagementId),
    ...askingAbout(agency, about),
  );
  if (!engagement) throw new Problem("not-found");
  const { settledOn } = engagement;
  if (settledOn === null) throw new Problem("wrong-state");
  const name = engagement.accountName ?? channelName(detailOf(asking[0]), engagement.credential);

  return askAbout(agency, about, asking, {
    subjectVersion: engagement.version,
    subject: { about: name, settledOn },
    reason,
    changes: [
      { field: "settledOn", from: settledOn, to: null },
      { field: "reason", to: reason },
    ],
    guards: [{ ...settledAsOf(agency, of.engagementId, settledOn), code: "wrong-state" }],
    template: "reopening-submitted",
  });
}

/**
 * What a yes would do now: the engagement reckoned as open, with what happened after its settlement in it. Nothing is written.
 *
 * @throws Problem what asking throws, but for a campaign that is archived
 */
export async function previewReopening(agency: AgencyScope, of: OfEngagement): Promise<GroupEffect> {
  const [[engagement], earlier, ...facts] = await agency.read(
    engagementById(agency, of.campaignId, of.engagementId),
    askedAbout(agency, aboutOf(agency, of)),
    ...groupFacts(agency, groupOfEngagement(agency, of.campaignId, of.engagementId)),
  );
  if (!engagement) throw new Problem("not-found");
  if (engagement.settledOn === null) throw new Problem("wrong-state");
  if (earlier.some(({ state }) => state === "pending")) throw new Problem("approval-pending");
  const rows = groupRows(facts);

  return effectOf(rows, withEngagement(rows, of.engagementId, { settledOn: null }), null);
}

/** Takes the question back. @throws Problem `not-found`, `already-decided` */
export const withdrawReopening = (agency: AgencyScope, of: OfEngagement, approvalId: string): Promise<AskedApprovals> =>
  takeBack(agency, aboutOf(agency, of), approvalId);

/** What was asked about an engagement, in that order. @throws Problem `not-found` */
export async function reopeningsOf(agency: AgencyScope, of: OfEngagement): Promise<AskedApprovals> {
  const [[found], items] = await agency.read(
    engagementById(agency, of.campaignId, of.engagementId),
    askedAbout(agency, aboutOf(agency, of)),
  );
  if (!found) throw new Problem("not-found");

  return { items, next: null };
}

/**
 * A settlement to be opened again as something to be approved. After a yes the engagement is as open as before: what was
 * final or fulfilled stays as it was posted, what follows is posted as new lines, and a manager settles again.
 */
export const reopeningKind: Kind = {
  subject(scope, approvalId) {
    const approval = scope.from(approvals, "asked_reopening");
    const engagement = scope.from(engagements, "to_reopen");
    const deal = scope.from(deals, "of_settled");
    const line = scope.from(priceLines, "of_settled_deal");
    const fulfilled = sql<number>`(select count(*) from ${deal} cross join ${line} where ${deal.engagementId} = ${engagement.id} and ${line.dealId} = ${deal.id} and ${line.state} = 'fulfilled')`;
    const asked = db
      .select({
        engagementId: engagement.id,
        settledOn: sql<string>`${approval.subject} ->> 'settledOn'`,
        isFinal: sql<boolean>`${engagement.approvedAt} is not null`.mapWith(Boolean),
        fulfilled: fulfilled.mapWith(Number),
      })
      .from(approval)
      .crossJoin(engagement)
      .where(and(eq(approval.id, approvalId), eq(engagement.id, approval.subjectId)));

    return {
      queries: [asked],
      shown: (_, [rows]) => ({ reopening: (rows as RowsOf<typeof asked> satisfies ReopeningToDecide[])[0] ?? null }),
    };
  },

  decided(scope, { campaignId, subjectId: engagementId, subject }, { state }) {
    if (state === "countered") throw invalidField("/outcome", "not-for-this");
    if (state === "returned") return { guards: [], writes: [] };
    const { settledOn = "" } = subject;
    const open = { settledOn: null, settledBy: null, approvedBy: null, approvedAt: null, version: sql`version + 1` };

    return {
      guards: [settledAsOf(scope, engagementId, settledOn)],
      writes: [
        scope.update(engagements, open, eq(engagements.id, engagementId)),
        touched(scope, groupOfEngagement(scope, campaignId, engagementId)),
      ],
      changes: [{ field: "settledOn", from: settledOn, to: null }],
      leavesWork: true,
    };
  },
};

const aboutOf = (agency: AgencyScope, { campaignId, engagementId }: OfEngagement): About => ({
  kind: "engagement-reopening",
  campaignId,
  subjectId: engagementId,
  path: `${campaignPath(agency.id, campaignId)}/engagements/${engagementId}/reopenings`,
});

/** A guard that an engagement is settled as of the day that was asked about. */
function settledAsOf(scope: Scope, engagementId: string, settledOn: string): Guard {
  const engagement = scope.from(engagements, "settled_as_of");

  return { code: "conflict", holds: hasRow(engagement, and(eq(engagement.id, engagementId), eq(engagement.settledOn, settledOn))) };
}
