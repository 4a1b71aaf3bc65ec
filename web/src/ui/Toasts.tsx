import { useEffect, useState, useSyncExternalStore } from "react";
import { useT } from "../i18n/useT";
import styles from "./Toasts.module.css";
import { dismissToast, onToastsChange, shownToasts, type Toast } from "./toast";

/** The place where successes are said; it waits while one is pointed at or focused. */
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
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a message only keeps it from going away
    <div
      className={styles.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          onClick={() => {
            toast.undo?.();
            dismissToast(toast.id);
          }}
        >
          {t("common.undo")}
        </button>
      )}
    </div>
  );
}
