import "@mantine/dates/styles.css";
import "dayjs/locale/en-gb";
import "dayjs/locale/zh-cn";
import "dayjs/locale/zh-tw";
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import { useLanguage, useT } from "../i18n/useT";
import type { DateInputProps } from "./DateInput";
import { BasicsIcon } from "./icons";

const LOCALES = { "zh-Hant": "zh-tw", "zh-Hans": "zh-cn", en: "en-gb" } as const;

/** The calendar of the desk; its own chunk, since it weighs as much as a page. */
export default function DeskDateInput(input: DateInputProps & { focused: boolean }) {
  const { label, hint, value, onChange, min, max, labelHidden, onFocus, onBlur, focused, ...props } = input;
  const t = useT();
  const language = useLanguage();
  return (
    <DatesProvider settings={{ locale: LOCALES[language], firstDayOfWeek: 1 }}>
      <DatePickerInput
        {...props}
        autoFocus={focused}
        label={labelHidden ? undefined : label}
        aria-label={labelHidden ? label : undefined}
        description={hint}
        value={value ?? null}
        onChange={(day) => onChange?.(day)}
        minDate={min}
        maxDate={max}
        valueFormat="YYYY-MM-DD"
        monthLabelFormat={language === "en" ? "MMMM YYYY" : "YYYY年M月"}
        rightSection={<BasicsIcon size={14} />}
        rightSectionPointerEvents="none"
        hideOutsideDates
        popoverProps={{ withRoles: false }}
        ariaLabels={{
          previousMonth: t("common.date.previousMonth"),
          nextMonth: t("common.date.nextMonth"),
          previousYear: t("common.date.previousYear"),
          nextYear: t("common.date.nextYear"),
          previousDecade: t("common.date.previousDecade"),
          nextDecade: t("common.date.nextDecade"),
        }}
      />
    </DatesProvider>
  );
}
