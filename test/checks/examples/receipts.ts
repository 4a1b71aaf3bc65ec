import { as } from "../../support/kit";
import { type Example, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const receipt = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}/receipt";
const signed = () => ({ campaign: local.linkedCampaign, deal: local.signedDeal });

const issued = async (world: World) => {
  const path = `/api/v1/agencies/${world.agency.id}/campaigns/${local.linkedCampaign}/deals/${local.signedDeal}/receipt`;
  const { body } = await as(await manager(world)).post<{ receipt: { secret: string } }>(path);
  world.memo.secret = body.receipt.secret;
};

export const receiptExamples: Record<string, Example> = {
  [`get ${receipt}`]: { permission: "deal:receipt", caller: manager, params: signed, prepare: issued },
  [`post ${receipt}`]: { permission: "deal:receipt", caller: manager, params: signed, body: () => ({}) },
  [`delete ${receipt}`]: { permission: "deal:receipt", caller: manager, params: signed, prepare: issued },
  // The receipt first, then all that its deal counts with.
  "post /api/v1/public/receipts/lookup": {
    caller: () => null,
    prepare: issued,
    body: ({ memo }) => ({ secret: memo.secret }),
    trips: 2,
    rows: rowsOfGroup,
  },
};
