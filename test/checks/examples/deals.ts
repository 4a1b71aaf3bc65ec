import { env } from "cloudflare:workers";
import { as } from "../../support/kit";
import { type Example, rowsLookedAt, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";
import { fileOf, paperOfDeveloper } from "./campaigns";

const manager = ({ agency }: World) => agency.member("manager");
const finance = ({ agency }: World) => agency.member("finance");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const engagements = `${campaign}/engagements`;
const engagement = `${engagements}/{engagement}`;
const deals = `${campaign}/deals`;
const deal = `${deals}/{deal}`;
const late = "當時在外地，今日補記";

const linked = () => ({ campaign: local.linkedCampaign });
const chamber = () => ({ campaign: local.linkedCampaign, engagement: local.engagement });
const subscribed = () => ({ campaign: local.linkedCampaign, deal: local.deal });
const signed = () => ({ campaign: local.linkedCampaign, deal: local.signedDeal });

/** The subscribed home is signed, and finance has seen it or not yet. */
const contracted =
  (confirmedBy: string | null) =>
  async ({ agency }: World) =>
    env.SHARD_1.batch([
      env.SHARD_1.prepare(
        `update deals set state = 'signed', signed_on = '2008-06-05', contract_number = 'HT-now', contract_price_fen = 43316000, signing_confirmed_by = ?3,
          signing_confirmed_by_name = ?3, signing_confirmed_at = iif(?3 is null, null, 1) where agency_id = ?1 and id = ?2`,
      ).bind(agency.id, local.deal, confirmedBy),
      env.SHARD_1.prepare("update units set state = 'signed' where agency_id = ? and id = ?").bind(agency.id, local.subscribedUnit),
    ]);

/** A receipt that was reported by a member, and waits; remembered as `entry`. */
const reported =
  (campaignId: string, dealId: string, role: "manager" | "consultant") =>
  async ({ agency, memo }: World) => {
    memo.entry = `entry-${crypto.randomUUID()}`;
    await env.SHARD_1.prepare(
      "insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, reported_by, reported_by_name, reported_at) values (?, ?, ?, ?, 'receipt', 'other', 1, '2008-06-03', ?, 'M', 1)",
    )
      .bind(agency.id, campaignId, memo.entry, dealId, (await agency.member(role)).id)
      .run();
  };

const toApprove = () => ({ ...linked(), engagement: local.toApprove });
const closed = () => ({ campaign: local.draftCampaign, engagement: local.closed });

/** Up to a hundred of each kind are counted, and of each is asked whether a developer may see it. */
const countedRows = 2_500;

export const settlementExamples: Record<string, Example> = {
  [`get ${campaign}/results`]: {
    permission: "result:read",
    caller: manager,
    params: linked,
    query: "?from=2008-05-01&to=2008-08-31",
    // The first look reckons the days that the world's facts have marked.
    prepare: async (world) => as(await manager(world)).get(`/api/v1/agencies/${world.agency.id}/campaigns/${local.linkedCampaign}/results`),
  },
  [`post ${engagement}/settlement`]: {
    permission: "settlement:settle",
    caller: manager,
    params: chamber,
    body: () => ({ settledOn: "2008-07-22" }),
    more: 110,
  },
  [`post ${engagement}/settlement/approval`]: {
    permission: "deal:confirm",
    caller: finance,
    params: closed,
    body: () => ({}),
  },
  // Each of the fifty rows of a kind is weighed against its home, account, price, base line and buyers: eight rows by their keys.
  [`get ${campaign}/waiting`]: { permission: "deal:confirm", caller: finance, params: linked, rows: 1_000 },
  // Each kind is counted to a hundred; whose a difference is, is asked of its deal and engagement.
  [`get ${campaign}/waiting/count`]: { permission: "deal:confirm", caller: finance, params: linked, rows: 1_000 },
  "get /api/v1/developers/{developer}/agencies/{agency}/campaigns": {
    permission: "deal:read",
    caller: ({ developer }) => developer.member("finance"),
    rows: countedRows,
  },
  "get /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/waiting": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: linked,
    rows: 1_000,
  },
  "get /api/v1/developers/{developer}/waiting": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    trips: 2, // the directory says which agencies; each is asked at once
    rows: countedRows,
  },
  // Each of fifty is told with its home, account, buyers, cause and refund; up to five hundred are added up.
  [`get ${campaign}/differences`]: { permission: "deal:confirm", caller: finance, params: linked, rows: 3_000 },
  "get /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/differences": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: linked,
    rows: 5_000,
  },
  // Who may see each of its rows is asked row by row.
  "get /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/deals/{deal}": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: signed,
    rows: 60,
  },
  // Of each its home, account and buyers.
  [`get ${campaign}/waiting/confirmed`]: {
    permission: "deal:confirm",
    caller: finance,
    params: linked,
    prepare: contracted("finance"),
    rows: 400,
  },
  "get /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/waiting/confirmed": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: linked,
    prepare: contracted("finance"),
    rows: 400,
  },
  [`post ${campaign}/confirmations`]: {
    permission: "deal:confirm",
    caller: finance,
    params: () => ({ campaign: local.aloneCampaign }),
    prepare: fileOf("agency", "deal-document"),
    body: ({ memo }) => ({ deals: [local.aloneDeal], entries: [], documentId: memo.file }),
    secret: true,
  },
  "post /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/confirmations": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: linked,
    prepare: paperOfDeveloper,
    body: ({ memo }) => ({ deals: [local.signedDeal], entries: [local.entry], documentId: memo.file }),
    secret: true,
    trips: 3, // an isolate learns the agency's shard first
  },
  "get /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/settlement": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: toApprove,
  },
  "post /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}/settlement/approval": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: toApprove,
    body: () => ({}),
    secret: true,
  },
  [`post ${campaign}/refusals`]: {
    permission: "deal:confirm",
    caller: finance,
    params: () => ({ campaign: local.aloneCampaign }),
    prepare: reported(local.aloneCampaign, local.aloneDeal, "consultant"),
    body: ({ memo }: World) => ({ deals: [local.aloneDeal], entries: [memo.entry], reason: "合同上不是這個價" }),
    secret: true,
  },
  "post /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/refusals": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: linked,
    prepare: async (world) => {
      await contracted(null)(world);
      await reported(local.linkedCampaign, local.signedDeal, "consultant")(world);
    },
    body: ({ memo }: World) => ({ deals: [local.deal], entries: [memo.entry], reason: "合同上不是這個價" }),
    trips: 3,
    more: 50,
    secret: true,
  },
  "post /api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/deals/{deal}/signing/confirmation/withdrawal": {
    permission: "deal:confirm",
    caller: ({ developer }) => developer.member("finance"),
    params: subscribed,
    prepare: contracted("finance"),
    trips: 3,
    body: () => ({ reason: "看錯了一套" }),
  },
  [`post ${engagement}/lines/{line}/fulfilment`]: {
    permission: "deal:confirm",
    caller: finance,
    params: () => ({ ...chamber(), line: local.finalLine }),
    prepare: async ({ agency }: World) =>
      env.SHARD_1.prepare("update engagements set approved_by = 'checker', approved_at = 1 where agency_id = ? and id = ?")
        .bind(agency.id, local.engagement)
        .run(),
    body: () => ({ route: "balance", documentNumber: "TK-01", fulfilledOn: "2008-07-25" }),
    more: 50,
  },
};

