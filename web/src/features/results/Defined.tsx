import { useId, useState } from "react";
import styles from "./results.module.css";

/** The name of a measure; pressed, it says what it counts. On paper the definition stands below it. */
export function Defined({ name, definition }: { name: string; definition: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button type="button" className={styles.name} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {name}
      </button>
      <span id={id} className={styles.definition} data-open={open || undefined}>
        {definition}
      </span>
    </>
  );
}
