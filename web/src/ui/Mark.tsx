import styles from "./Mark.module.css";

/** The states' colours. `mute` has not begun, `open` ended without result. Colour never stands without a word. */
export type Tone = "good" | "wait" | "bad" | "info" | "mute" | "done" | "open";

function toned(base: string | undefined, tone: Tone): string {
  return tone === "mute" ? `${base}` : `${base} ${styles[tone]}`;
}

/** 字章: one character in a square (a letter in English) and its word. */
export function Mark({ tone, sign, word }: { tone: Tone; sign: string; word: string }) {
  return (
    <span className={styles.tag}>
      <MarkSign tone={tone} sign={sign} />
      {word}
    </span>
  );
}

/** The square alone, where the text beside it already says the word. */
export function MarkSign({ tone, sign }: { tone: Tone; sign: string }) {
  return (
    <span className={toned(styles.mark, tone)} aria-hidden="true">
      {sign}
    </span>
  );
}

/** A word on a ground: the state of the thing whose name it follows. */
export function Chip({ tone = "mute", children }: { tone?: Tone; children: string }) {
  return <span className={toned(styles.chip, tone)}>{children}</span>;
}
