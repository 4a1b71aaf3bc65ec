import { moneyParts, NOTHING } from "../lib/format";
import styles from "./Money.module.css";

/** How firm an amount is: dashed may still change, solid is settled, double is paid. */
export type Firmness = "provisional" | "final" | "fulfilled";

interface MoneyProps {
  /** Whole fen; null when there is no amount. */
  fen: number | null;
  /** With ¥: hero, card, sentence. In a column whose head says 元 leave it out. */
  alone?: boolean;
  size?: "text" | "large" | "hero";
  firmness?: Firmness;
}

/** An amount to the fen, never wrapped, fen lighter than yuan. */
export function Money({ fen, alone = false, size = "text", firmness }: MoneyProps) {
  if (fen === null) return <span>{NOTHING}</span>;

  const { sign, yuan, fen: cents } = moneyParts(fen);
  const amount = (
    <span className={`${styles.money} ${size === "text" ? "" : styles[size]}`}>
      {sign}
      {alone && <span className={styles.currency}>¥</span>}
      {yuan}
      <span className={styles.fen}>.{cents}</span>
    </span>
  );
  return firmness ? <span className={firmness}>{amount}</span> : amount;
}
