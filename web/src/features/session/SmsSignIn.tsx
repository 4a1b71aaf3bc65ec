import { TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useEffect, useState } from "react";
import { isProblem } from "../../api/problem";
import { askForSignInCode, type Session, signIn } from "../../api/session";
import { useT } from "../../i18n/useT";
import { looksLikeLogin } from "../../lib/login";
import { FormErrorSummary, focusField } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { TextButton } from "../../ui/TextButton";
import { useSubmit } from "../../ui/useSubmit";
import { CodeStep } from "./CodeStep";
import { RESEND_AFTER_SECONDS, SmsCodeField } from "./SmsCodeField";
import styles from "./session.module.css";
import { useCountdown } from "./useCountdown";

/** Signs in by a mobile number and the code that is sent to it. It never says whether the number is somebody's. */
export function SmsSignIn({
  mobile: typed,
  onSignedIn,
  onBack,
}: {
  mobile: string;
  onSignedIn: (session: Session) => void;
  onBack: () => void;
}) {
  const t = useT();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [needsFactor, setNeedsFactor] = useState(false);
  const { left, start } = useCountdown();
  const form = useForm({
    initialValues: { mobile: typed, smsCode: "" },
    validate: {
      mobile: (value) => (looksLikeLogin(value) && !value.includes("@") ? null : t("session.sms.mobileInvalid")),
      smsCode: (value) => (sentTo === null ? null : isNotEmpty(t("session.code.missing"))(value)),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["mobile", "smsCode"]);
  useEffect(() => focusField(sentTo === null ? "mobile" : "smsCode"), [sentTo]);

  const ask = (mobile: string) =>
    send(async () => {
      await askForSignInCode(mobile);
      start(RESEND_AFTER_SECONDS);
      setSentTo(mobile);
    });
  const submit = form.onSubmit(async ({ mobile, smsCode }) => {
    if (sentTo === null) {
      await ask(mobile.trim());
      return;
    }
    await send(async () => {
      try {
        onSignedIn(await signIn({ mobile: sentTo, smsCode }));
      } catch (error) {
        if (isProblem(error, "second-factor-required")) setNeedsFactor(true);
        else if (isProblem(error, "wrong-sms-code")) form.setFieldError("smsCode", t("session.sms.wrong"));
        else throw error;
      }
    });
  });

  if (needsFactor && sentTo !== null) {
    return (
      <CodeStep name={sentTo} credentials={{ mobile: sentTo, smsCode: form.values.smsCode }} onSignedIn={onSignedIn} onBack={onBack} />
    );
  }
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ mobile: t("session.sms.mobile"), smsCode: t("session.sms.code") }} failure={failure} />
      <TextInput
        label={t("session.sms.mobile")}
        type="tel"
        autoComplete="tel"
        inputMode="tel"
        readOnly={sentTo !== null}
        maxLength={40}
        {...form.getInputProps("mobile")}
      />
      {sentTo !== null && (
        <>
          <p className={styles.lead} role="status">
            {t("session.sms.sent")}
          </p>
          <SmsCodeField left={left} onResend={() => ask(sentTo)} {...form.getInputProps("smsCode")} />
        </>
      )}
      <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
        {t(sentTo === null ? "session.sms.ask" : "session.login.act")}
      </ReasonedButton>
      <div className={styles.back}>
        <TextButton onClick={onBack}>{t("session.sms.byPassword")}</TextButton>
      </div>
    </form>
  );
}
