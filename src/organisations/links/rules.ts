import type { Link, LinkTerms } from "./contract";

/**
 * What a link shares and what it never does, the same for every link: figures of the project's own campaigns, the
 * policies to decide, and from subscription on the buyers' particulars, each look at them recorded.
 */
export const linkTerms: LinkTerms = {
  shares: ["campaign-figures", "policy-decisions", "buyer-particulars"],
  withholds: ["notes", "leads", "other-projects", "other-agencies"],
};

/** What may be done with a link. */
export type LinkStep = "acceptance" | "refusal" | "withdrawal" | "ending";

interface Step {
  from: Link["state"];
  to: Link["state"];
  /** Whose it is to take: the side that was asked, the side that asked, or either. */
  by: "asked" | "offerer" | "either";
  event: string;
}

export const linkSteps = {
  acceptance: { from: "offered", to: "accepted", by: "asked", event: "link.accepted" },
  refusal: { from: "offered", to: "refused", by: "asked", event: "link.refused" },
  withdrawal: { from: "offered", to: "withdrawn", by: "offerer", event: "link.withdrawn" },
  ending: { from: "accepted", to: "ended", by: "either", event: "link.ended" },
} as const satisfies Record<LinkStep, Step>;

/** Why a side may not take a step, or null when it may. */
export function stepRefusal(
  step: LinkStep,
  side: Link["offeredBy"],
  link: Pick<Link, "state" | "offeredBy">,
): "link-decided" | "wrong-state" | null {
  const { from, by } = linkSteps[step];
  if (link.state !== from) return from === "offered" ? "link-decided" : "wrong-state";
  if (by === "either") return null;

  return (by === "offerer") === (side === link.offeredBy) ? null : "wrong-state";
}
