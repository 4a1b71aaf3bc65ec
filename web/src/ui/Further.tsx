import type { ReactNode } from "react";
import styles from "./Further.module.css";

interface FurtherProps {
  summary: string;
  /** Where it stands. */
  className?: string;
  children: ReactNode;
}

/** What few need, folded away under a line that says what it is. */
export function Further({ summary, className = "", children }: FurtherProps) {
  return (
    <details className={`${styles.further} ${className}`}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
