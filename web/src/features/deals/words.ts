import type { CatalogueEntry } from "../../../../src/campaigns/catalogue/contract";
import type { ChangeEffect, Deal, DealState, LedgerEntry } from "../../api/deals";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { moneyAlone } from "../../lib/format";
import { maskedName } from "../../lib/masked";
import { nameIn } from "../../lib/names";
import { discountWords } from "../../lib/rate";
import type { Tone } from "../../ui/Mark";

/** In the order in which a deal goes through them. */
export const STATES: readonly DealState[] = ["subscribed", "signed", "completed", "cancelled"];

export const STATE_TONES: Record<DealState, Tone> = { subscribed: "info", signed: "good", completed: "done", cancelled: "open" };

/** How far a line of the ledger is. */
export const LEDGER_TONES: Record<LedgerEntry["state"], Tone> = { reported: "wait", confirmed: "good", refused: "bad", withdrawn: "mute" };

type Tier = ChangeEffect["tier"]["before"];

export const homeOf = ({ building, unitNumber }: Pick<Deal, "building" | "unitNumber">): string => `${building} ${unitNumber}`;

/** The first buyer with the middle of the name left out, and how many more there are. */
export function buyersWords(t: Translate, { parties }: Pick<Deal, "parties">): string {
  const [first] = parties;
  if (!first) return "—";
  const name = first.name === null ? t("deals.erasedBuyer") : maskedName(first.name);
  return parties.length === 1 ? name : t("deals.buyersMore", { name, n: parties.length });
}

/** 9.8折; of a tier by amount what it takes off; of a key person's own that it is that; below the first tier that there is none. */
export function tierWords(t: Translate, language: Language, tier: Tier): string {
  if (tier === null) return t("deals.noTier");
  if (tier.source === "own-purchase") return t("deals.tierOwn", { tier: tierWords(t, language, { ...tier, source: "category" }) });
  if (tier.payableBps !== null) return discountWords(tier.payableBps, language);
  return t("deals.tierAmount", { amount: moneyAlone(tier.amountFen ?? 0) });
}

/** A code of the campaign's catalogue in its own words; the code where the campaign has none. */
export function entryWords(entries: readonly CatalogueEntry[], code: string | null, language: Language): string | null {
  const entry = entries.find((candidate) => candidate.code === code);
  return entry ? nameIn(entry.names, language) : code;
}

/** Why a deal does not count, as settling names it. */
export function whyWords(t: Translate, why: string | null): string {
  switch (why) {
    case "not-signed":
    case "cancelled-same-day":
    case "outside-window":
    case "signed-late":
    case "not-signed-in-time":
    case "product-not-counted":
    case "special-does-not-count":
    case "no-engagement":
    case "membership-not-checked":
    case "proof-expired":
      return t(`deals.why.${why}`);
    default:
      return t("deals.why.unknown");
  }
}

/** The earlier of two days, the first of which may not be known. */
export const earlier = (one: string | null, other: string): string => (one !== null && one < other ? one : other);
