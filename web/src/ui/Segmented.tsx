import { type ReactNode, useId } from "react";
import styles from "./Segmented.module.css";

interface SegmentedProps<Value extends string> {
  label: string;
  hint?: ReactNode;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean;
  labelHidden?: boolean;
}

/** One of two to four choices, all in sight. */
export function Segmented<Value extends string>({ label, hint, options, value, onChange, disabled, labelHidden }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.group} disabled={disabled} aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className={labelHidden ? "unseen" : undefined}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
      {hint && (
        <p className={styles.hint} id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
