import type { Link, LinkStep } from "../../api/organisations";
import type { TenantKind } from "../../api/session";
import type { PlainMessageKey } from "../../i18n/messages";
import type { Tone } from "../../ui/Mark";

export interface SortedLinks {
  /** Offered by the other side: they wait for us. */
  received: Link[];
  /** Offered by us: they wait for the other side. */
  made: Link[];
  active: Link[];
  /** Refused, withdrawn or ended. */
  past: Link[];
}

/** A tenant's links by what there is to do with them. */
export function sortedLinks(links: Link[], side: TenantKind): SortedLinks {
  const offered = links.filter(({ state }) => state === "offered");
  return {
    received: offered.filter(({ offeredBy }) => offeredBy !== side),
    made: offered.filter(({ offeredBy }) => offeredBy === side),
    active: links.filter(({ state }) => state === "accepted"),
    past: links.filter(({ state }) => state !== "offered" && state !== "accepted"),
  };
}

/** The one on the other side. */
export function partnerOf({ agencyId, agencyName, developerId, developerName }: Link, side: TenantKind): { id: string; name: string } {
  return side === "agency" ? { id: developerId, name: developerName } : { id: agencyId, name: agencyName };
}

/** The steps that a side may take with a link as it stands. */
export function stepsFor({ state, offeredBy }: Pick<Link, "state" | "offeredBy">, side: TenantKind): LinkStep[] {
  if (state === "accepted") return ["ending"];
  if (state !== "offered") return [];
  return offeredBy === side ? ["withdrawal"] : ["refusal", "acceptance"];
}

const TONES: Record<Link["state"], Tone> = { offered: "wait", accepted: "good", refused: "bad", withdrawn: "open", ended: "done" };

/** How a link's state is marked; an offer says whose answer it waits for. */
export function linkWords(
  { state, offeredBy }: Pick<Link, "state" | "offeredBy">,
  side: TenantKind,
): { tone: Tone; sign: PlainMessageKey; word: PlainMessageKey } {
  const word: PlainMessageKey =
    state !== "offered" ? `settings.link.${state}` : offeredBy === side ? "settings.link.waitsForThem" : "settings.link.waitsForUs";
  return { tone: TONES[state], sign: `settings.linkSign.${state}`, word };
}

/** The short name of a tenant as people paste it: an address of its pages, capitals, spaces around. */
export function shortNameOf(text: string): string {
  const typed = text.trim().toLowerCase();
  return /\/[ad]\/([^/?#]+)/.exec(typed)?.[1] ?? typed;
}

/** What a short name looks like; the API knows whether it is somebody's. */
export function mayBeShortName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/.test(text);
}
