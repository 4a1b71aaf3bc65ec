import { NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useT } from "../../../i18n/useT";
import styles from "../deals.module.css";

interface FoundSelectProps {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  /** What the field says while nothing is chosen. */
  nothing: string;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
}

/** More choices than this are narrowed by typing. */
const SHORT = 12;

/** One of many: a list, and where it is long a field that narrows it. What is chosen stays in the list. */
export function FoundSelect({ label, hint, error, nothing, options, value, onChange, disabled }: FoundSelectProps) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().normalize("NFKC").toLowerCase();
  const shown = options.filter((option) => option.value === value || option.label.normalize("NFKC").toLowerCase().includes(wanted));

  return (
    <div className={styles.found}>
      {options.length > SHORT && (
        <TextInput
          label={t("deals.find", { what: label })}
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      <NativeSelect
        label={label}
        description={hint}
        error={error}
        disabled={disabled}
        data={[{ value: "", label: nothing }, ...shown]}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </div>
  );
}
