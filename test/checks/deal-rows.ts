import { plan2008Catalogue } from "../../src/campaigns/templates/plan-2008";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { type BenefitsInputs, type BenefitsWords, benefitsOf } from "../../src/settlement/benefits/rules";
import { type OfferInputs, offerOf } from "../../src/settlement/offers/rules";
import { local, longAgo, subjectOf } from "./rows";

/** What the offer of the subscribed home was reckoned from. */
const offered = (agency: string): OfferInputs => ({
  building: agency,
  unitNumber: "0903",
  home: { listPriceFen: 44_200_000, areaCentiSqm: 13_000, product: "top-apartment" },
  buyer: { category: "chamber", paymentMethod: "lump-sum", credential: null, on: "2008-06-01" },
  units: 1,
  counts: true,
  leastUnits: 1,
  specials: [],
  isMember: false,
});

const promised: BenefitsInputs = { category: "chamber", credential: "teacher", from: "2008-05-29", until: "2008-07-15" };

/** The names that a confirmation of benefits was issued with. */
const named = (agency: string): BenefitsWords => ({
  catalogue: plan2008Catalogue,
  agencyName: `代理 ${agency}`,
  developerName: `開發商 ${agency}`,
  projectName: `樓盤 ${agency}`,
  campaignName: `活動 ${agency}`,
  accountName: `單位 ${agency}`,
  startsOn: "2008-05-15",
  endsOn: "2008-07-15",
});

/**
 * What an agency sells in its first campaign: a chamber with a key person, a home subscribed and one signed; and two more
 * engagements, one whose first visit waits to be confirmed and one that nobody has visited.
 */
