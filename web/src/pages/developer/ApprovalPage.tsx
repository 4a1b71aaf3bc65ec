import type { PageProps } from "../../app/route";
import { ApprovalView } from "../../features/approvals/ApprovalView";

/** An approval that an agency asks of this developer. */
export default function ApprovalPage({ params: { tenant, agency, approval } }: PageProps<"tenant" | "agency" | "approval">) {
  return <ApprovalView place={{ kind: "developer", tenant, agency, id: approval }} />;
}
