import { local, longAgo, subjectOf } from "./rows";

/**
 * What waits for a yes besides prices: in the first campaign the write-off of one of two recoveries of somebody who was
 * paid, in the second a correction of the later of two key persons recorded just now.
 */
export function askedRows(at: D1Database, agency: string, developer: string): D1PreparedStatement[] {
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const reward = (id: string, kind: string, amountFen: number, recovers: string | null, claim: string | null) =>
    q(
      "insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, recovers_id, posted_on, claim_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, '2008-06-05', ?)",
      agency,
      local.linkedCampaign,
      id,
      local.engagement,
      local.stranger,
      local.signedDeal,
      kind,
      amountFen,
      recovers,
      claim,
    );
  const recognition = (id: string, from: string, until: string | null) =>
    q(
      "insert into recognitions (agency_id, campaign_id, id, engagement_id, person_id, post, from_day, until_day, recorded_by, recorded_by_name, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'checker', ?, ?)",
      agency,
      local.aloneCampaign,
      id,
      local.unvisited,
      local.stranger,
      `秘書長 ${agency}`,
      from,
      until,
      `統籌人 ${agency}`,
      Date.now(),
    );
  const approval = (kind: string, campaign: string, subjectId: string, id: string, decider: string | null, document: string | null) =>
    q(
      "insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, maker_id, maker_name, submitted_at, document_id) values (?, ?, ?, ?, ?, 1, ?, ?, ?, 'maker', ?, ?, ?)",
      agency,
      id,
      kind,
      campaign,
      subjectId,
      JSON.stringify({ ...subjectOf(agency, 1), effectiveFrom: undefined, about: `商會 ${agency}` }),
      decider ? "developer" : "agency",
      decider,
      `經辦人 ${agency}`,
      longAgo,
      document,
    );

  return [
    q(
      "insert into claims (agency_id, campaign_id, id, engagement_id, account_id, person_id, gross_fen, tax_fen, offset_fen, cash_fen, state, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at, approved_by, approved_by_name, approved_at, paid_by, paid_by_name, paid_at, paid_on, receipt_number) values (?, ?, 'claim-paid', ?, ?, ?, 200000, 0, 0, 200000, 'paid', 'maker', ?, 'maker', ?, ?, 'checker', ?, ?, 'payer', ?, ?, '2008-06-05', ?)",
      agency,
      local.linkedCampaign,
      local.engagement,
      local.account,
      local.stranger,
      `陪同人 ${agency}`,
      `經辦人 ${agency}`,
      longAgo,
      `統籌人 ${agency}`,
      longAgo,
      `財務 ${agency}`,
      longAgo,
      `收據 ${agency}`,
    ),
    reward("reward-paid", "accrual", 200_000, null, "claim-paid"),
    reward(local.recovery, "recovery", -100_000, "reward-paid", null),
    reward("reward-recovered", "recovery", -100_000, "reward-paid", null),
    q(
      "insert into write_offs (agency_id, campaign_id, id, number, engagement_id, recovery_id, amount_fen, reason, asked_by, asked_by_name, asked_at) values (?, ?, ?, 1, ?, 'reward-recovered', 100000, ?, 'maker', ?, ?)",
      agency,
      local.linkedCampaign,
      local.writeOff,
      local.engagement,
      `聯絡不上 ${agency}`,
      `經辦人 ${agency}`,
      longAgo,
    ),
    approval("write-off", local.linkedCampaign, local.writeOff, "approval-pending-write-off", developer, null),
    q(
      "insert into files (agency_id, id, purpose, name, type, size, sha256, state, created_by, created_at) values (?, 'file-evidence', 'approval-document', ?, 'application/pdf', 9, 'x', 'kept', 'maker', ?)",
      agency,
      `簽到表 ${agency}.pdf`,
      longAgo,
    ),
    recognition(local.typed, "2008-05-20", "2008-06-01"),
    recognition("recognition-mistyped", "2008-06-01", null),
    q(
      "insert into key_person_corrections (agency_id, campaign_id, id, number, engagement_id, recognition_id, was_person_id, was_post, person_id, post, reason, document_id, asked_by, asked_by_name, asked_at) values (?, ?, ?, 1, ?, 'recognition-mistyped', ?, ?, ?, ?, ?, 'file-evidence', 'maker', ?, ?)",
      agency,
      local.aloneCampaign,
      local.correction,
      local.unvisited,
      local.stranger,
      `秘書長 ${agency}`,
      local.person,
      `工會主席 ${agency}`,
      `選錯人 ${agency}`,
      `經辦人 ${agency}`,
      longAgo,
    ),
    approval("key-person-correction", local.aloneCampaign, local.correction, local.correctionApproval, null, "file-evidence"),
  ];
}
