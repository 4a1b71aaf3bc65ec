import type { CampaignStatus } from "../../api/campaigns";
import type { Tone } from "../../ui/Mark";

/** In the order a campaign goes through them. */
export const STATUSES = ["draft", "running", "closed", "archived"] as const satisfies readonly CampaignStatus[];

export const STATUS_TONES: Record<CampaignStatus, Tone> = { draft: "mute", running: "info", closed: "done", archived: "open" };
