import { Button, Textarea } from "@mantine/core";
import type { FormEvent, ReactNode, RefObject } from "react";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import styles from "./approvals.module.css";

const REMARK_LIMIT = 2000;

interface ActFormProps {
  title: string;
  act: string;
  onSubmit: () => unknown;
  onOver: (overtaken: boolean) => void;
  busy: boolean;
  failure: unknown;
  children: ReactNode;
}

/** The dialog of an act: what follows from it, its fields, and a button that names it. */
export function ActForm({ title, act, onSubmit, onOver, busy, failure, children }: ActFormProps) {
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog opened onClose={() => onOver(false)} title={title}>
      <form onSubmit={submit} noValidate className={styles.form}>
        {children}
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={() => onOver(false)}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {act}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}

interface RemarkFieldProps {
  label: string;
  hint?: string;
  error?: string | null;
  value: string;
  onChange: (value: string) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
  required?: boolean;
}

/** What the decider wants to say beside the decision. */
export function RemarkField({ label, hint, error = null, value, onChange, field, required = false }: RemarkFieldProps) {
  return (
    <Textarea
      ref={field}
      label={label}
      description={hint}
      error={error}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      maxLength={REMARK_LIMIT}
      rows={3}
      required={required}
      data-autofocus
    />
  );
}

/** A remark for the body of a decision; none where nothing was typed. */
export function remarkOf(remark: string): { remark?: string } {
  return remark.trim() ? { remark: remark.trim() } : {};
}
