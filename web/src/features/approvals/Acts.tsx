import { type ReactNode, useState } from "react";
import type { ApprovalDetail } from "../../api/approvals";
import { useT } from "../../i18n/useT";
import { lazyDialog } from "../../ui/lazyDialog";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useOnline } from "../../ui/useOnline";
import type { Act } from "./DecisionDialogs";
import { type ApprovalPlace, handOf, objectOf } from "./lines";

const ActDialog = lazyDialog(() => import("./DecisionDialogs"));

/** The acts open to the reader, the affirmative one last, where the primary button stands. */
export function actsOf({ acts, decider, kind }: Pick<ApprovalDetail, "acts" | "decider" | "kind">): Act[] {
  return [
    ...(acts.includes("decline") ? (["decline"] as const) : []),
    ...(acts.includes("accept") ? (["accept"] as const) : []),
    ...(acts.includes("withdraw") ? (["withdraw"] as const) : []),
    ...(acts.includes("decide")
      ? ([
          "return",
          ...(kind === "special-price" ? (["counter"] as const) : []),
          handOf({ kind, decider }) === "agency" ? "record" : "approve",
        ] as const)
      : []),
  ];
}

interface ActButtonsProps {
  approval: ApprovalDetail;
  onAct: (act: Act) => void;
}

/** Each names its act; the one that commits names its object too. */
export function ActButtons({ approval, onAct }: ActButtonsProps) {
  const t = useT();
  const online = useOnline();
  const object = objectOf(t, approval);
  const reason = online ? null : t("approvals.offlineReason");
  return actsOf(approval).map((act) => {
    const affirms = act === "approve" || act === "record" || act === "accept";
    return (
      <ReasonedButton key={act} reason={reason} variant={affirms ? "filled" : "default"} onClick={() => onAct(act)}>
        {affirms ? t(`approvals.${act}`, { object }) : t(`approvals.${act}`)}
      </ReasonedButton>
    );
  });
}

interface ActState {
  open: (act: Act) => void;
  /** Somebody decided while this person was looking. */
  overtaken: boolean;
  dialog: ReactNode;
}

/** The dialog of the act under way, if there is one. */
export function useActs(approval: ApprovalDetail | undefined, place: ApprovalPlace | null): ActState {
  const [act, setAct] = useState<Act | null>(null);
  const [overtaken, setOvertaken] = useState(false);

  const open = (next: Act) => {
    if (approval && navigator.onLine && actsOf(approval).includes(next)) setAct(next);
  };
  const over = (late: boolean) => {
    setAct(null);
    setOvertaken(late);
  };
  const dialog = act && approval && place && (
    <ActDialog act={act} approval={approval} place={place} onOver={over} onClose={() => over(false)} />
  );
  return { open, overtaken, dialog };
}
