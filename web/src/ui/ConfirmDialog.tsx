import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useT } from "../i18n/useT";
import styles from "./ConfirmDialog.module.css";
import { Dialog } from "./Dialog";
import { Finding } from "./Finding";
import { problemWords } from "./problemWords";
import { ReasonedButton } from "./ReasonedButton";

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and what stays. */
  children?: ReactNode;
  /** The act with its object and amount: 核准 ¥3,000.00. Never just 確定. */
  act: string;
  danger?: boolean;
  /** Whether what was filled in will do; false says so in its field, and nothing happens. */
  ready?: () => boolean;
  /** Does it; the dialog closes when it succeeds and says what went wrong when it does not. */
  onConfirm: () => Promise<unknown>;
}

/** Asks before what moves money or cannot be taken back. */
export function ConfirmDialog({ opened, onClose, title, children, act, danger = false, ready, onConfirm }: ConfirmDialogProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const close = () => {
    setError(null);
    onClose();
  };
  const confirm = async () => {
    if (ready && !ready()) return;
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog opened={opened} onClose={close} title={title}>
      <div className={styles.body}>
        {children}
        {error !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, error)}
          </Finding>
        )}
      </div>
      <div className={styles.buttons}>
        <Button onClick={close}>{t("common.cancel")}</Button>
        <ReasonedButton sends variant="filled" color={danger ? "red" : undefined} onClick={confirm} loading={busy}>
          {act}
        </ReasonedButton>
      </div>
    </Dialog>
  );
}
