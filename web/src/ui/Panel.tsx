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
  /** Its head stays in sight while one scrolls through it: of a page of long lists. */
  sticky?: boolean;
  /** Where links to this part of the page lead. */
  anchor?: string;
  /** Name for screen readers where no title is shown. */
  label?: string;
  children: ReactNode;
}

/** Paper with a hairline around it, no shadow. */
export function Panel({ title, number, note, actions, flush = false, sticky = false, anchor, label, children }: PanelProps) {
  const id = useId();
  return (
    <section
      id={anchor}
      className={`${styles.panel} ${sticky ? styles.sticky : ""}`}
      aria-labelledby={title ? id : undefined}
      aria-label={title ? undefined : label}
    >
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
