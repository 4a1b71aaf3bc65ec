import type { CommissionLine } from "../../../api/deals";
import type { Translate } from "../../../i18n/messages";
import type { ExportColumn } from "../../export/columns";
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

/** The columns of a file of shares. @param groupName of a group's id */
export function commissionColumns(t: Translate, groupName: (id: string | null) => string | null): ExportColumn<CommissionLine>[] {
  return [
    { header: t("deals.home"), value: homeOf },
    { header: t("deals.account"), width: 20, value: (line) => accountWords(t, line) },
    { header: t("deals.stateHead"), width: 10, value: ({ state }) => t(`deals.state.${state}`) },
    { header: t("deals.signedOn"), width: 12, value: ({ signedOn }) => signedOn },
    { header: t("deals.cancelledOn"), width: 12, value: ({ cancelledOn }) => cancelledOn },
    { header: t("deals.facts.confirmation"), width: 12, value: (line) => confirmedWords(t, line) },
    { header: t("deals.contractPriceYuan"), kind: "yuan", value: ({ contractPriceFen }) => contractPriceFen },
    { header: t("deals.payableYuan"), kind: "yuan", value: ({ payableFen }) => payableFen },
    { header: t("deals.commissions.person"), value: (line) => personWords(t, line) },
    { header: t("deals.commissions.group"), width: 16, value: (line) => groupWords(line, groupName) },
    { header: t("deals.commissions.sharePercent"), kind: "hundredths", width: 10, value: ({ shareBps }) => shareBps },
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
