import { useQueries } from "@tanstack/react-query";
import type { CampaignDetail } from "../../../api/campaigns";
import type { Supplement } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { area, moneyAlone, NOTHING } from "../../../lib/format";
import { unitQuery } from "../../units/queries";
import { placeWords } from "../../units/states";
import { useEveryEngagement } from "../subscribing/queries";
import { entryWords } from "../words";

/** What is kept to reckon with, and what stays as it was, nobody has to read. */
const isShown = ({ field, from, to }: Supplement["change"][number]) =>
  field === "parties" || (from !== to && !["isFamily", "buyers", "product"].includes(field));

/** A supplement's changes in words, from what to what; homes and accounts by the names that they have now. */
export function useChangeWords(campaign: CampaignDetail, supplements: Supplement[]): (supplement: Supplement) => string[] {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const changes = supplements.flatMap(({ change }) => change);
  const homes = [...new Set(changes.filter(({ field }) => field === "unitId").flatMap(({ from, to }) => [String(from), String(to)]))];
  const units = useQueries({ queries: homes.map((id) => unitQuery(tenant, campaign.projectId, id)) });
  const engagements = useEveryEngagement(
    campaign.id,
    changes.some(({ field }) => field === "engagementId"),
  );

  const worded = (field: string, value: unknown): string => {
    if (value === undefined || value === null) return NOTHING;
    switch (field) {
      case "contractPriceFen":
      case "listPriceFen":
        return moneyAlone(Number(value));
      case "areaCentiSqm":
        return area(Number(value));
      case "paymentMethod":
        return entryWords(campaign.catalogue.paymentMethods, String(value), language) ?? NOTHING;
      case "unitId": {
        const unit = units[homes.indexOf(String(value))]?.data;
        return unit ? placeWords(unit) : NOTHING;
      }
      case "engagementId": {
        const engagement = engagements.data?.find(({ id }) => id === value);
        return engagement ? (engagement.accountName ?? t("deals.channel")) : NOTHING;
      }
      case "parties":
        return t("deals.supplement.buyers", { n: Number(value) });
      default:
        return String(value);
    }
  };
  const label = (field: string): string => {
    switch (field) {
      case "contractPriceFen":
        return t("deals.contractPrice");
      case "listPriceFen":
        return t("deals.listPrice");
      case "areaCentiSqm":
        return t("deals.facts.area");
      case "paymentMethod":
        return t("deals.paymentMethod");
      case "unitId":
        return t("deals.home");
      case "engagementId":
        return t("deals.account");
      default:
        return t("deals.buyers.title");
    }
  };

  return ({ change }) =>
    change
      .filter(isShown)
      .map(({ field, from, to }) =>
        field === "parties" && from === to
          ? t("deals.supplement.otherBuyers", { n: Number(to) })
          : t("deals.supplement.fromTo", { what: label(field), from: worded(field, from), to: worded(field, to) }),
      );
}
