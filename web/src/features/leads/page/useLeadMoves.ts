import { useState } from "react";
import { useLocation } from "wouter";
import type { LeadDetail } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useLeadAct } from "../queries";

/** What can be done on a lead's page. */
export type Doing = "contact" | "visit" | "complete" | "edit" | "assign" | "give-back" | "lose" | "reopen" | "plan" | "visits";

/** Which dialog of the page is open; and the acts that need none. */
export function useLeadMoves(lead: LeadDetail) {
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const run = useLeadAct(lead.campaignId);
  const [doing, open] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  /** Runs what needs no dialog; a refusal stands on the page. */
  const now = async (act: () => Promise<LeadDetail>, onDone?: () => void) => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await run(act);
      onDone?.();
      if (answer.id !== lead.id) navigate(paths.lead(tenant, lead.campaignId, answer.id));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { doing, open, close: () => open(null), now, busy, failure, run, at: { tenant, campaign: lead.campaignId, lead: lead.id } };
}
export type LeadMoves = ReturnType<typeof useLeadMoves>;
