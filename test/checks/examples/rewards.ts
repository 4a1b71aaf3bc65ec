import { type Example, rowsOfGroup } from "../example";
import { local } from "../rows";
import type { World } from "../world";
import { fileOf, paperOfDeveloper } from "./campaigns";

const as =
  (role: "manager" | "finance" | "compliance" | "consultant") =>
  ({ agency }: World) =>
    agency.member(role);
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const rewards = `${campaign}/engagements/{engagement}/rewards`;
const claims = `${campaign}/claims`;
const handed = "/api/v1/developers/{developer}/agencies/{agency}/campaigns/{campaign}/claims";
const developerFinance = ({ developer }: World) => developer.member("finance");
const recipient = "/api/v1/agencies/{agency}/recipients/{person}";

const chamber = () => ({ campaign: local.linkedCampaign, engagement: local.engagement });
const linked = () => ({ campaign: local.linkedCampaign });
const claim = (id: string) => () => ({ campaign: local.linkedCampaign, claim: id });
const writeOff = () => ({ campaign: local.linkedCampaign, writeOff: local.writeOff });
const known = () => ({ person: local.person });
const paid = ({ memo }: World) => ({ taxFen: 0, paidOn: "2008-07-14", receiptNumber: "LJ-0007", documentId: memo.file });

export const rewardExamples: Record<string, Example> = {
  [`get ${rewards}`]: {
    permission: "reward:read",
    caller: as("manager"),
    params: chamber,
    rows: rowsOfGroup, // the deals of the counting group, each with the facts that say why it earns or not
  },
  [`post ${rewards}/hold`]: { permission: "reward:hold", caller: as("manager"), params: chamber, body: () => ({ reason: "證件待查" }) },
  [`post ${rewards}/release`]: {
    permission: "reward:hold",
    caller: as("manager"),
    params: () => ({ campaign: local.draftCampaign, engagement: local.closed }),
    body: () => ({}),
  },
  [`post ${rewards}/claims`]: {
    permission: "reward:claim",
    caller: as("manager"),
    params: chamber,
    body: async ({ agency }: World) => ({
      personId: local.person,
      identityCardSeen: true,
      workPermitSeen: true,
      witnessId: (await agency.member("coordinator")).id,
    }),
  },
  [`post ${rewards}/write-offs`]: {
    permission: "reward:write-off",
    caller: as("manager"),
    params: chamber,
    body: () => ({ recoveryId: local.recovery, amountFen: 100_000, reason: "聯絡不上" }),
    trips: 4,
  },
  [`get ${campaign}/write-offs/{writeOff}`]: { permission: "reward:read", caller: as("manager"), params: writeOff },
  [`post ${campaign}/write-offs/{writeOff}/withdrawal`]: {
    permission: "reward:write-off",
    caller: as("manager"),
    params: writeOff,
    body: () => ({}),
    trips: 4,
  },
  [`get ${claims}`]: { permission: "reward:read", caller: as("manager"), params: linked, query: "?state=claimed" },
  [`get ${claims}/{claim}`]: { permission: "reward:read", caller: as("manager"), params: claim(local.claim) },
  [`post ${claims}/{claim}/approval`]: {
    permission: "reward:approve",
    caller: as("manager"),
    params: claim(local.claim),
    body: () => ({}),
  },
  [`post ${claims}/{claim}/return`]: {
    permission: "reward:approve",
    caller: as("manager"),
    params: claim(local.claim),
    body: () => ({ remark: "證件不符" }),
  },
  [`post ${claims}/{claim}/payment`]: {
    permission: "reward:pay",
    caller: as("finance"),
    params: () => ({ campaign: local.aloneCampaign, claim: local.aloneClaim }),
    prepare: fileOf("agency", "deal-document"),
    body: paid,
  },
  [`post ${handed}/{claim}/payment`]: {
    permission: "reward:pay",
    caller: developerFinance,
    params: claim(local.approvedClaim),
    prepare: paperOfDeveloper,
    body: paid,
    trips: 3, // an isolate learns the agency's shard first
  },
  [`get ${handed}`]: { permission: "reward:pay", caller: developerFinance, params: linked, query: "?state=approved" },
  [`get ${handed}/{claim}`]: { permission: "reward:pay", caller: developerFinance, params: claim(local.approvedClaim) },
  [`get ${recipient}`]: { permission: "reward:read", caller: as("manager"), params: known },
  [`put ${recipient}`]: {
    permission: "reward:claim",
    caller: as("manager"),
    params: known,
    body: () => ({ status: "private-employee" }),
    ifMatch: 1,
  },
  [`post ${recipient}/decision`]: {
    permission: "reward:comply",
    caller: as("compliance"),
    params: known,
    body: () => ({ decision: "held", reason: "待單位出具同意書", yearlyLimitFen: 2_000_000 }),
    ifMatch: 1,
  },
};
