import type { NewPerson } from "../people/contract";

const agency = "hopefluent";
const campaign = "zhongyang-2008";
const consultant = { id: "hopefluent-consultant", name: "周敏", group: "group-1" };
const manager = { id: "hopefluent-manager", name: "黃昭祥" };
const finance = { id: "shangge-finance", name: "馮雅" };

const listPriceFen = 442_000_00;
/** 9.8折 for paying at once; the group's 9.8折 comes with the ninth. */
const contractFen = 433_160_00;
const firstInstalmentFen = 130_000_00;

const engagements = [
  { id: "eng-quanzhou", account: "acc-quanzhou", root: "acc-quanzhou", category: "chamber", openedOn: "2008-05-16" },
  { id: "eng-lusong", account: "acc-lusong", root: "acc-lusong", category: "market", openedOn: "2008-05-17" },
  { id: "eng-lusong-china-town", account: "acc-lusong-china-town", root: "acc-lusong", category: "market", openedOn: "2008-05-17" },
  { id: "eng-loco", account: "acc-loco", root: "acc-loco", category: "factory", openedOn: "2008-05-19" },
  { id: "eng-second-school", account: "acc-second-school", root: "acc-second-school", category: "school", openedOn: "2008-05-19" },
] as const;

type EngagementId = (typeof engagements)[number]["id"];

/** First visits; the one at the locomotive works waits for somebody to confirm it. */
const visits = [
  { engagement: "eng-quanzhou", person: "per-shi", post: "秘書長", on: "2008-05-20", confirmedOn: "2008-05-21" },
  { engagement: "eng-lusong", person: "per-tan", post: "市場管理處主任", on: "2008-05-23", confirmedOn: "2008-05-24" },
  { engagement: "eng-loco", person: "per-ouyang", post: "工會主席", on: "2008-07-11", confirmedOn: null },
  { engagement: "eng-second-school", person: "per-jiang", post: "辦公室主任", on: "2008-05-22", confirmedOn: "2008-05-23" },
] as const;

/** The one change of a key person: who took over, from which day. */
const changed = {
  engagement: "eng-second-school",
  person: "per-xiang",
  post: "校長",
  from: "2008-06-20",
  reason: "蔣文博調往市教育局，校長向雪梅接手",
};

interface DemoDeal {
  engagement: EngagementId;
  unit: string;
  person: string;
  name: string;
  /** The day of the recommendation; null for somebody who came alone. */
  referredOn: string | null;
  subscribedOn: string;
  signedOn: string | null;
  paidOn: string | null;
  isPaidInFull: boolean;
  cancelledOn: string | null;
  isConfirmed: boolean;
}

const sold = (engagement: EngagementId, unit: string, person: string, name: string, days: Partial<DemoDeal>): DemoDeal => ({
  engagement,
  unit,
  person,
  name,
  referredOn: null,
  subscribedOn: "",
  signedOn: null,
  paidOn: days.signedOn ?? null,
  isPaidInFull: false,
  cancelledOn: null,
  isConfirmed: true,
  ...days,
});

const roster = "2008-05-28";
const full = { referredOn: roster, isPaidInFull: true };
const waiting = { referredOn: "2008-05-30", isConfirmed: false };

