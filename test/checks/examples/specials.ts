import { type Example, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const specials = "/api/v1/agencies/{agency}/campaigns/{campaign}/specials";
const linked = () => ({ campaign: local.linkedCampaign });
const terms = { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null, counts: true, validUntil: "2099-12-31" };
const forHome = () => ({ about: { kind: "deal", dealId: local.deal }, terms });

export const specialExamples: Record<string, Example> = {
  [`get ${specials}`]: { permission: "deal:read", caller: manager, params: linked, query: `?deal=${local.signedDeal}` },
  [`post ${specials}`]: {
    permission: "special:ask",
    caller: manager,
    params: linked,
    body: () => ({ ...forHome(), reason: "同單位第二套，競品在談" }),
    trips: 4,
  },
  // All facts of the group: what it costs is reckoned as settling would.
  [`post ${specials}/preview`]: { permission: "special:ask", caller: manager, params: linked, body: forHome, rows: rowsOfGroup },
  [`get ${specials}/{special}`]: { permission: "deal:read", caller: manager, params: () => ({ ...linked(), special: local.special }) },
  [`post ${specials}/{special}/withdrawal`]: {
    permission: "special:ask",
    caller: manager,
    params: () => ({ ...linked(), special: local.special }),
    body: () => ({}),
    trips: 4,
  },
  [`post ${specials}/{special}/acceptance`]: {
    permission: "special:ask",
    caller: manager,
    params: () => ({ ...linked(), special: local.counteredSpecial }),
    body: () => ({}),
  },
};
