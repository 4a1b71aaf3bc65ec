import { PasswordInput } from "@mantine/core";
import { hasLength, isNotEmpty, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { changePassword } from "../../api/session";
import { useSession } from "../../app/session";
import { useT } from "../../i18n/useT";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useRevealLabels } from "../../ui/useRevealLabels";
import { useSubmit } from "../../ui/useSubmit";
import { NewPasswordField, PASSWORD_MIN } from "../session/PasswordField";
import styles from "./account.module.css";

/** A new password, under the old one. It signs the other devices out. */
export function PasswordPanel() {
  const t = useT();
  const { user } = useSession();
  const queries = useQueryClient();
  const reveal = useRevealLabels();
  const form = useForm({
    initialValues: { current: "", password: "" },
    validate: {
      current: isNotEmpty(t("session.passwordMissing")),
      password: hasLength({ min: PASSWORD_MIN }, t("account.password.short")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["current", "password"]);

  const submit = form.onSubmit(async ({ current, password }) => {
    if (!(await send(() => changePassword(current, password)))) return;
    form.reset();
    toast(t("account.password.changed"));
    await queries.invalidateQueries({ queryKey: ["me", "sessions"] });
  });

  return (
    <Panel title={t("account.password.change")}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={{ current: t("account.password.current"), password: t("account.password.new") }}
          failure={failure}
        />
        {/* for the browser's password store, which needs to know whose password it keeps */}
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <div className={styles.two}>
          <PasswordInput
            label={t("account.password.current")}
            autoComplete="current-password"
            maxLength={200}
            {...reveal}
            {...form.getInputProps("current")}
          />
          <NewPasswordField label={t("account.password.new")} {...form.getInputProps("password")} />
        </div>
        <div className={styles.submit}>
          <ReasonedButton type="submit" loading={busy}>
            {t("account.password.change")}
          </ReasonedButton>
          <span className="dim">{t("account.password.others")}</span>
        </div>
      </form>
    </Panel>
  );
}
