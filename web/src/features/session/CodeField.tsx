import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useT } from "../../i18n/useT";
import { TextButton } from "../../ui/TextButton";
import styles from "./session.module.css";

/** Which code is typed: the authenticator's six digits, or one of the recovery codes. */
export type CodeKind = "app" | "recovery";

interface CodeFieldProps {
  kind: CodeKind;
  onKind: (kind: CodeKind) => void;
  /** Of `form.getInputProps(path)`. */
  value?: string;
  error?: ReactNode;
  onChange?: (value: unknown) => void;
}

/** One field for either code: the phone offers digits, or letters; a password store fills in what it knows. Pasting works. */
export function CodeField({ kind, onKind, ...props }: CodeFieldProps) {
  const t = useT();
  const isApp = kind === "app";
  return (
    <div>
      <TextInput
        key={kind}
        label={t(`session.code.${kind}`)}
        description={t(`session.code.${kind}Hint`)}
        autoComplete={isApp ? "one-time-code" : "off"}
        inputMode={isApp ? "numeric" : "text"}
        autoCapitalize="off"
        spellCheck={false}
        maxLength={40}
        classNames={{ input: styles.code }}
        {...props}
      />
      <div className={styles.otherCode}>
        <TextButton onClick={() => onKind(isApp ? "recovery" : "app")}>
          {t(isApp ? "session.code.useRecovery" : "session.code.useApp")}
        </TextButton>
      </div>
    </div>
  );
}

/** What a refused code means, in words that help with this kind. */
export function useCodeRefusal(): (kind: CodeKind) => string {
  const t = useT();
  return (kind) => t(kind === "app" ? "session.code.wrong" : "session.code.recoveryWrong");
}
