import { and, desc, eq, gte, inArray, lte, ne, sql } from "drizzle-orm";
import { approvals } from "../../approvals/schema";
import type { Kind } from "../../approvals/store";
import { askingQueries, pendingAbout, putQuestion, takenBack } from "../../campaigns/asking";
import { campaigns } from "../../campaigns/schema";
import { campaignDetail, detailOf, notArchived } from "../../campaigns/store";
import { sampleHomesOf } from "../../campaigns/templates/templates";
import { fileToKeep, keep } from "../../files/store";
import { invalidField, Problem } from "../../http/problem";
import type { Language } from "../../i18n/names";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import { nearestInWindow } from "../../time/business-day";
import { mayBeSubmitted } from "../checking/rules";
import { compare } from "../comparing/rules";
import { homeOf } from "../facts/rules";
import { priceList, usualCategory } from "../pricelist/rules";
import { policyVersions } from "../schema";
import { checkIn, mayBeEdited } from "../versions/rules";
import { aboutVersion, campaignUnchanged, type FoundVersion, foundAgain, versionRow } from "../versions/store";
import { changesIn } from "../wording/changes/rules";
import { priceListIn } from "../wording/quotes/rules";
import type { Lexicon } from "../wording/rules";
import { termsIn } from "../wording/terms/rules";
import type { PolicyComparison, PolicySubmission, PolicyToDecide, SamplePrices } from "./contract";

/**
 * Sends a version to who decides: the developer of a linked project, else the agency's finance. What the self-check read
 * is what is sent, or nothing is.
 *
 * @throws Problem `version-not-draft`, `findings-open` with a place for each error, `deals-from-that-day`, `stale`, `conflict`, `campaign-not-open`
 */
export async function submitVersion(
  agency: AgencyScope,
  { campaignId, versionId, note, documentId }: PolicySubmission & { campaignId: string; versionId: string },
): Promise<FoundVersion> {
  const [found, own, link, [row], [document]] = await agency.read(
    ...askingQueries(agency, campaignId),
    versionRow(agency, campaignId, versionId),
    fileToKeep(agency, documentId ?? ""),
  );
  const campaign = detailOf(found);
  const { id, number, status, version, terms, effectiveFrom } = foundAgain(campaign, row).row.version;
  const homes = row?.homes ?? null;
  if (!mayBeEdited(status)) throw new Problem("version-not-draft");
  if (effectiveFrom === null) throw new Problem("findings-open", [{ pointer: "/effectiveFrom", code: "required" }]);
  const findings = checkIn(campaign, { terms, effectiveFrom }, homes);
  if (!mayBeSubmitted(findings)) throw new Problem("findings-open", placesOf(findings));
  if (documentId !== undefined && !link.length) throw invalidField("/documentId", "with-the-record");

  const question = putQuestion(agency, [found, own, link], {
    kind: "policy-version",
    campaignId,
    subjectId: id,
    subjectVersion: version + 1,
    subject: { number, effectiveFrom },
    note,
    documentId,
    template: "approval-submitted",
  });
  const kept = documentId === undefined ? nothingKept : keep(agency, document, "approval-document", "/documentId");
  const [submitted] = await agency.change({
    ...question,
    ...aboutVersion(agency, campaign, id, number),
    event: "policy.submitted",
    changes: [{ field: "status", from: status, to: "submitted" }],
    guards: [agency.at(policyVersions, id, version), ...question.guards, campaignUnchanged(agency, campaign), ...kept.guards],
    writes: [...kept.writes, moved(agency, id, "submitted"), ...question.writes],
    status: 200,
  });

  return foundAgain(campaign, submitted);
}

/** Takes a version back before anybody decided; it is a draft again. @throws Problem `wrong-state`, `already-decided` */
export async function withdrawVersion(agency: AgencyScope, campaignId: string, versionId: string): Promise<FoundVersion> {
  const [found, [row], [pending]] = await agency.read(
    campaignDetail(agency, campaignId),
    versionRow(agency, campaignId, versionId),
    pendingAbout(agency, versionId),
  );
  const campaign = detailOf(found);
  const { id, number, status, version } = foundAgain(campaign, row).row.version;
  if (status !== "submitted" || !pending) throw new Problem("wrong-state");

  const taken = takenBack(agency, pending);
  const [withdrawn] = await agency.change({
    ...aboutVersion(agency, campaign, id, number),
    event: "policy.withdrawn",
    changes: [{ field: "status", from: status, to: "draft" }],
    guards: [...taken.guards, agency.at(policyVersions, id, version), notArchived(agency, campaignId)],
    writes: [...taken.writes, moved(agency, id, "draft")],
    outgoing: taken.outgoing,
    status: 200,
  });

  return foundAgain(campaign, withdrawn);
}

