import { TextInput } from "@mantine/core";
import { type FocusEvent, type ReactNode, useState } from "react";

/** The props that every field takes; `form.getInputProps(path)` gives value, onChange, error and the rest. */
export interface FieldProps<Value> {
  label: string;
  hint?: ReactNode;
  value?: Value;
  onChange?: (value: Value) => void;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  onFocus?: (event: FocusEvent<HTMLInputElement>) => void;
  onBlur?: (event: FocusEvent<HTMLInputElement>) => void;
  "data-path"?: string;
  "aria-label"?: string;
  /** The label is said, not shown: in a row whose head says it. */
  labelHidden?: boolean;
}

interface TypedInputProps<Value> extends FieldProps<Value | null> {
  parse: (text: string) => Value | null;
  format: (value: Value) => string;
  /** Words at the right edge: 元, ㎡, 套. */
  unit?: string;
  /** Said when what stands there cannot be read. */
  unreadable: string;
  inputMode?: "numeric" | "decimal" | "text";
}

/**
 * A text field whose value is not text: what is typed stays as typed until the field is left, then reads back as it was
 * understood. Unreadable text stays too, with the reason under it, and the value is null.
 */
export function TypedInput<Value>({
  label,
  hint,
  value = null,
  onChange,
  error,
  parse,
  format,
  unit,
  unreadable,
  inputMode = "decimal",
  labelHidden = false,
  onBlur,
  ...props
}: TypedInputProps<Value>) {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(true);
  const text = typed ?? (value === null ? "" : format(value));
  const cannotRead = left && typed !== null && typed.trim() !== "" && parse(typed) === null;

  return (
    <TextInput
      {...props}
      label={labelHidden ? undefined : label}
      aria-label={labelHidden ? label : props["aria-label"]}
      description={hint}
      error={cannotRead ? unreadable : error}
      inputMode={inputMode}
      autoComplete="off"
      value={text}
      rightSection={unit ? <span className="dim nowrap">{unit}</span> : undefined}
      rightSectionWidth={unit ? `calc(${widthOf(unit)}em + 20px)` : undefined}
      rightSectionProps={{ style: { fontSize: "var(--t-13)" } }}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        setLeft(false);
        onChange?.(parse(next));
      }}
      onBlur={(event) => {
        setLeft(true);
        if (typed !== null && (parse(typed) !== null || typed.trim() === "")) setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}

/** How wide a unit is in its own letters: a Han glyph is a whole em, a Latin letter a little over half. */
function widthOf(unit: string): number {
  return [...unit].reduce((width, letter) => width + (letter.charCodeAt(0) < 0x2000 ? 0.6 : 1), 0);
}
