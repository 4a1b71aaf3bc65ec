import { useEffect, useState, useSyncExternalStore } from "react";
import { useT } from "../i18n/useT";
import styles from "./Toasts.module.css";
import { dismissToast, onToastsChange, shownToasts, type Toast } from "./toast";

/** The place where successes are said; it waits while one is pointed at or focused, and goes at a tap. */
export function Toasts() {
  const toasts = useSyncExternalStore(onToastsChange, shownToasts);
  return (
    <div className={styles.toasts} role="status">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const t = useT();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.undo ? 10_000 : 6_000);
    return () => clearTimeout(timer);
  }, [held, toast]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a message keeps it from going away, a tap lets it go sooner than it would by itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: without either it goes by itself
    <div
      className={styles.toast}
      onClick={() => dismissToast(toast.id)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo && (
        <button type="button" onClick={() => toast.undo?.()}>
          {t("common.undo")}
        </button>
      )}
    </div>
  );
}
