import { env } from "cloudflare:workers";
import type { EarnestState } from "../../../src/selection/contract";
import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";
import { paperOfDeveloper } from "./campaigns";

const coordinator = ({ agency }: World) => agency.member("coordinator");
const finance = ({ agency }: World) => agency.member("finance");
const theirs = ({ developer }: World) => developer.member("finance");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const deposits = `${campaign}/earnest-deposits`;
const handed = "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/earnest-deposits";

/** Of each its lead, the person and two papers. */
const rowsOfPage = 500;

/** A lead of a campaign, remembered as `lead`. */
const lead =
  (campaignId: string) =>
  async ({ agency, memo }: World) => {
    memo.lead = `lead-${crypto.randomUUID()}`;
    const person = `person-${memo.lead}`;
    await env.SHARD_1.batch([
      env.SHARD_1.prepare("insert into people (agency_id, id, name, key_number, created_at) values (?, ?, '施小英', 1, 1)").bind(
        agency.id,
        person,
      ),
      env.SHARD_1.prepare(
        "insert into leads (agency_id, id, campaign_id, person_id, source, key_number, kept_until, created_by, created_at) values (?, ?, ?, ?, 'form', 1, '2009-01-01', 'public', 1)",
      ).bind(agency.id, memo.lead, campaignId, person),
    ]);
  };

/** A deposit in a state, remembered as `deposit`; reported by the coordinator, and asked back by them where it is. */
const deposit = (campaignId: string, state: EarnestState) => async (world: World) => {
  await lead(campaignId)(world);
  const { agency, memo } = world;
  memo.deposit = crypto.randomUUID();
  const by = (await agency.member("coordinator")).id;
  const [decided, asked] = [state === "reported" ? null : "decider", state === "refunding" ? by : null];
  await env.SHARD_1.prepare(
    `insert into earnest_deposits (agency_id, campaign_id, id, lead_id, amount_fen, paid_on, document_number, state, reported_by, reported_by_name, reported_at,
      decided_by, decided_by_name, decided_at, refund_asked_by, refund_asked_by_name, refund_asked_at, refund_because)
      values (?1, ?2, ?3, ?4, 2000000, '2008-06-02', substr(?1 || ' ' || ?3, 1, 40), ?5, ?6, 'C', 1, ?7, ?7, iif(?7 is null, null, 2), ?8, iif(?8 is null, null, 'C'), iif(?8 is null, null, 3), iif(?8 is null, null, '不買了'))`,
  )
    .bind(agency.id, campaignId, memo.deposit, memo.lead, state, by, decided, asked)
    .run();
};

const inLinked = ({ memo }: World) => ({ campaign: local.linkedCampaign, lead: memo.lead ?? "", deposit: memo.deposit ?? "" });
const inAlone = (world: World) => ({ ...inLinked(world), campaign: local.aloneCampaign });
const refund = { refundedOn: "2008-06-10", documentNumber: "TK-0001" };

export const earnestExamples: Record<string, Example> = {
  [`post ${campaign}/leads/{lead}/earnest-deposits`]: {
    permission: "earnest:record",
    caller: ({ agency }) => agency.member("manager"),
    params: inLinked,
    prepare: lead(local.linkedCampaign),
    body: (_, n) => ({ amountFen: 20_000_00, paidOn: "2008-06-02", documentNumber: `CY-${n}`, reason: "當時在外地，今日補記" }),
  },
  [`get ${deposits}`]: {
    permission: "lead:read",
    caller: coordinator,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
    rows: rowsOfPage,
    queries: [{ query: "?state=reported", rows: rowsOfPage }],
  },
  [`get ${deposits}/{deposit}`]: {
    permission: "lead:read",
    caller: coordinator,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
  },
  [`post ${deposits}/{deposit}/withdrawal`]: {
    permission: "earnest:record",
    caller: coordinator,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
    body: () => ({ reason: "打錯" }),
  },
  [`post ${deposits}/{deposit}/refund-request`]: {
    permission: "earnest:record",
    caller: coordinator,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "confirmed"),
    body: () => ({ reason: "不買了" }),
  },
  [`post ${deposits}/{deposit}/keeping`]: {
    permission: "earnest:record",
    caller: coordinator,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "refunding"),
    body: () => ({}),
  },
  [`post ${deposits}/{deposit}/confirmation`]: {
    permission: "earnest:confirm",
    caller: finance,
    params: inAlone,
    prepare: deposit(local.aloneCampaign, "reported"),
    body: () => ({}),
  },
  [`post ${deposits}/{deposit}/refusal`]: {
    permission: "earnest:confirm",
    caller: finance,
    params: inAlone,
    prepare: deposit(local.aloneCampaign, "reported"),
    body: () => ({ reason: "賬上未見" }),
  },
  [`post ${deposits}/{deposit}/refund`]: {
    permission: "earnest:confirm",
    caller: finance,
    params: inAlone,
    prepare: deposit(local.aloneCampaign, "refunding"),
    body: () => refund,
  },
  [`get ${handed}`]: {
    permission: "deal:confirm",
    caller: theirs,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
    rows: 2 * rowsOfPage, // who may see each of its rows is asked row by row
    queries: [{ query: "?state=reported", rows: 2 * rowsOfPage }],
  },
  [`get ${handed}/{deposit}`]: {
    permission: "deal:confirm",
    caller: theirs,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
  },
  [`post ${handed}/{deposit}/confirmation`]: {
    permission: "deal:confirm",
    caller: theirs,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
    body: () => ({}),
    trips: 3, // an isolate learns the agency's shard first
  },
  [`post ${handed}/{deposit}/refusal`]: {
    permission: "deal:confirm",
    caller: theirs,
    params: inLinked,
    prepare: deposit(local.linkedCampaign, "reported"),
    body: () => ({ reason: "賬上未見" }),
    trips: 3, // an isolate learns the agency's shard first
  },
  [`post ${handed}/{deposit}/refund`]: {
    permission: "deal:confirm",
    caller: theirs,
    params: inLinked,
    prepare: async (world) => {
      await deposit(local.linkedCampaign, "refunding")(world);
      await paperOfDeveloper(world);
    },
    body: ({ memo }) => ({ ...refund, documentId: memo.file }),
    trips: 3, // an isolate learns the agency's shard first
  },
};
