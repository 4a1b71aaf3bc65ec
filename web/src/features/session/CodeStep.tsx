import { isNotEmpty, useForm } from "@mantine/form";
import { useEffect, useState } from "react";
import { isProblem } from "../../api/problem";
import { type Credentials, type Session, signIn } from "../../api/session";
import { useT } from "../../i18n/useT";
import { FormErrorSummary, focusField } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { TextButton } from "../../ui/TextButton";
import { useSubmit } from "../../ui/useSubmit";
import { CodeField, type CodeKind, useCodeRefusal } from "./CodeField";
import styles from "./session.module.css";

interface CodeStepProps {
  /** Who signs in, as they are told. */
  name: string;
  credentials: Credentials;
  onSignedIn: (session: Session) => void;
  /** Back to the e-mail; left out where it is only the same person's to sign in. */
  onBack?: () => void;
}

/** The second step of signing in: the code. What was right is sent again with it. */
export function CodeStep({ name, credentials, onSignedIn, onBack }: CodeStepProps) {
  const t = useT();
  const [kind, setKind] = useState<CodeKind>("app");
  const wordsOf = useCodeRefusal();
  const form = useForm({ initialValues: { code: "" }, validate: { code: isNotEmpty(t("session.code.missing")) } });
  const { busy, failure, send } = useSubmit(form, ["code"]);
  useEffect(() => focusField("code"), []);

  const choose = (next: CodeKind) => {
    form.reset();
    setKind(next);
    setTimeout(() => focusField("code"));
  };
  const submit = form.onSubmit(({ code }) =>
    send(async () => {
      try {
        onSignedIn(await signIn(credentials, code));
      } catch (error) {
        if (!isProblem(error, "wrong-code")) throw error;
        form.setFieldError("code", wordsOf(kind));
      }
    }).then(() => undefined),
  );

  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ code: t(`session.code.${kind}`) }} failure={failure} />
      <div>
        <h2 className={styles.step}>{t("session.code.title")}</h2>
        <p className={styles.lead}>{t("session.code.say", { email: name })}</p>
      </div>
      <CodeField kind={kind} onKind={choose} {...form.getInputProps("code")} />
      <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
        {t("session.login.act")}
      </ReasonedButton>
      {onBack && (
        <div className={styles.back}>
          <TextButton onClick={onBack}>{t("session.code.back")}</TextButton>
        </div>
      )}
    </form>
  );
}
