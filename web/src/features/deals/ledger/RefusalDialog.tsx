import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../i18n/useT";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";

interface RefusalDialogProps {
  n: number;
  amount: string;
  onRefuse: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** 不予確認: finance says of money that was reported that it has not come, or not so, and why. */
export function RefusalDialog({ n, amount, onRefuse, onClose }: RefusalDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("desk.refusing.title", { n })}
      act={t("desk.refusing.act", { n, amount })}
      danger
      ready={() => {
        setMissing(!reason.trim());
        return reason.trim() !== "";
      }}
      onConfirm={() => onRefuse(reason.trim())}
    >
      <p>{t("desk.refusing.say")}</p>
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
