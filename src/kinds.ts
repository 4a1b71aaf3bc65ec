import { correctionKind } from "./accounts/engagements/correcting/store";
import { referralPapers } from "./accounts/engagements/referring";
import { approvalSection } from "./approvals/routes";
import { approvalPapers } from "./approvals/store";
import { dealPapers } from "./deals/store";
import { fileSection } from "./files/routes";
import { newRouter } from "./http/router";
import { policyVersionKind } from "./policies/publishing/store";
import { rewardPapers } from "./rewards/store";
import { writeOffKind } from "./rewards/write-offs/store";
import { earnestPapers } from "./selection/store";
import { extensionKind } from "./settlement/extensions/store";
import { reopeningKind } from "./settlement/reopenings/store";
import { specialPriceKind } from "./settlement/specials/deciding/store";

/*
 * Approvals and files serve every slice and know none (of what is decided on approvals know the shape): the slices are
 * brought to them here.
 */

export const approvalRoutes = newRouter();
approvalRoutes.route(
  "/",
  approvalSection({
    "policy-version": policyVersionKind,
    "special-price": specialPriceKind,
    "deal-extension": extensionKind,
    "engagement-reopening": reopeningKind,
    "write-off": writeOffKind,
    "key-person-correction": correctionKind,
  }),
);

export const fileRoutes = newRouter();
fileRoutes.route("/", fileSection([...approvalPapers, ...dealPapers, ...rewardPapers, ...referralPapers, ...earnestPapers]));
