import { type ReactNode, useId } from "react";
import { useLanguage } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import styles from "./papers.module.css";

interface SignedPaperProps {
  project: string;
  /** Whose paper it is: the agency, the campaign. */
  from: string[];
  title: string;
  /** Why it holds no longer; it is printed across the top. */
  over?: string | null;
  children: ReactNode;
  /** Who signs, side by side. */
  hands: [issuer: ReactNode, buyer: ReactNode];
}

/** A sheet of A4, black on white, that is handed to a buyer and signed: whose it is above, two hands below. */
export function SignedPaper({ project, from, title, over = null, children, hands }: SignedPaperProps) {
  const language = useLanguage();
  const id = useId();

  return (
    <article className={styles.paper} aria-labelledby={id}>
      <header>
        <b>{project}</b>
        <span>{dotted(from, language)}</span>
      </header>
      {over !== null && <p className={styles.over}>{over}</p>}
      <h2 id={id}>{title}</h2>
      {children}
      <div className={`${styles.hands} keep-together`}>
        <span>{hands[0]}</span>
        <span>{hands[1]}</span>
      </div>
    </article>
  );
}

/** A part of a paper, which stays on one page. */
export function PaperPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="keep-together">
      <h3 className={styles.part}>{title}</h3>
      {children}
    </section>
  );
}

/** Sentences that are agreed on, numbered. */
export function PaperTerms({ sentences }: { sentences: string[] }) {
  return (
    <ol className={styles.terms}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  );
}
