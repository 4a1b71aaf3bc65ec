import type { ReactNode } from "react";
import { useLanguage } from "../i18n/useT";
import { dotted } from "../lib/dotted";
import { useWhenOnline } from "./ReasonedButton";
import styles from "./TextButton.module.css";

interface TextButtonProps {
  children: ReactNode;
  onClick: () => void;
  /** The act with its object, where the word alone would be the same in every row. */
  label?: string;
  danger?: boolean;
  /** What it does needs the server. */
  sends?: boolean;
}

/** A small act in a row or beside a heading: a plain element, since rows repeat it. */
export function TextButton({ children, onClick, label, danger = false, sends = false }: TextButtonProps) {
  const language = useLanguage();
  const why = useWhenOnline(sends);
  return (
    <button
      type="button"
      className={`${styles.button} ${danger ? styles.danger : ""}`}
      aria-label={label && why ? dotted([label, why], language) : label}
      aria-disabled={why ? true : undefined}
      onClick={why ? undefined : onClick}
    >
      {children}
      {why && <span>{why}</span>}
    </button>
  );
}
