import type { Offer } from "../../api/offers";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { listed, moneyAlone } from "../../lib/format";
import type { Tone } from "../../ui/Mark";
import { tierWords } from "../deals/words";

export const STATE_TONES: Record<Offer["state"], Tone> = {
  issued: "wait",
  confirmed: "info",
  effective: "good",
  superseded: "done",
  void: "open",
};

/** 1–8 套, 滿 9 套: the counts of a row. */
export function unitsWords(t: Translate, { fromUnits, toUnits }: Offer["rows"][number]): string {
  if (toUnits === null) return fromUnits <= 1 ? t("offers.units.any") : t("offers.units.from", { n: fromUnits });
  return fromUnits === toUnits ? t("offers.units.one", { n: fromUnits }) : t("offers.units.between", { from: fromUnits, to: toUnits });
}

/** The table as a buyer reads it: neighbours that say the same of their counts are one row. */
export function rowsShown(t: Translate, language: Language, { rows }: Pick<Offer, "rows">): Offer["rows"] {
  const said = ({ tier, payableFen }: Offer["rows"][number]) => `${payableFen} ${tierWords(t, language, tier)}`;
  const shown: Offer["rows"] = [];
  for (const row of rows) {
    const before = shown.at(-1);
    if (!before || said(before) !== said(row)) shown.push(row);
    else {
      const either = { isNow: before.isNow || row.isNow, stopsAtFloor: before.stopsAtFloor || row.stopsAtFloor };
      shown.splice(-1, 1, { ...before, ...either, toUnits: row.toUnits });
    }
  }
  return shown;
}

/** At which count the price stands, in one sentence. */
export function standingWords(t: Translate, language: Language, offer: Offer, accountName: string | null): string {
  if (!offer.counts) return t("offers.standing.uncounted");
  const words = { account: accountName ?? t("offers.channel"), n: offer.units };
  return offer.tier === null
    ? t("offers.standing.below", words)
    : t(`offers.standing.${offer.tier.source === "own-purchase" ? "own" : "reached"}`, {
        ...words,
        tier: tierWords(t, language, offer.tier),
      });
}

/** What the paper promises and on which terms, sentence by sentence. */
export function promiseWords(t: Translate, language: Language, offer: Offer): string[] {
  const [lowest] = offer.rows;
  const first = offer.rows.find(({ tier }) => tier !== null); // a commitment not met yet leaves rows without one between
  const follows = offer.counts && offer.rows.length > 1;

  return [
    ...(follows && lowest && first && lowest.tier === null
      ? [t("offers.promise.below", { n: first.fromUnits, amount: moneyAlone(lowest.payableFen) })]
      : []),
    ...(follows ? [t(offer.onDrop === null ? "offers.promise.fixed" : "offers.promise.reached")] : []),
    ...(follows && offer.onDrop !== null ? [t(`offers.promise.${offer.onDrop}`)] : []),
    ...offer.commitments.map(({ units, by }) => t("offers.promise.commitment", { n: units, by })),
    t("offers.promise.neverRises"),
    t("offers.promise.signBy", { day: offer.signBy }),
    ...offer.earlySignings.map(({ label, until }) => t("offers.promise.early", { label, day: until })),
    ...(offer.counts && !offer.isMember ? [t("offers.promise.proof")] : []),
    ...(offer.memberDiscounts.length > 0 && !offer.isMember
      ? [t("offers.promise.members", { names: listed(offer.memberDiscounts, language) })]
      : []),
    ...(offer.stopsAtFloor || offer.rows.some(({ stopsAtFloor }) => stopsAtFloor) ? [t("offers.promise.floor")] : []),
  ];
}
