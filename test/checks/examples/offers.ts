import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const offers = "/api/v1/agencies/{agency}/campaigns/{campaign}/deals/{deal}/offers";
const subscribed = () => ({ campaign: local.linkedCampaign, deal: local.deal });
const issued = () => ({ ...subscribed(), offer: local.offer });

export const offerExamples: Record<string, Example> = {
  [`get ${offers}`]: { permission: "deal:read", caller: manager, params: subscribed },
  [`post ${offers}`]: {
    permission: "deal:record",
    caller: manager,
    params: subscribed,
    body: () => ({ issuedOn: "2008-06-03", reason: "紙本補登" }),
  },
  [`post ${offers}/{offer}/confirmation`]: {
    permission: "deal:record",
    caller: manager,
    params: issued,
    body: () => ({ confirmedOn: "2008-06-03", reason: "紙本補登" }),
  },
  [`post ${offers}/{offer}/voiding`]: {
    permission: "deal:record",
    caller: manager,
    params: issued,
    body: () => ({ reason: "買方改選房源" }),
  },
};
