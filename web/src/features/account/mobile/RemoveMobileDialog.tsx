import { PasswordInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { removeMobile } from "../../../api/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useRevealLabels } from "../../../ui/useRevealLabels";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../factor/factor.module.css";

/** Takes the number away: the password is asked again. */
export default function RemoveMobileDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const reveal = useRevealLabels();
  const form = useForm({ initialValues: { password: "" }, validate: { password: isNotEmpty(t("session.passwordMissing")) } });
  const { busy, failure, send } = useSubmit(form, ["password"]);

  const submit = form.onSubmit(async ({ password }) => {
    if (!(await send(() => removeMobile(password)))) return;
    toast(t("account.mobile.removed"));
    onClose();
    await queries.invalidateQueries({ queryKey: ["me", "reach"] });
  });
  return (
    <Dialog opened onClose={onClose} title={t("account.mobile.remove")}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ password: t("session.password") }} failure={failure} />
        <p>{t("account.mobile.removeSay")}</p>
        <PasswordInput
          label={t("session.password")}
          autoComplete="current-password"
          maxLength={200}
          data-autofocus
          {...reveal}
          {...form.getInputProps("password")}
        />
        <ReasonedButton type="submit" variant="filled" color="red" loading={busy}>
          {t("account.mobile.remove")}
        </ReasonedButton>
      </form>
    </Dialog>
  );
}