/**
 * Publishes an approved version from its effective-from day. Published versions that would start on that day or later
 * are superseded: they never price a day.
 *
 * @throws Problem `wrong-state`, `conflict` when another version was published meanwhile, `deals-from-that-day`, `campaign-not-open`
 */
export async function publishVersion(agency: AgencyScope, campaignId: string, versionId: string): Promise<FoundVersion> {
  const { now } = agency.facts;
  const subject = agency.from(policyVersions, "subject");
  const later = agency.from(policyVersions, "later");
  const from = db.select({ day: subject.effectiveFrom }).from(subject).where(eq(subject.id, versionId));
  const [found, [row], replaced] = await agency.read(
    campaignDetail(agency, campaignId),
    versionRow(agency, campaignId, versionId),
    db
      .select({ id: later.id, number: later.number })
      .from(later)
      .where(and(eq(later.campaignId, campaignId), eq(later.status, "published"), gte(later.effectiveFrom, sql`${from}`))),
  );
  const campaign = detailOf(found);
  const { id, number, status, effectiveFrom, version } = foundAgain(campaign, row).row.version;
  if (status !== "approved" || effectiveFrom === null) throw new Problem("wrong-state");

  const [published] = await agency.change({
    ...aboutVersion(agency, campaign, id, number),
    event: "policy.published",
    changes: [
      { field: "status", from: status, to: "published" },
      ...replaced.map((other) => ({ field: `#${other.number}/status`, from: "published", to: "superseded" })),
    ],
    guards: [
      { ...agency.at(policyVersions, id, version), code: "wrong-state" },
      notArchived(agency, campaignId),
      replacesOnly(agency, campaignId, effectiveFrom, replaced),
    ],
    writes: [
      ...replaced.map((other) => moved(agency, other.id, "superseded")),
      agency.update(policyVersions, { status: "published", publishedAt: now, version: sql`version + 1` }, eq(policyVersions.id, id)),
    ],
    status: 200,
  });

  return foundAgain(campaign, published);
}

/** Two versions of one campaign, in sentences. @throws Problem `not-found` */
export async function compareVersions(
  agency: AgencyScope,
  campaignId: string,
  [beforeId, afterId]: [before: string, after: string],
): Promise<PolicyComparison> {
  const version = agency.from(policyVersions);
  const [found, rows] = await agency.read(
    campaignDetail(agency, campaignId),
    db
      .select({ id: version.id, number: version.number, terms: version.terms })
      .from(version)
      .where(and(eq(version.campaignId, campaignId), inArray(version.id, [beforeId, afterId]))),
  );
  const campaign = detailOf(found);
  const [before, after] = [beforeId, afterId].map((id) => rows.find((row) => row.id === id));
  if (!before || !after) throw new Problem("not-found");

  return comparisonOf(before, after, { language: agency.facts.language, catalogue: campaign.catalogue });
}

/** A version as something to be approved: what is shown of it, and what becomes of it. */
export const policyVersionKind: Kind = {
  subject(scope, approvalId) {
    const [asked, before] = toDecide(scope, approvalId);

    return {
      queries: [asked, before],
      shown: (language, [found, inForce]) => ({
        policy: toDecideIn(language, found as RowsOf<typeof asked>, inForce as RowsOf<typeof before>),
      }),
    };
  },

  decided(scope, approval, { state }) {
    if (state === "countered") throw invalidField("/outcome", "not-for-this");

    return {
      guards: [{ ...scope.at(policyVersions, approval.subjectId, approval.subjectVersion), code: "conflict" }],
      writes: [scope.update(policyVersions, { status: state, version: sql`version + 1` }, eq(policyVersions.id, approval.subjectId))],
    };
  },
};

