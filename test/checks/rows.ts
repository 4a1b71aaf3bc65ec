import { env } from "cloudflare:workers";
import { plan2008Catalogue, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { newAgencyKey } from "../../src/secrets/agency-key";
import { importRows } from "./import-rows";

/** The same in every agency of a world: nothing but the tenant keeps them apart. */
export const local = {
  linkedCampaign: "campaign-linked",
  aloneCampaign: "campaign-alone",
  draftCampaign: "campaign-draft",
  group: "group-busy",
  idleGroup: "group-idle",
  looseFile: "file-loose",
  draft: "version-draft",
  returned: "version-returned",
  submitted: "version-submitted",
  approved: "version-approved",
  published: "version-published",
  aloneSubmitted: "version-alone-submitted",
  alonePublished: "version-alone-published",
  pending: "approval-pending",
  alonePending: "approval-alone-pending",
  session: "session-other",
  person: "person-known",
  stranger: "person-stranger",
  account: "account-chamber",
  branch: "account-branch",
  contact: "contact-chairman",
  receivingImport: "import-receiving",
  checkedImport: "import-checked",
  committedImport: "import-committed",
  unit: "unit-available",
  withheldUnit: "unit-withheld",
  subscribedUnit: "unit-subscribed",
  signedUnit: "unit-signed",
  engagement: "engagement-chamber",
  visited: "engagement-visited",
  unvisited: "engagement-unvisited",
  closed: "engagement-closed",
  toApprove: "engagement-to-approve",
  settledAccount: "account-settled",
  finalLine: "line-final",
  recognition: "recognition-first",
  referral: "referral-first",
  deal: "deal-subscribed",
  signedDeal: "deal-signed",
  aloneDeal: "deal-alone",
  aloneUnit: "unit-alone",
  claim: "claim-claimed",
  approvedClaim: "claim-approved",
  aloneClaim: "claim-alone",
  proof: "proof-waiting",
  entry: "entry-reported",
  special: "special-pending",
  counteredSpecial: "special-countered",
  offer: "offer-issued",
  extension: "approval-pending-extension",
  reopening: "approval-pending-reopening",
  benefits: "benefits-issued",
  usedBenefits: "benefits-used",
  recovery: "reward-recovery",
  writeOff: "write-off-pending",
  typed: "recognition-typed",
  formCampaign: "campaign-forms",
  form: "form-draft",
  openForm: "form-open",
  closedForm: "form-closed",
  tag: "gate",
  slot: "slot-booked",
  freeSlot: "slot-free",
  booking: "booking-first",
  correction: "correction-pending",
  correctionApproval: "approval-pending-correction",
};

export const longAgo = Date.parse("2008-05-20T02:00:00Z");

/** Ids that are the directory's, so one of a kind. Local ids are the same in every agency: `local` above. */
export interface Ids {
  linkedProject: string;
  aloneProject: string;
  developerProject: string;
  offeredToAgency: string;
  offeredToDeveloper: string;
  acceptedLink: string;
  invitation: string;
  developerInvitation: string;
}

/** The plan's words, and a one-off payment that is to be in within a month. */
const withDays = {
  ...plan2008Catalogue,
  paymentMethods: plan2008Catalogue.paymentMethods.map((method) => ({
    ...method,
    ...(method.code === "lump-sum" ? { paidWithinDays: 30 } : {}),
  })),
};

/** The plan's own words and terms with the owner behind each. */
const ofOwner = (plan: unknown, owner: string) =>
  JSON.stringify(plan, (key, value) => (key === "zh-Hant" && typeof value === "string" ? `${value} ${owner}` : value));

export const subjectOf = (agency: string, number: number) => ({
  agencyName: `代理 ${agency}`,
  campaignName: `活動 ${agency}`,
  projectName: `樓盤 ${agency}`,
  number,
  effectiveFrom: "2008-06-01",
});

/** One line of a tenant's audit list. */
export function auditRow(at: D1Database, tenant: string): D1PreparedStatement {
  return at
    .prepare("insert into audit values (?, ?, ?, 'maker', ?, 'agency', 'group.added', 'group', ?, ?, '[]', 'request')")
    .bind(tenant, `audit-${tenant}`, longAgo, `經辦人 ${tenant}`, local.group, `小組 ${tenant}`);
}

/**
 * One agency's rows (its approvals name the developer even where no link lets it in): a campaign with a linked developer,
 * one without, a draft; a version in every state.
 *
 * @param linked its projects and links as the directory has them; null where the directory has none of them
 */
export function agencyRows(at: D1Database, agency: string, developer: string, linked: Ids | null): D1PreparedStatement[] {
  const [linkedProject, aloneProject] = [linked?.linkedProject ?? `${agency}-p1`, linked?.aloneProject ?? `${agency}-p2`];
  const [catalogue, terms] = [ofOwner(withDays, agency), ofOwner(plan2008Terms, agency)];
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const insertCampaign = (id: string, projectId: string, status: string) =>
    q(
      "insert into campaigns (agency_id, id, name, project_id, status, starts_on, ends_on, zone, backdate_days, catalogue, template, created_at) values (?, ?, ?, ?, ?, ?, ?, 'Asia/Shanghai', 3, ?, 'plan-2008', ?)",
      agency,
      id,
      `活動 ${id} ${agency}`,
      projectId,
      status,
      plan2008Window.startsOn,
      plan2008Window.endsOn,
      catalogue,
      longAgo,
    );
  const insertVersion = (id: string, campaignId: string, number: number, status: string, effectiveFrom: string) =>
    q(
      "insert into policy_versions (agency_id, id, campaign_id, number, status, effective_from, terms, created_by, created_at, updated_at, published_at) values (?, ?, ?, ?, ?, ?, ?, 'maker', ?, ?, ?)",
      agency,
      id,
      campaignId,
      number,
      status,
      effectiveFrom,
      terms,
      longAgo,
      longAgo,
      status === "published" ? longAgo : null,
    );
  const insertApproval = (id: string, campaignId: string, versionId: string, number: number, state: string, decider: string | null) =>
    q(
      "insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, state, maker_id, maker_name, submitted_at, decided_at, decided_by, decided_by_name, remark) values (?, ?, 'policy-version', ?, ?, 1, ?, ?, ?, ?, 'maker', ?, ?, ?, ?, ?, ?)",
      agency,
      id,
      campaignId,
      versionId,
      JSON.stringify(subjectOf(agency, number)),
      decider ? "developer" : "agency",
      decider,
      state,
      `送審人 ${agency}`,
      longAgo,
      state === "pending" ? null : longAgo,
      state === "pending" ? null : "checker",
      state === "pending" ? null : `審批人 ${agency}`,
      state === "returned" ? `請把檔位改低一點 ${agency}` : null,
    );
  const linkCopy = (id: string, projectId: string, offeredBy: string, state: string) =>
    q(
      "insert into links (agency_id, id, project_id, project_name, developer_id, developer_name, offered_by, state, offered_at, decided_at, version) values (?, ?, ?, ?, ?, '尚格', ?, ?, ?, null, 1)",
      agency,
      id,
      projectId,
      `樓盤 ${agency}`,
      developer,
      offeredBy,
      state,
      longAgo,
    );
  const projectCopy = (id: string, developerId: string | null) =>
    q(
      "insert into projects (agency_id, id, name, developer_id, developer_name, zone, version) values (?, ?, ?, ?, '尚格', 'Asia/Shanghai', 1)",
      agency,
      id,
      `樓盤 ${id} ${agency}`,
      developerId,
    );

  return [
    auditRow(at, agency),
    projectCopy(linkedProject, linked ? developer : null),
    projectCopy(aloneProject, null),
    ...(linked
      ? [
          linkCopy(linked.acceptedLink, linkedProject, "agency", "accepted"),
          linkCopy(linked.offeredToAgency, linked.developerProject, "developer", "offered"),
          linkCopy(linked.offeredToDeveloper, aloneProject, "agency", "offered"),
        ]
      : []),
    q("update agencies set consultant_sight = 'group' where id = ?", agency),
    ...[local.group, local.idleGroup].map((id) =>
      q("insert into groups (agency_id, id, name, created_at) values (?, ?, ?, ?)", agency, id, `小組 ${id} ${agency}`, longAgo),
    ),
    insertCampaign(local.linkedCampaign, linkedProject, "running"),
    insertCampaign(local.aloneCampaign, aloneProject, "running"),
    insertCampaign(local.draftCampaign, aloneProject, "draft"),
    q("insert into campaign_groups (agency_id, campaign_id, group_id) values (?, ?, ?)", agency, local.linkedCampaign, local.group),
    insertVersion(local.published, local.linkedCampaign, 1, "published", "2008-05-15"),
    insertVersion(local.returned, local.linkedCampaign, 2, "returned", "2008-06-01"),
    insertVersion(local.submitted, local.linkedCampaign, 3, "submitted", "2008-06-01"),
    insertVersion(local.approved, local.linkedCampaign, 4, "approved", "2008-06-10"),
    insertVersion(local.draft, local.linkedCampaign, 5, "draft", "2008-06-20"),
    insertVersion(local.alonePublished, local.aloneCampaign, 1, "published", "2008-05-15"),
    insertVersion(local.aloneSubmitted, local.aloneCampaign, 2, "submitted", "2008-06-01"),
    insertVersion(`${local.alonePublished}-2`, local.draftCampaign, 1, "published", "2008-05-15"),
    insertApproval(`${local.pending}-returned`, local.linkedCampaign, local.returned, 2, "returned", developer),
    insertApproval(local.pending, local.linkedCampaign, local.submitted, 3, "pending", developer),
    insertApproval(`${local.pending}-approved`, local.linkedCampaign, local.approved, 4, "approved", developer),
    insertApproval(local.alonePending, local.aloneCampaign, local.aloneSubmitted, 2, "pending", null),
    q(
      "insert into files (agency_id, id, purpose, name, type, size, sha256, state, created_by, created_at) values (?, ?, 'approval-document', ?, 'application/pdf', 9, 'x', 'loose', 'finance', ?)",
      agency,
      local.looseFile,
      `批覆 ${agency}.pdf`,
      Date.now(),
    ),
  ];
}

/** Five units of the agency's first project, in a building of the owner's name. */
export function unitRows(at: D1Database, agency: string, linked: Ids | null): D1PreparedStatement[] {
  const unit = (id: string, number: string, state: string, dealId: string | null = null) =>
    at
      .prepare(
        "insert into units (agency_id, id, project_id, building, floor, number, product, layout, area_centi_sqm, price_per_sqm_fen, list_total_fen, state, deal_id, created_at) values (?, ?, ?, ?, 9, ?, 'top-apartment', ?, 13000, 340000, 44200000, ?, ?, ?)",
      )
      .bind(agency, id, linked?.linkedProject ?? `${agency}-p1`, agency, number, `三房 ${agency}`, state, dealId, longAgo);

  return [
    unit(local.unit, "0901", "available"),
    unit(local.withheldUnit, "0902", "withheld"),
    unit(local.subscribedUnit, "0903", "subscribed", local.deal),
    unit(local.signedUnit, "0904", "signed", local.signedDeal),
    unit(local.aloneUnit, "0905", "signed", local.aloneDeal),
  ];
}

/** The people and accounts of an agency: one who is a contact, one who is nobody's yet. Both have the owner's name behind theirs. */
export async function peopleRows(at: D1Database, agency: string): Promise<D1PreparedStatement[]> {
  const { number, wrapped } = await newAgencyKey(env, agency);
  const imported = await importRows(at, agency, wrapped);
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const person = (id: string) =>
    q(
      "insert into people (agency_id, id, name, key_number, created_at) values (?, ?, ?, 1, ?)",
      agency,
      id,
      `買方 ${id} ${agency}`,
      longAgo,
    );
  const account = (id: string, parent: string | null) =>
    q(
      "insert into accounts (agency_id, id, name, folded_name, parent_id, created_by, created_at) values (?, ?, ?, ?, ?, 'maker', ?)",
      agency,
      id,
      `單位 ${id} ${agency}`,
      `單位${id}${agency}`,
      parent,
      longAgo,
    );

  return [
    q("insert into agency_keys values (?, ?, ?, ?)", agency, number, wrapped, longAgo),
    person(local.person),
    person(local.stranger),
    account(local.account, null),
    account(local.branch, local.account),
    account(local.settledAccount, null),
    q(
      "insert into contacts (agency_id, id, account_id, person_id, post, is_listed_post, created_at) values (?, ?, ?, ?, ?, 1, ?)",
      agency,
      local.contact,
      local.account,
      local.person,
      `工會主席 ${agency}`,
      longAgo,
    ),
    ...imported,
  ];
}