/** All of the signed home's price came in and was confirmed, its signing too, and nothing is left to settle. */
async function paidUp(world: World): Promise<void> {
  const { id } = world.agency;
  await as(await manager(world)).get(`/api/v1/agencies/${id}/campaigns/${local.linkedCampaign}/engagements/${local.engagement}/statement`);
  const q = (sql: string) => env.SHARD_1.prepare(sql);
  await env.SHARD_1.batch([
    q(
      "update deals set signing_confirmed_by = 'finance', signing_confirmed_by_name = 'F', signing_confirmed_at = 1 where agency_id = ? and id = ?",
    ).bind(id, local.signedDeal),
    q(
      "update deal_ledger set state = 'confirmed', decided_by = 'finance', decided_by_name = 'F', decided_at = 1 where agency_id = ? and deal_id = ? and state = 'reported' and kind <> 'due'",
    ).bind(id, local.signedDeal),
    q(
      `insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, state, reported_by, reported_by_name, reported_at, decided_by, decided_by_name, decided_at)
       select agency_id, campaign_id, 'entry-rest', deal_id, 'receipt', 'balance', rest, '2008-06-20', 'confirmed', 'maker', 'M', 1, 'finance', 'F', 1 from (
         select p.agency_id, p.campaign_id, p.deal_id, p.payable_fen - coalesce((select sum(iif(kind = 'receipt', amount_fen, iif(kind = 'due', 0, -amount_fen))) from deal_ledger where agency_id = p.agency_id and deal_id = p.deal_id and state <> 'refused'), 0) as rest
         from deal_prices p where p.agency_id = ? and p.deal_id = ?) where rest > 0`,
    ).bind(id, local.signedDeal),
  ]);
}

