import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Link } from "wouter";
import { askForReset } from "../../api/session";
import { paths } from "../../app/paths";
import { ResetBySms } from "../../features/session/ResetBySms";
import styles from "../../features/session/session.module.css";
import { useT } from "../../i18n/useT";
import { loginOf, looksLikeLogin } from "../../lib/login";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState } from "../../ui/states";
import { useSubmit } from "../../ui/useSubmit";

/** Asks for a link to a new password, or for a code by SMS; never says whether there is such an account. */
export default function ForgotPage() {
  const t = useT();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    initialValues: { email: "" },
    validate: { email: (typed) => (looksLikeLogin(typed) ? null : t("session.loginInvalid")) },
  });
  const { busy, failure, send } = useSubmit(form, ["email"]);

  const submit = form.onSubmit(async ({ email }) => {
    if (await send(() => askForReset(loginOf(email)))) setSentTo(email.trim());
  });

  return (
    <div className={styles.card}>
      <PageHead title={t("session.forgot.title")} back={paths.login()} />
      <Panel label={t("session.forgot.title")}>
        {sentTo && !sentTo.includes("@") ? (
          <ResetBySms mobile={sentTo} />
        ) : sentTo ? (
          <div role="status">
            <EmptyState
              fact={t("account.forgot.sent", { email: sentTo })}
              hint={t("account.forgot.sentHint")}
              action={<Button onClick={() => setSentTo(null)}>{t("account.forgot.again")}</Button>}
            />
          </div>
        ) : (
          <form onSubmit={submit} noValidate className={styles.form}>
            <p className={styles.lead}>{t("account.forgot.say")}</p>
            <FormErrorSummary form={form} labels={{ email: t("session.login.name") }} failure={failure} />
            <TextInput
              label={t("session.login.name")}
              autoComplete="username"
              autoCapitalize="off"
              spellCheck={false}
              {...form.getInputProps("email")}
            />
            <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
              {t("account.forgot.act")}
            </ReasonedButton>
          </form>
        )}
        <div className={styles.links}>
          <Link href={paths.login()}>{t("account.backToLogin")}</Link>
        </div>
      </Panel>
    </div>
  );
}
