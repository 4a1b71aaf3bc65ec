import { percent, percentOff, zhe } from "../../../src/money/zhe";
import type { Language } from "../api/session";

export { parsePayable } from "../../../src/money/zhe";

/** A payable rate in words: 9800 is 9.8折, in English 2% off; 10000 is 無折扣, no discount. */
export function discountWords(bps: number, language: Language): string {
  if (bps === 10_000) return { "zh-Hant": "無折扣", "zh-Hans": "无折扣", en: "no discount" }[language];
  return language === "en" ? `${percentOff(bps)}% off` : `${zhe(bps)}折`;
}

/** What is paid, as a step of a slip shows it: 9800 is 98%, 9750 is 97.5%. */
export function payablePercent(bps: number): string {
  return `${percent(bps)}%`;
}
