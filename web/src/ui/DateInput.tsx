import { TextInput } from "@mantine/core";
import { createElement, useRef } from "react";
import { partOf } from "../lib/part";
import { usePart } from "../lib/usePart";
import type { FieldProps } from "./TypedInput";
import { usePhone } from "./usePhone";

const desk = partOf(() => import("./DeskDateInput"));

export interface DateInputProps extends FieldProps<string | null> {
  min?: string;
  max?: string;
}

/** A business day, `YYYY-MM-DD`: the phone's own picker there, a calendar that begins on Monday on the desk. */
export function DateInput(props: DateInputProps) {
  const phone = usePhone();
  const calendar = usePart(desk, !phone).value?.default;
  const holdsFocus = useRef(false); // the calendar takes the other's place, and its focus
  if (calendar && !phone) return createElement(calendar, { ...props, focused: holdsFocus.current });
  return (
    <NativeDateInput
      {...props}
      onFocus={(event) => {
        holdsFocus.current = true;
        props.onFocus?.(event);
      }}
      onBlur={(event) => {
        holdsFocus.current = false;
        props.onBlur?.(event);
      }}
    />
  );
}

function NativeDateInput({ label, hint, value, onChange, labelHidden, ...props }: DateInputProps) {
  return (
    <TextInput
      {...props}
      type="date"
      label={labelHidden ? undefined : label}
      aria-label={labelHidden ? label : undefined}
      description={hint}
      value={value ?? ""}
      onChange={(event) => onChange?.(event.currentTarget.value || null)}
    />
  );
}