export const dealExamples: Record<string, Example> = {
  // Of each deal its row in the listing, itself, its price, and its buyer with the person.
  [`get ${deals}`]: {
    permission: "deal:read",
    caller: manager,
    params: linked,
    query: "?state=signed",
    queries: [
      ...["subscribed", "unit", "payable", "due"].flatMap((sort) =>
        ["asc", "desc"].flatMap((order) => ["", "&state=signed"].map((state) => ({ query: `?sort=${sort}&order=${order}${state}` }))),
      ),
      { query: "?sort=due&order=desc&after=40000|01900000500" },
      { query: `?engagement=${local.engagement}&sort=due` },
      { query: "?building=1棟&sort=due", rows: rowsLookedAt },
      { query: "?search=1棟 n12&sort=unit&limit=20", rows: rowsLookedAt },
      { query: "?search=單位1&sort=payable", rows: rowsLookedAt },
    ],
  },
  [`post ${deals}`]: {
    permission: "deal:record",
    caller: manager,
    params: linked,
    body: () => ({
      engagementId: local.engagement,
      unitId: local.unit,
      paymentMethod: "lump-sum",
      credential: "teacher",
      buyers: [
        { person: { id: local.stranger }, shareBps: 6000 },
        { person: { name: "陳小明" }, shareBps: 4000 },
      ],
      referralId: local.referral,
      subscribedOn: "2008-06-10",
      reason: late,
    }),
  },
  [`get ${deal}`]: { permission: "deal:read", caller: manager, params: signed },
  [`post ${deal}/signing`]: {
    permission: "deal:record",
    caller: manager,
    params: subscribed,
    body: (_, n) => ({ signedOn: "2008-06-05", contractNumber: `HT-${n}`, contractPriceFen: 43_316_000, reason: late }),
  },
  [`post ${deal}/signing/withdrawal`]: {
    permission: "deal:record",
    caller: manager,
    params: subscribed,
    prepare: contracted(null),
    body: () => ({ reason: "日期看錯了一欄" }),
  },
  [`post ${deal}/signing/withdrawal/preview`]: {
    permission: "deal:read",
    caller: manager,
    params: subscribed,
    prepare: contracted(null),
    rows: rowsOfGroup,
  },
  [`post ${deal}/signing/confirmation/withdrawal`]: {
    permission: "deal:confirm",
    caller: finance,
    params: () => ({ campaign: local.aloneCampaign, deal: local.aloneDeal }),
    prepare: async ({ agency }) =>
      env.SHARD_1.prepare(
        "update deals set signing_confirmed_by = 'finance', signing_confirmed_by_name = 'F', signing_confirmed_at = 1 where agency_id = ? and id = ?",
      )
        .bind(agency.id, local.aloneDeal)
        .run(),
    body: () => ({ reason: "看錯了一套" }),
  },
  [`post ${deal}/completion`]: {
    permission: "deal:record",
    caller: manager,
    params: signed,
    prepare: paidUp,
    body: () => ({ completedOn: "2008-07-01", reason: late }),
  },
  [`post ${deal}/cancellation`]: {
    permission: "deal:cancel",
    caller: manager,
    params: signed,
    prepare: fileOf("agency", "deal-document"),
    body: ({ memo }) => ({
      cancelledOn: "2008-06-20",
      why: "買方工作調動",
      forfeitedFen: 2_000_000,
      documentId: memo.file,
      reason: late,
    }),
    more: 50,
  },
  [`post ${deal}/cancellation/preview`]: {
    permission: "deal:read",
    caller: manager,
    params: signed,
    body: () => ({ cancelledOn: "2008-06-20" }),
    rows: rowsOfGroup,
  },
  [`get ${deal}/attributions`]: { permission: "deal:read", caller: manager, params: signed },
  [`put ${deal}/attributions`]: {
    permission: "deal:attribute",
    caller: manager,
    params: signed,
    body: async ({ agency }: World) => ({
      shares: [
        { userId: (await agency.member("manager")).id, shareBps: 7000 },
        { userId: (await agency.member("finance")).id, shareBps: 3000 },
      ],
    }),
    ifMatch: 1,
  },
  // Of each deal its row, its price, its share and the place where its shares end.
  [`get ${campaign}/commission-lines`]: { permission: "deal:attribute", caller: manager, params: linked, rows: 5 * 51 + 20 },
  [`get ${deal}/supplements`]: { permission: "deal:read", caller: manager, params: signed },
  [`post ${deal}/supplements/preview`]: {
    permission: "deal:read",
    caller: manager,
    params: signed,
    body: () => ({ change: { kind: "payment-method", paymentMethod: "mortgage", contractPriceFen: 43_758_000 }, signedOn: "2008-06-20" }),
    rows: rowsOfGroup,
  },
  [`post ${deal}/supplements`]: {
    permission: "deal:cancel",
    caller: manager,
    params: signed,
    prepare: fileOf("agency", "deal-document"),
    body: ({ memo }) => ({
      change: { kind: "payment-method", paymentMethod: "mortgage", contractPriceFen: 43_758_000 },
      signedOn: "2008-06-20",
      documentNumber: "BC-01",
      documentId: memo.file,
    }),
  },
  [`get ${deal}/ledger`]: { permission: "deal:read", caller: manager, params: signed },
  [`post ${deal}/ledger`]: {
    permission: "deal:record",
    caller: manager,
    params: signed,
    body: () => ({ kind: "receipt", item: "deposit", amountFen: 2_000_000, onDay: "2008-06-01", reason: late }),
  },
  [`get ${deal}/ledger/{entry}`]: { permission: "deal:read", caller: manager, params: () => ({ ...signed(), entry: local.entry }) },
  [`post ${deal}/ledger/{entry}/withdrawal`]: {
    permission: "deal:record",
    caller: manager,
    params: ({ memo }) => ({ ...signed(), entry: memo.entry ?? "" }),
    prepare: reported(local.linkedCampaign, local.signedDeal, "manager"),
    body: () => ({ reason: "記錯了一套" }),
  },
  [`get ${deal}/proofs`]: { permission: "deal:read", caller: manager, params: signed },
  [`post ${deal}/proofs`]: {
    permission: "deal:record",
    caller: manager,
    params: subscribed,
    body: () => ({ kind: "credential", expiresOn: "2010-01-01" }),
  },
  [`get ${deal}/proofs/{proof}`]: { permission: "deal:read", caller: manager, params: () => ({ ...signed(), proof: local.proof }) },
  [`post ${deal}/proofs/{proof}/decision`]: {
    permission: "proof:check",
    caller: manager,
    params: () => ({ ...signed(), proof: local.proof }),
    body: () => ({ outcome: "accepted" }),
  },
};
