import type { CampaignStatus, CampaignStep } from "./contract";

/**
 * Where a campaign's status may go. An archived one stays as it is: its way back is a copy. (ours)
 */
const steps: Record<CampaignStep, { from: readonly CampaignStatus[]; to: CampaignStatus; event: string }> = {
  opening: { from: ["draft"], to: "running", event: "campaign.opened" },
  closing: { from: ["running"], to: "closed", event: "campaign.closed" },
  reopening: { from: ["closed"], to: "running", event: "campaign.reopened" },
  archiving: { from: ["draft", "closed"], to: "archived", event: "campaign.archived" },
};

/** What a step leads to, or null when it does not start from this status. */
export function stepFrom(status: CampaignStatus, step: CampaignStep): { to: CampaignStatus; event: string } | null {
  const { from, to, event } = steps[step];

  return from.includes(status) ? { to, event } : null;
}

export function stepsFrom(status: CampaignStatus): CampaignStep[] {
  return (Object.keys(steps) as CampaignStep[]).filter((step) => steps[step].from.includes(status));
}

/** What may be edited. Once opened, the first day stands: prices were promised from it. (ours) */
export function mayMoveStart(status: CampaignStatus): boolean {
  return status === "draft";
}
