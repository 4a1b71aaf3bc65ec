import { PasswordInput, TextInput } from "@mantine/core";
import { isEmail, isNotEmpty, useForm } from "@mantine/form";
import { useState } from "react";
import { isProblem } from "../../api/problem";
import { type Session, signIn } from "../../api/session";
import { useT } from "../../i18n/useT";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useRevealLabels } from "../../ui/useRevealLabels";
import { CodeStep } from "./CodeStep";
import styles from "./session.module.css";

interface SignInFormProps {
  /** Known already when somebody signs in again. */
  email?: string;
  onSignedIn: (session: Session) => void;
}

/** E-mail and password, and then a code where the account asks for one. A refusal never says which of the two was wrong. */
export function SignInForm({ email = "", onSignedIn }: SignInFormProps) {
  const t = useT();
  const reveal = useRevealLabels();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const form = useForm({
    initialValues: { email, password: "" },
    validate: { email: isEmail(t("session.emailInvalid")), password: isNotEmpty(t("session.passwordMissing")) },
  });

  const submit = form.onSubmit(async ({ email: address, password }) => {
    setBusy(true);
    setFailure(null);
    try {
      onSignedIn(await signIn(address.trim(), password));
    } catch (error) {
      if (isProblem(error, "second-factor-required")) setNeedsCode(true);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  });

  if (needsCode) {
    const credentials = { email: form.values.email.trim(), password: form.values.password };
    const back = () => {
      form.setFieldValue("password", "");
      setNeedsCode(false);
    };
    return <CodeStep {...credentials} onSignedIn={onSignedIn} onBack={email === "" ? back : undefined} />;
  }
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ email: t("session.email"), password: t("session.password") }} failure={failure} />
      <TextInput
        label={t("session.email")}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="off"
        spellCheck={false}
        readOnly={email !== ""}
        {...form.getInputProps("email")}
      />
      <PasswordInput
        label={t("session.password")}
        autoComplete="current-password"
        data-autofocus={email !== "" || undefined}
        {...reveal}
        {...form.getInputProps("password")}
      />
      <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
        {t("session.login.act")}
      </ReasonedButton>
    </form>
  );
}
