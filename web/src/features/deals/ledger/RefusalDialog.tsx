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
      title={t("deals.refusing.title", { n })}
      act={t("deals.refusing.act", { n, amount })}
      danger
      ready={() => {
        setMissing(!reason.trim());
        return reason.trim() !== "";
      }}
      onConfirm={() => onRefuse(reason.trim())}
    >
      <p>{t("deals.refusing.say")}</p>
      <Textarea
        label={t("deals.ledger.reasonHead")}
        maxLength={500}
        rows={2}
        required
        value={reason}
        error={missing && !reason.trim() ? t("deals.ledger.reasonMissing") : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
