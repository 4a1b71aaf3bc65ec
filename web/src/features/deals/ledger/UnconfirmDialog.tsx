import { useT } from "../../../i18n/useT";
import { WhyDialog } from "./WhyDialog";

interface UnconfirmDialogProps {
  home: string;
  amount: string;
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** 撤回確認: finance takes its yes to a signing back, and says why. */
export function UnconfirmDialog({ home, amount, onConfirm, onClose }: UnconfirmDialogProps) {
  const t = useT();
  return (
    <WhyDialog
      title={t("desk.unconfirming.title", { home })}
      act={t("desk.unconfirming.act", { home, amount })}
      say={t("desk.unconfirming.say")}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