/** Who bought what. Every name is invented. Nine of the chamber: the ninth is to be signed by hand. */
const sales: DemoDeal[] = [
  sold("eng-quanzhou", "0902", "per-chen", "陳建明", { ...full, subscribedOn: "2008-06-01", signedOn: "2008-06-03" }),
  sold("eng-quanzhou", "1002", "per-lin", "林悅", { ...full, subscribedOn: "2008-06-03", signedOn: "2008-06-05" }),
  sold("eng-quanzhou", "1003", "per-cai", "蔡淑華", { ...full, subscribedOn: "2008-06-06", signedOn: "2008-06-09" }),
  sold("eng-quanzhou", "1102", "per-huang", "黃永生", { ...full, subscribedOn: "2008-06-10", signedOn: "2008-06-12" }),
  sold("eng-quanzhou", "1201", "per-wu", "吳秀玲", { isPaidInFull: true, subscribedOn: "2008-06-14", signedOn: "2008-06-16" }),
  sold("eng-quanzhou", "1202", "per-xu", "許振國", { referredOn: roster, subscribedOn: "2008-06-20", signedOn: "2008-06-23" }),
  sold("eng-quanzhou", "1203", "per-zhuang", "莊敏", { referredOn: roster, subscribedOn: "2008-06-25", signedOn: "2008-06-27" }),
  sold("eng-quanzhou", "1402", "per-wang", "王明德", { referredOn: roster, subscribedOn: "2008-07-01", signedOn: "2008-07-03" }),
  sold("eng-quanzhou", "1602", "per-shi-yuying", "施玉英", { referredOn: roster, subscribedOn: "2008-07-10" }),
  sold("eng-lusong", "0801", "per-tang", "唐麗", { ...waiting, subscribedOn: "2008-06-10", signedOn: "2008-06-12" }),
  sold("eng-lusong", "0802", "per-he", "賀志強", {
    ...waiting,
    subscribedOn: "2008-06-12",
    signedOn: "2008-06-14",
    cancelledOn: "2008-06-28",
  }),
  sold("eng-lusong", "0803", "per-wen", "文慧", { ...waiting, subscribedOn: "2008-06-18", signedOn: "2008-06-20" }),
  sold("eng-second-school", "0804", "per-deng", "鄧超英", {
    referredOn: "2008-06-02",
    subscribedOn: "2008-06-08",
    signedOn: "2008-06-12",
    paidOn: "2008-06-15",
  }),
  sold("eng-second-school", "0901", "per-yuan", "袁媛", {
    referredOn: "2008-06-02",
    subscribedOn: "2008-06-16",
    signedOn: "2008-06-18",
    paidOn: "2008-06-25",
  }),
];

/** The buyers, to be sealed as any person is: a name is all that the roster gave. */
export const buyers: { personId: string; person: NewPerson }[] = sales.map(({ person, name }) => ({ personId: person, person: { name } }));

type Value = string | number | null;

/**
 * The demo's engagements and deals, as facts alone: their prices are settled by whoever reads them first. Nothing where
 * they are there already, so that triggers count once. Accounts, people, units and the policy stand before.
 */
export async function dealRows(database: D1Database): Promise<D1PreparedStatement[]> {
  if (await database.prepare("select 1 from engagements where agency_id = ? and id = ?").bind(agency, engagements[0].id).first()) return [];
  const insert = (table: string, rows: Record<string, Value>[]) => insertAll(database, table, rows);

  return [
    insert(
      "counting_groups",
      [...new Set(engagements.map(({ root }) => root))].map((root) => ({ campaign_id: campaign, root_id: root, version: 1 })),
    ),
    insert("engagements", engagements.map(engagementRow)),
    insert("first_visits", visits.map(visitRow)),
    insert("recognitions", recognitionRows()),
    insert("referrals", sales.flatMap(referralRow)),
    insert("deals", sales.map(dealRow)),
    insert(
      "parties",
      sales.map((sale, n) => ({ campaign_id: campaign, deal_id: dealId(sale, n), person_id: sale.person, position: 1, share_bps: 10_000 })),
    ),
    insert("attributions", sales.map(attributionRow)),
    insert("proofs", sales.map(proofRow)),
    insert("deal_ledger", sales.flatMap(ledgerRows)),
    insert("price_lines", sales.flatMap(baseOfCancelled)),
    ...sales.flatMap((sale, n) =>
      sale.cancelledOn === null
        ? [
            database
              .prepare("update units set state = ?, deal_id = ?, version = version + 1 where agency_id = ? and id = ?")
              .bind(sale.signedOn === null ? "subscribed" : "signed", dealId(sale, n), agency, unitId(sale)),
          ]
        : [],
    ),
  ];
}

