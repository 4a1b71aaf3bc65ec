import type { Names } from "../../i18n/names";
import type { Catalogue } from "../catalogue/contract";

/** The window of the plan, both days included, in the project's zone. Source: the 2008 plan, 活動時間. */
export const plan2008Window = { startsOn: "2008-05-15", endsOn: "2008-07-15" };

export const plan2008Names: Names = {
  "zh-Hant": "大客戶拓展 2008",
  "zh-Hans": "大客户拓展 2008",
  en: "Key accounts 2008",
};

/**
 * The words of the plan. It names 商會, 市場商家, 廠礦, 國有企業, 機關事業單位, 學院 and 銀行 as targets, sells TOP 公寓 and
 * 商業 beside the homes of 中央王座; 特價房 and 車位 stand here so that a version can leave them out.
 */
export const plan2008Catalogue: Catalogue = {
  categories: [
    { code: "chamber", names: { "zh-Hant": "商會", "zh-Hans": "商会", en: "Chamber of commerce" } },
    { code: "market", names: { "zh-Hant": "市場商家", "zh-Hans": "市场商家", en: "Market traders" } },
    { code: "factory", names: { "zh-Hant": "大型廠礦", "zh-Hans": "大型厂矿", en: "Factory or mine" } },
    { code: "state-enterprise", names: { "zh-Hant": "國有企業", "zh-Hans": "国有企业", en: "State enterprise" } },
    { code: "public-body", names: { "zh-Hant": "機關事業單位", "zh-Hans": "机关事业单位", en: "Public body" } },
    { code: "school", names: { "zh-Hant": "學院", "zh-Hans": "学院", en: "School or college" } },
    { code: "bank", names: { "zh-Hant": "銀行", "zh-Hans": "银行", en: "Bank" } },
    { code: "other", names: { "zh-Hant": "其他單位", "zh-Hans": "其他单位", en: "Other organisation" } },
  ],
  credentials: [
    { code: "teacher", names: { "zh-Hant": "教師", "zh-Hans": "教师", en: "Teacher" } },
    { code: "civil-servant", names: { "zh-Hant": "公務員", "zh-Hans": "公务员", en: "Civil servant" } },
  ],
  paymentMethods: [
    { code: "lump-sum", names: { "zh-Hant": "一次性付款", "zh-Hans": "一次性付款", en: "One-off payment" } },
    { code: "mortgage", names: { "zh-Hant": "按揭付款", "zh-Hans": "按揭付款", en: "Mortgage" } },
  ],
  products: [
    { code: "residence", names: { "zh-Hant": "住宅", "zh-Hans": "住宅", en: "Residence" } },
    { code: "top-apartment", names: { "zh-Hant": "TOP 公寓", "zh-Hans": "TOP 公寓", en: "TOP apartment" } },
    { code: "shop", names: { "zh-Hant": "商業", "zh-Hans": "商业", en: "Shop" } },
    { code: "special-price", names: { "zh-Hant": "特價房", "zh-Hans": "特价房", en: "Special-price home" } },
    { code: "parking", names: { "zh-Hant": "車位", "zh-Hans": "车位", en: "Parking space" } },
  ],
};

/** The home of the plan’s own price list: 130 ㎡ at 3,400 yuan/㎡; named without its project, since any may begin here. */
export const plan2008SampleHome = {
  names: { "zh-Hant": "三房", "zh-Hans": "三房", en: "Three bedrooms" } satisfies Names,
  product: "residence",
  areaCentiSqm: 130_00,
  pricePerSqmFen: 3_400_00,
};
