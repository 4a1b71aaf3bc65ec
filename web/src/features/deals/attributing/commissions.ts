import type { CommissionLine } from "../../../api/deals";
import type { Translate } from "../../../i18n/messages";
import { type Cell, hundredths, words, yuan } from "../../../lib/sheet";
import { homeOf } from "../words";

/** Business days, both included; null: no end on that side. */
export interface Days {
  from: string | null;
  to: string | null;
}

/**
 * The shares of what happened in these days: signed, or cancelled, since a commission already given is taken back by that.
 * Without days all of them, also of homes that are not signed yet.
 */
export function linesIn(lines: CommissionLine[], { from, to }: Days): CommissionLine[] {
  if (from === null && to === null) return lines;
  const within = (day: string | null) => day !== null && (from === null || day >= from) && (to === null || day <= to);
  return lines.filter(({ signedOn, cancelledOn }) => within(signedOn) || within(cancelledOn));
}

/** In the order of their signing, those not signed yet at the end. */
export const bySigning = (lines: CommissionLine[]): CommissionLine[] =>
  lines.toSorted((one, other) => ((one.signedOn ?? "9999") < (other.signedOn ?? "9999") ? -1 : one.signedOn === other.signedOn ? 0 : 1));

/** How many homes stand behind shares. */
export const homesIn = (lines: CommissionLine[]): number => new Set(lines.map(({ dealId }) => dealId)).size;

/** The rows of a file: heads, then one row for each share. @param groupName of a group's id */
export function commissionRows(t: Translate, lines: CommissionLine[], groupName: (id: string | null) => string | null): Cell[][] {
  const heads = [
    t("deals.home"),
    t("deals.account"),
    t("deals.stateHead"),
    t("deals.signedOn"),
    t("deals.cancelledOn"),
    t("deals.facts.confirmation"),
    t("deals.contractPriceYuan"),
    t("deals.payableYuan"),
    t("deals.commissions.person"),
    t("deals.commissions.group"),
    t("deals.commissions.sharePercent"),
  ];

  return [
    heads.map(words),
    ...lines.map((line) => [
      words(homeOf(line)),
      words(accountWords(t, line)),
      words(t(`deals.state.${line.state}`)),
      words(line.signedOn),
      words(line.cancelledOn),
      words(confirmedWords(t, line)),
      yuan(line.contractPriceFen),
      yuan(line.payableFen),
      words(personWords(t, line)),
      words(groupWords(line, groupName)),
      hundredths(line.shareBps),
    ]),
  ];
}

/** The account that a home is of; one of a channel has none. */
export const accountWords = (t: Translate, { accountName }: CommissionLine): string => accountName ?? t("deals.channel");

type Share = Pick<CommissionLine, "userId" | "userName" | "groupId">;

/** Whose share it is; of a group's alone that it has no person. */
export const personWords = (t: Translate, { userId, userName }: Share): string =>
  userId === null ? t("deals.commissions.groupAlone") : userName;

/** The group of a share: as it is called today, one that is gone as it was called when it alone was named. */
export const groupWords = ({ userId, userName, groupId }: Share, groupName: (id: string | null) => string | null): string | null =>
  groupName(groupId) ?? (userId === null ? userName : null);

/** Whether finance has seen the signing; nothing before there is one. */
export function confirmedWords(t: Translate, { signedOn, isSigningConfirmed }: CommissionLine): string | null {
  return signedOn === null ? null : t(isSigningConfirmed ? "deals.commissions.confirmed" : "deals.commissions.unconfirmed");
}
