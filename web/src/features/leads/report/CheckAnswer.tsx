import { useT } from "../../../i18n/useT";
import { Finding } from "../../../ui/Finding";
import { problemWords } from "../../../ui/problemWords";
import styles from "../leads.module.css";
import type { CheckState } from "./useCheck";

const KINDS = { free: "success", yours: "remark", protected: "error" } as const;

/** Free, one's own, or protected; whose and until when nobody is told. */
export function CheckAnswer({ state }: { state: CheckState }) {
  const t = useT();
  return (
    <div className={styles.checked} role="status">
      {state.kind === "asking" && <p className="dim">{t("leads.check.asking")}</p>}
      {state.kind === "told" && <Finding kind={KINDS[state.answer]}>{t(`leads.check.${state.answer}`)}</Finding>}
      {state.kind === "failed" && <Finding kind="error">{problemWords(t, state.error)}</Finding>}
    </div>
  );
}