/** All rows of a table in one statement. */
function insertAll(database: D1Database, table: string, rows: Record<string, Value>[]): D1PreparedStatement {
  const columns = Object.keys(rows[0] ?? {});

  return database
    .prepare(
      `insert into ${table} (agency_id, ${columns.join(", ")}) select ?, ${columns.map((column) => `value->>'${column}'`).join(", ")} from json_each(?)`,
    )
    .bind(agency, JSON.stringify(rows));
}

/** Ten in the morning of a business day there. */
const morningOf = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** An id that is the same in every demo, and rises with its day as all ids do. */
function idOn(day: string, n: number): string {
  const at = morningOf(day).toString(16).padStart(12, "0");

  return `${at.slice(0, 8)}-${at.slice(8)}-7000-8000-${String(n).padStart(12, "0")}`;
}

const dealId = ({ subscribedOn }: DemoDeal, n: number) => idOn(subscribedOn, n);
const referralId = ({ referredOn }: DemoDeal, n: number) => (referredOn === null ? null : idOn(referredOn, n));
const unitId = ({ unit }: DemoDeal) => `u-1-${unit}`;
const engagementOf = (id: EngagementId) => engagements.find((engagement) => engagement.id === id);

const engagementRow = ({ id, account, root, category, openedOn }: (typeof engagements)[number]) => ({
  id,
  campaign_id: campaign,
  account_id: account,
  category,
  root_id: root,
  created_by: consultant.id,
  created_at: morningOf(openedOn),
});

const visitRow = ({ engagement, person, post, on, confirmedOn }: (typeof visits)[number]) => ({
  campaign_id: campaign,
  engagement_id: engagement,
  person_id: person,
  post,
  visited_on: on,
  reported_by: consultant.id,
  reported_by_name: consultant.name,
  reported_at: morningOf(on),
  confirmed_by: confirmedOn && manager.id,
  confirmed_by_name: confirmedOn && manager.name,
  confirmed_at: confirmedOn && morningOf(confirmedOn),
});

function recognitionRows() {
  const stretch = (engagement: string, person: string, post: string, from: string, until: string | null, reason: string | null) => ({
    campaign_id: campaign,
    id: idOn(from, 100),
    engagement_id: engagement,
    person_id: person,
    post,
    from_day: from,
    until_day: until,
    reason,
    recorded_by: manager.id,
    recorded_by_name: manager.name,
    recorded_at: morningOf(from),
  });
  const confirmed = visits.filter(({ confirmedOn }) => confirmedOn !== null);

  return [
    ...confirmed.map(({ engagement, person, post, on }) =>
      stretch(engagement, person, post, on, engagement === changed.engagement ? changed.from : null, null),
    ),
    stretch(changed.engagement, changed.person, changed.post, changed.from, null, changed.reason),
  ];
}

function referralRow(sale: DemoDeal, n: number) {
  const { engagement, person, referredOn } = sale;
  if (referredOn === null) return [];

  return [
    {
      campaign_id: campaign,
      id: idOn(referredOn, n),
      engagement_id: engagement,
      referrer_id: visits.find((visit) => visit.engagement === engagement)?.person ?? "",
      person_id: person,
      referred_on: referredOn,
      evidence: "roster",
      recorded_by: consultant.id,
      recorded_at: morningOf(referredOn),
    },
  ];
}

