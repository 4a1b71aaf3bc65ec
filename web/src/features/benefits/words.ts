import type { Benefits } from "../../api/benefits";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { moneyAlone } from "../../lib/format";
import { payablePercent } from "../../lib/rate";
import type { Tone } from "../../ui/Mark";

export const STATE_TONES: Record<Benefits["state"], Tone> = {
  issued: "wait",
  confirmed: "good",
  used: "done",
  expired: "open",
  void: "open",
};

/** Whether another version would price a home subscribed today than the one that an open paper says. */
export const isOutdated = ({ state, policyNumber, policyInForce }: Benefits): boolean =>
  (state === "issued" || state === "confirmed") && policyInForce !== null && policyInForce !== policyNumber;

/** 團購（商會）: a group discount by whom it is for. */
export const tierName = (t: Translate, { source, who }: Benefits["tiers"][number]): string => t(`benefits.tier.${source}`, { who });

/** 單位成交滿 9 套; from the first home on. */
export const tierWhen = (t: Translate, { fromUnits }: Benefits["tiers"][number]): string =>
  fromUnits <= 1 ? t("benefits.tier.first") : t("benefits.tier.from", { n: fromUnits });

/** 商會滿 9 套 9.8折; what a list says of a paper. */
export const standardWords = (t: Translate, { tiers }: Benefits, language: Language): string =>
  dotted(
    tiers.map((tier) => t("benefits.standard", { when: tierWhen(t, tier), who: tier.who, effect: tier.effect })),
    language,
  );

/** Whose member the buyer is: the account, or the holders of a document. */
export const groupWords = (t: Translate, { accountName, credential }: Benefits): string =>
  accountName ?? t("benefits.channel", { credential: credential ?? "" });

/** On which conditions a home has the discounts, sentence by sentence. */
export function conditionWords(t: Translate, paper: Benefits): string[] {
  const group = groupWords(t, paper);
  const [first] = paper.tiers;
  const follows = paper.tiers.some(({ fromUnits }) => fromUnits > 1);

  return [
    ...(follows ? [t("benefits.term.count", { group })] : []),
    t("benefits.term.days", { from: paper.startsOn, until: paper.endsOn, n: paper.signWithinDays }),
    t("benefits.term.products", {
      priced: paper.pricedProducts ?? t("benefits.everyHome"),
      counted: paper.countedProducts ?? t("benefits.everyHome"),
    }),
    ...(paper.accountName !== null ? [t("benefits.term.member", { account: paper.accountName })] : []),
    ...(paper.credential !== null ? [t("benefits.term.credential", { credential: paper.credential })] : []),
    ...(paper.tiers.length > 1 && paper.tiers.some(({ source }) => source !== first?.source) ? [t("benefits.term.better")] : []),
    ...(follows ? [t(paper.retroactive ? "benefits.term.retroactive" : "benefits.term.fixed")] : []),
    ...(follows && paper.onDrop !== null ? [t(`benefits.term.${paper.onDrop}`)] : []),
    ...(paper.floorBps !== null ? [t("benefits.term.floor", { percent: payablePercent(paper.floorBps) })] : []),
  ];
}

/** What a home costs more or less than its paper says. */
export function differenceWords(t: Translate, { promisedFen, payableFen }: { promisedFen: number; payableFen: number }): string {
  const difference = payableFen > promisedFen ? "more" : payableFen < promisedFen ? "less" : "equal";

  return t(`benefits.deal.${difference}`, { amount: moneyAlone(Math.abs(payableFen - promisedFen)) });
}

/** Until when, for how many homes, and for whom it may be used. */
export function rightWords(t: Translate, { expiresOn, transferable }: Benefits): string[] {
  return [
    t("benefits.right.until", { day: expiresOn }),
    t("benefits.right.oneHome"),
    t(`benefits.right.${transferable}`),
    t("benefits.right.price"),
  ];
}
