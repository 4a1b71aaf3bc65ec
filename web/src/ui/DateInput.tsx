import { TextInput } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { FieldProps } from "./TypedInput";
import { usePhone } from "./usePhone";

const DeskDateInput = lazy(() => import("./DeskDateInput"));

export interface DateInputProps extends FieldProps<string | null> {
  min?: string;
  max?: string;
}

/** A business day, `YYYY-MM-DD`: the phone's own picker there, a calendar that begins on Monday on the desk. */
export function DateInput(props: DateInputProps) {
  const phone = usePhone();
  if (phone) return <NativeDateInput {...props} />;
  return (
    <Suspense fallback={<NativeDateInput {...props} />}>
      <DeskDateInput {...props} />
    </Suspense>
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
