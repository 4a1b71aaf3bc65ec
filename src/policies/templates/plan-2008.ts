import type { PolicyTerms } from "../contract";

/**
 * The terms of the 2008 plan, 四、活動優惠: 9.8折 paid at once, 9.9折 by mortgage; from nine homes of one account another
 * 9.8折, teachers and civil servants the same from the first home; 1,000 yuan a home for the key person.
 *
 * That every category needs nine, that the channel needs one, and the rate by mortgage are ours: docs/pricing.md.
 */
export const plan2008Terms: PolicyTerms = {
  rounding: "fen",
  floorBps: null,
  pricedProducts: ["residence", "top-apartment", "shop"],
  countedProducts: ["residence", "top-apartment", "shop"],
  regular: [
    {
      id: "lump-sum",
      names: { "zh-Hant": "一次性付款", "zh-Hans": "一次性付款", en: "One-off payment" },
      when: { paymentMethods: ["lump-sum"] },
      exclusionGroup: null,
      applyTo: "running",
      effect: { kind: "rate", payableBps: 9800 },
    },
    {
      id: "mortgage",
      names: { "zh-Hant": "按揭付款", "zh-Hans": "按揭付款", en: "Mortgage" },
      when: { paymentMethods: ["mortgage"] },
      exclusionGroup: null,
      applyTo: "running",
      effect: { kind: "rate", payableBps: 9900 },
    },
  ],
  groupTables: [
    {
      id: "accounts",
      categories: ["chamber", "market", "factory", "state-enterprise", "public-body", "school", "bank", "other"],
      tiers: [{ fromUnits: 9, payableBps: 9800 }],
    },
  ],
  credentialRules: [{ id: "documents", credentials: ["teacher", "civil-servant"], tiers: [{ fromUnits: 1, payableBps: 9800 }] }],
  retroactive: true,
  onDrop: "keep",
  countBasis: "signed",
  signWithinDays: 7,
  rewardRules: [
    {
      id: "cash",
      categories: ["chamber", "market", "factory", "state-enterprise", "public-body", "school", "bank", "other"],
      method: "slab",
      tiers: [{ fromUnits: 1, amountFen: 1_000_00 }],
      success: "signed-and-first-instalment",
      continuity: "strict",
      handoverDays: 30,
      claimableAfterDays: 7,
      recoverAll: false,
      ownPurchase: "first-tier",
    },
  ],
};
