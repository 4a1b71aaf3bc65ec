import type { SpecialPrice } from "../../api/specials";
import { useLanguage, useT } from "../../i18n/useT";
import styles from "./specials.module.css";
import { tableWords } from "./words";

/** An own table line by line, as one reads it to a buyer; nothing of another special price. */
export function TableLines({ terms: { effect } }: { terms: Pick<SpecialPrice, "effect"> }) {
  const t = useT();
  const language = useLanguage();
  if (effect.kind !== "tiers") return null;
  return (
    <ul className={styles.lines}>
      {tableWords(t, language, effect).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
