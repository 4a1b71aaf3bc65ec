import { type ReactNode, useId } from "react";
import styles from "./Panel.module.css";

interface PanelProps {
  title?: string;
  /** The step's number, where panels are steps of one thing. */
  number?: number;
  note?: ReactNode;
  actions?: ReactNode;
  /** Without inner margins: for a table that reaches the edges. */
  flush?: boolean;
  /** Name for screen readers where no title is shown. */
  label?: string;
  children: ReactNode;
}

/** Paper with a hairline around it, no shadow. */
export function Panel({ title, number, note, actions, flush = false, label, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={title ? id : undefined} aria-label={title ? undefined : label}>
      {title && (
        <header className={styles.head}>
          <h2 id={id}>
            {number !== undefined && <span className={styles.number}>{number}</span>}
            {title}
          </h2>
          {note && <span className={styles.note}>{note}</span>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      <div
        data-titled={title !== undefined || undefined}
        data-flush={flush || undefined}
        className={flush ? `${styles.flush} ${title ? "" : styles.alone}` : title ? styles.body : styles.alone}
      >
        {children}
      </div>
    </section>
  );
}
