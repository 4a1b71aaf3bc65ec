import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../i18n/useT";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import styles from "../deals.module.css";

interface WhyDialogProps {
  title: string;
  /** The act with its object and amount. */
  act: string;
  /** What it is about, one by one, where that is more than the title says. */
  lines?: string[];
  say: string;
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks finance why, before it undoes what was reported or what it has said itself. */
export function WhyDialog({ title, act, lines = [], say, onConfirm, onClose }: WhyDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={title}
      act={act}
      danger
      ready={() => {
        setMissing(!reason.trim());
        return reason.trim() !== "";
      }}
      onConfirm={() => onConfirm(reason.trim())}
    >
      {lines.length > 0 && (
        <ul className={styles.named}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p>{say}</p>
      <Textarea
        label={t("desk.refusing.reason")}
        maxLength={500}
        rows={2}
        required
        value={reason}
        error={missing && !reason.trim() ? t("desk.refusing.reasonMissing") : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
