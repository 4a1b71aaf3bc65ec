import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useT } from "../../i18n/useT";
import { TextButton } from "../../ui/TextButton";
import styles from "./session.module.css";

/** The API sends one code a minute. */
export const RESEND_AFTER_SECONDS = 60;

interface SmsCodeFieldProps {
  /** Seconds until another may be asked for. */
  left: number;
  onResend: () => void;
  value?: string;
  error?: ReactNode;
  onChange?: (value: unknown) => void;
}

/** The six digits of an SMS, which the phone fills in by itself, and another code once a minute is over. */
export function SmsCodeField({ left, onResend, ...props }: SmsCodeFieldProps) {
  const t = useT();
  return (
    <div>
      <TextInput
        label={t("session.sms.code")}
        description={t("session.sms.codeHint")}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={20}
        classNames={{ input: styles.code }}
        {...props}
      />
      {left > 0 ? (
        <p className="dim">{t("session.sms.wait", { n: left })}</p>
      ) : (
        <div className={styles.otherCode}>
          <TextButton sends onClick={onResend}>
            {t("session.sms.again")}
          </TextButton>
        </div>
      )}
    </div>
  );
}
