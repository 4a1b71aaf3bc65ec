import { type Example, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const benefits = `${campaign}/engagements/{engagement}/benefits`;
const engaged = () => ({ campaign: local.linkedCampaign, engagement: local.engagement });
const issued = () => ({ ...engaged(), benefits: local.benefits });

export const benefitExamples: Record<string, Example> = {
  [`get ${benefits}`]: { permission: "deal:read", caller: manager, params: engaged },
  [`post ${benefits}`]: {
    permission: "deal:record",
    caller: manager,
    params: engaged,
    body: () => ({
      person: { name: "林玉珍" },
      issuedOn: "2008-06-03",
      expiresOn: "2008-07-15",
      transferable: "family",
      reason: "紙本補登",
    }),
  },
  [`get ${benefits}/{benefits}`]: { permission: "deal:read", caller: manager, params: issued },
  [`post ${benefits}/{benefits}/confirmation`]: {
    permission: "deal:record",
    caller: manager,
    params: issued,
    body: () => ({ confirmedOn: "2008-06-03", documentNumber: "YH-2008-001", reason: "紙本補登" }),
  },
  [`post ${benefits}/{benefits}/voiding`]: {
    permission: "deal:record",
    caller: manager,
    params: issued,
    body: () => ({ reason: "買方改由家人購買" }),
  },
  [`get ${campaign}/deals/{deal}/benefits`]: {
    permission: "deal:read",
    caller: manager,
    params: () => ({ campaign: local.linkedCampaign, deal: local.signedDeal }),
    rows: rowsOfGroup, // the deal's counting group: what a home costs by the paper's version and by the deal's
  },
};
