import { as } from "../../support/kit";
import { type Example, rowsLookedAt, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";
import { looseFile } from "./campaigns";

const manager = ({ agency }: World) => agency.member("manager");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const engagements = `${campaign}/engagements`;
const engagement = `${engagements}/{engagement}`;

const linked = () => ({ campaign: local.linkedCampaign });
const chamber = () => ({ campaign: local.linkedCampaign, engagement: local.engagement });

const declared = async (world: World) => {
  const path = `/api/v1/agencies/${world.agency.id}/campaigns/${local.linkedCampaign}/engagements/${local.engagement}/demands`;
  const { body } = await as(await manager(world)).post<{ items: { id: string }[] }>(path, {
    product: null,
    units: 9,
    declaredOn: "2008-05-28",
  });
  world.memo.demand = body.items[0]?.id ?? "";
};

export const engagementExamples: Record<string, Example> = {
  // Of each what counts with it, and who its key person is.
  [`get ${engagements}`]: {
    permission: "account:read",
    caller: manager,
    params: linked,
    query: "?category=chamber",
    queries: [
      { query: "" },
      { query: "?order=asc" },
      { query: "?category=chamber&after=5000|01900000500" },
      { query: "?sort=owed", rows: rowsLookedAt },
      { query: "?stage=approved&category=chamber&sort=signed&order=asc", rows: rowsLookedAt },
      { query: "?search=單位1", rows: rowsLookedAt },
    ],
  },
  [`post ${engagements}`]: {
    permission: "account:edit",
    caller: manager,
    params: linked,
    body: () => ({ accountId: local.branch, category: "factory" }),
  },
  [`get ${engagement}`]: { permission: "account:read", caller: manager, params: chamber },
  [`get ${engagement}/key-person`]: { permission: "person:read", caller: manager, params: chamber },
  [`post ${engagement}/first-visit`]: {
    permission: "account:edit",
    caller: manager,
    params: () => ({ campaign: local.aloneCampaign, engagement: local.unvisited }),
    body: () => ({ contactId: local.contact, visitedOn: "2008-05-20" }),
  },
  [`post ${engagement}/first-visit/confirmation`]: {
    permission: "key-person:decide",
    caller: manager,
    params: () => ({ campaign: local.draftCampaign, engagement: local.visited }),
    body: () => ({}),
  },
  [`post ${engagement}/first-visit/withdrawal`]: {
    permission: "account:edit",
    caller: manager,
    params: () => ({ campaign: local.draftCampaign, engagement: local.visited }),
    body: () => ({ reason: "登錯了單位" }),
  },
  [`patch ${engagement}`]: {
    permission: "key-person:decide",
    caller: manager,
    params: chamber,
    ifMatch: 1,
    body: () => ({ category: "factory" }),
    more: 110,
  },
  [`post ${engagement}/key-person/corrections`]: {
    permission: "account:edit",
    caller: manager,
    prepare: looseFile,
    params: () => ({ campaign: local.aloneCampaign, engagement: local.unvisited }),
    body: ({ memo }) => ({ recognitionId: local.typed, contactId: local.contact, reason: "選錯人", documentId: memo.file }),
  },
  [`post ${campaign}/key-person-corrections/{correction}/withdrawal`]: {
    permission: "account:edit",
    caller: manager,
    params: () => ({ campaign: local.aloneCampaign, correction: local.correction }),
    body: () => ({}),
  },
  [`post ${engagement}/key-person`]: {
    permission: "key-person:decide",
    caller: manager,
    params: chamber,
    body: () => ({ contactId: null, from: "2008-06-20", reason: "已離開原單位" }),
  },
  [`get ${engagement}/referrals`]: { permission: "person:read", caller: manager, params: chamber },
  [`post ${engagement}/referrals`]: {
    permission: "person:edit",
    caller: manager,
    params: chamber,
    body: () => ({ referredOn: "2008-05-28", evidence: "roster", people: [{ name: "林先生" }, { name: "蔡小姐", phone: "13800001234" }] }),
  },
  [`post ${engagement}/referrals/{referral}/withdrawal`]: {
    permission: "person:edit",
    caller: manager,
    params: () => ({ ...chamber(), referral: local.referral }),
    body: () => ({ reason: "名冊抄錯了一行" }),
  },
  [`get ${engagement}/demands`]: { permission: "account:read", caller: manager, params: chamber, prepare: declared },
  [`post ${engagement}/demands`]: {
    permission: "account:edit",
    caller: manager,
    params: chamber,
    body: () => ({ product: "top-apartment", units: 12, declaredOn: "2008-05-28", personId: local.person }),
  },
  [`delete ${engagement}/demands/{demand}`]: {
    permission: "account:edit",
    caller: manager,
    params: ({ memo }) => ({ ...chamber(), demand: memo.demand ?? "" }),
    prepare: declared,
  },
  // All facts of the group, twice where a statement also says how they came about.
  [`get ${engagement}/statement`]: { permission: "deal:read", caller: manager, params: chamber, rows: rowsOfGroup },
};
