import { Button, TextInput } from "@mantine/core";
import { hasLength, isNotEmpty, useForm } from "@mantine/form";
import { acceptInvitation, type Session } from "../../api/session";
import { useLanguage, useT } from "../../i18n/useT";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useSubmit } from "../../ui/useSubmit";
import { NewPasswordField, PASSWORD_MIN } from "./PasswordField";
import styles from "./session.module.css";

interface JoinProps {
  tenant: string;
  token: string;
  onJoined: (session: Session) => void;
}

/** Somebody new: a name and a password, and they are in. */
export function JoinAsNew({ tenant, token, onJoined }: JoinProps) {
  const t = useT();
  const language = useLanguage();
  const form = useForm({
    initialValues: { name: "", password: "" },
    validate: { name: isNotEmpty(t("account.join.nameMissing")), password: hasLength({ min: PASSWORD_MIN }, t("account.password.short")) },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "password"]);

  const submit = form.onSubmit(({ name, password }) =>
    send(async () => onJoined(await acceptInvitation({ token, name: name.trim(), password, language }))).then(() => undefined),
  );
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ name: t("account.join.name"), password: t("session.password") }} failure={failure} />
      <TextInput
        label={t("account.join.name")}
        description={t("account.join.nameHint")}
        autoComplete="name"
        maxLength={80}
        {...form.getInputProps("name")}
      />
      <NewPasswordField label={t("session.password")} {...form.getInputProps("password")} />
      <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
        {t("account.join.act", { tenant })}
      </ReasonedButton>
    </form>
  );
}

/** Somebody who is signed in: one press. The API refuses if the invitation was for another account. */
export function JoinAsMember({ tenant, token, email, onJoined }: JoinProps & { email: string }) {
  const t = useT();
  const form = useForm({ initialValues: {} });
  const { busy, failure, send } = useSubmit(form, []);
  return (
    <div className={styles.form}>
      <p className={styles.lead}>{t("account.join.other", { email })}</p>
      <FormErrorSummary form={form} labels={{}} failure={failure} />
      <Button variant="filled" loading={busy} onClick={() => send(async () => onJoined(await acceptInvitation({ token })))}>
        {t("account.join.act", { tenant })}
      </Button>
    </div>
  );
}
