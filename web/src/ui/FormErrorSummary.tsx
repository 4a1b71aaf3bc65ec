import type { UseFormReturnType } from "@mantine/form";
import { type ReactNode, useEffect, useRef } from "react";
import { useT } from "../i18n/useT";
import styles from "./FormErrorSummary.module.css";
import { MarkSign } from "./Mark";
import { problemWords } from "./problemWords";

interface FormErrorSummaryProps<Values> {
  form: UseFormReturnType<Values>;
  /** The field's label by its path, as the form shows it. */
  labels: Record<string, string>;
  /** A failure that concerns no field. */
  failure?: unknown;
  /** A link that leads on from the failure. */
  remedy?: ReactNode;
}

/** Over a form that was refused: how many things are wrong, each a link to its field. Takes the focus when it appears;
 * a single wrong field takes it itself. */
export function FormErrorSummary<Values>({ form, labels, failure = null, remedy }: FormErrorSummaryProps<Values>) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const wrong = Object.entries(form.errors).filter(([, words]) => words);
  const shown = wrong.length > 1 || failure !== null;

  const [first] = wrong[0] ?? [];
  const alone = shown ? undefined : first;
  const refused = wrong.length > 0 || failure !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only being refused moves the focus, not what is corrected afterwards
  useEffect(() => {
    if (!refused) return;
    if (alone) focusField(alone);
    else box.current?.focus();
  }, [refused]);
  if (!shown) return null;

  return (
    <div ref={box} tabIndex={-1} className={styles.summary} role="alert">
      <MarkSign tone="bad" sign={t("common.mark.error")} />
      <div>
        {failure !== null && (
          <p>
            {problemWords(t, failure)} {remedy}
          </p>
        )}
        {wrong.length > 0 && (
          <>
            <b>{t("common.formErrors", { n: wrong.length })}</b>
            <ul>
              {wrong.map(([path, words]) => (
                <li key={path}>
                  <button type="button" onClick={() => focusField(path)}>
                    {labels[path] ?? path}
                  </button>
                  <span>：{words}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

/** Goes to the field of a form by its path, as `getInputProps` marked it. */
export function focusField(path: string): void {
  document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus();
}
