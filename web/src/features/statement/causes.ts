import type { Language } from "../../api/session";
import type { PriceLine, StatementDeal } from "../../api/statement";
import type { Translate } from "../../i18n/messages";
import { moneyAlone } from "../../lib/format";
import { discountWords } from "../../lib/rate";
import type { Firmness } from "../../ui/Money";
import { firmnessOf, isStanding, placeOf, type Tier } from "./reading";

/** One line of how a price came about: when, why, how much, how firm. */
export interface Cause {
  key: string;
  /** Null: the day is still to come. */
  day: string | null;
  words: string;
  /** Null where nothing is posted yet. */
  fen: number | null;
  firmness: Firmness | null;
  label: string;
  isWithdrawn: boolean;
  line: PriceLine | null;
}

/** 9.8折; of a tier by amount what it takes off. */
export function tierWords(t: Translate, language: Language, { payableBps, amountFen }: Pick<Tier, "payableBps" | "amountFen">): string {
  if (payableBps !== null) return discountWords(payableBps, language);
  return t("statement.tierAmount", { amount: moneyAlone(amountFen ?? 0) });
}

/** What has happened to a home's price, in the order of its lines. @param all the statement's homes, to name the one that was the cause */
export function causesOf(t: Translate, language: Language, item: StatementDeal, all: StatementDeal[]): Cause[] {
  const causes = item.lines.flatMap((line) => causesOfLine(t, language, line, item, all));
  if (firmnessOf(item) === "provisional" && isStanding(item)) {
    causes.push({
      key: "pending",
      day: null,
      words: t("statement.line.pending"),
      fen: null,
      firmness: null,
      label: t("statement.label.pending"),
      isWithdrawn: false,
      line: null,
    });
  }
  return causes;
}

function causesOfLine(t: Translate, language: Language, line: PriceLine, item: StatementDeal, all: StatementDeal[]): Cause[] {
  const { deal } = item;
  const plain = { key: line.id, fen: line.amountFen, firmness: null, isWithdrawn: false, line: null };
  if (line.kind === "base" && line.state !== "withdrawn") {
    return [{ ...plain, day: deal.signedOn ?? line.postedOn, words: baseWords(t, language, item, all), label: t("statement.label.base") }];
  }
  if (line.kind === "closing") {
    return [
      {
        ...plain,
        day: deal.cancelledOn ?? line.postedOn,
        words: t("statement.line.closing", { why: deal.cancelReason ?? "" }),
        label: t("statement.label.closing"),
      },
    ];
  }

  // A base is withdrawn with its signing alone, and bears its day.
  const isBase = line.kind === "base";
  const words = isBase ? t("statement.line.signed") : becauseWords(t, language, line.because, item, all);
  const posted = { ...plain, day: (isBase ? line.withdrawnBecause : line.because)?.day ?? line.postedOn, words };
  if (line.state === "withdrawn") {
    return [
      { ...posted, isWithdrawn: true, label: t("statement.label.withdrawn") },
      {
        ...plain,
        key: `${line.id}-withdrawn`,
        day: line.withdrawnBecause?.kind === "unsigned" ? line.withdrawnOn : (line.withdrawnBecause?.day ?? line.withdrawnOn),
        words: t("statement.line.withdrawn", { because: becauseWords(t, language, line.withdrawnBecause, item, all) }),
        fen: null,
        label: t("statement.label.back"),
      },
    ];
  }
  const label = t(line.state === "provisional" && line.amountFen > 0 ? "statement.label.raised" : `statement.label.${line.state}`);
  const done: Cause[] =
    line.state === "fulfilled"
      ? [
          {
            ...plain,
            key: `${line.id}-done`,
            day: line.fulfilledOn,
            words: t("statement.line.fulfilled", {
              route: t(`statement.route.${line.route ?? "cash"}`),
              number: line.documentNumber ?? "",
            }),
            fen: null,
            label: t("statement.label.done"),
          },
        ]
      : [];
  return [{ ...posted, firmness: line.state, label, line }, ...done];
}

function baseWords(t: Translate, language: Language, { deal }: StatementDeal, all: StatementDeal[]): string {
  const { price } = deal;
  if (deal.cancelledOn !== null) return t("statement.line.signed");
  if (price?.standing !== "counted") return t("statement.line.signedUncounted", { why: whyWords(t, price?.why ?? null) });
  const because = price.because;
  if (because?.kind === "special" && deal.signedOn !== null && because.day <= deal.signedOn) {
    return t("statement.line.signedSpecial", { number: because.number });
  }
  const atOnce = because?.kind === "reached" && deal.signedOn !== null && because.day <= deal.signedOn;
  if (!atOnce || !price.tier) return t("statement.line.counted");
  if (price.tier.source === "own-purchase") return t("statement.line.signedOwn", { tier: tierWords(t, language, price.tier) });
  return because.dealId === deal.id || all.every(({ deal: { id } }) => id !== because.dealId)
    ? t("statement.line.reachedItself", { units: because.units, tier: tierWords(t, language, price.tier) })
    : t("statement.line.countedAtTier", { units: because.units, tier: tierWords(t, language, price.tier) });
}

/** What moved a price, where it is not known how the home that was the cause stands. @param place its place; null where no home was */
export function causeWords(t: Translate, because: PriceLine["withdrawnBecause"], place: string | null): string {
  if (!because) return t("statement.line.repriced");
  if (because.kind === "unsigned") return t("statement.line.unsigned", { day: because.day });
  if (because.kind === "special") return t("statement.line.special", { number: because.number });
  if (because.kind === "supplement") {
    return t("statement.line.supplement", { kind: t(`deals.supplement.${because.change}`), number: because.documentNumber ?? "" });
  }
  return t(because.kind === "reached" ? "statement.line.reachedBy" : "statement.line.lost", {
    place: place ?? t("statement.elsewhere"),
    units: because.units,
  });
}

function becauseWords(
  t: Translate,
  language: Language,
  because: PriceLine["withdrawnBecause"],
  { deal }: StatementDeal,
  all: StatementDeal[],
) {
  const cause = because && "dealId" in because ? all.find(({ deal: { id } }) => id === because.dealId)?.deal : undefined;
  const place = cause ? placeOf(cause) : t("statement.elsewhere");
  if (because?.kind !== "reached") return causeWords(t, because, place);
  const tier = deal.price?.tier;
  // Where a version counts from subscription, the day is that of the subscription.
  if (cause && cause.signedOn !== because.day) return t("statement.line.reachedSubscribed", { place, units: because.units });
  return tier && tier.fromUnits === because.units
    ? t(`statement.line.${tier.source === "own-purchase" ? "reachedOwn" : "reachedTier"}`, {
        place,
        units: because.units,
        tier: tierWords(t, language, tier),
      })
    : t("statement.line.reached", { place, units: because.units });
}

/** Why a home does not count. */
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
      return t(`statement.why.${why}`);
    default:
      return t("statement.why.unknown");
  }
}