/** The queries for what is to be decided: the version with its campaign, and the one that would be in force without it. */
function toDecide(scope: Scope, approvalId: string) {
  const approval = scope.from(approvals, "asked");
  const campaign = scope.from(campaigns);
  const version = scope.from(policyVersions);
  const before = scope.from(policyVersions, "before");
  const subject = db.select({ id: approval.subjectId }).from(approval).where(eq(approval.id, approvalId));
  const asked = eq(version.id, sql`${subject}`);
  // Crossed, not joined: SQLite then keeps this order, one version first, however hard a source is to judge.
  const inForce = and(
    eq(before.campaignId, version.campaignId),
    eq(before.status, "published"),
    lte(before.effectiveFrom, version.effectiveFrom),
    ne(before.id, version.id),
  );

  return [
    db
      .select({
        id: version.id,
        number: version.number,
        effectiveFrom: version.effectiveFrom,
        terms: version.terms,
        catalogue: campaign.catalogue,
        startsOn: campaign.startsOn,
        endsOn: campaign.endsOn,
        template: campaign.template,
      })
      .from(version)
      .crossJoin(campaign)
      .where(and(asked, eq(campaign.id, version.campaignId))),
    db
      .select({ id: before.id, number: before.number, terms: before.terms })
      .from(version)
      .crossJoin(before)
      .where(and(asked, inForce))
      .orderBy(desc(before.effectiveFrom))
      .limit(1),
  ] as const;
}

type ToDecide = ReturnType<typeof toDecide>;

/** @throws Problem `not-found` */
function toDecideIn(language: Language, [found]: RowsOf<ToDecide[0]>, [before]: RowsOf<ToDecide[1]>): PolicyToDecide {
  if (!found || found.effectiveFrom === null) throw new Problem("not-found");
  const { id, number, effectiveFrom, terms, catalogue, startsOn, endsOn } = found;

  return {
    versionId: id,
    number,
    effectiveFrom,
    terms,
    sections: termsIn({ language, catalogue }, terms),
    catalogue,
    startsOn,
    endsOn,
    comparison: before ? comparisonOf(before, found, { language, catalogue }) : null,
    samplePrices: samplePricesOf({ ...found, effectiveFrom }, { language, catalogue }),
  };
}

type Priced = Pick<RowsOf<ToDecide[0]>[number], "terms" | "template" | "startsOn" | "endsOn"> & { effectiveFrom: string };

function samplePricesOf({ terms, template, effectiveFrom, startsOn, endsOn }: Priced, lexicon: Lexicon): SamplePrices | null {
  const { catalogue } = lexicon;
  const [home] = sampleHomesOf(template);
  const category = usualCategory(terms, catalogue);
  const paymentMethods = catalogue.paymentMethods.map(({ code }) => code);
  if (!home || category === undefined || !paymentMethods.length) return null;
  const on = nearestInWindow(effectiveFrom, startsOn, endsOn);
  const priceable = homeOf({ ...home, product: home.product ?? undefined });
  const priced = priceList(terms, priceable, { category, credential: null, on }, paymentMethods);

  return { home, category, on, tables: priceListIn(lexicon, terms, priceable, priced) };
}

type Compared = Pick<typeof policyVersions.$inferSelect, "id" | "number" | "terms">;

function comparisonOf(before: Compared, after: Compared, lexicon: Parameters<typeof changesIn>[0]): PolicyComparison {
  return {
    before: { id: before.id, number: before.number },
    after: { id: after.id, number: after.number },
    items: changesIn(lexicon, compare(before.terms, after.terms)),
  };
}

const nothingKept: { guards: Guard[]; writes: Write[] } = { guards: [], writes: [] };

const moved = (agency: AgencyScope, id: string, status: "draft" | "submitted" | "superseded") =>
  agency.update(policyVersions, { status, updatedAt: agency.facts.now, version: sql`version + 1` }, eq(policyVersions.id, id));

const placesOf = (findings: ReturnType<typeof checkIn>) =>
  findings.filter(({ severity }) => severity === "error").map(({ pointer }) => ({ pointer, code: "finding" }));

/** A guard that no other version would have to be superseded than those that were found. */
function replacesOnly(agency: AgencyScope, campaignId: string, effectiveFrom: string, found: { id: string }[]): Guard {
  const other = agency.from(policyVersions);
  const known = JSON.stringify(found.map(({ id }) => id));
  const unseen = and(
    eq(other.campaignId, campaignId),
    eq(other.status, "published"),
    gte(other.effectiveFrom, effectiveFrom),
    sql`${other.id} not in (select value from json_each(${known}))`,
  );

  return { code: "conflict", holds: sql`not ${hasRow(other, unseen)}` };
}
