import type { CampaignDetail } from "../../api/campaigns";
import type { Language } from "../../api/session";
import type { Unit } from "../../api/units";
import type { Translate } from "../../i18n/messages";
import { type Cell, hundredths, whole, words, yuan } from "../../lib/sheet";
import { productWords } from "./states";

/** The rows of a file: heads that pasting reads again, then one row for each unit. */
export function fileRows(t: Translate, language: Language, campaign: CampaignDetail, units: readonly Unit[]): Cell[][] {
  const heads = [
    t("units.building"),
    t("units.floor"),
    t("units.number"),
    t("units.layout"),
    t("units.file.area"),
    t("units.file.pricePerSqm"),
    t("units.file.listTotal"),
    t("units.product"),
    t("units.stateHead"),
  ];

  return [
    heads.map(words),
    ...units.map((unit) => [
      words(unit.building),
      whole(unit.floor),
      words(unit.number),
      words(unit.layout),
      hundredths(unit.areaCentiSqm),
      yuan(unit.pricePerSqmFen),
      yuan(unit.listTotalFen),
      words(productWords(campaign.catalogue.products, unit.product, language)),
      words(t(`units.state.${unit.state}`)),
    ]),
  ];
}

/** Of the columns, in letters. */
export const FILE_WIDTHS = [12, 8, 12, 16, 12, 14, 16, 16, 10];
