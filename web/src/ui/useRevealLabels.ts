import { useT } from "../i18n/useT";

/** The eye of a password field, in words: Mantine leaves it unnamed. */
export function useRevealLabels() {
  const t = useT();
  return { visibilityToggleButtonProps: { "aria-label": t("common.showPassword"), tabIndex: 0 } };
}
