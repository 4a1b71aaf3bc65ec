import { NativeSelect } from "@mantine/core";
import type { PolicyVersionItem } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import styles from "./comparing.module.css";

interface VersionPickersProps {
  versions: PolicyVersionItem[];
  before: string;
  after: string;
  onChange: (before: string, after: string) => void;
}

/** Which two versions are compared; choosing the one on the other side swaps them. */
export function VersionPickers({ versions, before, after, onChange }: VersionPickersProps) {
  const t = useT();
  const language = useLanguage();
  const options = versions.map(({ id, number, status, effectiveFrom }) => ({
    value: id,
    label: dotted([t("policies.version", { n: number }), t(`policies.status.${status}`), effectiveFrom], language),
  }));

  return (
    <div className={`${styles.pickers} no-print`}>
      <NativeSelect
        label={t("policies.compare.before")}
        data={options}
        value={before}
        onChange={({ currentTarget: { value } }) => onChange(value, value === after ? before : after)}
      />
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      <NativeSelect
        label={t("policies.compare.after")}
        data={options}
        value={after}
        onChange={({ currentTarget: { value } }) => onChange(value === before ? after : before, value)}
      />
    </div>
  );
}
