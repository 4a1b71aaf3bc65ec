import type { OwnDeal } from "../../api/receipts";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { tierWords } from "../deals/words";

/** Where the account stands against the tier, in one sentence. */
export function standingWords(t: Translate, language: Language, deal: OwnDeal): string {
  const { countedUnits: n, tier, state, counts, accountName } = deal;
  const account = accountName ?? t("receipts.channel");
  if (state === "cancelled") return t("receipts.standing.cancelled", { day: deal.cancelledOn ?? "" });
  if (state === "subscribed") return t("receipts.standing.subscribed", { account, n });
  if (!counts) return t("receipts.standing.uncounted", { account, n });
  return tier === null
    ? t("receipts.standing.below", { account, n })
    : t(`receipts.standing.${tier.source === "own-purchase" ? "own" : "reached"}`, { account, n, tier: tierWords(t, language, tier) });
}

/** How firm a line is, and which way it goes while it is not. */
export function lineState(t: Translate, { state, amountFen }: Pick<OwnDeal["lines"][number], "state" | "amountFen">): string {
  if (state === "provisional") return t(amountFen > 0 ? "receipts.state.raised" : "receipts.state.provisional");
  return state === "withdrawn" ? "" : t(`receipts.state.${state}`);
}

/** Why a line stands: what was reached, never by whom. */
export function lineWords(t: Translate, { kind, because }: OwnDeal["lines"][number]): string {
  if (kind === "base") return t("receipts.line.base");
  if (kind === "closing") return t("receipts.line.closing");
  if (because === null) return t("receipts.line.repriced");
  if (because.kind === "special") return t("receipts.line.special");
  if (because.supplement !== null) {
    const { change, documentNumber } = because.supplement;
    return t("receipts.line.supplement", { kind: t(`deals.supplement.${change}`), number: documentNumber ?? "" });
  }
  if (because.kind === "supplement") return t("receipts.line.repriced");
  return t(`receipts.line.${because.kind}`, { n: because.units ?? 0 });
}
