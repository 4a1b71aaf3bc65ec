import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { FormEvent, ReactNode } from "react";
import { useT } from "../i18n/useT";
import { Dialog } from "./Dialog";
import styles from "./FormDialog.module.css";
import { FormErrorSummary } from "./FormErrorSummary";
import { ReasonedButton } from "./ReasonedButton";

interface FormDialogProps<Values> {
  title: string;
  form: UseFormReturnType<Values>;
  /** The fields' labels by their paths. */
  labels: Record<string, string>;
  /** A failure that concerns no field. */
  failure: unknown;
  onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  /** What sending does, with object and amount. */
  act: string;
  /** Why it cannot be sent now. */
  reason?: string | null;
  /** It takes something back. */
  danger?: boolean;
  children: ReactNode;
  onClose: () => void;
}

/** A form in a dialog: what is wrong on top, the fields, and the two ways out. */
export function FormDialog<Values>(props: FormDialogProps<Values>) {
  const { title, form, labels, failure, onSubmit, busy, act, reason = null, danger = false, children, onClose } = props;
  const t = useT();

  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={onSubmit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={failure} />
        {children}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" color={danger ? "red" : undefined} loading={busy} reason={reason}>
            {act}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
