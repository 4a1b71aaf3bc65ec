import { and, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import type { AskedApprovals } from "../../approvals/contract";
import { approvals } from "../../approvals/schema";
import type { Kind } from "../../approvals/store";
import { notSettledOn } from "../../deals/recording";
import { deals } from "../../deals/schema";
import { dealPath, rootOfDeal } from "../../deals/store";
import { invalidField, Problem } from "../../http/problem";
import { maskedName } from "../../people/masking";
import { policyVersions } from "../../policies/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import type { Guard, Scope } from "../../tenancy/scope";
import type { BusinessDay } from "../../time/contract";
import { type About, askAbout, askedAbout, askingAbout, takeBack } from "../asking/store";
import { lastDayToSign } from "../counting/rules";
import { groupFacts, groupOfDeal, groupRows } from "../facts";
import type { GroupEffect } from "../preview/contract";
import { effectOf, withDeal } from "../preview/rules";
import { refusedBy } from "../preview/store";
import { touched } from "../store";
import type { ExtensionToDecide, NewExtension } from "./contract";
import { refusalOf } from "./rules";

/** Which deal. */
interface OfDeal {
  campaignId: string;
  dealId: string;
}

/**
 * Asks for more days to sign: of a subscribed home before or after its days are over, of one signed late so that it counts
 * after all.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `wrong-state` (signed in time), `engagement-settled`, `campaign-not-open`,
 * `approval-pending`, `conflict`, `invalid` at `/extendTo` (`not-later`, `before-signing`)
 */
export async function askExtension(agency: AgencyScope, of: OfDeal, { extendTo, reason }: NewExtension): Promise<AskedApprovals> {
  const [[deal], campaign, own, link, earlier, ...facts] = await agency.read(
    datesOf(agency, of),
    ...askingAbout(agency, aboutOf(agency, of)),
    ...groupFacts(agency, groupOfDeal(agency, of.campaignId, of.dealId)),
  );
  if (!deal) throw new Problem("not-found");
  const signBy = lastDayBefore(deal, extendTo);
  const rows = groupRows(facts);

  return askAbout(agency, aboutOf(agency, of), [campaign, own, link, earlier], {
    subjectVersion: deal.version,
    subject: { about: `${deal.building} ${deal.unitNumber}`, signBy, extendTo },
    reason,
    effect: effectOf(rows, withDeal(rows, of.dealId, { extendedTo: extendTo }), of.dealId),
    changes: [
      { field: "extendedTo", from: signBy, to: extendTo },
      { field: "reason", to: reason },
    ],
    guards: [{ ...agency.at(deals, of.dealId, deal.version), code: "conflict" }, ...movesNothingSettled(agency, of)],
    template: "extension-submitted",
    told: { day: extendTo },
  });
}

/**
 * What a yes to more days would do now to the deal, to its colleagues' prices and to the figures. Nothing is written.
 *
 * @throws Problem what asking throws, but for a question that waits already
 */
export async function previewExtension(agency: AgencyScope, of: OfDeal, extendTo: BusinessDay): Promise<GroupEffect> {
  const [[deal], [refusal], ...facts] = await agency.read(
    datesOf(agency, of),
    refusedBy(agency, of, movesNothingSettled(agency, of)),
    ...groupFacts(agency, groupOfDeal(agency, of.campaignId, of.dealId)),
  );
  if (!deal) throw new Problem("not-found");
  lastDayBefore(deal, extendTo);
  if (refusal?.code) throw new Problem(refusal.code);
  const rows = groupRows(facts);

  return effectOf(rows, withDeal(rows, of.dealId, { extendedTo: extendTo }), of.dealId);
}

/** The last day to sign as it is. @throws Problem `deal-cancelled`, `wrong-state`, `invalid` where it cannot be extended to a day */
function lastDayBefore(deal: RowsOf<ReturnType<typeof datesOf>>[number], extendTo: BusinessDay): BusinessDay {
  if (deal.cancelledOn !== null) throw new Problem("deal-cancelled");
  const signBy = lastDayToSign(deal.terms, deal.subscribedOn, deal.extendedTo);
  const refusal = refusalOf({ signBy, signedOn: deal.signedOn }, extendTo);
  if (refusal === "signed-in-time") throw new Problem("wrong-state");
  if (refusal) throw invalidField("/extendTo", refusal);

  return signBy;
}

/** Takes the question back. @throws Problem `not-found`, `already-decided` */
export const withdrawExtension = (agency: AgencyScope, of: OfDeal, approvalId: string): Promise<AskedApprovals> =>
  takeBack(agency, aboutOf(agency, of), approvalId);

/** What was asked for a deal, in that order. @throws Problem `not-found` */
export async function extensionsOf(agency: AgencyScope, of: OfDeal): Promise<AskedApprovals> {
  const deal = agency.from(deals, "extended");
  const [[found], items] = await agency.read(
    db
      .select({ id: deal.id })
      .from(deal)
      .where(and(eq(deal.id, of.dealId), sql`+${deal.campaignId} = ${of.campaignId}`)),
    askedAbout(agency, aboutOf(agency, of)),
  );
  if (!found) throw new Problem("not-found");

  return { items, next: null };
}

/** More days to sign as something to be approved: what is shown of it, and what becomes of the deal. */
export const extensionKind: Kind = {
  subject(scope, approvalId) {
    const approval = scope.from(approvals, "asked_extension");
    const deal = scope.from(deals, "to_extend");
    const asked = db
      .select({
        subject: approval.subject,
        effect: approval.effect,
        dealId: deal.id,
        state: deal.state,
        subscribedOn: deal.subscribedOn,
        signedOn: deal.signedOn,
        names: namesOf(scope, deal),
      })
      .from(approval)
      .crossJoin(deal)
      .where(and(eq(approval.id, approvalId), eq(deal.id, approval.subjectId)));

    return { queries: [asked], shown: (_, [rows]) => ({ extension: toDecide(rows as RowsOf<typeof asked>) }) };
  },

  decided(scope, { campaignId, subjectId: dealId, subject }, { state }) {
    if (state === "countered") throw invalidField("/outcome", "not-for-this");
    if (state === "returned") return { guards: [], writes: [] };
    const { signBy, extendTo } = subject;
    const deal = scope.from(deals, "extended_deal");
    const standing = and(eq(deal.id, dealId), ne(deal.state, "cancelled"));

    return {
      guards: [{ code: "deal-cancelled", holds: hasRow(deal, standing) }, ...movesNothingSettled(scope, { campaignId, dealId })],
      writes: [
        scope.update(deals, { extendedTo: extendTo, version: sql`version + 1` }, eq(deals.id, dealId)),
        touched(scope, groupOfDeal(scope, campaignId, dealId)),
      ],
      changes: [{ field: "extendedTo", from: signBy, to: extendTo }],
      leavesWork: true,
    };
  },
};

const aboutOf = (agency: AgencyScope, { campaignId, dealId }: OfDeal): About => ({
  kind: "deal-extension",
  campaignId,
  subjectId: dealId,
  path: `${dealPath(agency, campaignId, dealId)}/extensions`,
});

/** A deal with what its days to sign follow from. */
function datesOf(agency: AgencyScope, { campaignId, dealId }: OfDeal) {
  const deal = agency.from(deals, "to_sign");
  const version = agency.from(policyVersions, "of_deal");

  return db
    .select({
      building: deal.building,
      unitNumber: deal.unitNumber,
      subscribedOn: deal.subscribedOn,
      signedOn: deal.signedOn,
      cancelledOn: deal.cancelledOn,
      extendedTo: deal.extendedTo,
      version: deal.version,
      terms: version.terms,
    })
    .from(deal)
    .crossJoin(version)
    .where(and(eq(deal.id, dealId), sql`+${deal.campaignId} = ${campaignId}`, eq(version.id, deal.policyVersionId)));
}

/**
 * Guards that the deal's engagement is open, and that nothing settled would move were the deal to count from its signing
 * day; where it had counted from its subscription, from the day after its last day to sign.
 */
function movesNothingSettled(scope: Scope, { campaignId, dealId }: OfDeal): Guard[] {
  const engagement = scope.from(engagements, "open_engagement");
  const deal = scope.from(deals, "of_engagement");
  const of = (column: typeof deal.engagementId): SQL => sql`(select ${column} from ${deal} where ${deal.id} = ${dealId})`;
  const version = scope.from(policyVersions, "own_version");
  const ownLastDay = sql`date(${deal.subscribedOn}, '+' || (${version.terms} ->> '$.signWithinDays') || ' days')`;
  const countsAgainFrom = sql`(select iif(${version.terms} ->> '$.countBasis' = 'subscribed',
      date(max(${ownLastDay}, coalesce(${deal.extendedTo}, '')), '+1 day'), ${deal.signedOn})
    from ${deal} join ${version} on ${version.id} = ${deal.policyVersionId} where ${deal.id} = ${dealId})`;

  return [
    {
      code: "engagement-settled",
      holds: hasRow(engagement, and(eq(engagement.id, of(deal.engagementId)), isNull(engagement.settledOn))),
    },
    notSettledOn(scope, campaignId, rootOfDeal(scope, campaignId, dealId), countsAgainFrom),
  ];
}

/** The buyers' names in the order of the contract. The deal is one that this caller may see; of persons only masked names go out. */
const namesOf = (scope: Scope, deal: typeof deals): SQL<(string | null)[]> =>
  sql`(select json_group_array(name) from (select buyer.name from parties p cross join people buyer on buyer.agency_id = p.agency_id and buyer.id = p.person_id
    where p.agency_id = ${scope.id} and p.deal_id = ${deal.id} order by p.position))`.mapWith(JSON.parse) as SQL<(string | null)[]>;

interface AskedRow extends Omit<ExtensionToDecide, "buyer" | "buyers" | "signBy" | "extendTo"> {
  subject: { signBy?: string | undefined; extendTo?: string | undefined };
  names: (string | null)[];
}

function toDecide([row]: AskedRow[]): ExtensionToDecide | null {
  if (!row) return null;
  const { subject, names, ...deal } = row;
  const { signBy, extendTo } = subject;
  if (signBy === undefined || extendTo === undefined) return null;
  const [first = null] = names;

  return { ...deal, signBy, extendTo, buyer: first === null ? null : maskedName(first), buyers: names.length };
}
