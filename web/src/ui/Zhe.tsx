import { useLanguage } from "../i18n/useT";
import { discountWords } from "../lib/rate";
import styles from "./Zhe.module.css";

/** A payable rate as the trade says it: digits in ink, 折 smaller; in English 2% off. */
export function Zhe({ bps }: { bps: number }) {
  const language = useLanguage();
  const words = discountWords(bps, language);
  if (!words.endsWith("折")) return <span className={styles.rate}>{words}</span>;
  return (
    <span className={styles.rate}>
      {words.slice(0, -1)}
      <i>折</i>
    </span>
  );
}
