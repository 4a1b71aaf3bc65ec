import { approvalSection } from "./approvals/routes";
import { newRouter } from "./http/router";
import { policyVersionKind } from "./policies/publishing/store";

/** What needs a yes, kind by kind: approvals know no slice, so the slices are brought to them here. */
export const approvalRoutes = newRouter();

approvalRoutes.route("/", approvalSection({ "policy-version": policyVersionKind }));
