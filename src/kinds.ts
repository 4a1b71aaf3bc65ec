import { eq } from "drizzle-orm";
import { correctionKind } from "./accounts/engagements/correcting/store";
import { approvalSection } from "./approvals/routes";
import { approvals } from "./approvals/schema";
import { fileSection, type ShownWith } from "./files/routes";
import { newRouter } from "./http/router";
import { policyVersionKind } from "./policies/publishing/store";
import { writeOffKind } from "./rewards/write-offs/store";
import { extensionKind } from "./settlement/extensions/store";
import { reopeningKind } from "./settlement/reopenings/store";
import { specialPriceKind } from "./settlement/specials/deciding/store";
import { hasRow } from "./tenancy/database";

/*
 * Approvals and files serve every slice and know none (of what is decided on approvals know the shape): the slices are
 * brought to them here.
 */

const documentOfApproval: ShownWith = (agency, fileId) => {
  const approval = agency.from(approvals);

  return hasRow(approval, eq(approval.documentId, fileId));
};

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
fileRoutes.route("/", fileSection([documentOfApproval]));
