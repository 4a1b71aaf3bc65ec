import { Button } from "@mantine/core";
import { hasLength, useForm } from "@mantine/form";
import { useState } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { isProblem } from "../../api/problem";
import { completeReset } from "../../api/session";
import { paths } from "../../app/paths";
import { EndedLink } from "../../features/session/EndedLink";
import { NewPasswordField, PASSWORD_MIN } from "../../features/session/PasswordField";
import styles from "../../features/session/session.module.css";
import { useT } from "../../i18n/useT";
import { tokenOf } from "../../lib/token";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";

/** Sets a new password under a link from a mail. Without a link it is the page that sends one. */
export default function ResetPage() {
  const t = useT();
  const [, navigate] = useLocation();
  const [token] = useState(() => tokenOf(location));
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: hasLength({ min: PASSWORD_MIN }, t("account.password.short")) },
  });
  const { busy, failure, send } = useSubmit(form, ["password"]);
  if (!token) return <Redirect to={paths.forgot()} replace />;

  if (isProblem(failure, "not-found", "reset-closed")) {
    return (
      <EndedLink
        title={t("session.reset.title")}
        fact={t("account.reset.ended")}
        hint={t("account.reset.endedHint")}
        action={
          <Button component={Link} href={paths.forgot()}>
            {t("account.reset.again")}
          </Button>
        }
      />
    );
  }

  const submit = form.onSubmit(async ({ password }) => {
    if (!(await send(() => completeReset(token, password)))) return;
    toast(t("account.reset.done"));
    navigate(paths.login(), { replace: true });
  });
  return (
    <div className={styles.card}>
      <PageHead title={t("session.reset.title")} />
      <Panel label={t("session.reset.title")}>
        <form onSubmit={submit} noValidate className={styles.form}>
          <FormErrorSummary form={form} labels={{ password: t("account.password.new") }} failure={failure} />
          <NewPasswordField label={t("account.password.new")} {...form.getInputProps("password")} />
          <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
            {t("account.reset.act")}
          </ReasonedButton>
        </form>
      </Panel>
    </div>
  );
}
