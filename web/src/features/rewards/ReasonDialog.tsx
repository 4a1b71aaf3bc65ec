import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import styles from "./rewards.module.css";

interface ReasonDialogProps {
  title: string;
  say: string;
  act: string;
  onSend: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why before something is stopped or given back. */
export function ReasonDialog({ title, say, act, onSend, onClose }: ReasonDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) {
      setMissing(true);
      return field.current?.focus();
    }
    setBusy(true);
    setFailure(null);
    try {
      await onSend(reason.trim());
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={send} noValidate className={styles.form}>
        <p>{say}</p>
        <Textarea
          ref={field}
          label={t("rewards.reason")}
          error={missing && !reason.trim() ? t("rewards.reasonMissing") : null}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          maxLength={500}
          rows={3}
          required
          data-autofocus
        />
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {act}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
