import { Button } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import styles from "./factor.module.css";

interface RecoveryCodesStepProps {
  codes: string[];
  /** What has just been done. */
  done: string;
  onKept: () => void;
}

/** Ten recovery codes, shown this once: it does not close before somebody says that they were kept. */
export function RecoveryCodesStep({ codes, done, onKept }: RecoveryCodesStepProps) {
  const t = useT();
  const [copied, setCopied] = useState<"copied" | "notCopied" | null>(null);
  const text = `${codes.join("\n")}\n`;

  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied("copied"),
      () => setCopied("notCopied"),
    );
  return (
    <Dialog opened onClose={onKept} title={t("account.factor.codesTitle")} closable={false}>
      <div className={styles.form}>
        <Finding kind="success" announce="status">
          {done}
        </Finding>
        <p>{t("account.factor.codesSay")}</p>
        <ol className={styles.codes}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <div className={styles.acts}>
          <Button onClick={copy}>{t(`account.factor.${copied ?? "copy"}`)}</Button>
          <Button component="a" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download={t("account.factor.fileName")}>
            {t("account.factor.save")}
          </Button>
          <span className="unseen" role="status">
            {copied && t(`account.factor.${copied}`)}
          </span>
        </div>
        <Button variant="filled" onClick={onKept}>
          {t("account.factor.kept")}
        </Button>
      </div>
    </Dialog>
  );
}
