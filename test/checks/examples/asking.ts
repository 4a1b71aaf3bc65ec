import { env } from "cloudflare:workers";
import { type Example, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const extensions = `${campaign}/deals/{deal}/extensions`;
const reopenings = `${campaign}/engagements/{engagement}/reopenings`;

const home = (deal: string) => () => ({ campaign: local.linkedCampaign, deal });

/** Other examples sign the home; this one is of a home that is not signed. */
const subscribedAgain = ({ agency }: World) =>
  env.SHARD_1.prepare(
    `update deals set state = 'subscribed', signed_on = null, contract_number = null, contract_price_fen = null, signing_confirmed_by = null,
      signing_confirmed_by_name = null, signing_confirmed_at = null where agency_id = ? and id = ?`,
  )
    .bind(agency.id, local.deal)
    .run();

const account = (engagement: string) => () => ({ campaign: local.draftCampaign, engagement });

export const askingExamples: Record<string, Example> = {
  [`get ${extensions}`]: { permission: "deal:read", caller: manager, params: home(local.signedDeal) },
  [`post ${extensions}`]: {
    permission: "deal:record",
    caller: manager,
    params: home(local.deal),
    body: () => ({ extendTo: "2008-06-20", reason: "銀行審核延誤" }),
    trips: 4,
  },
  [`post ${extensions}/preview`]: {
    permission: "deal:read",
    caller: manager,
    params: home(local.deal),
    prepare: subscribedAgain,
    body: () => ({ extendTo: "2008-06-20" }),
    rows: rowsOfGroup,
  },
  [`post ${extensions}/{approval}/withdrawal`]: {
    permission: "deal:record",
    caller: manager,
    params: () => ({ ...home(local.signedDeal)(), approval: local.extension }),
    body: () => ({}),
    trips: 4,
  },
  [`get ${reopenings}`]: { permission: "account:read", caller: manager, params: account(local.visited) },
  [`get ${reopenings}/preview`]: { permission: "settlement:settle", caller: manager, params: account(local.closed), rows: rowsOfGroup },
  [`post ${reopenings}`]: {
    permission: "settlement:settle",
    caller: manager,
    params: account(local.closed),
    body: () => ({ reason: "補記漏登的簽約" }),
    trips: 4,
  },
  [`post ${reopenings}/{approval}/withdrawal`]: {
    permission: "settlement:settle",
    caller: manager,
    params: () => ({ ...account(local.visited)(), approval: local.reopening }),
    body: () => ({}),
    trips: 4,
  },
};