export function dealRows(at: D1Database, agency: string, developer: string): D1PreparedStatement[] {
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const asked = (id: string, kind: string, campaign: string, subjectId: string, days: object) =>
    q(
      "insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, maker_id, maker_name, note, submitted_at) values (?, ?, ?, ?, ?, 1, ?, 'developer', ?, 'maker', ?, ?, ?)",
      agency,
      id,
      kind,
      campaign,
      subjectId,
      JSON.stringify({ ...subjectOf(agency, 1), effectiveFrom: undefined, about: `商會 ${agency}`, ...days }),
      developer,
      `經辦人 ${agency}`,
      `漏記 ${agency}`,
      longAgo,
    );
  const group = (campaign: string) =>
    q(
      "insert into counting_groups (agency_id, campaign_id, root_id, version, settled_version) values (?, ?, ?, 1, 1)",
      agency,
      campaign,
      local.account,
    );
  const engagement = (id: string, campaign: string) =>
    q(
      "insert into engagements (agency_id, id, campaign_id, account_id, category, root_id, created_by, created_at) values (?, ?, ?, ?, 'chamber', ?, 'maker', ?)",
      agency,
      id,
      campaign,
      local.account,
      local.account,
      longAgo,
    );
  const visit = (id: string, campaign: string, confirmedBy: string | null) =>
    q(
      "insert into first_visits (agency_id, campaign_id, engagement_id, person_id, post, visited_on, reported_by, reported_by_name, reported_at, confirmed_by, confirmed_by_name, confirmed_at) values (?, ?, ?, ?, ?, '2008-05-20', 'maker', ?, ?, ?, ?, ?)",
      agency,
      campaign,
      id,
      local.person,
      `工會主席 ${agency}`,
      `經辦人 ${agency}`,
      longAgo,
      confirmedBy,
      confirmedBy && `統籌人 ${agency}`,
      confirmedBy && longAgo,
    );
  const deal = (
    id: string,
    unit: string,
    number: string,
    signedOn: string | null,
    [campaign, engaged, version] = [local.linkedCampaign, local.engagement, local.published],
  ) =>
    q(
      "insert into deals (agency_id, id, campaign_id, engagement_id, account_id, unit_id, building, unit_number, product, area_centi_sqm, list_price_fen, policy_version_id, policy_number, category, payment_method, credential, seller_id, seller_name, state, subscribed_on, signed_on, contract_number, contract_price_fen, created_by, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'top-apartment', 13000, 44200000, ?, 1, 'chamber', 'lump-sum', 'teacher', 'maker', ?, ?, '2008-06-01', ?, ?, ?, 'maker', ?)",
      agency,
      id,
      campaign,
      engaged,
      local.account,
      unit,
      agency,
      number,
      version,
      `經辦人 ${agency}`,
      signedOn ? "signed" : "subscribed",
      signedOn,
      signedOn && `合同 ${number} ${agency}`,
      signedOn && 43_316_000,
      longAgo,
    );
  const party = (dealId: string) =>
    q("insert into parties values (?, ?, ?, ?, 1, 10000)", agency, local.linkedCampaign, dealId, local.stranger);
  const entry = (id: string, kind: string, state: string) =>
    q(
      "insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, state, reported_by, reported_by_name, reported_at, decided_by, decided_by_name, decided_at) values (?, ?, ?, ?, ?, 'first-instalment', 13000000, '2008-06-03', ?, 'maker', ?, ?, ?, ?, ?)",
      agency,
      local.linkedCampaign,
      id,
      local.signedDeal,
      kind,
      state,
      `經辦人 ${agency}`,
      longAgo,
      ...(state === "reported" ? [null, null, null] : ["maker", `經辦人 ${agency}`, longAgo]),
    );

  const paper = (id: string, number: number, person: string, confirmedOn: string | null) =>
    q(
      "insert into benefits (agency_id, campaign_id, id, engagement_id, person_id, number, policy_version_id, policy_number, state, issued_on, expires_on, transferable, inputs, result, words, engine_revision, issued_by, issued_by_name, issued_at, confirmed_on, document_number, confirmed_by, confirmed_by_name, confirmed_at) values (?, ?, ?, ?, ?, ?, ?, 1, ?, '2008-05-29', '2008-07-15', 'family', ?, ?, ?, 1, 'maker', ?, ?, ?, ?, ?, ?, ?)",
      agency,
      local.linkedCampaign,
      id,
      local.engagement,
      person,
      number,
      local.published,
      confirmedOn ? "confirmed" : "issued",
      JSON.stringify(promised),
      JSON.stringify(benefitsOf(plan2008Terms, promised)),
      JSON.stringify(named(agency)),
      `經辦人 ${agency}`,
      longAgo,
      ...(confirmedOn ? [confirmedOn, `YH ${agency}`, "maker", `經辦人 ${agency}`, longAgo] : [null, null, null, null, null]),
    );

  const claim = (id: string, state: string, [campaign, engaged] = [local.linkedCampaign, local.engagement]) =>
    q(
      "insert into claims (agency_id, campaign_id, id, engagement_id, account_id, person_id, gross_fen, state, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at, approved_by, approved_by_name, approved_at) values (?, ?, ?, ?, ?, ?, 100000, ?, 'maker', ?, 'maker', ?, ?, ?, ?, ?)",
      agency,
      campaign,
      id,
      engaged,
      local.account,
      local.person,
      state,
      `陪同人 ${agency}`,
      `經辦人 ${agency}`,
      longAgo,
      ...(state === "approved" ? ["checker", `統籌人 ${agency}`, longAgo] : [null, null, null]),
    );
  const reward = (id: string, claimId: string | null) =>
    q(
      "insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, units, success_on, claimable_from, posted_on, claim_id) values (?, ?, ?, ?, ?, ?, 'returned', 100000, 1, '2008-06-05', '2008-06-10', '2008-06-05', ?)",
      agency,
      local.linkedCampaign,
      id,
      local.engagement,
      local.person,
      local.signedDeal,
      claimId,
    );

  return [
    ...[local.linkedCampaign, local.aloneCampaign, local.draftCampaign].map(group),
    engagement(local.engagement, local.linkedCampaign),
    engagement(local.visited, local.draftCampaign),
    engagement(local.unvisited, local.aloneCampaign),
    q(
      "insert into counting_groups (agency_id, campaign_id, root_id, version, settled_version) values (?, ?, ?, 1, 1)",
      agency,
      local.draftCampaign,
      local.branch,
    ),
    q(
      "insert into engagements (agency_id, id, campaign_id, account_id, category, root_id, settled_on, settled_by, created_by, created_at) values (?, ?, ?, ?, 'factory', ?, '2008-07-22', 'maker', 'maker', ?)",
      agency,
      local.closed,
      local.draftCampaign,
      local.branch,
      local.branch,
      longAgo,
    ),
    q(
      "insert into counting_groups (agency_id, campaign_id, root_id, version, settled_version) values (?, ?, ?, 1, 1)",
      agency,
      local.linkedCampaign,
      local.settledAccount,
    ),
    q(
      "insert into engagements (agency_id, id, campaign_id, account_id, category, root_id, settled_on, settled_by, created_by, created_at) values (?, ?, ?, ?, 'factory', ?, '2008-07-22', 'maker', 'maker', ?)",
      agency,
      local.toApprove,
      local.linkedCampaign,
      local.settledAccount,
      local.settledAccount,
      longAgo,
    ),
    visit(local.engagement, local.linkedCampaign, "checker"),
    visit(local.visited, local.draftCampaign, null),
    q(
      "insert into recognitions (agency_id, campaign_id, id, engagement_id, person_id, post, from_day, recorded_by, recorded_by_name, recorded_at) values (?, ?, ?, ?, ?, ?, '2008-05-20', 'checker', ?, ?)",
      agency,
      local.linkedCampaign,
      local.recognition,
      local.engagement,
      local.person,
      `工會主席 ${agency}`,
      `統籌人 ${agency}`,
      longAgo,
    ),
    q(
      "insert into referrals (agency_id, campaign_id, id, engagement_id, referrer_id, person_id, referred_on, evidence, recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, '2008-05-28', 'roster', 'maker', ?)",
      agency,
      local.linkedCampaign,
      local.referral,
      local.engagement,
      local.person,
      local.stranger,
      longAgo,
    ),
    deal(local.deal, local.subscribedUnit, "0903", null),
    deal(local.signedDeal, local.signedUnit, "0904", "2008-06-03"),
    deal(local.aloneDeal, local.aloneUnit, "0905", "2008-06-03", [local.aloneCampaign, local.unvisited, local.alonePublished]),
    q(
      "insert into offers (agency_id, campaign_id, id, deal_id, number, policy_version_id, issued_on, sign_by, inputs, result, units, payable_fen, engine_revision, issued_by, issued_by_name, issued_at) values (?, ?, ?, ?, 1, ?, '2008-06-02', '2008-06-08', ?, ?, 1, 43316000, 1, 'maker', ?, ?)",
      agency,
      local.linkedCampaign,
      local.offer,
      local.deal,
      local.published,
      JSON.stringify(offered(agency)),
      JSON.stringify(offerOf(plan2008Terms, offered(agency))),
      `經辦人 ${agency}`,
      longAgo,
    ),
    paper(local.benefits, 1, local.person, null),
    paper(local.usedBenefits, 2, local.stranger, "2008-05-30"),
    party(local.deal),
    party(local.signedDeal),
    asked(local.extension, "deal-extension", local.linkedCampaign, local.signedDeal, { signBy: "2008-06-08", extendTo: "2008-06-10" }),
    asked(local.reopening, "engagement-reopening", local.draftCampaign, local.visited, { settledOn: "2008-07-22" }),
    q(
      "insert into attributions (agency_id, campaign_id, deal_id, user_id, user_name, share_bps) values (?, ?, ?, 'maker', ?, 10000)",
      agency,
      local.linkedCampaign,
      local.signedDeal,
      `經辦人 ${agency}`,
    ),
    q(
      "insert into proofs (agency_id, campaign_id, id, deal_id, kind, submitted_by, submitted_by_name, submitted_at) values (?, ?, ?, ?, 'chamber-roll', 'maker', ?, ?)",
      agency,
      local.linkedCampaign,
      local.proof,
      local.signedDeal,
      `經辦人 ${agency}`,
      longAgo,
    ),
    q(
      "insert into supplements (agency_id, campaign_id, id, deal_id, kind, signed_on, document_number, change, recorded_by, recorded_by_name, recorded_at) values (?, ?, 'supplement-price', ?, 'price', '2008-06-10', 'BC-00', '[]', 'maker', ?, ?)",
      agency,
      local.linkedCampaign,
      local.signedDeal,
      `經辦人 ${agency}`,
      longAgo,
    ),
    entry(`${local.entry}-due`, "due", "confirmed"),
    entry(local.entry, "receipt", "reported"),
    q(
      "insert into price_lines (agency_id, campaign_id, id, deal_id, kind, amount_fen, posted_on, state) values (?, ?, 'line-base', ?, 'base', 43316000, '2008-06-03', 'final')",
      agency,
      local.linkedCampaign,
      local.signedDeal,
    ),
    q(
      "insert into price_lines (agency_id, campaign_id, id, deal_id, kind, amount_fen, posted_on, state) values (?, ?, ?, ?, 'adjustment', -100, '2008-06-03', 'final')",
      agency,
      local.linkedCampaign,
      local.finalLine,
      local.signedDeal,
    ),
    q(
      "insert into recipients (agency_id, person_id, status, decision, reason, decided_by, decided_by_name, decided_at) values (?, ?, 'self-employed', 'allowed', ?, 'checker', ?, ?)",
      agency,
      local.person,
      `自營 ${agency}`,
      `合規 ${agency}`,
      longAgo,
    ),
    claim(local.claim, "claimed"),
    claim(local.approvedClaim, "approved"),
    claim(local.aloneClaim, "approved", [local.aloneCampaign, local.unvisited]),
    reward("reward-free", null),
    reward("reward-claimed", local.claim),
    reward("reward-approved", local.approvedClaim),
    q(
      "insert into reward_holds (agency_id, campaign_id, id, engagement_id, reason, held_by, held_by_name, held_at) values (?, ?, 'hold-closed', ?, ?, 'maker', ?, ?)",
      agency,
      local.draftCampaign,
      local.closed,
      `證件待查 ${agency}`,
      `經辦人 ${agency}`,
      longAgo,
    ),
    q(
      "insert into deal_prices (agency_id, campaign_id, deal_id, standing, why, units, payable_fen, open_fen, stops_at_floor, group_version) values (?, ?, ?, 'alone', 'membership-not-checked', 1, 43316000, 0, 0, 1)",
      agency,
      local.linkedCampaign,
      local.signedDeal,
    ),
  ];
}
