import { Button, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useT } from "../../i18n/useT";
import styles from "./forms.module.css";

/** Text to be taken elsewhere: shown whole, selected at a touch, copied at a press. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string | null>(null);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      // Without leave for the clipboard it is at least selected, to be copied by hand.
      field.current?.select();
    }
  };
  return (
    <div className={styles.copy}>
      <TextInput ref={field} label={label} value={text} readOnly onFocus={({ currentTarget }) => currentTarget.select()} />
      <Button onClick={() => void copy()} aria-label={t("forms.copyOf", { name: label })}>
        {t(copied === text ? "forms.copied" : "forms.copy")}
      </Button>
      <span role="status" className="unseen">
        {copied === text ? t("forms.copied") : ""}
      </span>
    </div>
  );
}
