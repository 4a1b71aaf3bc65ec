import type { ApprovalDetail, AskedApprovals } from "../../src/approvals/contract";
import { upload } from "./campaigns";
import { done, type Selling } from "./deals";
import { type Answer, as } from "./kit";

/** More days to sign, asked for by the consultant. */
export const askedDays = async (at: Selling, dealId: string, extendTo: string): Promise<Answer<AskedApprovals>> =>
  as(await at.agency.member("consultant")).post<AskedApprovals>(`${at.path}/deals/${dealId}/extensions`, {
    extendTo,
    reason: "銀行審核延誤",
  });

/** A settlement to be opened again, asked for by the manager. */
export const askedReopening = async (at: Selling, engagementId = at.engagementId): Promise<Answer<AskedApprovals>> =>
  as(await at.agency.member("manager")).post<AskedApprovals>(`${at.path}/engagements/${engagementId}/reopenings`, {
    reason: "補記漏登的簽約",
  });

/** The one that was asked last. */
export async function lastOf(asked: Promise<Answer<AskedApprovals>>): Promise<AskedApprovals["items"][number]> {
  const last = (await done(asked)).items.at(-1);
  if (!last) throw new Error("nothing was asked");

  return last;
}

/** The finance records what the developer said on paper. */
export async function answered(
  at: Selling,
  approvalId: string,
  outcome: "approve" | "return" = "approve",
): Promise<Answer<ApprovalDetail>> {
  const decision = outcome === "approve" ? { outcome, documentId: await upload(at) } : { outcome, remark: "不同意" };

  return as(await at.agency.member("finance")).post<ApprovalDetail>(
    `/api/v1/agencies/${at.agency.id}/approvals/${approvalId}/decision`,
    decision,
  );
}
