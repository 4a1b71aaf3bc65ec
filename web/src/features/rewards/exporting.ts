import type { Claim } from "../../api/rewards";
import type { Translate } from "../../i18n/messages";
import { maskedName } from "../../lib/masked";
import type { ExportColumn } from "../export/columns";

/** The columns of a file of claims: what the list shows, names masked as it masks them. */
export function claimColumns(t: Translate): ExportColumn<Claim>[] {
  return [
    { header: t("rewards.account"), width: 24, value: ({ accountName }) => accountName ?? t("rewards.channel") },
    { header: t("rewards.person"), value: ({ personName }) => (personName === null ? t("rewards.erased") : maskedName(personName)) },
    { header: t("rewards.stateHead"), width: 10, value: ({ state }) => t(`rewards.claimState.${state}`) },
    { header: t("rewards.claimedOn"), kind: "day", value: ({ claimedAt }) => claimedAt },
    { header: t("rewards.claimedBy"), value: ({ claimedByName }) => claimedByName },
    { header: t("rewards.grossYuan"), kind: "yuan", value: ({ grossFen }) => grossFen },
  ];
}
