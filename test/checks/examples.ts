import type { Example } from "./example";
import { accountExamples, peopleExamples } from "./examples/accounts";
import { askingExamples } from "./examples/asking";
import { benefitExamples } from "./examples/benefits";
import { approvalExamples, campaignExamples, fileExamples } from "./examples/campaigns";
import { dealExamples, settlementExamples } from "./examples/deals";
import { earnestExamples } from "./examples/earnest";
import { engagementExamples } from "./examples/engagements";
import { formExamples } from "./examples/forms";
import { identityExamples } from "./examples/identity";
import { importExamples } from "./examples/imports";
import { leadExamples } from "./examples/leads";
import { messageExamples } from "./examples/messages";
import { offerExamples } from "./examples/offers";
import { organisationExamples } from "./examples/organisations";
import { receiptExamples } from "./examples/receipts";
import { rewardExamples } from "./examples/rewards";
import { specialExamples } from "./examples/specials";
import { unitExamples } from "./examples/units";

/** One rightful call of every operation. A route without one fails the isolation walk. */
export const examples: Record<string, Example> = {
  "get /api/v1/health": { caller: () => null },
  "get /api/v1/agencies/{agency}/audit": { permission: "audit:read", caller: ({ agency }) => agency.member("owner") },
  "get /api/v1/developers/{developer}/audit": { permission: "audit:read", caller: ({ developer }) => developer.member("owner") },
  ...identityExamples,
  ...organisationExamples,
  ...campaignExamples,
  ...approvalExamples,
  ...fileExamples,
  ...peopleExamples,
  ...messageExamples,
  ...accountExamples,
  ...importExamples,
  ...unitExamples,
  ...engagementExamples,
  ...dealExamples,
  ...settlementExamples,
  ...receiptExamples,
  ...leadExamples,
  ...offerExamples,
  ...benefitExamples,
  ...rewardExamples,
  ...specialExamples,
  ...askingExamples,
  ...earnestExamples,
  ...formExamples,
};
