import type { PageProps } from "../../app/route";
import { ApprovalView } from "../../features/approvals/ApprovalView";

/** An approval of an agency, seen by that agency. */
export default function ApprovalPage({ params: { tenant, approval } }: PageProps<"tenant" | "approval">) {
  return <ApprovalView place={{ kind: "agency", tenant, agency: tenant, id: approval }} />;
}
