import { PasswordInput, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "../../api/problem";
import { readSignInWays, type Session, signIn } from "../../api/session";
import { useT } from "../../i18n/useT";
import { loginOf, looksLikeLogin } from "../../lib/login";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { TextButton } from "../../ui/TextButton";
import { useRevealLabels } from "../../ui/useRevealLabels";
import { CodeStep } from "./CodeStep";
import { SmsSignIn } from "./SmsSignIn";
import styles from "./session.module.css";

interface SignInFormProps {
  /** Known already when somebody signs in again. */
  email?: string;
  onSignedIn: (session: Session) => void;
}

/** E-mail or mobile number and password, or a code by SMS, and then a code where the account asks for one. A refusal never says which of the two was wrong. */
export function SignInForm({ email = "", onSignedIn }: SignInFormProps) {
  const t = useT();
  const reveal = useRevealLabels();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [bySms, setBySms] = useState(false);
  const ways = useQuery({ queryKey: ["sign-in-ways"], queryFn: readSignInWays, staleTime: Number.POSITIVE_INFINITY });
  const form = useForm({
    initialValues: { email, password: "" },
    validate: {
      email: (typed) => (looksLikeLogin(typed) ? null : t("session.loginInvalid")),
      password: isNotEmpty(t("session.passwordMissing")),
    },
  });

  const submit = form.onSubmit(async ({ email: address, password }) => {
    setBusy(true);
    setFailure(null);
    try {
      onSignedIn(await signIn({ ...loginOf(address), password }));
    } catch (error) {
      if (isProblem(error, "second-factor-required")) setNeedsCode(true);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  });

  if (needsCode) {
    const credentials = { ...loginOf(form.values.email), password: form.values.password };
    const back = () => {
      form.setFieldValue("password", "");
      setNeedsCode(false);
    };
    return (
      <CodeStep
        name={form.values.email.trim()}
        credentials={credentials}
        onSignedIn={onSignedIn}
        onBack={email === "" ? back : undefined}
      />
    );
  }
  if (bySms) {
    const typed = form.values.email;
    return <SmsSignIn mobile={typed.includes("@") ? "" : typed} onSignedIn={onSignedIn} onBack={() => setBySms(false)} />;
  }
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ email: t("session.login.name"), password: t("session.password") }} failure={failure} />
      <TextInput
        label={t("session.login.name")}
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
      {ways.data?.sms && email === "" && (
        <div className={styles.back}>
          <TextButton onClick={() => setBySms(true)}>{t("session.login.bySms")}</TextButton>
        </div>
      )}
    </form>
  );
}
