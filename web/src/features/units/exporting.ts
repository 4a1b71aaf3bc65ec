import type { CampaignDetail } from "../../api/campaigns";
import type { Language } from "../../api/session";
import type { Unit } from "../../api/units";
import type { Translate } from "../../i18n/messages";
import type { ExportColumn } from "../export/columns";
import { productWords } from "./states";

/** The columns of a file of units: their heads are those that pasting reads again. */
export function unitColumns(t: Translate, language: Language, campaign: CampaignDetail): ExportColumn<Unit>[] {
  return [
    { header: t("units.building"), value: ({ building }) => building },
    { header: t("units.floor"), kind: "count", width: 8, value: ({ floor }) => floor },
    { header: t("units.number"), value: ({ number }) => number },
    { header: t("units.layout"), width: 16, value: ({ layout }) => layout },
    { header: t("units.file.area"), kind: "hundredths", value: ({ areaCentiSqm }) => areaCentiSqm },
    { header: t("units.file.pricePerSqm"), kind: "yuan", value: ({ pricePerSqmFen }) => pricePerSqmFen },
    { header: t("units.file.listTotal"), kind: "yuan", value: ({ listTotalFen }) => listTotalFen },
    { header: t("units.product"), width: 16, value: ({ product }) => productWords(campaign.catalogue.products, product, language) },
    { header: t("units.stateHead"), width: 10, value: ({ state }) => t(`units.state.${state}`) },
  ];
}
