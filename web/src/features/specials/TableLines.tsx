import type { SpecialPrice } from "../../api/specials";
import { useLanguage, useT } from "../../i18n/useT";
import styles from "./specials.module.css";
import { tableWords } from "./words";

type Priced = Pick<SpecialPrice, "effect">;

interface TableLinesProps {
  terms: Priced;
  /** What was asked, where these terms answer it: lines that say something else are marked. */
  asked?: Priced;
}

/** An own table line by line, as one reads it to a buyer; nothing of another special price. */
export function TableLines({ terms: { effect }, asked }: TableLinesProps) {
  const t = useT();
  const language = useLanguage();
  if (effect.kind !== "tiers") return null;
  const before = asked?.effect.kind === "tiers" ? tableWords(t, language, asked.effect) : null;
  return (
    <ul className={styles.lines}>
      {tableWords(t, language, effect).map((words) => (
        <li key={words}>{before && !before.includes(words) ? <b>{t("specials.table.changed", { words })}</b> : words}</li>
      ))}
    </ul>
  );
}
