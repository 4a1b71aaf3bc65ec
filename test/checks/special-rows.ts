import { local, longAgo, subjectOf } from "./rows";

const terms = { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null, counts: true, validUntil: "2099-12-31" };

/** Special prices of the first campaign: one that waits for the developer, for the chamber; one that was answered with other terms, for a home. */
export function specialRows(at: D1Database, agency: string, developer: string): D1PreparedStatement[] {
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const evaluation = {
    homes: [
      {
        dealId: local.signedDeal,
        building: agency,
        unitNumber: "0904",
        isSigned: true,
        listPriceFen: 44_200_000,
        beforeFen: 43_316_000,
        afterFen: 42_882_840,
      },
    ],
    beforeFen: 43_316_000,
    afterFen: 42_882_840,
    othersFen: 0,
    countedUnits: { before: 0, after: 0 },
  };
  const special = (id: string, number: number, [dealId, engagementId]: [string | null, string | null], isCountered: boolean) =>
    q(
      "insert into specials (agency_id, campaign_id, id, number, deal_id, engagement_id, terms, counter_terms, reason, evaluation, state, asked_by, asked_by_name, asked_at, countered_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'maker', ?, ?, ?)",
      agency,
      local.linkedCampaign,
      id,
      number,
      dealId,
      engagementId,
      JSON.stringify(terms),
      isCountered ? JSON.stringify(terms) : null,
      `競品在談 ${agency}`,
      JSON.stringify(evaluation),
      isCountered ? "countered" : "pending",
      `經辦人 ${agency}`,
      longAgo,
      isCountered ? "checker" : null,
    );
  const approval = (id: string, subjectId: string, number: number, isCountered: boolean) =>
    q(
      "insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, state, maker_id, maker_name, submitted_at, decided_at, decided_by, decided_by_name) values (?, ?, 'special-price', ?, ?, 1, ?, 'developer', ?, ?, 'maker', ?, ?, ?, ?, ?)",
      agency,
      id,
      local.linkedCampaign,
      subjectId,
      JSON.stringify({ ...subjectOf(agency, number), effectiveFrom: undefined, about: `商會 ${agency}`, validUntil: "2099-12-31" }),
      developer,
      isCountered ? "countered" : "pending",
      `經辦人 ${agency}`,
      longAgo,
      ...(isCountered ? [longAgo, "checker", `審批人 ${agency}`] : [null, null, null]),
    );

  return [
    special(local.special, 1, [null, local.engagement], false),
    special(local.counteredSpecial, 2, [local.signedDeal, null], true),
    approval("approval-pending-special", local.special, 1, false),
    approval("approval-pending-countered", local.counteredSpecial, 2, true),
  ];
}
