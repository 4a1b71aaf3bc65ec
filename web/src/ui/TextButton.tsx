import type { ReactNode } from "react";
import styles from "./TextButton.module.css";

interface TextButtonProps {
  children: ReactNode;
  onClick: () => void;
  /** The act with its object, where the word alone would be the same in every row. */
  label?: string;
  danger?: boolean;
}

/** A small act in a row or beside a heading: a plain element, since rows repeat it. */
export function TextButton({ children, onClick, label, danger = false }: TextButtonProps) {
  return (
    <button type="button" className={`${styles.button} ${danger ? styles.danger : ""}`} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