function dealRow(sale: DemoDeal, n: number) {
  const { engagement, unit, subscribedOn, signedOn, cancelledOn, isConfirmed } = sale;
  const state = cancelledOn !== null ? "cancelled" : signedOn !== null ? "signed" : "subscribed";
  const isSeen = signedOn !== null && isConfirmed;

  return {
    id: dealId(sale, n),
    campaign_id: campaign,
    engagement_id: engagement,
    account_id: engagementOf(engagement)?.account ?? null,
    unit_id: unitId(sale),
    building: "1棟",
    unit_number: unit,
    product: "top-apartment",
    area_centi_sqm: 130_00,
    list_price_fen: listPriceFen,
    policy_version_id: `${campaign}-v1`,
    policy_number: 1,
    category: engagementOf(engagement)?.category ?? null,
    payment_method: "lump-sum",
    referral_id: referralId(sale, n),
    seller_id: consultant.id,
    seller_name: consultant.name,
    state,
    subscribed_on: subscribedOn,
    signed_on: signedOn,
    contract_number: signedOn && `ZY-2008-${unit}`,
    contract_price_fen: signedOn && contractFen,
    signed_by: signedOn && consultant.id,
    signed_by_name: signedOn && consultant.name,
    cancelled_on: cancelledOn,
    cancel_reason: cancelledOn && "買方工作調往外地",
    signing_confirmed_by: isSeen ? finance.id : null,
    signing_confirmed_by_name: isSeen ? finance.name : null,
    signing_confirmed_at: isSeen ? morningOf(signedOn) : null,
    created_by: consultant.id,
    created_at: morningOf(subscribedOn),
  };
}

const attributionRow = (sale: DemoDeal, n: number) => ({
  campaign_id: campaign,
  deal_id: dealId(sale, n),
  user_id: consultant.id,
  user_name: consultant.name,
  group_id: consultant.group,
  share_bps: 10_000,
});

const proofKinds = { chamber: "chamber-roll", market: "stall-licence", factory: "work-permit", school: "work-permit" } as const;

const proofRow = (sale: DemoDeal, n: number) => ({
  campaign_id: campaign,
  id: idOn(sale.subscribedOn, 200 + n),
  deal_id: dealId(sale, n),
  kind: proofKinds[engagementOf(sale.engagement)?.category ?? "chamber"],
  submitted_by: consultant.id,
  submitted_by_name: consultant.name,
  submitted_at: morningOf(sale.subscribedOn),
  outcome: "accepted",
  checked_by: manager.id,
  checked_by_name: manager.name,
  checked_at: morningOf(sale.subscribedOn),
});

/** What is due and came in: a deposit until the contract is signed, then the first instalment, from some all of it. */
function ledgerRows(sale: DemoDeal, n: number) {
  const { subscribedOn, signedOn, paidOn, cancelledOn, isPaidInFull } = sale;
  const entry = (kind: string, item: string, amount_fen: number, on_day: string, at: number) => {
    const isSeen = kind === "receipt" && sale.isConfirmed;

    return {
      campaign_id: campaign,
      id: idOn(on_day, 300 + n * 10 + at),
      deal_id: dealId(sale, n),
      kind,
      item,
      amount_fen,
      on_day,
      state: isSeen ? "confirmed" : "reported",
      reported_by: consultant.id,
      reported_by_name: consultant.name,
      reported_at: morningOf(on_day),
      decided_by: isSeen ? finance.id : null,
      decided_by_name: isSeen ? finance.name : null,
      decided_at: isSeen ? morningOf(on_day) : null,
    };
  };
  if (signedOn === null || paidOn === null)
    return [entry("due", "deposit", 20_000_00, subscribedOn, 0), entry("receipt", "deposit", 20_000_00, subscribedOn, 1)];

  return [
    entry("due", "first-instalment", firstInstalmentFen, signedOn, 0),
    entry("receipt", "first-instalment", firstInstalmentFen, paidOn, 1),
    ...(isPaidInFull ? [entry("receipt", "balance", contractFen - firstInstalmentFen, paidOn, 2)] : []),
    ...(cancelledOn === null ? [] : [entry("forfeit", "deposit", 20_000_00, cancelledOn, 3)]),
  ];
}

/** What a cancelled home cost before: settling only closes it. */
const baseOfCancelled = (sale: DemoDeal, n: number) =>
  sale.cancelledOn === null
    ? []
    : [
        {
          campaign_id: campaign,
          id: idOn(sale.subscribedOn, 900 + n),
          deal_id: dealId(sale, n),
          kind: "base",
          amount_fen: contractFen,
          posted_on: sale.signedOn,
          state: "final",
        },
      ];
