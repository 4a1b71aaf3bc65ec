import { PasswordInput } from "@mantine/core";
import { useT } from "../../i18n/useT";
import { useRevealLabels } from "../../ui/useRevealLabels";

/** The least length of a password that is chosen; the API says the same. */
export const PASSWORD_MIN = 10;

/** A password being chosen, with the rule under it. Takes `form.getInputProps(path)`. */
export function NewPasswordField({ label, ...props }: { label: string }) {
  const t = useT();
  const reveal = useRevealLabels();
  return (
    <PasswordInput
      label={label}
      description={t("account.password.rule")}
      autoComplete="new-password"
      maxLength={200}
      {...reveal}
      {...props}
    />
  );
}
