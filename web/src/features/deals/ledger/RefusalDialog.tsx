import { useT } from "../../../i18n/useT";
import { WhyDialog } from "./WhyDialog";

interface RefusalDialogProps {
  n: number;
  /** The contracts and the money, in words. */
  what: string;
  /** Each of them: which home, what of it, how much. */
  lines: string[];
  onRefuse: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** 不予確認: finance says of signings and money that were reported that it has not seen them, or not so, and why. */
export function RefusalDialog({ n, what, lines, onRefuse, onClose }: RefusalDialogProps) {
  const t = useT();
  return (
    <WhyDialog
      title={t("desk.refusing.title", { n })}
      act={t("desk.refusing.act", { what })}
      lines={lines}
      say={t("desk.refusing.say")}
      onConfirm={onRefuse}
      onClose={onClose}
    />
  );
}
