import { Button } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useT } from "../i18n/useT";
import type { PartMissing } from "../lib/part";
import styles from "./Arriving.module.css";
import dialogStyles from "./ConfirmDialog.module.css";
import { Finding } from "./Finding";
import { readingWords } from "./problemWords";

interface ArrivingProps {
  failure: PartMissing | null;
  onRetry: () => void;
  onClose?: () => void;
}

/** Stands for a dialog whose code is not here yet; the browser's own, since ours may be what is missing. The focus comes back by itself. */
export function Arriving({ failure, onRetry, onClose }: ArrivingProps) {
  const t = useT();
  const frame = useRef<HTMLDialogElement>(null);
  const [isLate, setIsLate] = useState(false);
  const isShown = isLate || failure !== null;
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), 200); // what comes sooner needs none
    return () => clearTimeout(timer);
  }, []);
  useLayoutEffect(() => {
    const dialog = frame.current;
    if (!isShown || !dialog) return;
    dialog.showModal();
    return () => dialog.close();
  }, [isShown]);
  if (!isShown) return null;

  return (
    <dialog
      ref={frame}
      className={styles.frame}
      aria-label={t("common.opening")}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      {failure === null ? (
        <p role="status" aria-busy="true">
          {t("common.opening")}
        </p>
      ) : (
        <Finding kind="error" announce="alert">
          <b>{t("common.notOpened")}</b>
          <br />
          <span className="sub">{readingWords(t, failure)}</span>
        </Finding>
      )}
      <div className={dialogStyles.buttons}>
        {onClose && <Button onClick={onClose}>{t("common.cancel")}</Button>}
        {failure?.why === "outdated" && <Button onClick={() => location.reload()}>{t("common.reload")}</Button>}
        {failure !== null && (
          <Button variant="filled" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
      </div>
    </dialog>
  );
}
